import { Card } from '../../components/card';
import { SwitchRow } from '../../components/fields';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { useCapabilities } from '../../state/computer';
import { useSettings } from '../../state/settings';
import { useText } from '../../text';

/** Whether Sotto opens with the computer. */
export function StartupSection() {
  const t = useText();
  const { startAtLogin } = useSettings();
  const isSupported = useCapabilities().startAtLogin;
  const { change, problem } = useSettingChange();
  const label = t('control.startup.login');
  return (
    <Card
      id="startup"
      title={t('control.settings.startup.title')}
      sentence={t('control.settings.startup.sentence')}
    >
      {isSupported ? (
        <SwitchRow
          setting="startAtLogin"
          label={label}
          description={t('control.startup.login.description')}
          isSelected={startAtLogin}
          onChange={(chosen) => void change({ startAtLogin: chosen }, label)}
        />
      ) : (
        <p className="muted">{t('control.startup.unsupported')}</p>
      )}
      <ProblemNote problem={problem} />
    </Card>
  );
}
