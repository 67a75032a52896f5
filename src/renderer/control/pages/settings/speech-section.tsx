import { pricesAsOf } from '../../../../shared/speech-models';
import { zones } from '../../../../shared/zones';
import { Card } from '../../components/card';
import { ModelChooser } from '../../components/model-chooser';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { useSettings } from '../../state/settings';
import { useZones } from '../../state/zones';
import { useText } from '../../text';
import { LanguageRows } from './language-rows';

/** The model that hears, among those of the zone in force, and the languages it shall expect. */
export function SpeechSection() {
  const t = useText();
  const { inForce } = useZones();
  const { models } = useSettings();
  const { change, problem } = useSettingChange();
  const title = t('control.settings.speech.title');
  return (
    <Card id="speech" title={title} sentence={t('control.settings.speech.sentence')} resets={['models']}>
      <ModelChooser
        chosen={models[inForce]}
        onChange={(id) => void change({ models: { [inForce]: id } }, title)}
      />
      <p className="row-description">
        {zones[inForce].needsKey
          ? t('speech.model.prices-as-of', { date: pricesAsOf })
          : t(inForce === 'device' ? 'speech.model.device-note' : 'speech.model.at-once')}
      </p>
      <LanguageRows change={change} />
      <ProblemNote problem={problem} />
    </Card>
  );
}
