import { Label, Meter } from 'react-aria-components';
import type { Channel } from '../../../shared/audio';
import { useLevels } from '../state/levels';
import { useText } from '../text';
import { Icon } from './icon';

/** How loud one source is right now. */
export function LevelMeter({ channel }: { channel: Channel }) {
  const t = useText();
  const percent = useLevels()[channel];
  return (
    <Meter
      className="level-meter"
      value={percent}
      valueLabel={t(percent > 0 ? 'control.level.sound' : 'control.level.silence')}
    >
      <Icon name={channel === 'you' ? 'microphone' : 'speaker'} />
      <Label className="row-label">{t(`control.source.${channel}`)}</Label>
      <span className="level-track">
        <span className="level-fill" style={{ transform: `scaleX(${String(percent / 100)})` }} />
      </span>
    </Meter>
  );
}
