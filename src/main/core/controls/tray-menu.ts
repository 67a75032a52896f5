import { isRunning, phaseMessage, type CaptioningStatus } from '../../../shared/captioning-status';
import type { MessageId, Messages } from '../../../shared/locales/messages';
import { isSettingLocked } from '../../../shared/setting-names';
import type { Settings } from '../../../shared/settings';
import { zones } from '../../../shared/zones';

export const trayActions = ['toggle', 'pause', 'overlay', 'click-through', 'open', 'quit'] as const;
export type TrayAction = (typeof trayActions)[number];

/** An item of the tray's menu, or a line between two groups of them. */
export type TrayItem =
  | { kind: 'separator' }
  /** Read only. */
  | { kind: 'note'; id: 'phase' | 'zone'; label: string }
  | { kind: 'action'; id: TrayAction; label: string; enabled: boolean }
  | { kind: 'switch'; id: TrayAction; label: string; enabled: boolean; checked: boolean };

export interface TrayState {
  status: CaptioningStatus;
  settings: Settings;
  /** Names of the settings a policy decides. */
  locked: readonly string[];
}

/** Which picture the tray shows; they differ in shape, not in colour alone. */
export const trayIcons = ['live', 'paused', 'problem', 'stopped'] as const;
export type TrayIcon = (typeof trayIcons)[number];

export function trayIcon({ phase, problem, channels }: CaptioningStatus): TrayIcon {
  if (phase === 'paused') return 'paused';
  if (phase === 'failed' || phase === 'reconnecting') return 'problem';
  if (!isRunning(phase)) return 'stopped';
  return (problem ?? channels.some((channel) => channel.problem)) ? 'problem' : 'live';
}

/** State and zone in a few words (rule Z8). */
export const trayTooltip = ({ status }: TrayState, messages: Messages): string =>
  messages.formatMessage(
    { id: 'tray.tooltip' },
    {
      phase: messages.formatMessage({ id: phaseMessage(status) }),
      zone: messages.formatMessage({ id: zones[status.zone].labelKey }),
    },
  );

/** The tray's menu: what is going on and where the voice goes on top, then the app's main switches. */
export function trayMenu({ status, settings, locked }: TrayState, messages: Messages): TrayItem[] {
  const text = (id: MessageId, values?: Record<string, string>): string =>
    messages.formatMessage({ id }, values);
  const running = isRunning(status.phase);
  const { visible, clickThrough } = settings.overlay;
  return [
    { kind: 'note', id: 'phase', label: text(phaseMessage(status)) },
    { kind: 'note', id: 'zone', label: text('tray.zone', { zone: text(zones[status.zone].labelKey) }) },
    { kind: 'separator' },
    {
      kind: 'action',
      id: 'toggle',
      label: text(running ? 'tray.stop' : 'tray.start'),
      enabled: status.phase !== 'stopping',
    },
    {
      kind: 'action',
      id: 'pause',
      label: text(status.phase === 'paused' ? 'tray.resume' : 'tray.pause'),
      enabled: running && status.phase !== 'stopping',
    },
    { kind: 'separator' },
    {
      kind: 'switch',
      id: 'overlay',
      label: text('tray.show-overlay'),
      enabled: !isSettingLocked(locked, 'overlay.visible'),
      checked: visible,
    },
    {
      kind: 'switch',
      id: 'click-through',
      label: text('tray.click-through'),
      enabled: !isSettingLocked(locked, 'overlay.clickThrough'),
      checked: clickThrough,
    },
    { kind: 'separator' },
    { kind: 'action', id: 'open', label: text('tray.open'), enabled: true },
    { kind: 'action', id: 'quit', label: text('tray.quit'), enabled: true },
  ];
}
