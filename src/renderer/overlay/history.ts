import {
  allRows,
  nameSpeakers,
  visibleRows,
  type CaptionLines,
  type CaptionRow,
} from '../../shared/caption-lines';

/** What the rows of the window show: the newest; or, scrolled back, older ones and below them still the newest one. */
export interface View {
  readonly rows: readonly CaptionRow[];
  /** The newest row under older ones; null where `rows` are the newest, or there is room for one only. */
  readonly live: CaptionRow | null;
}

/** Rows for the past while scrolled back: one of several stays for what is being said. */
const pastCount = (count: number): number => Math.max(1, count - 1);

/**
 * @param count rows there is room for
 * @param scrolledTo key of the last of the older rows; null shows the newest
 */
export function viewOf(lines: CaptionLines, count: number, scrolledTo: string | null): View {
  if (scrolledTo === null) return { rows: visibleRows(lines, count), live: null };
  const rows = allRows(lines);
  const room = pastCount(count);
  // A row that has gone (its turn came to nothing, or is too old) leaves the oldest ones to be read.
  const last = Math.max(
    rows.findIndex(({ key }) => key === scrolledTo),
    Math.min(room, rows.length) - 1,
  );
  return {
    rows: nameSpeakers(rows.slice(Math.max(0, last + 1 - room), last + 1)),
    live: count > 1 ? (nameSpeakers(rows.slice(-1))[0] ?? null) : null,
  };
}

/**
 * Where scrolling by some rows leads: `by` < 0 back, > 0 on.
 * @returns the key for {@link viewOf}; null at the newest rows
 */
export function scrollBy(
  lines: CaptionLines,
  count: number,
  scrolledTo: string | null,
  by: number,
): string | null {
  const rows = allRows(lines);
  const newest = rows.length - 1;
  const found = scrolledTo === null ? -1 : rows.findIndex(({ key }) => key === scrolledTo);
  // The first step back leaves the newest row where it is and moves the ones above it.
  const from = scrolledTo === null ? (count > 1 ? newest - 1 : newest) : Math.max(found, 0);
  const oldest = Math.min(pastCount(count), rows.length) - 1;
  const to = Math.max(oldest, from + by);
  return rows.length <= count || to >= (count > 1 ? newest - 1 : newest) ? null : (rows[to]?.key ?? null);
}
