import { useEffect, useEffectEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import type { SettingName } from '../../../../shared/setting-names';
import { AcceleratorKeys } from '../../components/accelerator-keys';
import { LockNote } from '../../components/lock-note';
import { useSettingRow } from '../../components/setting-search';
import { acceleratorKeys, recordAccelerator } from '../../state/accelerator';
import { useCapabilities } from '../../state/computer';
import { useText } from '../../text';

/** One shortcut: shown, recorded by pressing it, cleared or reset; where another program has its keys, that is said. */
export function HotkeyRow(props: {
  setting: SettingName;
  label: string;
  description: string;
  accelerator: string;
  /** The keys it comes with. */
  original: string;
  isTaken: boolean;
  onChange: (accelerator: string) => void;
}) {
  const t = useText();
  const { platform } = useCapabilities();
  const { isShown, isLocked } = useSettingRow({ ...props, words: [props.description] });
  const [isRecording, setRecording] = useState(false);
  const [isUnsuitable, setUnsuitable] = useState(false);

  const stop = (): void => {
    setRecording(false);
    setUnsuitable(false);
  };

  const press = useEffectEvent((event: KeyboardEvent) => {
    // Everything is part of the recording, but a way out for the keyboard stays: Escape and Tab.
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (isPlain && event.key === 'Tab') {
      stop();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (isPlain && event.key === 'Escape') {
      stop();
      return;
    }
    if (isPlain && !event.shiftKey && (event.key === 'Backspace' || event.key === 'Delete')) {
      stop();
      props.onChange('');
      return;
    }
    const recorded = recordAccelerator(event, platform);
    setUnsuitable(recorded.kind === 'unsuitable');
    if (recorded.kind === 'accelerator') {
      stop();
      props.onChange(recorded.accelerator);
    }
  });

  useEffect(() => {
    if (!isRecording) return;
    const listener = (event: KeyboardEvent): void => {
      press(event);
    };
    window.addEventListener('keydown', listener, true);
    return () => {
      window.removeEventListener('keydown', listener, true);
    };
  }, [isRecording]);

  if (!isShown) return null;
  return (
    <div data-row="" className="row" role="group" aria-label={props.label}>
      <span className="row-text">
        <span className="row-label">{props.label}</span>
        <span className="row-description">{props.description}</span>
        <LockNote setting={props.setting} />
        <span className="row-description" role="status">
          {isRecording && t(isUnsuitable ? 'control.hotkeys.unsuitable' : 'control.hotkeys.press')}
        </span>
        <span className="row-problem" role="status">
          {props.isTaken && !isRecording && t('control.hotkeys.taken')}
        </span>
      </span>
      {props.accelerator === '' ? (
        <span className="muted">{t('control.hotkeys.none')}</span>
      ) : (
        <AcceleratorKeys accelerator={props.accelerator} />
      )}
      <span className="button-row">
        <Button
          className={isRecording ? 'button primary' : 'button'}
          isDisabled={isLocked}
          onPress={() => {
            if (isRecording) stop();
            else setRecording(true);
          }}
          onBlur={stop}
        >
          {t(isRecording ? 'control.cancel' : 'control.hotkeys.record')}
        </Button>
        <Button
          className="button"
          isDisabled={isLocked || props.accelerator === ''}
          onPress={() => {
            props.onChange('');
          }}
        >
          {t('control.hotkeys.clear')}
        </Button>
        <Button
          className="button"
          isDisabled={isLocked || props.accelerator === props.original}
          aria-label={t('control.hotkeys.reset.name', {
            name: props.label,
            keys: acceleratorKeys(props.original, platform).join('+'),
          })}
          onPress={() => {
            props.onChange(props.original);
          }}
        >
          {t('control.hotkeys.reset')}
        </Button>
      </span>
    </div>
  );
}
