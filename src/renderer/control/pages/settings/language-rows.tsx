import { Button, Checkbox, CheckboxGroup, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useIntl } from 'react-intl';
import {
  chosenLanguages,
  languagesToChoose,
  mostLanguages,
  unheardLanguages,
  withMainLanguage,
} from '../../../../shared/caption-languages';
import type { SettingsPatch } from '../../../../shared/settings';
import { SelectRow } from '../../components/fields';
import { Icon } from '../../components/icon';
import { useLanguageNames } from '../../components/use-language-names';
import { useModelName } from '../../components/use-model-name';
import { useIsLocked, useSettings } from '../../state/settings';
import { useSpeechModels } from '../../state/speech';
import { useText } from '../../text';

/** Id of the choice to find out by itself. */
const any = 'any';

/** The languages to expect, of those that the model in use knows. */
export function LanguageRows({
  change,
}: {
  change: (patch: SettingsPatch, label: string) => Promise<unknown>;
}) {
  const t = useText();
  const intl = useIntl();
  const nameOf = useLanguageNames();
  const { speechOptions } = useSettings();
  const { inUse: model } = useSpeechModels();
  const name = useModelName();
  const offered = languagesToChoose(model);
  const chosen = chosenLanguages(speechOptions);
  const unheard = unheardLanguages(speechOptions, model);
  const collator = new Intl.Collator(intl.locale);
  const byName = (codes: readonly string[]): string[] =>
    codes.toSorted((a, b) => collator.compare(nameOf(a), nameOf(b)));
  const namesOf = (codes: readonly string[]): string => intl.formatList(codes.map(nameOf), { type: 'unit' });

  const expect = (languages: readonly string[]): void => {
    const codes = languages.length > 0 ? [...languages] : undefined;
    void change({ speechOptions: { language_codes: codes } }, t('speech.language.label'));
  };
  const [main, ...others] = chosen;
  return (
    <>
      {offered.length > 0 ? (
        <SelectRow
          setting="speechOptions"
          label={t('speech.language.label')}
          description={t('speech.language.description')}
          choices={[
            { id: any, label: t('speech.language.any') },
            ...byName([...offered, ...(main === undefined || offered.includes(main) ? [] : [main])]).map(
              (code) => ({
                id: code,
                label: offered.includes(code)
                  ? nameOf(code)
                  : t('speech.language.not-heard', { language: nameOf(code), model: name }),
              }),
            ),
          ]}
          selected={main ?? any}
          onSelect={(code) => {
            expect(withMainLanguage(speechOptions, code === any ? null : code) ?? []);
          }}
        />
      ) : (
        <p className="row-description">
          {t(model.languages.length === 1 ? 'speech.language.one' : 'speech.language.by-itself', {
            model: name,
            language: namesOf(model.languages),
            languages: namesOf(model.languages),
          })}
        </p>
      )}
      {offered.length > 0 && main !== undefined && (
        <OtherLanguages
          codes={byName([...offered, ...others.filter((code) => !offered.includes(code))]).filter(
            (code) => code !== main,
          )}
          chosen={others}
          onChange={(codes) => {
            expect([main, ...codes]);
          }}
        />
      )}
      <div role="status" className="option-notes">
        {unheard.length > 0 && (
          <p className="problem-note">
            <Icon name="warning" />
            <span>{t('speech.language.kept', { model: name, languages: namesOf(unheard) })}</span>
          </p>
        )}
      </div>
    </>
  );
}

function OtherLanguages(props: {
  codes: readonly string[];
  chosen: readonly string[];
  onChange: (codes: readonly string[]) => void;
}) {
  const t = useText();
  const nameOf = useLanguageNames();
  const isLocked = useIsLocked('speechOptions');
  const count = props.chosen.length + 1;
  return (
    <Disclosure className="disclosure">
      <Heading level={3}>
        <Button slot="trigger" className="button">
          <Icon name="forward" />
          {t('speech.language.others')}
        </Button>
      </Heading>
      <DisclosurePanel className="disclosure-panel">
        <CheckboxGroup
          className="disclosed-rows"
          aria-label={t('speech.language.others')}
          isDisabled={isLocked}
          value={[...props.chosen]}
          onChange={props.onChange}
        >
          <p className="row-description">
            {t('speech.language.others.count', { count, most: mostLanguages })}
          </p>
          <div className="checkbox-columns">
            {props.codes.map((code) => (
              <Checkbox
                key={code}
                value={code}
                className="checkbox"
                isDisabled={count >= mostLanguages && !props.chosen.includes(code)}
              >
                <span className="checkbox-box">
                  <Icon name="check" />
                </span>
                <span>{nameOf(code)}</span>
              </Checkbox>
            ))}
          </div>
        </CheckboxGroup>
      </DisclosurePanel>
    </Disclosure>
  );
}
