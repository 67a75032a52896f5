import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Captioner } from '../../../../../src/main/core/captioning/captioner';
import { Conversation } from '../../../../../src/main/core/conversation/conversation';
import { enforcePolicy } from '../../../../../src/main/core/policy/enforce-policy';
import { MachinePolicy } from '../../../../../src/main/core/policy/machine-policy';
import { SettingsStore } from '../../../../../src/main/core/settings/settings-store';
import { createOpenSocket } from '../../../../../src/main/core/streaming/open-socket';
import { TranscriptLibrary } from '../../../../../src/main/core/transcripts/transcript-library';
import { ZoneChoice } from '../../../../../src/main/core/zones/zone-choice';
import { createDestinationOf } from '../../../../../src/main/core/zones/zone-destination';
import type { CaptioningStatus } from '../../../../../src/shared/captioning-status';
import { inEnglish } from '../../../../../src/shared/locales/locales';
import { createMessages } from '../../../../../src/shared/locales/messages';
import type { Problem } from '../../../../../src/shared/problems';
import type { Settings } from '../../../../../src/shared/settings';
import { zones, type ZoneId } from '../../../../../src/shared/zones';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

let server: ProtocolServer;
let folder: string;
let policyFile: string;
let leave: () => void;
let conversation: Conversation;
let settings: SettingsStore;
let policy: MachinePolicy;
let statuses: CaptioningStatus[];
let reported: Problem[];
let settingsTold: Settings[];

beforeAll(async () => {
  server = await ProtocolServer.start();
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-enforce-'));
  policyFile = join(folder, 'policy.json');
  server.sessions.length = 0;
  statuses = [];
  reported = [];
  settingsTold = [];
});
afterEach(async () => {
  leave();
  await conversation.stop();
  rmSync(folder, { recursive: true });
});

/** Waits as long as a busy machine takes. */
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, 10_000);

/** Another file in its place at once, as deployment tools do it. */
const deploy = (text: string): void => {
  writeFileSync(`${policyFile}.new`, text);
  renameSync(`${policyFile}.new`, policyFile);
};
const hostOf = (zone: ZoneId): string => new URL(zones[zone].socketUrl ?? '').hostname;

/** The app's core as the app puts it together, over a real server. */
function startCore(stored: object = { zone: 'us' }): void {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(stored));
  policy = new MachinePolicy(policyFile, { lookMs: 10, settleMs: 10 });
  settings = new SettingsStore({
    folder,
    openWriter: () => ({ store: {} }),
    now: () => new Date(),
    report: (problem) => reported.push(problem),
    inForce: (chosen) => policy.settingsUnder(chosen),
  });
  const zoneChoice = new ZoneChoice({
    settings: () => settings.get(),
    hasKey: () => Promise.resolve(true),
    policy: () => policy.read(),
  });
  conversation = new Conversation({
    now: () => Date.now(),
    captioning: new Captioner({
      destinationOf: createDestinationOf({
        selfHosted: () => settings.get().selfHosted,
        readKey: () => Promise.resolve(server.key),
        engine: () => Promise.reject(new Error('no engine in this test')),
        checkPolicy: (zone) => {
          zoneChoice.check(zone);
        },
      }),
      openSocket: createOpenSocket({ dial: server.dial, extraCaFile: server.caFile }),
      appVersion: '1.2.3',
      random: () => 0,
    }),
    openJournal: () => null,
    capture: { start: () => undefined, stop: () => undefined },
    systemAudio: { prepare: () => Promise.resolve({ method: 'none' }), release: () => Promise.resolve() },
    settings: () => settings.get(),
    zoneInForce: () => zoneChoice.inForce(),
    checkZone: (zone) => {
      zoneChoice.check(zone);
    },
    tell: {
      status: (status) => statuses.push(status),
      caption: () => undefined,
      speaker: () => undefined,
      gap: () => undefined,
      problem: (problem) => reported.push(problem),
    },
  });
  settings.onChange((now, before) => void conversation.settingsChanged(before, now));
  leave = enforcePolicy({
    policy,
    conversation,
    zoneChoice,
    settings,
    library: new TranscriptLibrary(join(folder, 'transcripts'), () => createMessages(inEnglish)),
    report: (problem) => reported.push(problem),
    settingsChanged: (now) => settingsTold.push(now),
    transcriptsChanged: () => undefined,
  });
}

async function speak(): Promise<void> {
  await conversation.start();
  conversation.takeFrame({ ch: 'you', seq: 0, t0: 0, pcm: new ArrayBuffer(1600) });
  await eventually(() => {
    expect(conversation.status.phase).toBe('live');
  });
}

describe('a policy that changes while captions run', () => {
  it.each([
    ['forbids their zone', '{"zones": ["eu"]}', 'zone us; allowed: eu'],
    ['locks another zone', '{"zones": ["eu", "us"], "lock": ["zone"]}', 'zone us; allowed: eu'],
  ])('ends them where it %s, and the voice goes nowhere else', async (_what, text, detail) => {
    startCore();
    await speak();
    deploy(text);
    await eventually(() => {
      expect(conversation.isRunning).toBe(false);
    });
    expect(reported).toEqual([{ code: 'policy-changed', params: { detail } }]);
    expect(
      statuses.some(({ phase, problem }) => phase === 'failed' && problem?.code === 'policy-changed'),
    ).toBe(true);
    expect(server.openSessions).toBe(0);
    expect(new Set(server.requests)).toEqual(new Set([hostOf('us')]));
  });

  it('ends them where nobody understands it, naming the line; a repaired one lets them start again', async () => {
    startCore();
    await speak();
    deploy('{\n  "zones": ["us"');
    await eventually(() => {
      expect(conversation.isRunning).toBe(false);
    });
    expect(reported).toMatchObject([{ code: 'policy-malformed', params: { file: policyFile, line: 2 } }]);
    await expect(conversation.start()).rejects.toMatchObject({ problem: { code: 'policy-malformed' } });
    deploy('{"zones": ["us"]}');
    await speak();
  });

  it('lets them go on where it allows them, with the settings it locks', async () => {
    startCore({ zone: 'us', transcripts: { save: true }, models: { us: 'universal-3-6-pro' } });
    await speak();
    deploy('{"zones": ["us"], "saveTranscripts": false, "models": ["universal-3-5-pro"]}');
    await eventually(() => {
      expect(settingsTold).toHaveLength(1);
      expect(server.sessions.map(({ query }) => query.get('speech_model'))).toEqual([
        'universal-3-6-pro',
        'universal-3-5-pro',
      ]);
    });
    expect(settingsTold[0]?.transcripts.save).toBe(false);
    expect(conversation.isRunning).toBe(true);
    expect(policy.limits().locked).toEqual(['transcripts.save']);
  });

  it('does not let them begin again in a zone it forbids, at the next connection at the latest', async () => {
    startCore();
    server.next(hostOf('us'), { kind: 'drop', afterMs: 100 });
    await speak();
    // Nobody looks at the file any more.
    leave();
    deploy('{"zones": ["eu"]}');
    for (let seq = 1; seq < 5; seq += 1) {
      conversation.takeFrame({ ch: 'you', seq, t0: seq * 50, pcm: new ArrayBuffer(1600) });
    }
    await eventually(() => {
      expect(conversation.isRunning).toBe(false);
    });
    expect(statuses.find(({ phase }) => phase === 'failed')?.problem).toEqual({
      code: 'policy-refused',
      params: { detail: 'zone us; allowed: eu' },
    });
  });
});

describe('settings under a policy', () => {
  it('are what the policy decides, whatever the file says, and come back when it goes', () => {
    deploy('{"lock": ["overlay.clickThrough"]}');
    startCore({ overlay: { clickThrough: false } });
    expect(settings.get().overlay.clickThrough).toBe(true);
    rmSync(policyFile);
    expect(settings.get().overlay.clickThrough).toBe(false);
  });

  it('can’t be changed where they are locked: it says which; others can', () => {
    deploy('{"lock": ["overlay"], "models": ["universal-3-5-pro"]}');
    startCore();
    expect(() => settings.change({ overlay: { look: { lines: 6 } } })).toThrow(
      /policy-refused.*overlay\.look\.lines/,
    );
    expect(() => settings.change({ models: { eu: 'universal-3-6-pro' } })).toThrow(
      /policy-refused.*models\.eu/,
    );
    expect(settings.change({ overlay: { look: { lines: 3 } } }).overlay.look.lines).toBe(3);
    expect(settings.change({ hotkeys: { toggleCaptions: '' } }).hotkeys.toggleCaptions).toBe('');
  });
});

describe('transcripts older than a policy keeps them', () => {
  it('are deleted at the start, and when the policy comes', async () => {
    const transcripts = join(folder, 'transcripts');
    mkdirSync(transcripts);
    const old = join(transcripts, '2020-01-01-090000-001.jsonl');
    const today = `${new Date().toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')}-001.jsonl`;
    writeFileSync(old, '');
    writeFileSync(join(transcripts, today), '');
    startCore();
    await speak();
    expect(existsSync(old)).toBe(true);
    deploy('{"retentionDays": 7}');
    await eventually(() => {
      expect(existsSync(old)).toBe(false);
    });
    expect(readFileSync(join(transcripts, today), 'utf8')).toBe('');
    leave();
    writeFileSync(old, '');
    startCore();
    await eventually(() => {
      expect(existsSync(old)).toBe(false);
    });
  });
});
