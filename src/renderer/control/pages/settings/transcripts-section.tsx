import { Card } from '../../components/card';
import { SwitchRow } from '../../components/fields';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { usePolicyLimits, useSettings } from '../../state/settings';
import { useText } from '../../text';

/** Whether conversations are kept. */
export function TranscriptsSection() {
  const t = useText();
  const { transcripts } = useSettings();
  const { retentionDays } = usePolicyLimits();
  const { change, problem } = useSettingChange();
  return (
    <Card
      id="transcripts"
      title={t('control.settings.transcripts.title')}
      sentence={t('control.settings.transcripts.sentence')}
    >
      <SwitchRow
        setting="transcripts.save"
        label={t('control.transcripts.save')}
        description={t('control.transcripts.save.description')}
        isSelected={transcripts.save}
        onChange={(save) => void change({ transcripts: { save } }, t('control.transcripts.save'))}
      />
      {retentionDays !== null && <p>{t('control.transcripts.retention', { days: retentionDays })}</p>}
      <ProblemNote problem={problem} />
    </Card>
  );
}
