import type { Caption } from '../../shared/captions';

/** At most one announcement in so long, ms: a screen reader that is interrupted all the time is heard by nobody. */
const everyMs = 4000;
/** So long a final waits for others that come with it, ms. */
const gatherMs = 500;
/**
 * What an announcement holds at most, characters: half a minute of reading aloud. Speech never brings so much in a few
 * seconds, but what was kept while a connection was lost comes all at once; its older part is in the rows to be read.
 */
const maxCharacters = 600;
/** Kept in the page: a screen reader reads what is added. */
const keptCount = 3;

/** Finals on their way to a screen reader. */
export interface Announcements {
  /** Oldest first, not yet read out. */
  readonly waiting: readonly Caption[];
  /** When the first of them came, ms. */
  readonly waitingSinceMs: number;
  readonly said: readonly Announcement[];
  readonly lastSaidMs: number;
}

/** What is read out in one go. */
export interface Announcement {
  readonly key: number;
  readonly captions: readonly Caption[];
}

export const noAnnouncements: Announcements = {
  waiting: [],
  waitingSinceMs: 0,
  said: [],
  lastSaidMs: -Infinity,
};

/** Takes a final, once; anything else leaves the announcements as they are. */
export function withFinal(announcements: Announcements, caption: Caption, nowMs: number): Announcements {
  const { waiting, said } = announcements;
  const isKnown = [...waiting, ...said.flatMap(({ captions }) => captions)].some(
    ({ channel, turn }) => channel === caption.channel && turn === caption.turn,
  );
  if (!caption.final || caption.text === '' || isKnown) return announcements;
  return {
    ...announcements,
    waiting: newestWithin(maxCharacters, [...waiting, caption]),
    waitingSinceMs: waiting.length === 0 ? nowMs : announcements.waitingSinceMs,
  };
}

/** When the finals that wait are to be read out, ms; undefined where none do. */
export const announcementDueMs = ({
  waiting,
  waitingSinceMs,
  lastSaidMs,
}: Announcements): number | undefined =>
  waiting.length === 0 ? undefined : Math.max(waitingSinceMs + gatherMs, lastSaidMs + everyMs);

/** Reads out what is due, as one announcement. */
export function withDueAnnouncement(announcements: Announcements, nowMs: number): Announcements {
  const due = announcementDueMs(announcements);
  if (due === undefined || due > nowMs) return announcements;
  const { said, waiting } = announcements;
  const next = { key: (said.at(-1)?.key ?? 0) + 1, captions: waiting };
  return { ...announcements, waiting: [], said: [...said, next].slice(-keptCount), lastSaidMs: nowMs };
}

/** The captions from the newest back that fit; always the newest one. */
function newestWithin(characters: number, captions: readonly Caption[]): readonly Caption[] {
  let length = 0;
  const tooOld = captions.findLastIndex(({ text }, index) => {
    length += text.length;
    return length > characters && index < captions.length - 1;
  });
  return captions.slice(tooOld + 1);
}
