import type { CaptioningTotals } from '../../../src/main/core/captioning/captioning';
import type { Channel } from '../../../src/shared/audio';
import type { CaptioningRun } from '../captioning-run';
import type { SessionRecord } from '../protocol-server/session-record';
import type { Speaker } from './speaker';
import { accountFor, faultsOf } from './word-account';

/** What a conversation came to. */
export interface Verdict {
  spoken: number;
  heard: number;
  /** In gaps that were told. */
  told: number;
  lost: number;
  doubled: number;
  /** Turns that had text on screen and end without any. */
  withdrawn: number;
  reconnects: number;
  /** Sessions opened on the server. */
  sessions: number;
  /** Everything that may never happen; empty is good. */
  broken: string[];
}

/** Judges a run that has ended by what may never happen, whatever the network and the server did. */
export const judge = (
  run: CaptioningRun,
  speakers: ReadonlyMap<Channel, Speaker>,
  sessions: readonly SessionRecord[],
  totals: CaptioningTotals,
): Verdict => {
  const verdict: Verdict = {
    spoken: 0,
    heard: 0,
    told: 0,
    lost: 0,
    doubled: 0,
    withdrawn: 0,
    reconnects: totals.reconnects,
    sessions: sessions.length,
    broken: [...brokenBy(run, sessions), ...brokenGaps(run, totals)],
  };
  for (const [channel, { words }] of speakers) {
    const account = accountFor(
      words,
      run.captions.filter((caption) => caption.channel === channel),
      run.gaps.filter((gap) => gap.channel === channel),
    );
    verdict.spoken += account.spoken;
    verdict.heard += account.heard;
    verdict.told += account.told;
    verdict.lost += account.lost.length;
    verdict.doubled += account.doubled.length;
    verdict.withdrawn += account.withdrawnTurns.length;
    verdict.broken.push(...faultsOf(account).map((fault) => `${channel}: ${fault}`));
  }
  return verdict;
};

const brokenBy = ({ receipts }: CaptioningRun, sessions: readonly SessionRecord[]): string[] => {
  const known = new Set([...receipts].map(({ sessionId }) => sessionId));
  const times = sessions.map(({ openedAt }) => openedAt);
  // Packets of one connection may be later than those of another.
  const isCrowded = times.some((time, index) => (times[index + 4] ?? Infinity) - time < 60_000 - 3_000);
  return [
    ...sessions
      .filter((session) => session.isLeaked(known.has(session.id)))
      .map(({ id }) => `leaked session ${id}`),
    ...sessions.flatMap(({ refusedFor }) => (refusedFor === undefined ? [] : [`refused: ${refusedFor}`])),
    ...(isCrowded ? ['more than four new sessions in a minute'] : []),
  ];
};

/** Gaps add up to the total, and none is told twice. */
const brokenGaps = ({ gaps }: CaptioningRun, { lostMs }: CaptioningTotals): string[] => {
  const sum = gaps.reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0);
  const overlaps = gaps.some((one, index) =>
    gaps.some(
      (other, at) =>
        at > index && other.channel === one.channel && other.fromMs < one.toMs && one.fromMs < other.toMs,
    ),
  );
  return [
    ...(Math.abs(sum - lostMs) > gaps.length ? [`gaps of ${sum} ms, but ${lostMs} ms lost`] : []),
    ...(overlaps ? ['a gap told twice'] : []),
  ];
};
