import { Card } from '../../components/card';
import { SwitchRow } from '../../components/fields';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { usePolicyLimits, useSettings } from '../../state/settings';
import { useText } from '../../text';

/** Whether conversations are kept. */
export function TranscriptsSection() {
  const t = useText();
  const { transcripts } = useSettings();
  const { saveTranscripts: fixed } = usePolicyLimits();
  const { change, problem } = useSettingChange();
  return (
    <Card
      id="transcripts"
      title={t('control.settings.transcripts.title')}
      sentence={t('control.settings.transcripts.sentence')}
    >
      <SwitchRow
        label={t('control.transcripts.save')}
        description={t('control.transcripts.save.description')}
        isSelected={fixed ?? transcripts.save}
        isDisabled={fixed !== null}
        onChange={(save) => void change({ transcripts: { save } }, t('control.transcripts.save'))}
      />
      {fixed !== null && (
        <p className="locked">
          <Icon name="lock" />
          {t('control.locked')}
        </p>
      )}
      <ProblemNote problem={problem} />
    </Card>
  );
}
