import { messages } from './text';

/** Says that older captions are shown, and leads back to what is being said. */
export function BackToLive({ onPress }: { onPress: () => void }) {
  return (
    <button type="button" className="back-to-live" onClick={onPress}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d="M8 2v11M3.5 8.5 8 13l4.5-4.5" />
      </svg>
      {messages.formatMessage({ id: 'overlay.back-to-live' })}
    </button>
  );
}
