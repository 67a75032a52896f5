import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../../../src/main/core/captioning/captioning';
import { ChannelTurns } from '../../../../../src/main/core/captions/channel-turns';
import { AudioTimeline, type Span } from '../../../../../src/main/core/streaming/audio-timeline';
import { captionParameters } from '../../../../../src/main/core/streaming/connection-query';
import { SessionLimiter } from '../../../../../src/main/core/streaming/session-limiter';
import { defaultTimings } from '../../../../../src/main/core/streaming/session-timings';
import { StreamingSession } from '../../../../../src/main/core/streaming/streaming-session';
import type { Caption } from '../../../../../src/shared/captions';
import type { UncheckedOptions } from '../../../../../src/shared/option-check';
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

const parameters = (options: UncheckedOptions = {}, model?: string) =>
  captionParameters('eu', model, options);

const start = async (options: UncheckedOptions = {}, model?: string): Promise<void> => {
  const opener = fakeOpener();
  ({ sockets } = opener);
  session = new StreamingSession(
    {
      id: 1,
      channel: 'you',
      zone: 'eu',
      parameters: parameters(options, model),
      timeline,
      turns: new ChannelTurns('you', (caption) => captions.push(caption)),
      fromSample: 0,
      destinationOf: (zone) => Promise.resolve({ zone, url: 'wss://eu.test/v3/ws', authorization: 'key' }),
      openSocket: opener.openSocket,
      limiter: new SessionLimiter(clock),
      clock,
      random: () => 0.999,
      timings: defaultTimings,
      appVersion: '1',
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
  await clock.pass(0);
  socketAt(0).begin();
};

const capture = (ms: number, value = 1): void => {
  timeline.append(Buffer.alloc(ms * bytesPerMs, value), 'eu', clock.now());
  session.audioArrived();
};
const live = async (ms: number, value = 1): Promise<void> => {
  capture(ms, value);
  await clock.pass(ms);
};
const socketAt = (index: number): FakeSocket => {
  const socket = sockets[index];
  if (!socket) throw new Error(`no socket ${index}, only ${sockets.length}`);
  return socket;
};
const openSockets = (): number => sockets.filter(({ isOpen }) => isOpen).length;
const updatesOf = (socket: FakeSocket): object[] =>
  socket.texts
    .map((text) => JSON.parse(text) as { type: string })
    .filter(({ type }) => type === 'UpdateConfiguration');
const sentMs = (socket: FakeSocket): number => socket.received.byteLength / bytesPerMs;

beforeEach(() => {
  clock = new ManualClock();
  timeline = new AudioTimeline();
  captions = [];
  events = [];
  lost = [];
});

describe('what a running session takes', () => {
  it('is told to it, only what changed, and asked for anew after a drop', async () => {
    await start({ prompt: 'A', max_turn_silence: 900 });
    session.reconfigure(parameters({ keyterms_prompt: ['Sotto'], max_turn_silence: 900 }));
    expect(updatesOf(socketAt(0))).toEqual([
      { type: 'UpdateConfiguration', prompt: '', keyterms_prompt: ['Sotto'] },
    ]);
    session.reconfigure(parameters({ keyterms_prompt: ['Sotto'], max_turn_silence: 900 }));
    expect(updatesOf(socketAt(0))).toHaveLength(1);
    await clock.pass(10_000);
    expect(sockets).toHaveLength(1);
    socketAt(0).end({ by: 'network', text: 'reset' });
    await clock.pass(1_000);
    expect(socketAt(1).query.get('keyterms_prompt')).toBe('["Sotto"]');
    expect(socketAt(1).query.has('prompt')).toBe(false);
  });

  it('reaches a session that was opening when it changed', async () => {
    await start();
    socketAt(0).end({ by: 'network', text: 'reset' });
    await clock.pass(1_000);
    session.reconfigure(parameters({ prompt: 'B' }));
    expect(socketAt(1).query.has('prompt')).toBe(false);
    socketAt(1).begin();
    expect(updatesOf(socketAt(1))).toEqual([{ type: 'UpdateConfiguration', prompt: 'B' }]);
  });

  it('is taken back where the server refuses it after all: captions go on, and the person is told', async () => {
    await start({ prompt: 'A' });
    capture(1_000);
    session.reconfigure(parameters({ prompt: 'B' }));
    socketAt(0).say({ type: 'Error', error_code: 3006, error: 'Invalid prompt' });
    socketAt(0).end({ by: 'close', code: 3006, text: '' });
    await clock.pass(1_000);
    expect(socketAt(1).query.get('prompt')).toBe('A');
    socketAt(1).begin();
    await clock.pass(0);
    expect(sentMs(socketAt(1))).toBe(1_000);
    expect(events.at(-1)).toMatchObject({ state: 'live', problem: { code: 'bad-parameter' } });
    session.reconfigure(parameters({ prompt: 'C' }));
    expect(events.at(-1)?.problem).toBeUndefined();
    expect(lost).toEqual([]);
  });
});

describe('what takes a new session', () => {
  it('is handed over between two turns, from where the last one ended', async () => {
    await start();
    await live(2_000, 1);
    socketAt(0).turn(0, 'spoken', 1_500, 2_000);
    session.reconfigure(parameters({ filter_profanity: true }));
    await clock.pass(0);
    expect(events.at(-1)?.state).toBe('rollover');
    expect(socketAt(1).query.get('filter_profanity')).toBe('true');
    socketAt(1).begin({ id: 'second' });
    await live(1_000, 2);
    expect(socketAt(1).audio).toEqual([]);
    expect(sentMs(socketAt(0))).toBe(3_000);
    socketAt(0).turn(0, 'Spoken.', 1_500, 2_400, true);
    // The last 600 ms are told by neither yet: they are the new session's.
    expect(sentMs(socketAt(1))).toBe(600);
    expect(new Set(socketAt(1).received)).toEqual(new Set([2]));
    expect(socketAt(0).texts).toContain('{"type":"Terminate"}');
    expect(events.at(-1)).toMatchObject({ state: 'live', sessionId: 'second' });
    socketAt(0).turn(1, 'Doubled.', 2_400, 2_900, true);
    socketAt(1).turn(0, 'Once.', 100, 500, true);
    expect(captions.filter(({ final }) => final).map(({ turn, text }) => [turn, text])).toEqual([
      [1, 'Spoken.'],
      [2, 'Once.'],
    ]);
  });

  it('does not wait for ever for a turn to end: the open one is told anew under its number', async () => {
    await start();
    await live(3_000);
    socketAt(0).turn(0, 'endless', 2_000, 3_000);
    session.reconfigure(parameters({}, 'universal-streaming-english'));
    await clock.pass(0);
    socketAt(1).begin();
    await live(9_000);
    expect(socketAt(1).audio).toEqual([]);
    await live(1_100);
    expect(sentMs(socketAt(1))).toBeGreaterThan(0);
    await clock.pass(20_000);
    expect(sentMs(socketAt(1))).toBe(13_100);
    socketAt(1).turn(0, 'Endless after all.', 2_000, 12_000, true);
    expect(captions.at(-1)).toMatchObject({ turn: 1, text: 'Endless after all.', final: true });
    expect(lost).toEqual([]);
  });

  it('keeps the session that runs where the new one is refused', async () => {
    await start();
    session.reconfigure(parameters({ domain: 'medical-v1' }));
    await clock.pass(0);
    socketAt(1).say({ type: 'Error', error_code: 3006, error: 'domain is not available' });
    socketAt(1).end({ by: 'close', code: 3006, text: '' });
    expect(events.at(-1)).toMatchObject({
      state: 'live',
      code: 3006,
      problem: { code: 'bad-parameter', params: { detail: '3006 domain is not available' } },
    });
    await live(60_000);
    expect(sockets).toHaveLength(2);
    expect(sentMs(socketAt(0))).toBe(60_000);
    socketAt(0).end({ by: 'network', text: 'reset' });
    await clock.pass(1_000);
    expect(socketAt(2).query.has('domain')).toBe(false);
  });

  it('is tried again where the server only had no time', async () => {
    await start();
    session.reconfigure(parameters({ filter_profanity: true }));
    await clock.pass(0);
    socketAt(1).end({ by: 'close', code: 1011, text: 'busy' });
    await clock.pass(15_000);
    socketAt(2).begin();
    expect(socketAt(2).query.get('filter_profanity')).toBe('true');
    expect(openSockets()).toBe(2);
    expect(events.at(-1)?.state).toBe('live');
  });

  it('is dropped when the change is taken back before it took over', async () => {
    await start();
    await live(1_000);
    socketAt(0).turn(0, 'open', 0, 1_000);
    session.reconfigure(parameters({ filter_profanity: true }));
    await clock.pass(0);
    socketAt(1).begin();
    session.reconfigure(parameters());
    expect(openSockets()).toBe(1);
    socketAt(0).turn(0, 'Open.', 0, 1_000, true);
    await live(60_000);
    expect(sentMs(socketAt(0))).toBe(61_000);
    expect(sockets).toHaveLength(2);
  });

  it('is the last of several changes; no session is left over', async () => {
    await start();
    await live(1_000);
    socketAt(0).turn(0, 'open', 0, 1_000);
    for (const max_speakers of [2, 3, 4]) {
      session.reconfigure(parameters({ speaker_labels: true, max_speakers }));
      await clock.pass(0);
    }
    sockets.at(-1)?.begin();
    expect(openSockets()).toBe(2);
    socketAt(0).turn(0, 'Open.', 0, 1_000, true);
    expect(sockets.at(-1)?.query.get('max_speakers')).toBe('4');
    socketAt(0).end({ by: 'close', code: 1000, text: '' });
    expect(openSockets()).toBe(1);
  });

  it('takes what it can be told meanwhile when it takes over', async () => {
    await start();
    await live(1_000);
    socketAt(0).turn(0, 'open', 0, 1_000);
    session.reconfigure(parameters({ filter_profanity: true }));
    await clock.pass(0);
    socketAt(1).begin();
    session.reconfigure(parameters({ filter_profanity: true, prompt: 'B' }));
    socketAt(0).turn(0, 'Open.', 0, 1_000, true);
    expect(sockets).toHaveLength(2);
    expect(updatesOf(socketAt(1))).toEqual([{ type: 'UpdateConfiguration', prompt: 'B' }]);
  });

  it('is the successor also where the session grows too old meanwhile: no second one is opened', async () => {
    await start();
    socketAt(0).end({ by: 'network', text: 'reset' });
    await clock.pass(1_000);
    socketAt(1).begin({ expires_at: (clock.now() + 40_000) / 1_000 });
    await live(1_000);
    socketAt(1).turn(0, 'open', 0, 1_000);
    session.reconfigure(parameters({ filter_profanity: true }));
    await clock.pass(14_000);
    socketAt(2).begin({ expires_at: (clock.now() + 600_000) / 1_000 });
    await clock.pass(8_000);
    expect(openSockets()).toBe(2);
    await clock.pass(60_000);
    expect(sockets).toHaveLength(3);
    expect(openSockets()).toBe(1);
    expect(events.at(-1)?.state).toBe('live');
  });

  it('is not begun any more once the audio has ended', async () => {
    await start();
    await live(1_000);
    void session.finish();
    session.reconfigure(parameters({ filter_profanity: true }));
    await clock.pass(100);
    expect(sockets).toHaveLength(1);
  });
});

describe('turns that are told by their finals alone', () => {
  const heartbeats = async (seconds: number): Promise<void> => {
    for (let second = 1; second <= seconds; second++) {
      await live(1_000);
      sockets.at(-1)?.say({ type: 'Heartbeat', total_audio_received_ms: second * 1_000 });
    }
  };

  it.each([{ redact_pii: true }, { include_partial_turns: false }])(
    '%j: a turn nobody sees yet is not settled by a heartbeat, and replayed after a drop',
    async (options) => {
      await start(options);
      await heartbeats(20);
      socketAt(0).end({ by: 'network', text: 'reset' });
      await clock.pass(1_000);
      socketAt(1).begin();
      await clock.pass(20_000);
      expect(sentMs(socketAt(1))).toBe(20_000);
    },
  );

  it('but long silence is, or it would be replayed and then counted as lost', async () => {
    await start({ redact_pii: true });
    await heartbeats(150);
    socketAt(0).end({ by: 'network', text: 'reset' });
    await clock.pass(1_000);
    socketAt(1).begin();
    await clock.pass(70_000);
    expect(sentMs(socketAt(1))).toBe(70_000);
    expect(lost).toEqual([]);
  });

  it('are ended where a source falls silent, seen or not', async () => {
    await start({ redact_pii: true });
    await live(1_000);
    await clock.pass(3_000);
    expect(socketAt(0).texts).toEqual(['{"type":"ForceEndpoint"}']);
  });

  it('hand over after a final, not before one', async () => {
    await start({ redact_pii: true });
    await live(2_000);
    session.reconfigure(parameters({ redact_pii: true, filter_profanity: true }));
    await clock.pass(0);
    socketAt(1).begin();
    await live(1_000);
    expect(socketAt(1).audio).toEqual([]);
    socketAt(0).turn(0, 'Redacted.', 0, 2_500, true);
    expect(sentMs(socketAt(1))).toBe(500);
  });
});

describe('what a server remarks', () => {
  it('is told once, and is no trouble', async () => {
    await start();
    for (let count = 0; count < 3; count++) {
      socketAt(0).say({ type: 'Warning', warning_code: 1, warning: 'Audio is quiet' });
    }
    const told = events.filter(({ problem }) => problem);
    expect(told).toMatchObject([
      { state: 'live', problem: { code: 'server-warning', params: { detail: 'Audio is quiet' } } },
    ]);
    expect(session.problem).toBeUndefined();
  });

  it('about its end is not believed where it can’t be', async () => {
    await start();
    for (const expires_at of [0, -5, 1e15, clock.now() / 1_000 - 10]) {
      socketAt(sockets.length - 1).end({ by: 'network', text: 'reset' });
      await clock.pass(40_000);
      const count = sockets.length;
      socketAt(count - 1).begin({ expires_at });
      await clock.pass(40_000);
      expect(sockets).toHaveLength(count);
      expect(events.at(-1)?.state).toBe('live');
    }
  });
});
