import { setOverlayVisible, useSettings } from '../state/settings';
import { showToast } from '../state/toasts';
import { useText } from '../text';
import { SwitchRow } from './fields';
import { ProblemNote } from './problem-note';
import { useAction } from './use-action';

/** Shows or hides the captions over other windows. */
export function OverlayVisibleSwitch() {
  const t = useText();
  const { visible } = useSettings().overlay;
  const { run, problem } = useAction();
  const label = t('control.overlay.visible');
  return (
    <>
      <SwitchRow
        setting="overlay.visible"
        label={label}
        description={t('control.overlay.visible.description')}
        isSelected={visible}
        onChange={(show) => {
          void run(() => setOverlayVisible(show)).then((answer) => {
            if (answer.ok) {
              showToast({
                text: t('control.toast.changed', { setting: label }),
                undo: () => setOverlayVisible(!show),
              });
            }
          });
        }}
      />
      <ProblemNote problem={problem} />
    </>
  );
}
