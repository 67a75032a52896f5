import { once } from 'node:events';
import net from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../../../../src/shared/audio';
import type { CaptioningStatus } from '../../../../../src/shared/captioning-status';
import { CaptioningRun, until, type CaptioningRunOptions } from '../../../../support/captioning-run';
import { silence, speak } from '../../../../support/coded-audio';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
const host = { host: eu };
let server: ProtocolServer;
let idleAfterMs: number | undefined;
beforeEach(async () => {
  server = await ProtocolServer.start({ heartbeatMs: 50 });
  idleAfterMs = 60_000;
});
afterEach(() => server.close());

/** A run with idle saving, whose times are short. */
const saving = (options: CaptioningRunOptions = {}): CaptioningRun & { statuses: CaptioningStatus[] } => {
  const run = new CaptioningRun(server, {
    idleAfterMs: () => idleAfterMs,
    ...options,
    timings: { restQuietMs: 100, stopMs: 2_000, ...options.timings },
  });
  const statuses: CaptioningStatus[] = [];
  run.captioner.on('status', (status) => statuses.push(status));
  return Object.assign(run, { statuses });
};

/** Lets these channels be quiet until their sessions are closed. */
const rest = async (run: CaptioningRun, channels: readonly Channel[] = ['you']): Promise<void> => {
  idleAfterMs = 50;
  for (const channel of channels) run.say(silence(50), channel);
  await until(() => {
    const resting = run.captioner.status.channels.filter(({ state }) => state === 'idle');
    return channels.every((channel) => resting.some((status) => status.channel === channel));
  });
  idleAfterMs = 60_000;
};

const sentences = ['Good morning, everyone.', 'After a long pause.', 'And after another one.'];

test.each(['universal-3-6-pro', 'universal-streaming-english'])(
  'quiet closes the session, speech opens another: every word once, silence neither sent nor a gap (%s)',
  async (model) => {
    const run = saving();
    run.captioner.start({ zone: 'eu', model }, ['you']);
    for (const [index, sentence] of sentences.entries()) {
      run.say(speak([sentence]));
      await until(() => run.finals().length === index + 1);
      await rest(run);
      expect(run.captioner.status).toMatchObject({ phase: 'idle', zone: 'eu', ...host });
      await until(() => server.openSessions === 0);
      // Two minutes pass in the room: the ring buffer's whole length.
      run.say(silence(120_000));
    }
    const totals = await run.captioner.finish();

    expect(run.finals()).toEqual(sentences);
    expect(run.unfinishedTurns()).toEqual([]);
    expect(run.gaps).toEqual([]);
    expect(server.sessions.map(({ isTerminated }) => isTerminated)).toEqual([true, true, true]);
    expect(server.sessions.flatMap(({ words }) => words).join(' ')).toBe(sentences.join(' '));
    expect(totals).toMatchObject({ turns: 3, lostMs: 0, reconnects: 0 });
    expect(totals.audioMs).toBeGreaterThan(360_000);
    // What was said, with a second before and the pause after.
    expect(totals.sentMs).toBeLessThan(12_000);
    // Captions stay on the conversation's clock.
    const starts = run.captions.filter(({ final, text }) => final && text).map(({ startMs }) => startMs);
    expect(starts).toEqual([0, 121_650, 243_600]);
    const phases = run.statuses.map(({ phase }) => phase);
    expect(phases).not.toContain('failed');
    expect(phases.lastIndexOf('starting')).toBeLessThan(phases.indexOf('live'));
  },
);

test('each channel rests by itself; the whole is quiet only when both are', async () => {
  const run = saving();
  run.captioner.start({ zone: 'eu' }, ['you', 'others']);
  run.say(speak(['I say this.']), 'you');
  await until(() => run.finals().length === 1);
  await rest(run, ['you', 'others']);
  expect(run.captioner.status.phase).toBe('idle');
  run.say(speak(['They answer me.']), 'others');
  await until(() => run.finals('others').length === 1);
  expect(run.captioner.status.channels).toMatchObject([
    { channel: 'you', state: 'idle' },
    { channel: 'others', state: 'live' },
  ]);
  expect(run.captioner.status.phase).toBe('live');
  await until(() => server.openSessions === 1);
  await run.captioner.stop();
  expect(run.finals('you')).toEqual(['I say this.']);
  await until(() => server.openSessions === 0);
  expect(server.sessions).toHaveLength(3);
});

test('a drop while the session is being closed is followed by no other connection', async () => {
  const sockets: net.Socket[] = [];
  const relay = net.createServer((socket) => {
    const onward = net.connect(server.port, '127.0.0.1');
    for (const end of [socket, onward]) end.on('error', () => undefined);
    socket.pipe(onward).pipe(socket);
    sockets.push(socket);
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  const { port } = relay.address() as net.AddressInfo;
  server.next(eu, { kind: 'no-termination' });
  const run = saving({
    dial: () => ({ host: '127.0.0.1', port }),
    timings: { stopMs: 60_000, quietEndMs: 60_000 },
  });
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Then the line is dead.']));
  await until(() => run.finals().length === 1);
  idleAfterMs = 50;
  run.say(silence(50));
  await until(() => server.sessions[0]?.messages.includes('Terminate') === true);
  sockets[0]?.destroy();
  await run.reached('idle');
  idleAfterMs = 60_000;
  expect(server.sessions).toHaveLength(1);
  run.say(speak(['A new one.']));
  await run.captioner.finish();
  relay.close();
  expect(run.finals()).toEqual(['Then the line is dead.', 'A new one.']);
  expect(run.events.map(({ state }) => state)).toEqual([
    ...['connecting', 'live', 'idle'],
    ...['reconnecting', 'live', 'ended'],
  ]);
  expect(run.gaps).toEqual([]);
});

test('stop while it rests opens nothing and ends at once', async () => {
  const run = saving();
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Over and out.']));
  await until(() => run.finals().length === 1);
  await rest(run);
  run.say(silence(5_000));
  const totals = await run.captioner.stop();
  expect(run.captioner.status.phase).toBe('stopped');
  expect(server.requests).toHaveLength(1);
  expect(totals).toMatchObject({ lostMs: 0, turns: 1 });
  expect(run.gaps).toEqual([]);
});

test('stop right after the first word that wakes it still captions that word', async () => {
  const run = saving();
  run.captioner.start({ zone: 'eu' }, ['you']);
  await rest(run);
  run.say(silence(3_000));
  run.say(speak(['Wait!']));
  await run.captioner.stop();
  expect(run.finals()).toEqual(['Wait!']);
  await until(() => server.openSessions === 0);
});

test('a refused connection is tried again as ever, with all that was said since the first word', async () => {
  const run = saving({ clock: hurriedClock() });
  run.captioner.start({ zone: 'eu' }, ['you']);
  await rest(run);
  server.next(eu, { kind: 'http', status: 503 });
  server.next(eu, { kind: 'drop', afterMs: 0 });
  run.say(silence(3_000));
  run.say(speak(['Nothing of this is lost.', 'Nor of that.']));
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Nothing of this is lost.', 'Nor of that.']);
  expect(run.gaps).toEqual([]);
  const refused = run.events.filter(({ state }) => state === 'connecting' || state === 'reconnecting');
  expect(refused.map(({ problem }) => problem?.code)).toContain('server-error');
});

test('a refusal for good is told as one, and the channel is not taken for quiet', async () => {
  const run = saving();
  run.captioner.start({ zone: 'eu' }, ['you']);
  await rest(run);
  server.next(eu, { kind: 'error', code: 1008, text: 'Insufficient balance' });
  run.say(speak(['Who pays for this?']));
  await run.reached('ended');
  expect(run.captioner.status).toMatchObject({
    phase: 'failed',
    channels: [{ state: 'ended', problem: { code: 'quota-exceeded' } }],
  });
  await run.captioner.stop();
});

test('the limit of new sessions holds: the fifth in a minute waits, and what was said waits with it', async () => {
  const clock = hurriedClock();
  const run = saving({ clock });
  run.captioner.start({ zone: 'eu' }, ['you']);
  for (let round = 1; round <= 4; round++) {
    run.say(speak([`Round ${round}.`]));
    await until(() => run.finals().length === round);
    await rest(run);
  }
  run.say(speak(['Round 5.']));
  await until(() => run.captioner.status.problem?.code === 'too-many-sessions');
  expect(server.sessions).toHaveLength(4);
  clock.hurry(62_000);
  await run.captioner.finish();
  expect(run.finals()).toEqual([1, 2, 3, 4, 5].map((round) => `Round ${round}.`));
});

test('a change of zone while it rests opens a session in the new zone; nothing older goes there', async () => {
  const run = saving();
  run.captioner.start({ zone: 'eu' }, ['you']);
  await rest(run);
  run.say(silence(10_000));
  await run.captioner.change({ zone: 'us' });
  run.say(speak(['Heard in the other zone.']));
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Heard in the other zone.']);
  expect(run.gaps).toEqual([]);
  expect(server.sessions.map((session) => session.host)).toEqual([eu, 'streaming.us.assemblyai.com']);
  expect(server.sessions[1]?.audio.byteLength).toBeLessThan(3_000 * 32);
});

test('switched off, a resting session comes back by itself', async () => {
  const run = saving();
  run.captioner.start({ zone: 'eu' }, ['you']);
  await rest(run);
  idleAfterMs = undefined;
  run.say(silence(50));
  await run.reached('live', 2);
  expect(run.captioner.status.phase).toBe('live');
  await run.captioner.stop();
});

test('every word once, whatever is open, closing or closed when it is said', async () => {
  const plain = await ProtocolServer.start({ plain: true, key: 'self-hosted', heartbeatMs: 50 });
  const url = `ws://127.0.0.1:${plain.port}/v3/ws`;
  idleAfterMs = 30;
  // An own server has no limit of new sessions.
  const run = saving({
    selfHosted: { url, allowInsecure: false },
    dial: plain.dial,
    timings: { restQuietMs: 10 },
  });
  run.captioner.start({ zone: 'self-hosted' }, ['you']);
  const terminated = (): number =>
    plain.sessions.filter(({ messages }) => messages.includes('Terminate')).length;
  const said: string[] = [];
  for (let index = 0; index < 16; index++) {
    const sentence = `This is sentence number ${index}.`;
    said.push(sentence);
    const [idleBefore, terminatedBefore] = [
      run.events.filter(({ state }) => state === 'idle').length,
      terminated(),
    ];
    run.say(speak([sentence]));
    run.say(silence((index % 3) * 700));
    if (index % 4 === 1) await run.reached('idle', idleBefore + 1);
    if (index % 4 === 2) await until(() => terminated() > terminatedBefore);
    if (index % 4 === 3) await run.shown(sentence);
  }
  await run.captioner.finish();
  expect(run.finals().join(' ')).toBe(said.join(' '));
  expect(run.unfinishedTurns()).toEqual([]);
  expect(run.gaps).toEqual([]);
  await until(() => plain.openSessions === 0);
  await plain.close();
});

test('the cost counts open sessions of both channels, and nothing while they rest', async () => {
  const clock = hurriedClock();
  idleAfterMs = undefined;
  // An hour in a moment is no silence of the server.
  const run = saving({ clock, timings: { silenceMs: 10 * 3_600_000 } });
  run.captioner.start({ zone: 'eu' }, ['you', 'others']);
  await run.reached('live', 2);
  expect(run.captioner.status.cost?.usd).toBeLessThan(0.01);
  clock.jump(3_600_000);
  run.say(speak(['An hour later.']));
  await until(() => (run.captioner.status.cost?.usd ?? 0) > 0.8);
  const { usd = 0, openMs = 0 } = run.captioner.status.cost ?? {};
  expect(usd).toBeCloseTo(0.9, 2);
  expect(openMs).toBeGreaterThanOrEqual(2 * 3_600_000);
  await until(() => run.finals().length === 1);

  await rest(run, ['you', 'others']);
  clock.jump(3_600_000);
  run.say(speak(['And another.']));
  await until(() => run.finals().length === 2);
  expect(run.captioner.status.cost?.usd).toBeCloseTo(0.9, 2);
  await run.captioner.stop();
});

/** A clock that can be put forward: `jump` moves the time alone, `hurry` also ends waits. */
function hurriedClock() {
  let offset = 0;
  const waiting = new Set<{ at: number; run: () => void; timer: NodeJS.Timeout }>();
  const now = (): number => Date.now() + offset;
  return {
    now,
    monotonic: now,
    after: (ms: number, run: () => void) => {
      const wait = {
        at: now() + ms,
        run,
        timer: setTimeout(() => {
          waiting.delete(wait);
          run();
        }, ms),
      };
      waiting.add(wait);
      return () => {
        clearTimeout(wait.timer);
        waiting.delete(wait);
      };
    },
    jump: (ms: number) => {
      offset += ms;
    },
    hurry: (ms: number) => {
      offset += ms;
      for (const wait of [...waiting].sort((a, b) => a.at - b.at)) {
        if (wait.at > now() || !waiting.delete(wait)) continue;
        clearTimeout(wait.timer);
        wait.run();
      }
    },
  };
}
