import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useIntl } from 'react-intl';
import type { SpeechModel } from '../../../shared/speech-models';
import { zones } from '../../../shared/zones';
import { useIsLocked } from '../state/settings';
import { useSpeechModels } from '../state/speech';
import { useText } from '../text';
import { Icon } from './icon';
import { LockNote } from './lock-note';
import { useLanguageNames } from './use-language-names';

/** More languages than these are counted, not named. */
const namedLanguages = 6;
/** Id of the choice "measure and pick", which only this device has. */
const automatic = 'automatic';

/** The models of the zone in force with what each is good for and costs; those a policy forbids are shown locked. */
export function ModelChooser({
  chosen,
  onChange,
}: {
  chosen: string | undefined;
  /** `undefined`: measure and pick. */
  onChange: (id: string | undefined) => void;
}) {
  const t = useText();
  const isLocked = useIsLocked('models');
  const { zone, models, isAllowed, inUse } = useSpeechModels();
  // Measuring may pick any model.
  const mayMeasure = zone === 'device' && models.every(({ id }) => isAllowed(id));
  return (
    <RadioGroup
      className="option-list"
      isDisabled={isLocked}
      value={chosen ?? (mayMeasure ? automatic : inUse.id)}
      onChange={(id) => {
        onChange(id === automatic ? undefined : id);
      }}
    >
      <Label className="row-label">
        {t('speech.model.label', { zone: t(zones[zone].labelKey) })} <LockNote setting="models" />
      </Label>
      {mayMeasure && (
        <Radio value={automatic} className="zone-option">
          <span className="radio-dot" />
          <span className="row-text">
            <span className="row-label">{t('speech.model.automatic')}</span>
            <span className="row-description">{t('speech.model.automatic.description')}</span>
          </span>
        </Radio>
      )}
      {models.map((model) => (
        <Radio key={model.id} value={model.id} className="zone-option" isDisabled={!isAllowed(model.id)}>
          <span className="radio-dot" />
          <span className="row-text">
            <span className="row-label">{model.label}</span>
            {model.bestForKey && <span className="row-description">{t(model.bestForKey)}</span>}
            <ModelFacts model={model} />
            {!isAllowed(model.id) && (
              <span className="locked">
                <Icon name="lock" />
                {t('speech.model.locked')}
              </span>
            )}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

function ModelFacts({ model }: { model: SpeechModel }) {
  const t = useText();
  const intl = useIntl();
  const { zone } = useSpeechModels();
  const nameOf = useLanguageNames();
  const { languages, usdPerHour } = model;
  return (
    <span className="model-facts">
      <span>
        {languages.length <= namedLanguages
          ? t('speech.model.languages.named', {
              languages: intl.formatList(languages.map(nameOf), { type: 'unit' }),
            })
          : t('speech.model.languages.many', { count: languages.length })}
      </span>
      {zone === 'device' && <span>{t('speech.model.free')}</span>}
      {zones[zone].needsKey && usdPerHour !== undefined && (
        <span>{t('speech.model.price', { usd: usdPerHour })}</span>
      )}
    </span>
  );
}
