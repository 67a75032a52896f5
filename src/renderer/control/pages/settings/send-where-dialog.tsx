import { useState } from 'react';
import { zones, type ZoneId } from '../../../../shared/zones';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { ProblemNote } from '../../components/problem-note';
import { useAction } from '../../components/use-action';
import { ZoneChooser } from '../../components/zone-chooser';
import { isRunning, useCaptioningStatus } from '../../state/captioning';
import { useKeyStatus } from '../../state/key';
import { changeZone, useZones } from '../../state/zones';
import { useText } from '../../text';

/** Asks where the voice shall go now that there is a key. Staying is a choice, and what closing the dialog means. */
export function SendWhereDialog({ onDone }: { onDone: () => void }) {
  const t = useText();
  const { inForce, options } = useZones();
  const title = t(useKeyStatus().set ? 'control.send-where.title' : 'control.send-where.title-broker');
  const running = isRunning(useCaptioningStatus().phase);
  const { run, problem } = useAction();
  const offered = options.filter(
    ({ zone, allowed }) => (allowed && zones[zone].needsKey) || zone === inForce,
  );
  const preselected =
    offered.find(({ zone }) => zone === 'edge') ?? offered.find(({ zone }) => zone !== inForce);
  const [chosen, setChosen] = useState<ZoneId>(preselected?.zone ?? inForce);

  const confirm = async (): Promise<void> => {
    if (chosen === inForce) {
      onDone();
      return;
    }
    const answer = await run(() => changeZone(chosen));
    if (answer.ok) onDone();
  };

  return (
    <ConfirmDialog
      title={title}
      confirmLabel={
        chosen === inForce
          ? t('control.send-where.stay')
          : t('control.send-where.move', { zone: t(zones[chosen].labelKey) })
      }
      onCancel={onDone}
      onConfirm={() => void confirm()}
    >
      <p>{t(running ? 'control.send-where.body-running' : 'control.send-where.body')}</p>
      <ZoneChooser label={title} options={offered} value={chosen} onChange={setChosen} />
      <ProblemNote problem={problem} />
    </ConfirmDialog>
  );
}
