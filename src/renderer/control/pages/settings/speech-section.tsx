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
      {zones[inForce].needsKey && (
        <p className="row-description">{t('speech.model.prices-as-of', { date: pricesAsOf })}</p>
      )}
      {inForce === 'device' && <p className="row-description">{t('speech.model.device-note')}</p>}
      <LanguageRows change={change} />
      <ProblemNote problem={problem} />
    </Card>
  );
}
