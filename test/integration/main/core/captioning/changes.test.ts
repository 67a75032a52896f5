import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SpeakerChange } from '../../../../../src/shared/captions';
import { CaptioningRun, until } from '../../../../support/captioning-run';
import { silence, speak } from '../../../../support/coded-audio';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
const pro = 'universal-3-6-pro';
const english = 'universal-streaming-english';
let server: ProtocolServer;
beforeEach(async () => {
  server = await ProtocolServer.start({ heartbeatMs: 50 });
});
afterEach(() => server.close());

const sentence = 'Every word of this is heard once and only once.';
const speech = speak([sentence]);

describe('another model in the same zone', () => {
  it.each([
    ['in the middle of a word', 33_000, pro, english],
    ['between two words', 19_200, english, pro],
    ['before the first word', 100, pro, 'universal-3-5-pro'],
    ['after the last word', speech.byteLength - 20_000, english, pro],
  ])('chosen %s cuts, loses and doubles none', async (_, at, before, after) => {
    const run = new CaptioningRun(server);
    run.captioner.start({ zone: 'eu', model: before }, ['you']);
    await run.reached('live');
    run.say(speech.subarray(0, at));
    await until(() => (server.sessions[0]?.audio.byteLength ?? 0) > at - 1_600);
    await run.captioner.change({ zone: 'eu', model: after });
    run.say(speech.subarray(at));
    run.say(speak(['And so is this.']));
    await until(() => run.finals().length === 2);
    await run.reached('live', 2);
    run.say(speak(['The last one.']));
    const totals = await run.captioner.finish();

    expect(run.finals().join(' ')).toBe(`${sentence} And so is this. The last one.`);
    expect(run.unfinishedTurns()).toEqual([]);
    expect(run.gaps).toEqual([]);
    expect(totals).toMatchObject({ lostMs: 0, reconnects: 0 });
    expect(server.sessionsOf(eu).map(({ query }) => query.get('speech_model'))).toEqual([before, after]);
    await until(() => server.openSessions === 0);
    expect(run.captioner.status.phase).toBe('stopped');
    expect(server.sessions.every(({ isTerminated }) => isTerminated)).toBe(true);
  });

  it('takes over in the middle of a turn that goes on too long, and tells it anew', async () => {
    const run = new CaptioningRun(server, { timings: { handOverMs: 100 } });
    run.captioner.start({ zone: 'eu', model: pro }, ['you']);
    await run.reached('live');
    run.say(speech.subarray(0, 33_000));
    await run.shown('every word');
    await run.captioner.change({ zone: 'eu', model: english });
    await run.reached('live', 2);
    run.say(speech.subarray(33_000));
    await run.captioner.finish();
    expect(run.finals()).toEqual([sentence]);
    expect(new Set(run.captions.map(({ turn }) => turn))).toEqual(new Set([1]));
    expect(server.sessions[1]?.words.join(' ')).toBe(sentence);
    expect(run.unfinishedTurns()).toEqual([]);
  });

  it('is told by the status once it captions', async () => {
    const run = new CaptioningRun(server);
    run.captioner.start({ zone: 'eu' }, ['you']);
    await run.reached('live');
    await run.captioner.change({ zone: 'eu', model: english });
    expect(run.captioner.status.model).toBe(pro);
    await run.reached('live', 2);
    await until(() => run.captioner.status.model === english);
    await until(() => server.sessions[0]?.isOpen === false);
    expect(run.captioner.status.model).toBe(english);
    expect(run.zones).toHaveLength(1);
    await run.captioner.stop();
  });
});

describe('speech options', () => {
  it('reach the server as it wants them', async () => {
    const run = new CaptioningRun(server);
    const options = {
      keyterms_prompt: ['Zürich', 'a "b"'],
      language_codes: ['en', 'de'],
      vad_threshold: 0,
      continuous_partials: false,
      redact_pii: true,
      redact_pii_policies: ['person_name'],
      voice_focus: 'near-field',
      voice_focus_threshold: 0,
    };
    run.captioner.start({ zone: 'eu', options }, ['you']);
    await run.reached('live');
    expect(run.captioner.status.problem).toBeUndefined();
    await run.captioner.stop();
    expect(Object.fromEntries(server.sessions[0]?.query ?? [])).toMatchObject({
      keyterms_prompt: '["Zürich","a \\"b\\""]',
      language_codes: '["en","de"]',
      vad_threshold: '0',
      continuous_partials: 'false',
      redact_pii_policies: '["person_name"]',
      voice_focus_threshold: '0',
    });
  });

  it.each([
    { max_speakers: 99, speaker_labels: true },
    { webhook_url: 'https://elsewhere.example.org' },
    { end_of_turn_confidence_threshold: 0.5 },
  ])('%j that can’t be sent never reach a socket', async (options) => {
    const run = new CaptioningRun(server);
    run.captioner.start({ zone: 'eu', options }, ['you']);
    run.say(speak(['Kept for a while.']));
    expect(run.events).toMatchObject([{ state: 'ended', problem: { code: 'option-invalid' } }]);
    expect(run.captioner.status).toMatchObject({ phase: 'failed', problem: { code: 'option-invalid' } });
    // Put right, they caption what was said meanwhile.
    await run.captioner.change({ zone: 'eu', options: {} });
    await run.captioner.finish();
    expect(run.finals()).toEqual(['Kept for a while.']);
    expect(server.requests).toHaveLength(1);
  });

  it('changed while captions run are updated in place, by fields the server takes there', async () => {
    const run = new CaptioningRun(server);
    run.captioner.start({ zone: 'eu', options: { prompt: 'A lecture' } }, ['you', 'others']);
    await run.reached('live', 2);
    await run.captioner.change({ zone: 'eu', options: { mode: 'min_latency', language_codes: ['en'] } });
    run.say(speak(['Still the same session.']));
    await run.captioner.finish();
    expect(run.finals()).toEqual(['Still the same session.']);
    expect(server.sessions).toHaveLength(2);
    for (const session of server.sessions) {
      expect(session.updates).toEqual([{ prompt: '', mode: 'min_latency', language_codes: ['en'] }]);
      expect(session.ignored).toEqual([]);
    }
  });

  it('refused while captions run change nothing, and the reason is shown until they are put right', async () => {
    const run = new CaptioningRun(server);
    run.captioner.start({ zone: 'eu' }, ['you']);
    await run.reached('live');
    await run.captioner.change({ zone: 'eu', options: { mode: 'fast' } });
    expect(run.captioner.status).toMatchObject({ phase: 'live', problem: { code: 'option-invalid' } });
    run.say(speak(['Captions go on.']));
    await until(() => run.finals().length === 1);
    await run.captioner.change({ zone: 'eu', options: { mode: 'balanced' } });
    expect(run.captioner.status.problem).toBeUndefined();
    await run.captioner.stop();
    expect(server.sessions.map(({ updates }) => updates)).toEqual([[{ mode: 'balanced' }]]);
  });

  it('that only a new session can have lose no word either', async () => {
    const run = new CaptioningRun(server);
    run.captioner.start({ zone: 'eu' }, ['you']);
    await run.reached('live');
    run.say(speech.subarray(0, 33_000));
    await run.captioner.change({ zone: 'eu', options: { filter_profanity: true } });
    run.say(speech.subarray(33_000));
    await until(() => run.finals().length === 1);
    await run.reached('live', 2);
    run.say(speak(['Cleanly.']));
    await run.captioner.finish();
    expect(run.finals()).toEqual([sentence, 'Cleanly.']);
    expect(run.unfinishedTurns()).toEqual([]);
    expect(server.sessions[1]?.query.get('filter_profanity')).toBe('true');
  });
});

describe('a person’s own server', () => {
  const choose = (server_: string, model?: string) => ({
    zone: 'self-hosted' as const,
    server: server_,
    ...(model !== undefined && { model }),
  });

  it('hands over as the zones do while it stays the same, and is cut off where it is another', async () => {
    const own = await ProtocolServer.start({ key: 'self-hosted', hosts: ['one.example', 'two.example'] });
    const selfHosted = { url: 'wss://one.example', allowInsecure: false, ca: own.ca };
    const run = new CaptioningRun(own, { caFile: '', selfHosted });
    run.captioner.start(choose('one'), ['you']);
    await run.reached('live');
    run.say(speech.subarray(0, 33_000));
    await run.captioner.change(choose('one', english));
    run.say(speech.subarray(33_000));
    await until(() => run.finals().length === 1);
    await run.reached('live', 2);
    expect(run.zones).toHaveLength(1);
    selfHosted.url = 'wss://two.example';
    const changed = run.captioner.change(choose('two', english));
    run.say(speak(['Only to the other.']));
    await changed;
    await run.captioner.finish();
    expect(run.finals()).toEqual([sentence, 'Only to the other.']);
    expect(
      own
        .sessionsOf('two.example')
        .flatMap(({ words }) => words)
        .join(' '),
    ).toBe('Only to the other.');
    expect(run.zones.map(({ host }) => host)).toEqual(['one.example', 'two.example']);
    await own.close();
  });
});

it('speakers that the server corrects in the end are named after the final, and once', async () => {
  const run = new CaptioningRun(server);
  const named: SpeakerChange[] = [];
  run.captioner.on('speaker', (change) => named.push(change));
  run.captioner.start({ zone: 'eu', options: { speaker_labels: true } }, ['you']);
  run.say(speak(['Who is this?', 'It is me.', 'And me.']));
  await run.captioner.finish();
  expect(
    run.captions.filter(({ final, text }) => final && text).map(({ turn, speaker }) => [turn, speaker]),
  ).toEqual([
    [1, undefined],
    [2, 'B'],
    [3, undefined],
  ]);
  expect(named).toEqual([
    { channel: 'you', turn: 1, speaker: 'A' },
    { channel: 'you', turn: 3, speaker: 'A' },
  ]);
  expect(run.unfinishedTurns()).toEqual([]);
});

it('a socket that such a frame has deafened is left at once, even where the server doesn’t let go', async () => {
  server.next(eu, { kind: 'say', frames: ['x'.repeat(5_000_000)] }, { kind: 'freeze', afterMs: 100 });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speech);
  await until(() => server.sessions.length === 2);
  await run.captioner.finish();
  expect(run.finals()).toEqual([sentence]);
});

it('a frame longer than any message is a broken connection, not our mistake: captions go on', async () => {
  server.next(eu, { kind: 'say', frames: ['x'.repeat(5_000_000)] });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speech);
  run.say(silence(100));
  const totals = await run.captioner.finish();
  expect(run.finals()).toEqual([sentence]);
  expect(totals).toMatchObject({ lostMs: 0, reconnects: 1 });
  expect(run.events.find(({ state }) => state === 'reconnecting')?.problem?.code).toBe('session-lost');
});
