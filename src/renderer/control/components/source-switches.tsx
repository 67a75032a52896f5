import type { Settings } from '../../../shared/settings';
import { useCapabilities } from '../state/computer';
import { useSettings } from '../state/settings';
import { useText } from '../text';
import { SwitchRow } from './fields';
import { LevelMeter } from './level-meter';

type SourcesPatch = Partial<Settings['sources']>;

/** What is captioned: each source with its meter while it is on. */
export function SourceSwitches({ onChange }: { onChange: (patch: SourcesPatch, label: string) => void }) {
  const t = useText();
  const { sources } = useSettings();
  const { systemAudio, platform } = useCapabilities();
  return (
    <>
      <SwitchRow
        setting="sources.microphone"
        label={t('control.sound.microphone')}
        description={t('control.sound.microphone.description')}
        isSelected={sources.microphone}
        onChange={(microphone) => {
          onChange({ microphone }, t('control.sound.microphone'));
        }}
      />
      {sources.microphone && <LevelMeter channel="you" />}
      {systemAudio && (
        <SwitchRow
          setting="sources.systemAudio"
          label={t('control.sound.system')}
          description={t(
            platform === 'win32'
              ? 'control.sound.system.description.win32'
              : 'control.sound.system.description',
          )}
          isSelected={sources.systemAudio}
          onChange={(on) => {
            onChange({ systemAudio: on }, t('control.sound.system'));
          }}
        />
      )}
      {systemAudio && sources.systemAudio && <LevelMeter channel="others" />}
    </>
  );
}

/** Whether anything is left to caption. */
export function useHasSource(): boolean {
  const { sources } = useSettings();
  const { systemAudio } = useCapabilities();
  return sources.microphone || (systemAudio && sources.systemAudio);
}
