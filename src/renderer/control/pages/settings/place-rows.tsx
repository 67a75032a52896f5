import { Button } from 'react-aria-components';
import type { Settings, SettingsPatch } from '../../../../shared/settings';
import { SwitchRow } from '../../components/fields';
import { ProblemNote } from '../../components/problem-note';
import { useAction } from '../../components/use-action';
import { useCapabilities } from '../../state/computer';
import { changeSettings, currentSettings, moveOverlay } from '../../state/settings';
import { showToast } from '../../state/toasts';
import { useText } from '../../text';

const targets = ['top', 'bottom', 'usual'] as const;

/** Sends the overlay where it can be found. */
export function PositionRow() {
  const t = useText();
  const { run, problem } = useAction();
  const label = t('control.overlay.position');
  const move = async (where: (typeof targets)[number]): Promise<void> => {
    const { places, bounds } = currentSettings().overlay;
    const answer = await run(() => moveOverlay(where));
    if (!answer.ok) return;
    showToast({
      text: t('control.toast.changed', { setting: label }),
      undo: () => changeSettings({ overlay: { places, bounds } }),
    });
  };
  return (
    <>
      <div className="row" role="group" aria-label={label}>
        <span className="row-text">
          <span className="row-label">{label}</span>
          <span className="row-description">{t('control.overlay.position.description')}</span>
        </span>
        <span className="button-row">
          {targets.map((where) => (
            <Button key={where} className="button" onPress={() => void move(where)}>
              {t(`control.overlay.position.${where}`)}
            </Button>
          ))}
        </span>
      </div>
      <ProblemNote problem={problem} />
    </>
  );
}

/** Whether the system leaves the overlay out of what is shared; it says how far that holds. */
export function ScreenShareRow({
  overlay,
  change,
}: {
  overlay: Settings['overlay'];
  change: (patch: SettingsPatch, label: string) => Promise<unknown>;
}) {
  const t = useText();
  const { platform } = useCapabilities();
  const label = t('control.overlay.hide-from-share');
  return (
    <SwitchRow
      setting="overlay.hideFromScreenShare"
      label={label}
      description={t(
        platform === 'darwin'
          ? 'control.overlay.hide-from-share.mac'
          : 'control.overlay.hide-from-share.windows',
      )}
      isSelected={overlay.hideFromScreenShare}
      onChange={(on) => void change({ overlay: { hideFromScreenShare: on } }, label)}
    />
  );
}
