import { useState } from 'react';
import { Card } from '../../components/card';
import { ProblemNote } from '../../components/problem-note';
import { useSettingChange } from '../../components/use-setting-change';
import { useCapabilities } from '../../state/computer';
import { useSettings } from '../../state/settings';
import { useText } from '../../text';
import { HotkeyRow } from './hotkey-row';

/** Key combinations that work in every app. */
export function HotkeysSection() {
  const t = useText();
  const { hotkeys } = useSettings();
  const { clickThrough } = useCapabilities();
  const { change, problem } = useSettingChange();
  const [clash, setClash] = useState<string | null>(null);
  const names = ['toggleCaptions', ...(clickThrough ? (['toggleClickThrough'] as const) : [])] as const;

  const set = (name: keyof typeof hotkeys, accelerator: string): void => {
    const other = names.find((one) => one !== name && accelerator !== '' && hotkeys[one] === accelerator);
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
      {names.map((name) => (
        <HotkeyRow
          key={name}
          setting={`hotkeys.${name}`}
          label={t(`control.hotkeys.${name}`)}
          description={t(`control.hotkeys.${name}.description`)}
          accelerator={hotkeys[name]}
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
