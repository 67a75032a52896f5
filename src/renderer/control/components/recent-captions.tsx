import { useEffect, useRef } from 'react';
import { useRecentCaptions } from '../state/captioning';
import { useText } from '../text';

/** Distance from the end within which a reader is taken to follow along, pixels. */
const followWithin = 40;

/** What was said last, growing as it is said. Not announced: the overlay reads finals out. */
export function RecentCaptions() {
  const t = useText();
  const captions = useRecentCaptions();
  const list = useRef<HTMLOListElement>(null);
  const isFollowing = useRef(true);

  useEffect(() => {
    if (isFollowing.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [captions]);

  if (captions.length === 0) return <p className="empty-note muted">{t('control.captions.recent.empty')}</p>;
  return (
    <ol
      ref={list}
      className="turns recent"
      tabIndex={0}
      aria-label={t('control.captions.recent.title')}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isFollowing.current = scrollHeight - scrollTop - clientHeight < followWithin;
      }}
    >
      {captions.map(({ channel, turn, text, final, speaker }) => (
        <li key={`${channel} ${String(turn)}`} className="turn" data-channel={channel} data-final={final}>
          <span className="speaker">{speaker ?? t(`control.source.${channel}`)}</span>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
