import { useEffect, useRef } from 'react';
import type { AudioLevel, Channel } from '../../shared/audio';
import { meterPercent } from '../../shared/meter';
import { messages } from './text';

/** A source that says nothing for so long is silent, ms. */
const forgetAfterMs = 600;

/**
 * How loud one source is. It is there only while the window is unlocked, and moves without React, so that it costs
 * nothing while locked and next to nothing else.
 */
export function LevelMeter({
  channel,
  levels,
}: {
  channel: Channel;
  levels: (listener: (level: AudioLevel) => void) => () => void;
}) {
  const meter = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let forget: number | undefined;
    const show = (percent: number): void => {
      meter.current?.style.setProperty('--level', String(percent / 100));
      meter.current?.setAttribute('aria-valuenow', String(percent));
      meter.current?.setAttribute(
        'aria-valuetext',
        messages.formatMessage({ id: percent > 0 ? 'overlay.meter.sound' : 'overlay.meter.silence' }),
      );
    };
    show(0);
    const unsubscribe = levels((level) => {
      if (level.channel !== channel) return;
      show(meterPercent(level.rms));
      clearTimeout(forget);
      forget = window.setTimeout(() => {
        show(0);
      }, forgetAfterMs);
    });
    return () => {
      unsubscribe();
      clearTimeout(forget);
    };
  }, [channel, levels]);
  const name = messages.formatMessage({ id: `overlay.meter.${channel}` });
  return (
    <span
      className="meter"
      ref={meter}
      role="meter"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      title={name}
      data-meter={channel}
    >
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <path
          d={
            channel === 'you'
              ? 'M8 2a2 2 0 0 0-2 2v4a2 2 0 0 0 4 0V4a2 2 0 0 0-2-2zM3.5 8a4.5 4.5 0 0 0 9 0M8 12.5V15'
              : 'M2 6v4h3l4 3.5v-11L5 6zM12 5.5a4 4 0 0 1 0 5'
          }
        />
      </svg>
      <span className="meter-track">
        <span className="meter-fill" />
      </span>
    </span>
  );
}
