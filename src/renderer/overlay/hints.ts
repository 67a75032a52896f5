import type { Capabilities } from '../../shared/ipc/ipc-schema';
import type { Settings } from '../../shared/settings';
import { hotkeyText } from './hotkey-text';
import { messages } from './text';

/** How to start captions from here. */
export const startHint = ({ hotkeys }: Settings, platform: Capabilities['platform']): string =>
  hotkeys.toggleCaptions === ''
    ? messages.formatMessage({ id: 'overlay.start-hint.no-hotkey' })
    : messages.formatMessage(
        { id: 'overlay.start-hint' },
        { hotkey: hotkeyText(hotkeys.toggleCaptions, platform) },
      );

/** How to move the window; null where no key is set, then only Sotto's own window can unlock it. */
export const unlockHint = ({ hotkeys }: Settings, platform: Capabilities['platform']): string | null =>
  hotkeys.toggleClickThrough === ''
    ? null
    : messages.formatMessage(
        { id: 'overlay.unlock-hint' },
        { hotkey: hotkeyText(hotkeys.toggleClickThrough, platform) },
      );
