import { useState } from 'react';
import type { Settings } from '../../../../shared/settings';
import { zones, type ZoneId } from '../../../../shared/zones';
import { KeyField } from '../../components/key-field';
import { ProblemNote } from '../../components/problem-note';
import { ServerAddressForm } from '../../components/server-address-form';
import { useAction } from '../../components/use-action';
import { orderZones, ZoneChooser } from '../../components/zone-chooser';
import { opensCloudZones, setKey, useKeyStatus } from '../../state/key';
import { changeSettings, useSettings } from '../../state/settings';
import { changeZone, useZones } from '../../state/zones';
import { useText } from '../../text';
import type { StepProps } from './first-run';
import { StepButtons } from './step-buttons';

/** What a choice asks for appears below it, perhaps out of sight. */
const bringIntoView = (element: Element | null): void => {
  element?.scrollIntoView({ block: 'nearest' });
};

/** Where the voice goes. A cloud zone asks for the key right here; nothing moves before the person goes on. */
export function ZoneStep({ next, back }: StepProps) {
  const t = useText();
  const { inForce, options } = useZones();
  const key = useKeyStatus();
  const { selfHosted } = useSettings();
  const { run, problem, pending, clear } = useAction();
  const [zone, setZone] = useState<ZoneId>(inForce);
  const [enteredKey, setEnteredKey] = useState('');
  const needsKey = zones[zone].needsKey && !opensCloudZones(key);
  const needsAddress = zone === 'self-hosted' && selfHosted.url === '';

  const goOn = async (): Promise<void> => {
    if (needsKey) {
      const answer = await run(() => setKey(enteredKey));
      if (!answer.ok) return;
      setEnteredKey('');
    }
    const answer = await run(() => changeZone(zone));
    if (answer.ok) next();
  };

  const saveServer = async (server: Settings['selfHosted']): Promise<void> => {
    const answer = await run(() => changeSettings({ selfHosted: server }));
    if (answer.ok) await goOn();
  };

  return (
    <>
      <h1 tabIndex={-1}>{t('control.first-run.zone.title')}</h1>
      <p className="lead">{t('control.first-run.zone.sentence')}</p>
      <ZoneChooser
        label={t('control.first-run.zone.title')}
        options={orderZones(options, opensCloudZones(key))}
        value={zone}
        onChange={(chosen) => {
          clear();
          setZone(chosen);
        }}
      />
      {needsKey && (
        <div className="card" ref={bringIntoView}>
          <KeyField value={enteredKey} onChange={setEnteredKey} />
        </div>
      )}
      {zone === 'self-hosted' && (
        <div className="card" ref={bringIntoView}>
          <ServerAddressForm
            submitLabel={t('control.server.use')}
            onSubmit={(server) => void saveServer(server)}
          />
        </div>
      )}
      <ProblemNote problem={problem} />
      <StepButtons
        back={back}
        next={() => void goOn()}
        nextLabel={t('control.first-run.next')}
        isNextDisabled={pending || needsAddress || (needsKey && enteredKey.trim() === '')}
      />
    </>
  );
}
