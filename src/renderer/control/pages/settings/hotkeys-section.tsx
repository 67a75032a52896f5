import { useState } from 'react';
import { hotkeyNames, hotkeyWithKeys, type HotkeyName } from '../../../../shared/hotkeys';
import { defaultSettings } from '../../../../shared/settings';
import { Card } from '../../components/card';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { useCapabilities } from '../../state/computer';
import { useHotkeyStates } from '../../state/hotkeys';
import { useSettings } from '../../state/settings';
import { useText } from '../../text';
import { HotkeyRow } from './hotkey-row';

/** Key combinations that work in every app. */
export function HotkeysSection() {
  const t = useText();
  const { hotkeys } = useSettings();
  const { platform } = useCapabilities();
  const { change, problem } = useSettingChange();
  const [clash, setClash] = useState<string | null>(null);
  const states = useHotkeyStates();

  const set = (name: HotkeyName, accelerator: string): void => {
    const other = hotkeyWithKeys(hotkeys, accelerator, name, platform === 'darwin');
    setClash(other ? t('control.hotkeys.clash', { other: t(`control.hotkeys.${other}`) }) : null);
    if (!other && accelerator !== hotkeys[name]) {
      void change({ hotkeys: { [name]: accelerator } }, t(`control.hotkeys.${name}`));
    }
  };

  return (
    <Card
      id="hotkeys"
      title={t('control.settings.hotkeys.title')}
      sentence={t('control.settings.hotkeys.sentence')}
    >
      {hotkeyNames.map((name) => (
        <HotkeyRow
          key={name}
          setting={`hotkeys.${name}`}
          label={t(`control.hotkeys.${name}`)}
          description={t(`control.hotkeys.${name}.description`)}
          accelerator={hotkeys[name]}
          original={defaultSettings.hotkeys[name]}
          isTaken={states[name] === 'taken'}
          onChange={(accelerator) => {
            set(name, accelerator);
          }}
        />
      ))}
      <div role="alert">{clash && <p className="problem-note">{clash}</p>}</div>
      <ProblemNote problem={problem} />
    </Card>
  );
}
