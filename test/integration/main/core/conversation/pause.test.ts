import { afterEach, beforeEach, expect, test } from 'vitest';
import { Conversation } from '../../../../../src/main/core/conversation/conversation';
import { frameBytes, frameMs } from '../../../../../src/shared/audio';
import type { CaptioningStatus } from '../../../../../src/shared/captioning-status';
import { defaultSettings, type Settings } from '../../../../../src/shared/settings';
import type { ZoneId } from '../../../../../src/shared/zones';
import { CaptioningRun, until } from '../../../../support/captioning-run';
import { speak } from '../../../../support/coded-audio';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const [eu, us] = ['streaming.eu.assemblyai.com', 'streaming.us.assemblyai.com'];
let server: ProtocolServer;
beforeEach(async () => {
  server = await ProtocolServer.start({ heartbeatMs: 50 });
});
afterEach(() => server.close());

/** A conversation over real sessions; the test is its microphone. */
const converse = () => {
  const run = new CaptioningRun(server, { timings: { stopMs: 5_000 } });
  const statuses: CaptioningStatus[] = [];
  let zone: ZoneId = 'eu';
  let listening = false;
  let seq = 0;
  /** The room's clock: a frame takes as long as it sounds, however fast the test is. */
  let nowMs = 0;
  const conversation = new Conversation({
    now: () => nowMs,
    captioning: run.captioner,
    openJournal: () => null,
    capture: {
      start: () => {
        listening = true;
        seq = 0;
      },
      stop: () => (listening = false),
    },
    systemAudio: {
      prepare: () => Promise.resolve({ method: 'none' }),
      release: () => Promise.resolve(),
    },
    settings: () => ({ ...defaultSettings, zone }),
    zoneInForce: () => Promise.resolve({ zone, host: zone === 'eu' ? eu : us }),
    checkZone: () => undefined,
    tell: {
      status: (status) => statuses.push(status),
      caption: () => undefined,
      speaker: () => undefined,
      gap: () => undefined,
      problem: () => undefined,
    },
  });
  const frames = (text: string) => {
    const pcm = speak([text]);
    return Array.from({ length: Math.floor(pcm.byteLength / frameBytes) }, (_, index) => ({
      ch: 'you' as const,
      seq: seq++,
      t0: index * frameMs,
      pcm: new Uint8Array(pcm.subarray(index * frameBytes, (index + 1) * frameBytes)).buffer,
    }));
  };
  return {
    ...{ run, conversation, statuses, frames },
    isListening: () => listening,
    say: (text: string) => {
      for (const frame of frames(text)) {
        nowMs += frameMs;
        conversation.takeFrame(frame);
      }
    },
    moveTo: async (next: ZoneId) => {
      const before: Settings = { ...defaultSettings, zone };
      zone = next;
      await conversation.settingsChanged(before, { ...before, zone });
    },
  };
};

test('a pause finishes the last words, leaves no session open, and resuming goes on with the next turn', async () => {
  const { run, conversation, statuses, say, isListening } = converse();
  await conversation.start();
  say('This is said before the pause.');
  await conversation.pause();
  expect(isListening()).toBe(false);
  await until(() => server.openSessions === 0 && run.finals().length === 1);
  expect(server.sessions.map(({ isTerminated }) => isTerminated)).toEqual([true]);
  expect(statuses.at(-1)).toMatchObject({ phase: 'paused', zone: 'eu', host: eu });

  await conversation.start();
  say('This is said afterwards.');
  await until(() => run.finals().length === 2);
  expect(statuses.at(-1)?.phase).toBe('live');
  await conversation.stop();
  expect(run.finals()).toEqual(['This is said before the pause.', 'This is said afterwards.']);
  expect(run.unfinishedTurns()).toEqual([]);
  expect(run.gaps).toEqual([]);
  const turns = run.captions.filter(({ final }) => final).map(({ turn }) => turn);
  expect(new Set(turns).size).toBe(turns.length);
  expect(server.sessions).toHaveLength(2);
});

test('what was heard before a pause stays in its zone, however late it comes', async () => {
  const { run, conversation, say, frames, moveTo } = converse();
  await conversation.start();
  say('Said under the rules of Europe.');
  const late = frames('Still on its way to main.');
  await conversation.pause();
  await moveTo('us');
  for (const frame of late) conversation.takeFrame(frame);
  await until(() => run.finals().length === 1);
  expect(server.sessionsOf(us)).toEqual([]);

  await conversation.start();
  say('Said after the move.');
  await until(() => run.finals().length === 2);
  await conversation.stop();
  const words = (host: string): string =>
    server
      .sessionsOf(host)
      .flatMap((session) => session.words)
      .join(' ');
  expect(words(eu)).toBe('Said under the rules of Europe.');
  expect(words(us)).toBe('Said after the move.');
  expect(run.zones.at(-1)).toMatchObject({ zone: 'us', host: us });
  expect(run.gaps).toEqual([]);
});

test('a stop while paused opens nothing', async () => {
  const { run, conversation, statuses, say } = converse();
  await conversation.start();
  say('Over and out.');
  await conversation.pause();
  await conversation.stop();
  expect(run.finals()).toEqual(['Over and out.']);
  expect(statuses.at(-1)?.phase).toBe('stopped');
  expect(server.requests).toHaveLength(1);
});
