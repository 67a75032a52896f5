import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Settings } from '../../../../shared/settings';
import { zones, type ZoneId } from '../../../../shared/zones';
import { Card } from '../../components/card';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { KeyField } from '../../components/key-field';
import { LockNote } from '../../components/lock-note';
import { ProblemNote } from '../../components/problem-note';
import { ServerAddressForm } from '../../components/server-address-form';
import { useAction } from '../../components/use-action';
import { orderZones, ZoneChooser } from '../../components/zone-chooser';
import { isRunning, useCaptioningStatus } from '../../state/captioning';
import { opensCloudZones, setKey, useKeyStatus } from '../../state/key';
import { changeSettings, useSettings } from '../../state/settings';
import { showToast } from '../../state/toasts';
import { changeZone, useZones } from '../../state/zones';
import { useText } from '../../text';
import { useZoneDelays } from './zone-delays';

/** What is still wanted before the voice can go to the chosen zone. */
type Step = 'key' | 'address' | 'confirm';

/** Where the voice goes, changed by the person alone. */
export function ZoneSection() {
  const t = useText();
  const { inForce, options } = useZones();
  const hasAccess = opensCloudZones(useKeyStatus());
  const delays = useZoneDelays();
  const { selfHosted } = useSettings();
  const running = isRunning(useCaptioningStatus().phase);
  const { run, problem, clear } = useAction();
  const [chosen, setChosen] = useState<{ zone: ZoneId; step: Step } | null>(null);
  const [enteredKey, setEnteredKey] = useState('');

  const cancel = (): void => {
    setChosen(null);
    setEnteredKey('');
  };

  const move = async (zone: ZoneId): Promise<void> => {
    cancel();
    const previous = inForce;
    if (zone === previous) return;
    const answer = await run(() => changeZone(zone));
    if (answer.ok) {
      showToast({
        text: t('control.zone.changed', { zone: t(zones[zone].labelKey) }),
        undo: () => changeZone(previous),
      });
    }
  };

  const choose = (zone: ZoneId, mayGo: boolean, address: string): void => {
    clear();
    if (zones[zone].needsKey && !mayGo) setChosen({ zone, step: 'key' });
    else if (zone === 'self-hosted' && address === '') setChosen({ zone, step: 'address' });
    else if (running) setChosen({ zone, step: 'confirm' });
    else void move(zone);
  };

  const saveAddress = async (server: Settings['selfHosted']): Promise<void> => {
    const previous = selfHosted;
    const answer = await run(() => changeSettings({ selfHosted: server }));
    if (!answer.ok) return;
    if (inForce !== 'self-hosted') choose('self-hosted', hasAccess, server.url);
    else {
      showToast({
        text: t('control.toast.changed', { setting: t('control.server.label') }),
        undo: () => changeSettings({ selfHosted: previous }),
      });
    }
  };

  const saveKey = async (zone: ZoneId): Promise<void> => {
    const answer = await run(() => setKey(enteredKey));
    setEnteredKey('');
    if (answer.ok) choose(zone, true, selfHosted.url);
    else cancel();
  };

  const shown = chosen?.zone ?? inForce;
  const host = options.find((option) => option.zone === chosen?.zone)?.host ?? '';
  return (
    <Card
      id="zone"
      title={t('control.settings.zone.title')}
      sentence={t('control.settings.zone.sentence')}
      words={options.flatMap(({ zone }) => [t(zones[zone].labelKey), t(zones[zone].promiseKey)])}
    >
      <ZoneChooser
        label={t('control.settings.zone.title')}
        options={orderZones(options, hasAccess)}
        value={shown}
        notes={delays.notes}
        onChange={(zone) => {
          choose(zone, hasAccess, selfHosted.url);
        }}
      />
      <LockNote setting="zone" />
      <div className="row">
        <span className="row-text">
          <span className="row-description">{t('control.zone.delay.note')}</span>
          <span role="status" className="row-description">
            {delays.isMeasured && t('control.zone.delay.done')}
          </span>
        </span>
        <Button className="button" isDisabled={delays.isMeasuring} onPress={delays.measure}>
          {t('control.zone.delay.measure')}
        </Button>
      </div>
      {shown === 'self-hosted' && (
        <ServerAddressForm
          submitLabel={t(inForce === 'self-hosted' ? 'control.server.save' : 'control.server.use')}
          lockedReason={
            running && inForce === 'self-hosted' ? t('control.server.locked-while-running') : undefined
          }
          onSubmit={(server) => void saveAddress(server)}
        />
      )}
      <ProblemNote problem={problem} />

      {chosen?.step === 'key' && (
        <ConfirmDialog
          title={t('control.zone.key-needed.title')}
          confirmLabel={t('control.zone.key-needed.confirm', { zone: t(zones[chosen.zone].labelKey) })}
          isConfirmDisabled={enteredKey.trim() === ''}
          onCancel={cancel}
          onConfirm={() => void saveKey(chosen.zone)}
        >
          <p>{t(zones[chosen.zone].promiseKey)}</p>
          <KeyField value={enteredKey} onChange={setEnteredKey} autoFocus />
        </ConfirmDialog>
      )}
      {chosen?.step === 'confirm' && (
        <ConfirmDialog
          title={t('control.zone.confirm.title', { zone: t(zones[chosen.zone].labelKey) })}
          confirmLabel={t('control.zone.confirm.confirm')}
          onCancel={cancel}
          onConfirm={() => void move(chosen.zone)}
        >
          <p>{t(zones[chosen.zone].promiseKey)}</p>
          <p>
            {t('control.zone.confirm.body', { host: host === '' ? t(zones[chosen.zone].labelKey) : host })}
          </p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
