import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { AccessCheck as Checked } from '../../../../shared/ipc/ipc-schema';
import { zones } from '../../../../shared/zones';
import { ProblemNote } from '../../components/problem-note';
import { useAction } from '../../components/use-action';
import { checkAccess, useKeyStatus } from '../../state/key';
import { useZones } from '../../state/zones';
import { useText } from '../../text';

/** Tries the key or the token service at the zone in force, or at the first that needs one. Opens no session. */
export function AccessCheck() {
  const t = useText();
  const { inForce, options } = useZones();
  const { run, problem, pending } = useAction();
  const [checked, setChecked] = useState<Checked | null>(null);
  const { set, broker } = useKeyStatus();
  const usable = options.filter(({ zone, allowed }) => allowed && zones[zone].needsKey);
  const target = usable.find(({ zone }) => zone === inForce) ?? usable[0];
  if (!target) return null;
  const asked = set || !broker ? target.host : new URL(broker.url).host;

  const check = async (): Promise<void> => {
    setChecked(null);
    const answer = await run(() => checkAccess(target.zone));
    if (answer.ok) setChecked(answer.value);
  };

  return (
    <>
      <div className="row">
        <span className="row-text">
          <span className="row-description">{t('control.access.check.note', { host: asked })}</span>
          <span role="status">
            {checked && t(`control.access.valid.${checked.by}`, { host: checked.host })}
          </span>
        </span>
        <Button className="button" isDisabled={pending} onPress={() => void check()}>
          {t(pending ? 'control.access.checking' : 'control.access.check')}
        </Button>
      </div>
      <ProblemNote problem={problem} />
    </>
  );
}
