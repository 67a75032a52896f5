import { isRunning } from '../../shared/captioning-status';
import type { SottoBridge } from '../../shared/ipc/ipc-schema';
import type { MessageId } from '../../shared/locales/messages';
import { hotkeyText } from './hotkey-text';
import { LevelMeter } from './level-meter';
import type { OverlayState } from './overlay-state';
import { messages } from './text';

/** Shapes on a 16 × 16 grid. */
const icons = {
  move: 'M8 1v14M1 8h14M5.5 3.5 8 1l2.5 2.5M5.5 12.5 8 15l2.5-2.5M3.5 5.5 1 8l2.5 2.5M12.5 5.5 15 8l-2.5 2.5',
  start: 'M4 2.5v11l9-5.5z',
  pause: 'M5.5 3v10M10.5 3v10',
  stop: 'M3.5 3.5h9v9h-9z',
  settings: 'M1 4h6m4 0h4M1 12h2m4 0h8M9 2a2 2 0 1 0 .01 0zM5 10a2 2 0 1 0 .01 0z',
  hide: 'M2 12.5h12',
} as const;

/** Only while the window is unlocked: a locked one lets every click through. */
export function WindowTools({ bridge, state }: { bridge: SottoBridge<'overlay'>; state: OverlayState }) {
  const { phase } = state.status;
  const running = isRunning(phase);
  const { sources } = state.settings;
  const { toggleClickThrough } = state.settings.hotkeys;
  return (
    <div className="tools">
      {toggleClickThrough !== '' && (
        <span className="lock-hint">
          {messages.formatMessage(
            { id: 'overlay.lock-hint' },
            { hotkey: hotkeyText(toggleClickThrough, state.platform) },
          )}
        </span>
      )}
      <span className="handle" title={messages.formatMessage({ id: 'overlay.move' })}>
        <Icon shape={icons.move} />
        <span className="unseen">{messages.formatMessage({ id: 'overlay.move' })}</span>
      </span>
      {sources.microphone && <LevelMeter channel="you" levels={bridge.captioning.levels} />}
      {sources.systemAudio && <LevelMeter channel="others" levels={bridge.captioning.levels} />}
      {running && phase !== 'stopping' && (
        <Tool
          label={phase === 'paused' ? 'overlay.resume' : 'overlay.pause'}
          shape={phase === 'paused' ? icons.start : icons.pause}
          onClick={() => void bridge.captioning.togglePause()}
        />
      )}
      {running ? (
        <Tool label="overlay.stop" shape={icons.stop} onClick={() => void bridge.captioning.stop()} />
      ) : (
        <Tool label="overlay.start" shape={icons.start} onClick={() => void bridge.captioning.start()} />
      )}
      <Tool label="overlay.settings" shape={icons.settings} onClick={() => void bridge.app.openControl()} />
      <Tool label="overlay.hide" shape={icons.hide} onClick={() => void bridge.overlay.setVisible(false)} />
    </div>
  );
}

function Tool({ label, shape, onClick }: { label: MessageId; shape: string; onClick: () => void }) {
  const name = messages.formatMessage({ id: label });
  return (
    <button type="button" className="tool" aria-label={name} title={name} onClick={onClick}>
      <Icon shape={shape} />
    </button>
  );
}

const Icon = ({ shape }: { shape: string }) => (
  <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d={shape} />
  </svg>
);
