import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { Channel } from '../../../../shared/audio';
import { Card } from '../../components/card';
import { SelectRow, SwitchRow } from '../../components/fields';
import { ProblemNote } from '../../components/problem-note';
import { SourceSwitches, useHasSource } from '../../components/source-switches';
import { SourceTests } from '../../components/source-test';
import { useSettingChange } from '../../components/use-setting-change';
import { isRunning, useCaptioningStatus } from '../../state/captioning';
import { useAudioInputs, useCapabilities } from '../../state/computer';
import { useLevelPreview } from '../../state/levels';
import { useSettings } from '../../state/settings';
import { sourceProblem } from '../../state/source-problem';
import { useText } from '../../text';

/** Id of the choice "whatever the system uses". */
const systemDefault = '';

/** What is heard, from which microphone and how it is cleaned up. */
export function SoundSection() {
  const t = useText();
  const { sources } = useSettings();
  const inputs = useAudioInputs();
  const status = useCaptioningStatus();
  const running = isRunning(status.phase);
  const hasSource = useHasSource();
  const { change, problem } = useSettingChange();
  const [isChecking, setChecking] = useState(false);
  const [isTesting, setTesting] = useState(false);
  const isListening = (isChecking || isTesting) && !running && hasSource;
  const previewProblem = useLevelPreview(isListening);
  const { systemAudio } = useCapabilities();
  const testable: Channel[] = [
    ...(sources.microphone ? (['you'] as const) : []),
    ...(systemAudio && sources.systemAudio ? (['others'] as const) : []),
  ];

  const known = inputs.some((input) => input.deviceId === sources.microphoneId);
  const defaultName = inputs.find((input) => input.isDefault)?.label;
  const choices = [
    {
      id: systemDefault,
      label:
        defaultName === undefined
          ? t('control.sound.device.default')
          : t('control.sound.device.default-named', { name: defaultName }),
    },
    ...inputs
      .filter((input) => input.deviceId !== 'default' && input.deviceId !== 'communications')
      .map((input) => ({ id: input.deviceId, label: input.label })),
    // A microphone that isn't plugged in stays chosen.
    ...(sources.microphoneId !== null && !known
      ? [{ id: sources.microphoneId, label: t('control.sound.device.absent') }]
      : []),
  ];
  const processing = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;
  return (
    <Card
      id="sound"
      title={t('control.settings.sound.title')}
      sentence={t('control.settings.sound.sentence')}
    >
      <SourceSwitches onChange={(patch, label) => void change({ sources: patch }, label)} />
      <ProblemNote problem={hasSource ? null : { code: 'no-source-chosen' }} />
      {!running && <SourceTests sources={testable} onTesting={setTesting} />}
      {!running && hasSource && (
        <ToggleButton className="button" isSelected={isChecking} onChange={setChecking}>
          {t(isChecking ? 'control.sound.check.stop' : 'control.sound.check.start')}
        </ToggleButton>
      )}
      <ProblemNote
        problem={previewProblem ?? (running || isListening ? sourceProblem(status.problem) : null)}
      />
      {sources.microphone && (
        <>
          <SelectRow
            setting="sources.microphoneId"
            label={t('control.sound.device')}
            description={t('control.sound.device.description')}
            choices={choices}
            selected={sources.microphoneId ?? systemDefault}
            onSelect={(id) =>
              void change(
                { sources: { microphoneId: id === systemDefault ? null : id } },
                t('control.sound.device'),
              )
            }
          />
          {processing.map((name) => (
            <SwitchRow
              key={name}
              setting={`sources.${name}`}
              label={t(`control.sound.${name}`)}
              description={t(`control.sound.${name}.description`)}
              isSelected={sources[name]}
              onChange={(on) => void change({ sources: { [name]: on } }, t(`control.sound.${name}`))}
            />
          ))}
        </>
      )}
      <ProblemNote problem={problem} />
    </Card>
  );
}
