import type { Caption } from '../../shared/captions';
import type { Announcement } from './announcements';
import { messages, speakerName } from './text';

/** Read out by a screen reader, politely, and never shown. Partials would never stop talking. */
export function Announcer({ announcements }: { announcements: readonly Announcement[] }) {
  return (
    <div
      className="unseen"
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-label={messages.formatMessage({ id: 'overlay.announcements' })}
      data-announcer
    >
      {announcements.map(({ key, captions }) => (
        <p key={key}>{runsOf(captions).map(sentenceOf).join('\n')}</p>
      ))}
    </div>
  );
}

const sentenceOf = ({ channel, speaker, text }: Caption): string =>
  messages.formatMessage({ id: 'overlay.announcement' }, { speaker: speakerName(channel, speaker), text });

/** What one speaker said without another between, as one caption: the name is read once. */
function runsOf(captions: readonly Caption[]): Caption[] {
  const runs: Caption[] = [];
  for (const caption of captions) {
    const last = runs.at(-1);
    if (last?.channel === caption.channel && last.speaker === caption.speaker)
      runs[runs.length - 1] = { ...last, text: `${last.text} ${caption.text}` };
    else runs.push(caption);
  }
  return runs;
}
