import { usdPerOpenHour } from '../../../../shared/speech-models';
import { zones } from '../../../../shared/zones';
import { Card } from '../../components/card';
import { SelectRow } from '../../components/fields';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { useSettings } from '../../state/settings';
import { useSpeechModels } from '../../state/speech';
import { useZones } from '../../state/zones';
import { useText } from '../../text';

const offeredMinutes = [1, 2, 5, 10, 30, 60];
/** Id of the choice that keeps sessions open. */
const never = 'never';

/** What captions cost in the zone in force, and whether sessions are closed while nobody speaks. */
export function CostSection() {
  const t = useText();
  const { inForce } = useZones();
  const { saving, speechOptions } = useSettings();
  const { inUse } = useSpeechModels();
  const { change, problem } = useSettingChange();

  const zone = t(zones[inForce].labelKey);
  const usd = zones[inForce].needsKey ? usdPerOpenHour(inUse.id, speechOptions) : undefined;
  const chosen = saving.idleMinutes;
  // Any number may stand in the settings file.
  const minutes = [...new Set([...offeredMinutes, ...(chosen === null ? [] : [chosen])])].sort(
    (a, b) => a - b,
  );
  return (
    <Card id="cost" title={t('control.settings.cost.title')} sentence={t('control.settings.cost.sentence')}>
      {!zones[inForce].needsKey && <p className="muted">{t('control.cost.none', { zone })}</p>}
      {usd !== undefined && <p className="muted">{t('control.cost.price', { zone, usd })}</p>}
      {inForce !== 'device' && (
        <SelectRow
          setting="saving.idleMinutes"
          label={t('control.cost.idle')}
          description={t('control.cost.idle.description')}
          choices={[
            { id: never, label: t('control.cost.idle.never') },
            ...minutes.map((count) => ({
              id: String(count),
              label: t('control.cost.idle.after', { minutes: count }),
            })),
          ]}
          selected={chosen === null ? never : String(chosen)}
          onSelect={(id) =>
            void change({ saving: { idleMinutes: id === never ? null : Number(id) } }, t('control.cost.idle'))
          }
        />
      )}
      <ProblemNote problem={problem} />
    </Card>
  );
}
