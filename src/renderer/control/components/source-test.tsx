import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { channels, type Channel } from '../../../shared/audio';
import { useCapabilities } from '../state/computer';
import { testSource, type SoundVerdict } from '../state/sound-test';
import { useText } from '../text';

/** A test of each source that is on, and in words what came of it. Nothing is kept: only loudness is looked at. */
export function SourceTests(props: {
  sources: readonly Channel[];
  /** Told when a test begins and ends, to have the sources heard meanwhile. */
  onTesting: (isTesting: boolean) => void;
}) {
  const t = useText();
  const { platform } = useCapabilities();
  const [testing, setTesting] = useState<Channel | null>(null);
  const [verdicts, setVerdicts] = useState<Partial<Record<Channel, SoundVerdict>>>({});
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const test = async (channel: Channel): Promise<void> => {
    const controller = (running.current = new AbortController());
    setTesting(channel);
    setVerdicts({ ...verdicts, [channel]: undefined });
    props.onTesting(true);
    const verdict = await testSource(channel, controller.signal);
    if (controller.signal.aborted) return;
    props.onTesting(false);
    setTesting(null);
    setVerdicts((all) => ({ ...all, [channel]: verdict }));
  };

  return channels
    .filter((channel) => props.sources.includes(channel))
    .map((channel) => {
      const verdict = verdicts[channel];
      return (
        <div key={channel} className="source-test">
          <Button className="button" isDisabled={testing !== null} onPress={() => void test(channel)}>
            {t(`control.sound.test.${channel}`)}
          </Button>
          <p role="status">
            {testing === channel && t(`control.sound.test.${channel}.listening`)}
            {verdict && t(verdictId(channel, verdict), { platform })}
          </p>
        </div>
      );
    });
}

/** Of the chime it only matters whether it was heard. */
const verdictId = (channel: Channel, verdict: SoundVerdict) =>
  channel === 'you'
    ? (`control.sound.test.you.${verdict}` as const)
    : (`control.sound.test.others.${verdict === 'heard' ? 'heard' : 'silent'}` as const);
