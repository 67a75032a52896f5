import { describe, expect, it } from 'vitest';
import { ChannelTurns } from '../../../../../src/main/core/captions/channel-turns';
import { AudioTimeline } from '../../../../../src/main/core/streaming/audio-timeline';
import { captionParameters } from '../../../../../src/main/core/streaming/connection-query';
import { parseServerMessage } from '../../../../../src/main/core/streaming/server-message';
import { SessionConnection } from '../../../../../src/main/core/streaming/session-connection';
import { SessionLimiter } from '../../../../../src/main/core/streaming/session-limiter';
import { defaultTimings } from '../../../../../src/main/core/streaming/session-timings';
import { StreamingSession } from '../../../../../src/main/core/streaming/streaming-session';
import type { Caption } from '../../../../../src/shared/captions';
import { fakeOpener } from '../../../../support/fake-socket';
import { ManualClock } from '../../../../support/manual-clock';
import { random } from '../../../../support/turn-streams';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const messagesPerSeed = 400;

const word = { text: 'word', start: 0, end: 300, confidence: 0.9, word_is_final: true, speaker: 'A' };
const turn = {
  type: 'Turn',
  turn_order: 0,
  turn_is_formatted: true,
  end_of_turn: false,
  transcript: 'word',
  words: [word],
};
/** One of each kind, as a real server sends them, to be bent out of shape. */
const genuine: readonly object[] = [
  { type: 'Begin', id: 'again', expires_at: 1_800_000_000, configuration: { model: 'universal-3-6-pro' } },
  turn,
  { ...turn, end_of_turn: true, turn_order: 1, speaker_label: 'A', language_code: 'en' },
  { type: 'SpeechStarted', timestamp: 5, confidence: 1 },
  { type: 'Heartbeat', total_audio_received_ms: 5_000, realtime_factor: 1, max_speech_probability: 0.1 },
  { type: 'Silence', start_ms: 0, end_ms: 1_000 },
  { type: 'SpeakerRevision', revisions: [{ turn_order: 0, speaker_label: 'B', words: [word] }] },
  { type: 'Warning', warning_code: 1, warning: 'slow' },
  { type: 'Error', error_code: 3005, error: 'Session Cancelled' },
  { error: 'without type' },
  { type: 'Termination', audio_duration_seconds: 1, session_duration_seconds: 1 },
  { type: 'LLMGatewayResponse', turn_order: 0, data: {} },
];
/** What ends a session by right is not garbage. */
const isEnding = (text: string): boolean => ['Error', 'Termination'].includes(parseServerMessage(text).type);

const mutator = (seed: number) => {
  const chance = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  const junk = (): unknown =>
    pick<unknown>([
      null,
      true,
      '',
      'PENDING',
      -1,
      0,
      0.5,
      1e15,
      -1e300,
      Number.MAX_SAFE_INTEGER * 4,
      [],
      [[]],
      {},
      { toString: 1 },
      '\u0000\ud800',
      'x'.repeat(10_000),
    ]);
  const bend = (value: unknown, depth = 0): unknown => {
    if (chance() < 0.15) return junk();
    if (Array.isArray(value)) {
      const bent = value.map((one) => bend(one, depth + 1));
      return chance() < 0.2 ? [...bent, junk()] : bent;
    }
    if (typeof value !== 'object' || value === null) {
      return typeof value === 'number' && chance() < 0.4 ? Math.floor(chance() * 20_000) : value;
    }
    const bent = Object.entries(value)
      .filter(() => chance() > 0.1)
      .map(([key, inner]): [string, unknown] => [key, key === 'type' ? inner : bend(inner, depth + 1)]);
    if (chance() < 0.1) bent.push([pick(['__proto__', 'constructor', 'type', 'error', 'words']), junk()]);
    return Object.fromEntries(bent);
  };
  return (): string | Uint8Array => {
    const text = JSON.stringify(bend(pick(genuine))) ?? '';
    const kind = chance();
    if (kind < 0.75) return text;
    if (kind < 0.85) return text.slice(0, Math.floor(chance() * text.length));
    if (kind < 0.95) {
      const at = Math.floor(chance() * text.length);
      return `${text.slice(0, at)}${pick(['"', '{', '\u0000', ',', '[[[['])}${text.slice(at + 1)}`;
    }
    return Buffer.from(text);
  };
};

describe.each(seeds)('garbage from seed %i', (seed) => {
  it('is read without an exception, and says what it is', () => {
    const next = mutator(seed);
    for (let count = 0; count < messagesPerSeed; count++) {
      const data = next();
      const message = parseServerMessage(data);
      expect(typeof message.type, String(data)).toBe('string');
    }
  });

  it('can end one connection, but once, and leaves no timer that fails', async () => {
    const next = mutator(seed);
    const clock = new ManualClock();
    const { openSocket, sockets } = fakeOpener();
    const ends: string[] = [];
    new SessionConnection(
      {
        destination: { zone: 'eu', url: 'wss://eu.test/v3/ws', authorization: 'key' },
        channel: 'you',
        parameters: captionParameters('eu'),
        fromSample: 0,
        openSocket,
        clock,
        timings: defaultTimings,
        appVersion: '1',
      },
      {
        begin: () => undefined,
        turn: () => undefined,
        heartbeat: () => undefined,
        revision: () => undefined,
        warning: () => undefined,
        receipt: () => undefined,
        ended: ({ text }) => ends.push(text),
      },
    );
    for (let count = 0; count < messagesPerSeed; count++) {
      sockets[0]?.frame(next());
      if (count % 10 === 0) await clock.pass(50);
    }
    await clock.pass(60_000);
    sockets[0]?.end({ by: 'network', text: 'reset' });
    expect(ends).toHaveLength(1);
  });

  it('neither stops a session nor spoils what is said after it', async () => {
    const next = mutator(seed);
    const clock = new ManualClock();
    const timeline = new AudioTimeline();
    const { openSocket, sockets } = fakeOpener();
    const captions: Caption[] = [];
    const session = new StreamingSession(
      {
        id: 1,
        channel: 'you',
        zone: 'self-hosted',
        parameters: captionParameters('self-hosted'),
        timeline,
        turns: new ChannelTurns('you', (caption) => captions.push(caption)),
        fromSample: 0,
        destinationOf: (zone) =>
          Promise.resolve({ zone, url: 'ws://127.0.0.1:1/v3/ws', authorization: 'self-hosted' }),
        openSocket,
        limiter: new SessionLimiter(clock),
        clock,
        random: () => 0,
        timings: defaultTimings,
        appVersion: '1',
      },
      {
        session: () => undefined,
        receipt: () => undefined,
        lost: () => undefined,
        host: () => undefined,
        sent: () => undefined,
        progress: () => undefined,
      },
    );
    session.start();
    await clock.pass(0);
    sockets[0]?.begin();
    for (let count = 0; count < messagesPerSeed; count++) {
      const data = next();
      if (typeof data === 'string' && isEnding(data)) continue;
      timeline.append(Buffer.alloc(1_600, 1), 'self-hosted', clock.now());
      session.audioArrived();
      sockets.at(-1)?.frame(data);
      await clock.pass(50);
    }
    const socket = sockets.at(-1);
    expect([sockets.length, session.state]).toEqual([1, 'live']);
    const last = Math.max(0, ...captions.map(({ turn: number }) => number));
    // The server's own numbers of real turns are not far from each other; garbage may have used some up.
    for (let order = 0; order < 2_000; order += 500) {
      socket?.turn(order, `Said ${String(order)}.`, 19_000, 19_500, true);
    }
    const said = captions.filter(({ final, turn: number }) => final && number > last);
    expect(said.map(({ text }) => text)).toContain('Said 1500.');

    void session.finish();
    await clock.pass(0);
    socket?.say({ type: 'Termination' });
    socket?.end({ by: 'close', code: 1000, text: '' });
    await session.finish();
    const finals = captions.filter(({ final }) => final).map(({ turn: number }) => number);
    expect(new Set(finals).size).toBe(finals.length);
    expect(new Set(finals)).toEqual(new Set(captions.map(({ turn: number }) => number)));
    for (const { startMs, endMs } of captions) {
      expect(startMs).toBeGreaterThanOrEqual(0);
      expect(endMs).toBeGreaterThanOrEqual(startMs);
      expect(endMs).toBeLessThanOrEqual(20_000);
    }
  });
});
