import { beforeEach, expect, test } from 'vitest';
import type { SessionEvent } from '../../../../../src/main/core/captioning/captioning';
import { ChannelTurns } from '../../../../../src/main/core/captions/channel-turns';
import { AudioTimeline, type Span } from '../../../../../src/main/core/streaming/audio-timeline';
import { captionParameters } from '../../../../../src/main/core/streaming/connection-query';
import { SessionLimiter } from '../../../../../src/main/core/streaming/session-limiter';
import { defaultTimings } from '../../../../../src/main/core/streaming/session-timings';
import {
  StreamingSession,
  type StreamingSessionOptions,
} from '../../../../../src/main/core/streaming/streaming-session';
import type { Caption } from '../../../../../src/shared/captions';
import { zones, type ZoneId } from '../../../../../src/shared/zones';
import { fakeOpener, type FakeSocket } from '../../../../support/fake-socket';
import { ManualClock } from '../../../../support/manual-clock';

const bytesPerMs = 32;
let clock: ManualClock;
let timeline: AudioTimeline;
let sockets: FakeSocket[];
let captions: Caption[];
let events: SessionEvent[];
let lost: Span[];
let session: StreamingSession;

const start = (options: Partial<StreamingSessionOptions> = {}): void => {
  const opener = fakeOpener();
  ({ sockets } = opener);
  session = new StreamingSession(
    {
      id: 1,
      channel: 'you',
      zone: 'eu',
      parameters: captionParameters('eu'),
      timeline,
      turns: new ChannelTurns('you', (caption) => captions.push(caption)),
      fromSample: 0,
      destinationOf: (zone) =>
        Promise.resolve({
          zone,
          url: zones[zone].socketUrl ?? 'ws://127.0.0.1:1/v3/ws',
          authorization: 'key',
        }),
      openSocket: opener.openSocket,
      limiter: new SessionLimiter(clock),
      clock,
      random: () => 0.999,
      timings: defaultTimings,
      appVersion: '1',
      ...options,
    },
    {
      session: (event) => events.push(event),
      receipt: () => undefined,
      lost: (span) => lost.push(span),
      host: () => undefined,
      sent: () => undefined,
      progress: () => undefined,
    },
  );
  session.start();
};

/** Captures noise whose samples all have this value. */
const capture = (ms: number, value = 1, zone: ZoneId = 'eu'): void => {
  timeline.append(Buffer.alloc(ms * bytesPerMs, value), zone, clock.now());
  session.audioArrived();
};

const socketAt = (index: number): FakeSocket => {
  const socket = sockets[index];
  if (!socket) throw new Error(`no socket ${index}, only ${sockets.length}`);
  return socket;
};

beforeEach(() => {
  clock = new ManualClock();
  timeline = new AudioTimeline();
  captions = [];
  events = [];
  lost = [];
});

test('a frame stamped with another zone is never sent, even inside the session’s own stretch', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  capture(100, 1, 'eu');
  capture(100, 2, 'us');
  capture(100, 3, 'eu');
  expect([...new Set(socketAt(0).received)]).toEqual([1, 3]);
  expect(lost).toEqual([{ from: 1_600, to: 3_200 }]);
});

test('a replay after a drop sends no frame of another zone either', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  capture(100, 1, 'eu');
  socketAt(0).end({ by: 'network', text: 'reset' });
  capture(100, 2, 'us');
  await clock.pass(1_000);
  socketAt(1).begin();
  expect([...new Set(socketAt(1).received)]).toEqual([1]);
});

test('a hole in a turn that has no final yet: what came before it is replayed after a drop', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  capture(500, 1);
  timeline.skip(1_000);
  capture(500, 2);
  socketAt(0).turn(0, 'around the hole', 0, 1_000);
  socketAt(0).end({ by: 'network', text: 'reset' });
  await clock.pass(1_000);
  socketAt(1).begin();
  expect([...new Set(socketAt(1).received)]).toEqual([1, 2]);
  expect(lost).toEqual([]);
});

test('a backlog goes out as four seconds at once, then at 1.25 times real time', async () => {
  start();
  capture(30_000);
  await clock.pass(0);
  socketAt(0).begin();
  const sentMs = (): number => socketAt(0).received.byteLength / bytesPerMs;
  expect(sentMs()).toBe(4_000);
  await clock.pass(8_000);
  expect(sentMs()).toBeGreaterThanOrEqual(13_800);
  expect(sentMs()).toBeLessThanOrEqual(14_000);
  await clock.pass(60_000);
  expect(sentMs()).toBe(30_000);
});

test('no frame is shorter than 50 ms or longer than 1000 ms', async () => {
  start({ zone: 'device' });
  await clock.pass(0);
  socketAt(0).begin();
  for (const ms of [10, 10, 45, 3, 700, 49]) capture(ms, 1, 'device');
  void session.finish();
  const lengths = socketAt(0).audio.map((frame) => frame.byteLength / bytesPerMs);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(50);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(1_000);
  expect(
    socketAt(0)
      .received.subarray(0, 817 * bytesPerMs)
      .every((byte) => byte === 1),
  ).toBe(true);
});

test('audio waits in the timeline while the network is full', async () => {
  start({ zone: 'device' });
  await clock.pass(0);
  socketAt(0).begin();
  socketAt(0).bufferedAmount = 100_000;
  capture(1_000, 1, 'device');
  expect(socketAt(0).audio).toEqual([]);
  expect(session.waitingMs).toBe(1_000);
  socketAt(0).bufferedAmount = 0;
  await clock.pass(20);
  expect(socketAt(0).received.byteLength).toBe(1_000 * bytesPerMs);
});

test('waits longer after each failure, and starts over once a session was stable', async () => {
  start({ zone: 'device' });
  const waits: number[] = [];
  for (let failure = 0; failure < 9; failure++) {
    await clock.pass(0);
    const before = clock.now();
    socketAt(failure).end({ by: 'network', text: 'ECONNREFUSED' });
    while (sockets.length === failure + 1) await clock.pass(10);
    waits.push(clock.now() - before);
  }
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_990, 29_970, 29_970, 29_970]);
  socketAt(9).begin();
  await clock.pass(31_000);
  socketAt(9).end({ by: 'network', text: 'reset' });
  await clock.pass(500);
  expect(sockets).toHaveLength(11);
});

test('twelve seconds without sign of life are a dead connection; a pong is one', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  await clock.pass(60_000);
  expect(events.at(-1)?.state).toBe('live');
  socketAt(0).answersPings = false;
  await clock.pass(11_900);
  expect(events.at(-1)?.state).toBe('live');
  await clock.pass(100);
  expect(socketAt(0).isOpen).toBe(false);
  await clock.pass(0);
  expect(sockets).toHaveLength(2);
});

test('silence is counted from the last sign of life, between two pings too', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  await clock.pass(5_000);
  socketAt(0).answersPings = false;
  socketAt(0).say({ type: 'Heartbeat' });
  await clock.pass(11_999);
  expect(socketAt(0).isOpen).toBe(true);
  await clock.pass(1);
  expect(socketAt(0).isOpen).toBe(false);
});

test('before the computer sleeps the session is ended, and on waking it goes on from what is settled', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  capture(2_000);
  socketAt(0).turn(0, 'Said.', 0, 1_000, true);
  socketAt(0).turn(1, 'And', 1_000, 1_500);
  session.suspend();
  expect(socketAt(0).texts.at(-1)).toBe('{"type":"Terminate"}');
  socketAt(0).say({ type: 'Termination' });
  socketAt(0).end({ by: 'close', code: 1000, text: '' });
  expect(events.at(-1)?.state).toBe('reconnecting');
  capture(500);
  await clock.pass(20_000);
  expect(sockets).toHaveLength(1);
  session.wake();
  await clock.pass(0);
  socketAt(1).begin();
  expect(socketAt(1).received.byteLength).toBe(1_500 * bytesPerMs);
  expect(lost).toEqual([]);
});

test('a sleep that does not come ends no captions', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  session.suspend();
  socketAt(0).end({ by: 'network', text: 'reset' });
  await clock.pass(30_000);
  expect(sockets).toHaveLength(2);
});

test('what is on its way when the computer sleeps is dropped, and begun anew on waking', async () => {
  start();
  await clock.pass(0);
  session.suspend();
  expect(socketAt(0).isOpen).toBe(false);
  await clock.pass(10_000);
  expect(sockets).toHaveLength(1);
  session.wake();
  await clock.pass(0);
  expect(sockets).toHaveLength(2);
});

test('Stop while the computer wakes up still says the last words', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  capture(1_000);
  session.suspend();
  socketAt(0).end({ by: 'network', text: 'reset' });
  void session.finish(5_000);
  await clock.pass(0);
  socketAt(1).begin();
  expect(socketAt(1).received.byteLength).toBe(1_000 * bytesPerMs);
  expect(socketAt(1).texts).toContain('{"type":"Terminate"}');
});

test('Stop during the end of the input waits for the Termination that was asked for', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  capture(1_000);
  socketAt(0).turn(0, 'Said.', 0, 1_000, true);
  void session.finish();
  expect(socketAt(0).texts).toContain('{"type":"Terminate"}');
  void session.finish(5_000);
  expect(socketAt(0).isOpen).toBe(true);
  socketAt(0).say({ type: 'Termination' });
  socketAt(0).end({ by: 'close', code: 1000, text: '' });
  expect(session.state).toBe('ended');
});

test('on waking, a live connection that answers stays, and one that does not is replaced in three seconds', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  session.wake();
  await clock.pass(10_000);
  expect(sockets).toHaveLength(1);
  socketAt(0).answersPings = false;
  session.wake();
  await clock.pass(3_000);
  expect(socketAt(0).isOpen).toBe(false);
  await clock.pass(0);
  expect(sockets).toHaveLength(2);
});

test('on waking, a handshake of the old network is given up', async () => {
  start();
  await clock.pass(0);
  session.wake();
  expect(socketAt(0).isOpen).toBe(false);
  await clock.pass(500);
  socketAt(1).begin();
  expect(session.state).toBe('live');
});

test('on waking, what waits for its next try tries at once, within the account’s limit', async () => {
  start();
  await clock.pass(0);
  for (let failure = 0; failure < 6; failure++) {
    sockets.at(-1)?.end({ by: 'network', text: 'ENETUNREACH' });
    while (sockets.length === failure + 1) await clock.pass(10);
  }
  sockets.at(-1)?.end({ by: 'network', text: 'ENETUNREACH' });
  await clock.pass(0);
  expect(sockets).toHaveLength(7);
  session.wake();
  await clock.pass(0);
  expect(sockets).toHaveLength(8);
  for (let opened = 0; opened < 4; opened++) {
    sockets.at(-1)?.begin();
    sockets.at(-1)?.end({ by: 'network', text: 'ECONNRESET' });
    session.wake();
    await clock.pass(0);
  }
  const atLimit = sockets.length;
  session.wake();
  await clock.pass(20_000);
  expect(sockets).toHaveLength(atLimit);
});

test('a clock set back an hour delays no reconnect', async () => {
  start();
  for (let opened = 0; opened < 4; opened++) {
    await clock.pass(2_100);
    socketAt(opened).begin();
    if (opened === 2) clock.jump(-3_600_000);
    if (opened < 3) socketAt(opened).end({ by: 'network', text: 'ECONNRESET' });
  }
  socketAt(3).end({ by: 'network', text: 'ECONNRESET' });
  await clock.pass(60_000);
  expect(sockets).toHaveLength(5);
});

test.each([
  ['an hour fast', 3_600_000],
  ['a day fast', 86_400_000],
  ['a day slow', -86_400_000],
])('a clock %s rolls over neither at once nor after three hours', async (_, skewMs) => {
  start();
  await clock.pass(0);
  const expiresAt = clock.now() / 1000 + 10_800;
  clock.jump(skewMs);
  socketAt(0).begin({ expires_at: expiresAt });
  await clock.pass(3_600_000);
  expect(sockets).toHaveLength(1);
  await clock.pass(7_200_000 - 60_000);
  expect(sockets.length).toBeGreaterThan(1);
});

test('a backlog held back by the server’s pace is no slow network', async () => {
  start();
  capture(30_000);
  await clock.pass(0);
  socketAt(0).begin();
  await clock.pass(1_000);
  expect(session.waitingMs).toBeGreaterThan(3_000);
  expect(session.problem).toBeUndefined();
});

test('a network too slow for the voice is told, and taken back once it has caught up', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  socketAt(0).bufferedAmount = 65_000;
  capture(2_900);
  expect(session.problem).toBeUndefined();
  capture(200);
  expect(events.at(-1)).toMatchObject({ state: 'live', problem: { code: 'network-slow' } });
  const told = events.length;
  capture(1_000);
  expect(events).toHaveLength(told);
  socketAt(0).bufferedAmount = 0;
  await clock.pass(20);
  expect(events.at(-1)).toMatchObject({ state: 'live' });
  expect(session.problem).toBeUndefined();
  expect(lost).toEqual([]);
});

test('an upgrade without Begin is not a connection', async () => {
  start();
  capture(100);
  await clock.pass(15_000);
  expect(socketAt(0).audio).toEqual([]);
  expect(events.every(({ state }) => state === 'connecting')).toBe(true);
  expect(events.at(-1)?.problem?.code).toBe('zone-unreachable');
});

test('silence the server has heard is not replayed; the last seconds are', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  for (let second = 0; second < 20; second++) {
    capture(1_000);
    await clock.pass(1_000);
    socketAt(0).say({ type: 'Heartbeat', total_audio_received_ms: (second + 1) * 1_000 });
  }
  socketAt(0).end({ by: 'network', text: 'reset' });
  await clock.pass(1_000);
  socketAt(1).begin();
  await clock.pass(5_000);
  expect(socketAt(1).received.byteLength).toBe(5_000 * bytesPerMs);
  expect(lost).toEqual([]);
});

test('a final settles its audio up to the server’s own end, its caption ends with the speech', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  capture(4_000);
  await clock.pass(4_000);
  const words = [
    { text: 'Good', start: 0, end: 1_300 },
    { text: 'morning.', start: 1_300, end: 3_000 },
  ];
  socketAt(0).say({ type: 'Turn', turn_order: 0, end_of_turn: true, transcript: 'Good morning.', words });
  expect(captions.at(-1)).toMatchObject({ final: true, startMs: 830, endMs: 2_010 });
  socketAt(0).end({ by: 'network', text: 'reset' });
  await clock.pass(1_000);
  socketAt(1).begin();
  expect(socketAt(1).received.byteLength).toBe(1_000 * bytesPerMs);
});

test('a backlog of a source that had paused is not taken for heard before it can have been', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  capture(1_000);
  await clock.pass(60_000);
  capture(40_000);
  await clock.pass(28_000);
  // All is sent, and 29 of 41 seconds can have been heard.
  expect(socketAt(0).received.byteLength).toBeGreaterThan(39_000 * bytesPerMs);
  socketAt(0).say({ type: 'Heartbeat', total_audio_received_ms: 39_000 });
  socketAt(0).end({ by: 'network', text: 'reset' });
  await clock.pass(1_000);
  socketAt(1).begin();
  await clock.pass(20_000);
  expect(socketAt(1).received.byteLength).toBeGreaterThan(16_000 * bytesPerMs);
});

test('what a turn on screen covers is never settled by a heartbeat', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin();
  for (let second = 0; second < 10; second++) {
    capture(1_000);
    await clock.pass(1_000);
    socketAt(0).turn(0, 'going on', 0, (second + 1) * 1_000);
    socketAt(0).say({ type: 'Heartbeat', total_audio_received_ms: (second + 1) * 1_000 });
  }
  socketAt(0).end({ by: 'network', text: 'reset' });
  await clock.pass(1_000);
  socketAt(1).begin();
  await clock.pass(10_000);
  expect(socketAt(1).received.byteLength).toBe(10_000 * bytesPerMs);
});

const expiresIn = (ms: number): object => ({ expires_at: (clock.now() + ms) / 1_000 });

test('before a session expires the next one takes over between two turns', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin(expiresIn(600_000));
  const live = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 5_000) {
      capture(5_000);
      await clock.pass(5_000);
    }
  };
  await live(475_000);
  expect(sockets).toHaveLength(1);
  socketAt(0).turn(0, 'spoken', 470_000, 475_000);
  await live(10_000);
  socketAt(1).begin({ id: 'second' });
  expect(events.at(-1)?.state).toBe('rollover');
  expect(socketAt(1).audio).toEqual([]);
  socketAt(0).turn(0, 'Spoken.', 470_000, 482_000, true);
  // The last three seconds were after the turn: they are the next session's.
  expect(socketAt(1).received.byteLength).toBe(3_000 * bytesPerMs);
  expect(socketAt(0).texts).toContain('{"type":"Terminate"}');
  expect(events.at(-1)).toMatchObject({ state: 'live', sessionId: 'second' });
  // The old session hears the same words once more before it ends: they count once.
  socketAt(0).turn(1, 'Doubled.', 482_500, 484_000, true);
  socketAt(0).say({ type: 'Termination' });
  socketAt(0).end({ by: 'close', code: 1000, text: '' });
  socketAt(1).turn(0, 'Once.', 1_700, 2_000, true);
  expect(captions.filter(({ final }) => final)).toMatchObject([
    { turn: 1, text: 'Spoken.', endMs: 482_000 },
    { turn: 2, text: 'Once.', startMs: 483_700, endMs: 484_000 },
  ]);
  expect(lost).toEqual([]);
});

test('a turn that outlasts the rollover is told anew by the next session, under its number', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin(expiresIn(40_000));
  capture(20_000);
  await clock.pass(20_000);
  socketAt(0).turn(0, 'endless', 18_000, 20_000);
  socketAt(1).begin();
  expect(socketAt(1).audio).toEqual([]);
  await clock.pass(15_000);
  expect(socketAt(1).received.byteLength).toBeGreaterThan(0);
  socketAt(1).turn(0, 'Endless after all.', 18_000, 30_000, true);
  expect(captions.at(-1)).toMatchObject({ turn: 1, text: 'Endless after all.', final: true });
});

test('a session that finishes does not wait for a queue place it no longer needs', async () => {
  const limiter = new SessionLimiter(clock);
  for (let count = 0; count < 4; count++) limiter.reserve('key');
  start({ limiter });
  capture(100);
  await clock.pass(0);
  expect(events.at(-1)?.problem?.code).toBe('too-many-sessions');
  void session.finish(100);
  await clock.pass(100);
  expect(session.state).toBe('ended');
  await clock.pass(62_000);
  expect(sockets).toEqual([]);
  expect(limiter.reserve('key').waitMs).toBe(0);
});

test.each([
  ['that never reached the server does not count for the account’s limit', false, 5],
  ['that broke off in the handshake counts: the server may have seen it', true, 4],
])('an attempt %s', async (_, wasReached, sessions) => {
  start({ random: () => 0 });
  for (let failure = 0; failure < 4; failure++) {
    await clock.pass(0);
    socketAt(failure).end({ by: 'network', text: 'ECONNRESET', wasReached });
  }
  await clock.pass(1_000);
  expect(sockets).toHaveLength(sessions);
});

test('waiting for the account’s limit does not count as unreachable', async () => {
  const limiter = new SessionLimiter(clock);
  for (let count = 0; count < 4; count++) limiter.reserve('key');
  start({ limiter, giveUpMs: 30_000 });
  await clock.pass(62_000);
  expect(sockets).toHaveLength(1);
  socketAt(0).begin();
  expect(session.state).toBe('live');
});

test('an Error frame counts even if the server forgets to close', async () => {
  start();
  await clock.pass(0);
  socketAt(0).say({ error_code: 1008, error: 'Invalid API key' });
  await clock.pass(1_000);
  expect(socketAt(0).isOpen).toBe(false);
  expect(events.at(-1)).toMatchObject({ state: 'ended', code: 1008, problem: { code: 'key-refused' } });
  await clock.pass(120_000);
  expect(sockets).toHaveLength(1);
});

test('a server that answers with another model is said so', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin({ configuration: { model: 'universal-3-5-pro' } });
  expect(events.at(-1)).toMatchObject({
    state: 'live',
    problem: { code: 'model-differs', params: { asked: 'universal-3-6-pro', model: 'universal-3-5-pro' } },
  });
});

test('a turn is not cut while the rest of its audio still waits to be sent', async () => {
  start();
  capture(20_000);
  await clock.pass(0);
  socketAt(0).begin();
  socketAt(0).turn(0, 'still', 0, 3_000);
  await clock.pass(10_000);
  expect(socketAt(0).texts).toEqual([]);
  await clock.pass(10_000);
  expect(socketAt(0).texts).toEqual(['{"type":"ForceEndpoint"}']);
});

test('gives up after the time allowed, and says what was wrong last', async () => {
  start({ giveUpMs: 30_000 });
  capture(1_000);
  for (let failure = 0; failure < 40 && session.state !== 'ended'; failure++) {
    await clock.pass(1_000);
    sockets.at(-1)?.end({ by: 'network', text: 'ENOTFOUND', wasReached: false });
  }
  expect(clock.now() - Date.UTC(2026, 0, 1)).toBe(30_000);
  expect(session.problem).toMatchObject({ code: 'zone-unreachable', params: { detail: 'ENOTFOUND' } });
  await session.finish();
  expect(lost).toEqual([{ from: 0, to: 16_000 }]);
});

test('the successor can be refused: the session goes on, and asks for another', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin(expiresIn(600_000));
  await clock.pass(480_000);
  socketAt(1).end({ by: 'close', code: 1011, text: 'Internal error' });
  capture(100);
  expect(socketAt(0).received.byteLength).toBe(100 * bytesPerMs);
  await clock.pass(15_000);
  expect(sockets).toHaveLength(3);
});

test('a session that ends while its successor opens goes on with that one', async () => {
  start();
  await clock.pass(0);
  socketAt(0).begin(expiresIn(600_000));
  await clock.pass(480_000);
  capture(1_000);
  socketAt(0).end({ by: 'close', code: 3008, text: '' });
  expect(events.at(-1)?.state).toBe('reconnecting');
  socketAt(1).begin();
  expect(socketAt(1).received.byteLength).toBe(1_000 * bytesPerMs);
  expect(sockets).toHaveLength(2);
});
