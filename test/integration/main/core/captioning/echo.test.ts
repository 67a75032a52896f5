import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../../../../src/shared/audio';
import { CaptioningRun, until } from '../../../../support/captioning-run';
import { silence, speak } from '../../../../support/coded-audio';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
const models = ['universal-3-6-pro', 'universal-streaming-english'];
let server: ProtocolServer;
beforeEach(async () => {
  server = await ProtocolServer.start();
});
afterEach(() => server.close());

const theirs = ['Shall we all meet again on Thursday?', 'The draft will be there by then.'];
const question = speak(theirs.slice(0, 1));
const theirAudio = Buffer.concat([question, silence(2_000), speak(theirs.slice(1))]);
/** What the microphone hears: both sentences 40 ms late, and between them an answer. */
const myAudio = Buffer.concat([
  silence(40),
  question,
  speak(['Yes, Thursday is fine with me.'], { wordMs: 200 }),
  silence(100),
  speak(theirs.slice(1)),
]);

test.each(
  models.flatMap((model) => (['you', 'others'] as const).map((first): [string, Channel] => [model, first])),
)(
  'the microphone’s copy of the loudspeakers is dropped, the answer is not (%s, %s first)',
  async (model, first) => {
    const run = new CaptioningRun(server);
    run.captioner.start({ zone: 'eu', model }, ['you', 'others']);
    const parts = { you: myAudio, others: theirAudio };
    run.say(parts[first], first);
    await until(() => run.captions.some(({ channel, text }) => channel === first && text !== ''));
    const second = first === 'you' ? 'others' : 'you';
    run.say(parts[second], second);
    const totals = await run.captioner.finish();

    expect(run.finals('others')).toEqual(theirs);
    expect(run.finals('you')).toEqual(['Yes, Thursday is fine with me.']);
    expect(run.unfinishedTurns()).toEqual([]);
    expect(totals).toMatchObject({ turns: 3, lostMs: 0 });
    expect(server.openSessions).toBe(0);
  },
);

test('a copy is recognised although the others’ connection drops in the middle of the sentence', async () => {
  const run = new CaptioningRun(server);
  server.next(eu, { kind: 'drop', afterMs: 1_000 });
  run.captioner.start({ zone: 'eu' }, ['others']);
  run.say(question, 'others');
  await run.reached('reconnecting');
  run.captioner.openChannel('you', 0);
  run.say(Buffer.concat([silence(40), question]), 'you');
  await until(() => run.finals('others').length === 1);
  await run.captioner.finish();
  expect(run.finals('others')).toEqual(theirs.slice(0, 1));
  expect(run.finals('you')).toEqual([]);
  expect(run.unfinishedTurns()).toEqual([]);
});

test('a sentence that is repeated after it was said stays', async () => {
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you', 'others']);
  run.say(Buffer.concat([question, silence(3_000)]), 'others');
  run.say(Buffer.concat([silence(3_000), question]), 'you');
  await run.captioner.finish();
  expect(run.finals('you')).toEqual(theirs.slice(0, 1));
});
