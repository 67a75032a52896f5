import { viewOf } from '../../src/renderer/overlay/history';
import { createOverlayStore } from '../../src/renderer/overlay/overlay-store';
import { alignWords, isSameWord, tailIndex } from '../../src/shared/caption-alignment';
import { allRows, turnWords, type CaptionLines, type CaptionRow } from '../../src/shared/caption-lines';
import { splitWords, withoutSentenceEnd, type Word } from '../../src/shared/caption-words';
import type { Caption } from '../../src/shared/captions';
import type { SottoBridge } from '../../src/shared/ipc/ipc-schema';
import { defaultSettings, type Settings } from '../../src/shared/settings';
import type { TimedCaption } from './recorded-streams';

/** How still the text stood while a conversation went over the overlay. Words are the same whatever their case and punctuation. */
export interface Stability {
  /** Words of the conversation's end. */
  finalWords: number;
  /** Words that were shown and were then taken away or replaced while their row was visible. */
  erased: number;
  /** Words that were shown and are still, on another row. */
  moved: number;
  /** Rows above the last of their turn that were written anew while the turn was being spoken. */
  rewrittenAbove: number;
  /** Those rewritten by the turn's final: corrections and formatting, in place. */
  correctedAbove: number;
  /** Rows whose text did anything but grow at its end. */
  changed: number;
  /** From the first message with a word (or another in its place) to its being shown, ms. */
  delaysMs: number[];
  /** Words shown at the end that the final has otherwise, or not. */
  wrong: number;
}

type TextRow = Extract<CaptionRow, { type: 'caption' }>;
const words = (text: string): Word[] => splitWords(text, Infinity);

/** The overlay's store in the place of the page, with its clock in the test's hand. */
export class DrivenOverlay {
  #now = 0;
  readonly #listeners: { caption?: (caption: Caption) => void; settings?: (settings: Settings) => void } = {};
  readonly #timers = new Set<{ at: number; run: () => void }>();
  #paint: (() => void) | undefined;
  readonly store;

  constructor(public settings: Settings = defaultSettings) {
    const ok = <T>(value: T) => Promise.resolve({ ok: true, value });
    const bridge = {
      captioning: {
        status: () => ok({ phase: 'live', zone: 'device', host: '', channels: [] }),
        recent: () => ok([]),
        caption: (listener: (caption: Caption) => void) => void (this.#listeners.caption = listener),
        speaker: () => undefined,
        gap: () => undefined,
        statusChanged: () => undefined,
      },
      settings: {
        get: () => ok(settings),
        changed: (listener: (settings: Settings) => void) => void (this.#listeners.settings = listener),
      },
      overlay: { remark: () => undefined },
      app: { capabilities: () => ok({ platform: 'linux' }) },
    } as unknown as SottoBridge<'overlay'>;
    this.store = createOverlayStore(bridge, {
      nextFrame: (paint) => (this.#paint = paint),
      now: () => this.#now,
      after: (ms, run) => {
        const timer = { at: this.#now + ms, run };
        this.#timers.add(timer);
        return () => this.#timers.delete(timer);
      },
    });
  }

  async ready(): Promise<void> {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    this.paint();
  }

  get now(): number {
    return this.#now;
  }

  paint(): void {
    const paint = this.#paint;
    this.#paint = undefined;
    paint?.();
  }

  /** Lets time pass, timers run at their times, each followed by a paint that `painted` is told of. */
  passTo(ms: number, painted: () => void = () => undefined): void {
    for (let runs = 0; ; runs++) {
      if (runs > 1_000) throw new Error('a timer sets itself again without end');
      const next = [...this.#timers].toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > ms) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      this.paint();
      painted();
    }
    this.#now = ms;
  }

  say(caption: Caption): void {
    this.#listeners.caption?.(caption);
    this.paint();
  }

  change(settings: Settings): void {
    this.settings = settings;
    this.#listeners.settings?.(settings);
    this.paint();
  }

  get lines() {
    const lines = this.store.getState()?.lines;
    if (!lines) throw new Error('not ready');
    return lines;
  }

  rows(): TextRow[] {
    const state = this.store.getState();
    const { rows, live } = viewOf(this.lines, this.settings.overlay.look.lines, state?.scrolledTo ?? null);
    return [...rows, ...(live ? [live] : [])].filter((row) => row.type === 'caption');
  }
}

/** Lets a conversation go over the overlay and measures every paint. */
export async function measureStability(
  stream: readonly TimedCaption[],
  settings: Settings,
): Promise<Stability> {
  const result: Stability = {
    finalWords: 0,
    erased: 0,
    moved: 0,
    rewrittenAbove: 0,
    correctedAbove: 0,
    changed: 0,
    delaysMs: [],
    wrong: 0,
  };
  const overlay = new DrivenOverlay(settings);
  await overlay.ready();
  const delays = new DelayWatch();
  let before = overlay.rows();
  const look = (final: boolean) => (): void => {
    const now = overlay.rows();
    compare(before, now, new Set(allRows(overlay.lines).map(({ key }) => key)), final, result);
    delays.shown(overlay.lines, overlay.now);
    before = now;
  };
  for (const { atMs, caption } of stream) {
    overlay.passTo(atMs, look(false));
    delays.heard(caption, atMs);
    overlay.say(caption);
    look(caption.final)();
    if (!caption.final) continue;
    const shown = turnWords(overlay.lines, caption);
    const wanted = words(caption.text);
    const right = alignWords(shown, wanted).filter(
      (at, index) => at !== undefined && isSameWord(shown[at], wanted[index]),
    );
    result.finalWords += wanted.length;
    result.wrong += Math.max(shown.length, wanted.length) - right.length;
  }
  result.delaysMs = delays.delaysMs;
  return result;
}

const turnOf = (row: { key: string }): string => row.key.replace(/-\d+$/, '');
function compare(
  before: readonly TextRow[],
  now: readonly TextRow[],
  existing: ReadonlySet<string>,
  final: boolean,
  result: Stability,
): void {
  const lastOfTurn = new Map(before.map((row) => [turnOf(row), row.key]));
  for (const row of before) {
    const same = now.find(({ key }) => key === row.key);
    // Scrolled out of sight is not taken away.
    if (!same && existing.has(row.key)) continue;
    const old = words(row.text);
    const next = words(same?.text ?? '');
    const aligned = alignWords(old, next);
    const stayed = aligned.filter(
      (at, index) => at !== undefined && (isSameWord(old[at], next[index]) || grew(old[at], next[index])),
    );
    result.erased += old.length - stayed.length;
    if (!(same?.text ?? '').startsWith(row.text)) result.changed++;
    if (same?.text !== row.text && lastOfTurn.get(turnOf(row)) !== row.key) {
      if (final) result.correctedAbove++;
      else result.rewrittenAbove++;
    }
  }
  for (const turn of new Set(before.map(turnOf))) {
    const placed = (rows: readonly TextRow[]) =>
      rows
        .filter((row) => turnOf(row) === turn)
        .flatMap((row) => words(row.text).map((word) => ({ word, key: row.key })));
    const [old, next] = [placed(before), placed(now)];
    alignWords(
      old.map(({ word }) => word),
      next.map(({ word }) => word),
    ).forEach((at, index) => {
      const [was, is] = [old[at ?? -1], next[index]];
      if (was && is && isSameWord(was.word, is.word) && was.key !== is.key) result.moved++;
    });
  }
}

/** Half a word that became the whole: what was shown stays. */
const grew = (old: Word | undefined, next: Word | undefined): boolean =>
  old !== undefined && next !== undefined && next.text.toLowerCase().startsWith(old.text.toLowerCase());

/** How long each word of each turn waited to be shown; for text that only grows. */
class DelayWatch {
  readonly #open = new Map<string, { turn: Caption; shown: readonly Word[]; sinceMs: number[] }>();
  readonly delaysMs: number[] = [];

  /** A reader waits for the next word, whichever it will be, since there was one more than is shown. */
  heard(caption: Caption, atMs: number): void {
    const key = `${caption.channel}-${String(caption.turn)}`;
    const { shown, sinceMs } = this.#open.get(key) ?? { shown: [], sinceMs: [] as number[] };
    const heard = words(caption.final ? caption.text : withoutSentenceEnd(caption.text));
    const waiting = heard.length - tailIndex(shown, heard);
    // What the recogniser took back nobody waits for, until it comes again.
    sinceMs.length = Math.min(sinceMs.length, waiting);
    while (sinceMs.length < waiting) sinceMs.push(atMs);
    this.#open.set(key, { turn: caption, shown, sinceMs });
  }

  shown(lines: CaptionLines, atMs: number): void {
    for (const [key, open] of this.#open) {
      const text = turnWords(lines, open.turn);
      const shownNow = open.sinceMs.splice(0, text.length - open.shown.length);
      this.delaysMs.push(...shownNow.map((sinceMs) => atMs - sinceMs));
      open.shown = text;
      if (open.turn.final) this.#open.delete(key);
    }
  }
}
