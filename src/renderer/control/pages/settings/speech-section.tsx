import { modelsOf } from '../../../../shared/speech-models';
import { zones } from '../../../../shared/zones';
import { Card } from '../../components/card';
import { SelectRow, type Choice } from '../../components/fields';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { usePolicyLimits, useSettings } from '../../state/settings';
import { useZones } from '../../state/zones';
import { useText } from '../../text';

/** Id of the choice "measure and pick", which only this device has. */
const automatic = 'automatic';

/** The model that hears, among those of the zone in force. */
export function SpeechSection() {
  const t = useText();
  const { inForce } = useZones();
  const settings = useSettings();
  const limits = usePolicyLimits();
  const { change, problem } = useSettingChange();
  const models = modelsOf(inForce);
  const isDevice = inForce === 'device';

  const isAllowed = (id: string): boolean => limits.models?.includes(id) ?? true;
  const choices: Choice[] = [
    // Measuring may pick any model.
    ...(isDevice && models.every(({ id }) => isAllowed(id))
      ? [{ id: automatic, label: t('control.speech.automatic') }]
      : []),
    ...models.map((model) => {
      const locked = !isAllowed(model.id);
      const label = isDevice
        ? model.label
        : t('control.speech.model', { model: model.label, languages: model.languages });
      return {
        id: model.id,
        label: locked ? t('control.speech.locked', { model: label }) : label,
        isDisabled: locked,
      };
    }),
  ];
  const firstChoice = choices.find((choice) => !choice.isDisabled)?.id ?? '';
  return (
    <Card
      id="speech"
      title={t('control.settings.speech.title')}
      sentence={t('control.settings.speech.sentence')}
      resets={['models']}
    >
      <SelectRow
        setting="models"
        label={t('control.speech.label', { zone: t(zones[inForce].labelKey) })}
        description={t(isDevice ? 'control.speech.device-note' : 'control.speech.at-once')}
        choices={choices}
        selected={settings.models[inForce] ?? firstChoice}
        onSelect={(id) =>
          void change(
            { models: { [inForce]: id === automatic ? undefined : id } },
            t('control.settings.speech.title'),
          )
        }
      />
      <ProblemNote problem={problem} />
    </Card>
  );
}
