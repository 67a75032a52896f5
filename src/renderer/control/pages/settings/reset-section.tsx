import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Card } from '../../components/card';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { ProblemNote } from '../../components/problem-note';
import { useAction } from '../../components/use-action';
import { isRunning, useCaptioningStatus } from '../../state/captioning';
import { changeSettings, currentSettings, resetSettings } from '../../state/settings';
import { showToast } from '../../state/toasts';
import { changeZone, currentZone } from '../../state/zones';
import { useText } from '../../text';

/** Back to how Sotto came. The zone goes back too, so not while captions run. */
export function ResetSection() {
  const t = useText();
  const running = isRunning(useCaptioningStatus().phase);
  const { run, problem } = useAction();
  const [isAsking, setAsking] = useState(false);

  const reset = async (): Promise<void> => {
    setAsking(false);
    const { zone: _zone, ...previous } = currentSettings();
    const previousZone = currentZone();
    const answer = await run(resetSettings);
    if (!answer.ok) return;
    showToast({
      text: t('control.reset.done'),
      undo: async () => {
        const restored = await changeSettings(previous);
        return restored.ok && previousZone !== currentZone() ? changeZone(previousZone) : restored;
      },
    });
  };

  return (
    <Card
      id="reset"
      title={t('control.settings.reset.title')}
      sentence={t('control.settings.reset.sentence')}
    >
      <div className="button-row">
        <Button
          className="button danger-quiet"
          isDisabled={running}
          onPress={() => {
            setAsking(true);
          }}
        >
          {t('control.reset.button')}
        </Button>
        {running && <span className="muted">{t('control.reset.locked-while-running')}</span>}
      </div>
      <ProblemNote problem={problem} />
      {isAsking && (
        <ConfirmDialog
          title={t('control.reset.title')}
          confirmLabel={t('control.reset.button')}
          isDangerous
          onCancel={() => {
            setAsking(false);
          }}
          onConfirm={() => void reset()}
        >
          <p>{t('control.reset.body')}</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
