import { optionRules } from '../../../../shared/streaming-options';
import { Card } from '../../components/card';
import { SelectRow, SwitchRow } from '../../components/fields';
import { ProblemNote } from '../../components/problem-note';
import { SurchargeNote } from '../../components/surcharge-note';
import { useModelName } from '../../components/use-model-name';
import { useSettingChange } from '../../components/use-setting-change';
import { useSettings } from '../../state/settings';
import { isOffered, useSpeechModels, withoutOption } from '../../state/speech';
import { useText } from '../../text';
import { PiiRows, type OptionRowsProps } from './pii-rows';

/** Who is named as the speaker, and what the text leaves out. */
export function WrittenSection() {
  const t = useText();
  const { speechOptions: options } = useSettings();
  const { inUse: model } = useSpeechModels();
  const { change, problem } = useSettingChange();
  const rows: OptionRowsProps = {
    options,
    model,
    change: (speechOptions, label) => void change({ speechOptions }, label),
  };
  return (
    <Card
      id="written"
      title={t('control.settings.written.title')}
      sentence={t('control.settings.written.sentence')}
      resets={[
        'speechOptions.speaker_labels',
        'speechOptions.max_speakers',
        'speechOptions.filter_profanity',
        'speechOptions.redact_pii',
        'speechOptions.redact_pii_policies',
        'speechOptions.redact_pii_sub',
      ]}
    >
      <SpeakerRows {...rows} />
      <ProfanityRow {...rows} />
      <PiiRows {...rows} />
      <ProblemNote problem={problem} />
    </Card>
  );
}

/** Id of the choice that leaves the number of speakers open. */
const noLimit = '';
const { shape: speakersShape } = optionRules('max_speakers');
/** 2 to what the API allows: one speaker needs no labels. */
const speakerCounts =
  speakersShape.type === 'integer'
    ? Array.from({ length: speakersShape.most - 1 }, (_, at) => String(at + 2))
    : [];

function SpeakerRows({ options, model, change }: OptionRowsProps) {
  const t = useText();
  const label = t('speech.speakers.label');
  const name = useModelName();
  const offered = isOffered('speaker_labels', model);
  const isOn = options['speaker_labels'] === true;
  const most = options['max_speakers'];
  const selected = typeof most === 'number' ? String(most) : noLimit;
  return (
    <div className="option-rows">
      <SwitchRow
        setting="speechOptions"
        label={label}
        description={offered ? t('speech.speakers.description') : t('speech.not-offered', { model: name })}
        isSelected={isOn}
        isDisabled={!offered}
        onChange={(on) => {
          change(on ? { speaker_labels: true } : withoutOption('speaker_labels'), label);
        }}
      />
      {offered && <SurchargeNote option="speaker_labels" />}
      {offered && isOn && (
        <>
          <ul className="sentences row-description" aria-label={t('speech.speakers.about')}>
            <li>{t('speech.speakers.about.letters')}</li>
            <li>{t('speech.speakers.about.turns')}</li>
          </ul>
          <SelectRow
            setting="speechOptions"
            label={t('speech.speakers.most')}
            description={t('speech.speakers.most.description')}
            choices={[
              { id: noLimit, label: t('speech.speakers.most.none') },
              // A file may say 1.
              ...[...new Set([...(selected === noLimit ? [] : [selected]), ...speakerCounts])]
                .sort((a, b) => Number(a) - Number(b))
                .map((count) => ({
                  id: count,
                  label: t('speech.speakers.most.count', { count: Number(count) }),
                })),
            ]}
            selected={selected}
            onSelect={(count) => {
              change(
                { max_speakers: count === noLimit ? undefined : Number(count) },
                t('speech.speakers.most'),
              );
            }}
          />
        </>
      )}
    </div>
  );
}

function ProfanityRow({ options, model, change }: OptionRowsProps) {
  const t = useText();
  const label = t('speech.profanity.label');
  const name = useModelName();
  const offered = isOffered('filter_profanity', model);
  return (
    <div className="option-rows">
      <SwitchRow
        setting="speechOptions"
        label={label}
        description={offered ? t('speech.profanity.description') : t('speech.not-offered', { model: name })}
        isSelected={options['filter_profanity'] === true}
        isDisabled={!offered}
        onChange={(on) => {
          change(on ? { filter_profanity: true } : withoutOption('filter_profanity'), label);
        }}
      />
      {offered && <SurchargeNote option="filter_profanity" />}
    </div>
  );
}
