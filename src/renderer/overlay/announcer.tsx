import type { Caption } from '../../shared/captions';
import { messages, speakerName } from './text';

/** Read out by a screen reader, politely, and never shown: each final once. Partials would never stop talking. */
export function Announcer({ finals }: { finals: readonly Caption[] }) {
  return (
    <div className="unseen" aria-live="polite" aria-relevant="additions" data-announcer>
      {finals.map(({ channel, turn, speaker, text }) => (
        <p key={`${channel}-${String(turn)}`}>
          {messages.formatMessage(
            { id: 'overlay.announcement' },
            { speaker: speakerName(channel, speaker), text },
          )}
        </p>
      ))}
    </div>
  );
}
