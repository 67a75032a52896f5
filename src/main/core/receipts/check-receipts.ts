import type { Channel } from '../../../shared/audio';
import { isLoopback } from '../../../shared/server-address';
import type { SessionReceipt } from '../../../shared/session-receipt';
import { zones } from '../../../shared/zones';
import type { ReceiptEntry } from './receipt-file';
import { lastStates, type TranscriptReceipts } from './transcript-receipts';

/** One thing that was checked: its message is `cli.verify.<what>`. */
export interface Finding {
  /** Whether it is as it should be; `note` is for what couldn't be checked and says nothing bad. */
  result: 'ok' | 'note' | 'differs';
  what: FindingKind;
  values?: Record<string, string | number>;
}
export type FindingKind =
  | 'file-chain'
  | 'file-chain-broken'
  | 'chain'
  | 'chain-broken'
  | 'chain-absent'
  | 'interrupted'
  | 'sessions'
  | 'session-missing'
  | 'session-unknown'
  | 'session-differs'
  | 'went-on'
  | 'zones'
  | 'zone-host'
  | 'zone-unsaid'
  | 'counts'
  | 'count-bytes'
  | 'count-times'
  | 'count-captions'
  | 'count-backwards';

/** PCM16 at 16 kHz. */
const bytesPerMs = 32;
/** Word times reach over the audio by so much at most; the counts of a session that was killed are a little stale, ms. */
const tolerance = { ended: 1000, killed: 10_000 };

/** What the chain of a transcript file says. */
export function checkChain({ chain, isCutShort, hasEnd }: TranscriptReceipts): Finding[] {
  const said: Finding =
    chain.state === 'broken'
      ? { result: 'differs', what: 'chain-broken', values: { line: chain.line } }
      : chain.state === 'unchained'
        ? { result: 'note', what: 'chain-absent' }
        : { result: 'ok', what: 'chain' };
  return hasEnd && !isCutShort ? [said] : [said, { result: 'note', what: 'interrupted' }];
}

/** Compares the entries of a receipt file with the transcript they were taken from. */
export function compareEntries(entries: readonly ReceiptEntry[], transcript: TranscriptReceipts): Finding[] {
  const { receiptLines } = transcript;
  const findings: Finding[] = [];
  const matched = new Set<number>();
  let wentOn = false;
  for (const [index, entry] of entries.entries()) {
    const values = { entry: index + 1 };
    // The line it was taken from, as the conversation may have gone on since.
    const source = receiptLines.find(({ line }) => line === entry.line);
    if (!source || matched.has(source.session)) {
      findings.push({ result: 'differs', what: 'session-unknown', values });
      continue;
    }
    matched.add(source.session);
    const fields = differing(entry, source.receipt);
    if (entry.lineLink !== source.link) fields.push('lineLink');
    if (fields.length > 0) {
      findings.push({
        result: 'differs',
        what: 'session-differs',
        values: { ...values, fields: fields.join(', ') },
      });
    }
    wentOn ||= receiptLines.some(({ line, session }) => session === source.session && line > source.line);
  }
  const until = Math.max(0, ...entries.map(({ line = 0 }) => line));
  for (const { session, line, receipt } of firstStates(transcript)) {
    if (matched.has(session)) continue;
    // With no entry left nothing says when the file was made.
    if (entries.length > 0 && line > until) wentOn = true;
    else findings.push({ result: 'differs', what: 'session-missing', values: { line, host: receipt.host } });
  }
  if (wentOn) findings.push({ result: 'note', what: 'went-on' });
  return findings.some(({ result }) => result === 'differs')
    ? findings
    : [{ result: 'ok', what: 'sessions', values: { count: entries.length } }, ...findings];
}

function firstStates({ receiptLines }: TranscriptReceipts) {
  return receiptLines.filter(
    ({ session }, index) => receiptLines.findIndex((one) => one.session === session) === index,
  );
}

function differing(entry: ReceiptEntry, receipt: SessionReceipt): string[] {
  const { transcript: _transcript, line: _line, lineLink: _lineLink, link: _link, ...told } = entry;
  const one: Record<string, unknown> = told;
  const other: Record<string, unknown> = { ...receipt };
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => one[key] !== other[key]);
}

/** Whether each host is its zone's, and one the transcript says the voice went to. */
export function checkZones(receipts: readonly SessionReceipt[], transcript?: TranscriptReceipts): Finding[] {
  const findings: Finding[] = [];
  for (const [index, { zone, host }] of receipts.entries()) {
    const values = { session: index + 1, zone, host };
    if (!isHostOf(zone, host)) findings.push({ result: 'differs', what: 'zone-host', values });
    else if (transcript && !isSaid(transcript, zone, host)) {
      findings.push({ result: 'differs', what: 'zone-unsaid', values });
    }
  }
  if (findings.length > 0) return findings;
  const places = [...new Set(receipts.map(({ zone, host }) => `${zone} (${host})`))];
  return [{ result: 'ok', what: 'zones', values: { count: places.length, places: places.join(', ') } }];
}

/** On this device the engine may have been started again, on another port. */
const isSaid = (transcript: TranscriptReceipts, zone: SessionReceipt['zone'], host: string): boolean =>
  transcript.zones.some((one) => one.zone === zone && (one.host === host || zone === 'device'));

function isHostOf(zone: SessionReceipt['zone'], host: string): boolean {
  const { socketUrl } = zones[zone];
  if (socketUrl) return host === new URL(socketUrl).host;
  const url = `ws://${host}`;
  return URL.canParse(url) && (zone !== 'device' || isLoopback(new URL(url).hostname));
}

/** Whether the amounts of audio agree with each other, with the times and with what was captioned. */
export function checkCounts(receipts: readonly SessionReceipt[], transcript?: TranscriptReceipts): Finding[] {
  const findings: Finding[] = [];
  for (const [index, receipt] of receipts.entries()) {
    const { audioBytesSent, audioMsSent, beganAt, endedAt } = receipt;
    const values = { session: index + 1, bytes: audioBytesSent, ms: audioMsSent };
    if (Math.abs(audioBytesSent - audioMsSent * bytesPerMs) >= bytesPerMs)
      findings.push({ result: 'differs', what: 'count-bytes', values });
    if (endedAt !== undefined && Date.parse(endedAt) < Date.parse(beganAt))
      findings.push({ result: 'differs', what: 'count-times', values });
  }
  if (transcript) findings.push(...checkGrowth(transcript), ...checkCaptions(receipts, transcript));
  if (findings.length > 0) return findings;
  const ms = receipts.reduce((sum, { audioMsSent }) => sum + audioMsSent, 0);
  return [{ result: 'ok', what: 'counts', values: { seconds: ms / 1000 } }];
}

/** A session only ever sends more. */
function checkGrowth({ receiptLines }: TranscriptReceipts): Finding[] {
  const backwards = receiptLines.filter(({ session, line, receipt }) =>
    receiptLines.some(
      (one) =>
        one.session === session && one.line < line && one.receipt.audioBytesSent > receipt.audioBytesSent,
    ),
  );
  return backwards.map(({ line }) => ({ result: 'differs', what: 'count-backwards', values: { line } }));
}

/** Nothing is captioned that wasn't sent. */
function checkCaptions(receipts: readonly SessionReceipt[], { captions }: TranscriptReceipts): Finding[] {
  const channels: readonly Channel[] = ['you', 'others'];
  return channels.flatMap((channel): Finding[] => {
    const of = receipts.filter((receipt) => receipt.channel === channel);
    const sentMs = of.reduce((sum, { audioMsSent }) => sum + audioMsSent, 0);
    const captionedMs = coveredMs(captions.filter((caption) => caption.channel === channel));
    const allowedMs = of.every(({ endedAt }) => endedAt !== undefined) ? tolerance.ended : tolerance.killed;
    if (captionedMs <= sentMs + allowedMs) return [];
    const values = { channel, captioned: captionedMs / 1000, sent: sentMs / 1000 };
    return [{ result: 'differs', what: 'count-captions', values }];
  });
}

/** Time the captions cover together, ms. */
function coveredMs(captions: readonly { startMs: number; endMs: number }[]): number {
  let covered = 0;
  let until = 0;
  for (const { startMs, endMs } of captions.toSorted((a, b) => a.startMs - b.startMs)) {
    covered += Math.max(0, endMs - Math.max(startMs, until));
    until = Math.max(until, endMs);
  }
  return covered;
}

/** Everything there is to check in a transcript file by itself. */
export function checkTranscript(transcript: TranscriptReceipts): Finding[] {
  const receipts = lastStates(transcript.receiptLines).map(({ receipt }) => receipt);
  return [
    ...checkChain(transcript),
    ...checkZones(receipts, transcript),
    ...checkCounts(receipts, transcript),
  ];
}
