import type { TranscriptEntry } from '../../../shared/captions';
import { zones } from '../../../shared/zones';
import { clockTime } from '../state/clock-time';
import { useText } from '../text';
import { Icon } from './icon';
import { ZoneBadge } from './zone-badge';

function Entry({ entry }: { entry: TranscriptEntry }) {
  const t = useText();
  if (entry.type === 'gap') {
    return (
      <li className="entry-mark gap">
        <Icon name="warning" />
        {t('control.transcript.gap', {
          time: clockTime(entry.fromMs),
          source: t(`control.source.${entry.channel}`),
          seconds: Math.max(1, Math.round((entry.toMs - entry.fromMs) / 1000)),
        })}
      </li>
    );
  }
  if (entry.type === 'zone') {
    // The engine's port on loopback tells a reader nothing.
    const hasHost = entry.zone !== 'device' && entry.host !== '';
    return (
      <li className="entry-mark zone">
        <ZoneBadge zone={entry.zone} />
        {t(hasHost ? 'control.transcript.zone-host' : 'control.transcript.zone', {
          time: clockTime(entry.atMs),
          zone: t(zones[entry.zone].labelKey),
          host: entry.host,
        })}
      </li>
    );
  }
  return (
    <li className="turn" data-channel={entry.channel}>
      <span className="speaker">{entry.speaker ?? t(`control.source.${entry.channel}`)}</span>
      <span>{entry.text}</span>
      <time className="muted">{clockTime(entry.startMs)}</time>
    </li>
  );
}

/** A conversation to read: who said what, what was lost, and where the voice went. */
export function TranscriptEntries({ entries }: { entries: readonly TranscriptEntry[] }) {
  return (
    <ol className="turns">
      {entries.map((entry, index) => (
        <Entry key={index} entry={entry} />
      ))}
    </ol>
  );
}
