import { Button } from 'react-aria-components';
import { zones } from '../../../../shared/zones';
import { AcceleratorKeys } from '../../components/accelerator-keys';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/problem-note';
import { useAction } from '../../components/use-action';
import { ZoneBadge } from '../../components/zone-badge';
import { isRunning, startCaptions, useCaptioningStatus } from '../../state/captioning';
import { useSettings } from '../../state/settings';
import { useZones } from '../../state/zones';
import { useText } from '../../text';

/** Everything is set: start, or look around first. Captions may be on already. */
export function DoneStep({ back, end }: { back: () => void; end: () => Promise<void> }) {
  const t = useText();
  const { inForce } = useZones();
  const { hotkeys } = useSettings();
  const running = isRunning(useCaptioningStatus().phase);
  const { run, problem, pending } = useAction();

  const start = async (): Promise<void> => {
    const answer = await run(startCaptions);
    if (answer.ok) await end();
  };

  return (
    <>
      <h1 tabIndex={-1}>
        {t(running ? 'control.first-run.done.title-running' : 'control.first-run.done.title')}
      </h1>
      <p className="lead">{t('control.first-run.done.sentence')}</p>
      <div className="card zone-summary">
        <p className="zone-name">
          <ZoneBadge zone={inForce} />
          {t(zones[inForce].labelKey)}
        </p>
        <p>{t(zones[inForce].promiseKey)}</p>
        {hotkeys.toggleCaptions !== '' && (
          <p className="hint">
            <AcceleratorKeys accelerator={hotkeys.toggleCaptions} /> {t('control.captions.hotkey-hint')}
          </p>
        )}
      </div>
      <ProblemNote problem={problem} />
      <div className="button-row step-buttons">
        <Button className="button" onPress={back}>
          {t('control.first-run.back')}
        </Button>
        {running ? (
          <Button className="button primary" onPress={() => void end()}>
            {t('control.first-run.done.end')}
          </Button>
        ) : (
          <>
            <Button className="button" onPress={() => void end()}>
              {t('control.first-run.done.later')}
            </Button>
            <Button className="button primary" isDisabled={pending} onPress={() => void start()}>
              <Icon name="play" />
              {t('control.captions.start')}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
