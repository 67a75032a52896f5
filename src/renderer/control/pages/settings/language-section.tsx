import { localeNames, locales, uiLanguage } from '../../../../shared/locales/locales';
import { Card } from '../../components/card';
import { SelectRow } from '../../components/fields';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { useCapabilities } from '../../state/computer';
import { useSettings } from '../../state/settings';
import { useText } from '../../text';

const asTheSystem = 'system';

/** The language of Sotto's own texts, each in its own name. */
export function LanguageSection() {
  const t = useText();
  const { language } = useSettings();
  const { languages } = useCapabilities();
  const { change, problem } = useSettingChange();
  const label = t('control.language.label');
  const systems = localeNames[uiLanguage(null, languages).locale];
  return (
    <Card
      id="language"
      title={t('control.settings.language.title')}
      sentence={t('control.settings.language.sentence')}
    >
      <SelectRow
        setting="language"
        label={label}
        description={t('control.language.description')}
        choices={[
          { id: asTheSystem, label: t('control.language.system', { language: systems }) },
          ...locales.map((locale) => ({ id: locale, label: localeNames[locale], lang: locale })),
        ]}
        selected={language ?? asTheSystem}
        onSelect={(chosen) => {
          void change({ language: locales.find((locale) => locale === chosen) ?? null }, label);
        }}
      />
      <ProblemNote problem={problem} />
    </Card>
  );
}
