import { describe, expect, it } from 'vitest';
import {
  isSamePlace,
  type Captioning,
  type CaptioningChoice,
  type CaptioningEvents,
  type CaptioningTotals,
  type SessionReceipt,
} from '../../../../../src/main/core/captioning/captioning';
import {
  Conversation,
  type ConversationJournal,
} from '../../../../../src/main/core/conversation/conversation';
import { frameBytes } from '../../../../../src/shared/audio';
import type { CaptioningStatus } from '../../../../../src/shared/captioning-status';
import type { CaptureRequest } from '../../../../../src/shared/ipc/ipc-schema';
import { ProblemError } from '../../../../../src/shared/problems';
import { defaultSettings, type Settings } from '../../../../../src/shared/settings';
import type { ZoneId } from '../../../../../src/shared/zones';

/** A captioning that records what happens to it, in order. */
class RecordingCaptioning implements Captioning {
  status: CaptioningStatus = { phase: 'starting', zone: 'device', host: '', channels: [] };
  readonly log: string[] = [];
  readonly #listeners = new Map<string, (payload: never) => void>();
  readonly #totals: CaptioningTotals = {
    audioMs: 100,
    sentMs: 100,
    lostMs: 0,
    turns: 1,
    reconnects: 0,
    zone: 'device',
  };

  on<Name extends keyof CaptioningEvents>(name: Name, listener: CaptioningEvents[Name]): () => void {
    this.#listeners.set(name, listener as (payload: never) => void);
    return () => this.#listeners.delete(name);
  }
  emit<Name extends keyof CaptioningEvents>(
    name: Name,
    payload: Parameters<CaptioningEvents[Name]>[0],
  ): void {
    this.#listeners.get(name)?.(payload as never);
  }
  start(choice: CaptioningChoice, channels: readonly string[]): void {
    this.choices.push(choice);
    this.status = { ...this.status, zone: choice.zone };
    this.log.push(`start ${choice.zone} ${channels.join('+')}`.trim());
  }
  openChannel(channel: string, beginMs: number): void {
    this.log.push(`open ${channel} ${String(beginMs)}`);
  }
  closeChannel(channel: string): Promise<void> {
    this.log.push(`close ${channel}`);
    return Promise.resolve();
  }
  pushAudio(channel: string, pcm: Uint8Array): void {
    this.log.push(`audio ${channel} ${String(pcm.byteLength)}`);
  }
  pushLoss(channel: string, ms: number): void {
    this.log.push(`loss ${channel} ${String(ms)}`);
  }
  writable = () => Promise.resolve();
  readonly choices: CaptioningChoice[] = [];
  change(choice: CaptioningChoice): Promise<void> {
    this.choices.push(choice);
    this.status = { ...this.status, zone: choice.zone };
    this.log.push(`change ${choice.zone} ${choice.model ?? ''}`.trim());
    return Promise.resolve();
  }
  suspend(): void {
    this.log.push('suspend');
  }
  wake(): void {
    this.log.push('wake');
  }
  finish = () => Promise.resolve(this.#totals);
  stop(): Promise<CaptioningTotals> {
    this.log.push('stop');
    return Promise.resolve(this.#totals);
  }
}

const setUp = (settings: Settings = structuredClone(defaultSettings)) => {
  const captioning = new RecordingCaptioning();
  const captures: (CaptureRequest | 'stop')[] = [];
  const statuses: CaptioningStatus[] = [];
  const journal: string[] = [];
  const problems: string[] = [];
  const state = { settings, zone: 'device' as ZoneId, forbidden: undefined as ZoneId | undefined };
  const clock = { now: 1000 };
  const conversation = new Conversation({
    now: () => clock.now,
    captioning,
    openJournal: (): ConversationJournal => ({
      caption: (caption) => journal.push(caption.text),
      speaker: ({ turn, speaker }) => journal.push(`speaker ${String(turn)} ${speaker}`),
      gap: (gap) => journal.push(`gap ${String(gap.toMs - gap.fromMs)}`),
      zone: ({ zone }) => journal.push(`zone ${zone}`),
      receipt: ({ zone, sessionId }) => journal.push(`receipt ${zone} ${sessionId ?? ''}`),
      close: () => Promise.resolve(void journal.push('closed')),
    }),
    capture: { start: (request) => captures.push(request), stop: () => captures.push('stop') },
    systemAudio: {
      prepare: () => Promise.resolve({ method: 'none' }),
      release: () => Promise.resolve(),
    },
    settings: () => state.settings,
    zoneInForce: () => Promise.resolve({ zone: state.zone, host: 'host' }),
    checkZone: (zone) => {
      if (state.forbidden === zone) throw new ProblemError('policy-refused', { detail: zone });
    },
    tell: {
      status: (status) => statuses.push(status),
      caption: () => undefined,
      speaker: () => undefined,
      gap: () => undefined,
      problem: ({ code }) => problems.push(code),
    },
  });
  return { clock, conversation, captioning, captures, statuses, journal, problems, state };
};

const frame = (ch: 'you' | 'others', seq: number) => ({
  ch,
  seq,
  t0: seq * 50,
  pcm: new ArrayBuffer(frameBytes),
});

describe('Conversation', () => {
  it('starts once however often it is asked, and listens', async () => {
    const { conversation, captioning, captures } = setUp();
    await Promise.all([conversation.start(), conversation.start()]);
    expect(captioning.log).toEqual(['start device']);
    expect(captures).toEqual([{ sources: defaultSettings.sources, systemAudio: { method: 'none' } }]);
  });

  it('refuses to start with no source, says so, and starts once there is one', async () => {
    const settings = structuredClone(defaultSettings);
    settings.sources.microphone = settings.sources.systemAudio = false;
    const { conversation, statuses, state, captioning } = setUp(settings);
    await expect(conversation.start()).rejects.toMatchObject({ problem: { code: 'no-source-chosen' } });
    expect(statuses.at(-1)).toMatchObject({ phase: 'failed', problem: { code: 'no-source-chosen' } });
    state.settings.sources.microphone = true;
    await conversation.start();
    expect(captioning.log).toEqual(['start device']);
  });

  it('counts frames that never arrived before the next one, per channel', async () => {
    const { conversation, captioning } = setUp();
    await conversation.start();
    for (const [ch, seq] of [
      ['you', 0],
      ['others', 0],
      ['you', 3],
      ['others', 1],
    ] as const)
      conversation.takeFrame(frame(ch, seq));
    expect(captioning.log.slice(1)).toEqual([
      'open you 0',
      'audio you 1600',
      'open others 0',
      'audio others 1600',
      'loss you 100',
      'audio you 1600',
      'audio others 1600',
    ]);
  });

  it('sends a frame that was captured before the zone changed to neither zone', async () => {
    const { conversation, captioning, clock, state } = setUp();
    await conversation.start();
    clock.now = 2050;
    conversation.takeFrame(frame('you', 0));
    clock.now = 2080;
    state.zone = 'eu';
    const before = state.settings;
    state.settings = { ...before, zone: 'eu' };
    await conversation.settingsChanged(before, state.settings);
    for (const seq of [1, 2, 3]) {
      clock.now = 2103 + 50 * (seq - 1);
      conversation.takeFrame(frame('you', seq));
    }
    expect(captioning.log.slice(2)).toEqual([
      'audio you 1600',
      'change eu',
      // Captured from 2050 on: the zone changed at 2080.
      'loss you 50',
      'audio you 1600',
      'audio you 1600',
    ]);
  });

  it('follows speech options and model while it runs, and loses no frame by it', async () => {
    const settings = structuredClone(defaultSettings);
    settings.speechOptions = { keyterms_prompt: ['Sotto'] };
    const { conversation, captioning, state, clock } = setUp(settings);
    await conversation.start();
    conversation.takeFrame(frame('you', 0));
    for (const now of [
      { ...settings, speechOptions: {} },
      { ...settings, speechOptions: {}, models: { device: 'moonshine-tiny' } },
      { ...settings, speechOptions: {}, models: { device: 'moonshine-tiny' }, onboarded: true },
    ]) {
      const before = state.settings;
      state.settings = now;
      await conversation.settingsChanged(before, now);
    }
    clock.now = 1_060;
    conversation.takeFrame(frame('you', 1));
    expect(captioning.choices).toEqual([
      { zone: 'device', options: { keyterms_prompt: ['Sotto'] } },
      { zone: 'device' },
      { zone: 'device', model: 'moonshine-tiny' },
    ]);
    expect(captioning.log.slice(1)).toEqual([
      'open you 0',
      'audio you 1600',
      'change device',
      'change device moonshine-tiny',
      'audio you 1600',
    ]);
  });

  it('tells one server of a person’s own from another', async () => {
    const { conversation, captioning, state } = setUp();
    state.zone = 'self-hosted';
    state.settings.selfHosted.url = 'wss://one.example';
    await conversation.start();
    const before = state.settings;
    state.settings = { ...before, selfHosted: { ...before.selfHosted, url: 'wss://two.example' } };
    await conversation.settingsChanged(before, state.settings);
    const [one, two] = captioning.choices;
    expect(one && two && isSamePlace(one, two)).toBe(false);
    expect(one && isSamePlace(one, { ...one, model: 'other' })).toBe(true);
  });

  it('keeps and tells the speaker of a turn that is corrected, and a server’s remark', async () => {
    const { conversation, captioning, journal, problems } = setUp();
    await conversation.start();
    captioning.emit('caption', { channel: 'you', turn: 1, text: 'Me.', final: true, startMs: 0, endMs: 1 });
    captioning.emit('speaker', { channel: 'you', turn: 1, speaker: 'B' });
    expect(conversation.recent()).toMatchObject([{ turn: 1, speaker: 'B' }]);
    expect(journal).toEqual(['Me.', 'speaker 1 B']);
    const event = { channel: 'you', state: 'live', zone: 'eu', host: 'host' } as const;
    captioning.emit('session', { ...event, problem: { code: 'server-warning' } });
    captioning.emit('session', { ...event, problem: { code: 'model-differs' } });
    expect(problems).toEqual(['server-warning']);
  });

  it('stops when asked twice quickly, however far the start has come', async () => {
    const { conversation, captioning } = setUp();
    await Promise.all([conversation.toggle(), conversation.toggle()]);
    expect(captioning.log).toEqual(['start device', 'stop']);
    await Promise.all([conversation.toggle(), conversation.toggle(), conversation.toggle()]);
    expect(captioning.log).toEqual(['start device', 'stop', 'start device', 'stop', 'start device']);
  });

  it('hands the receipt of a session to the transcript from its beginning to its end', async () => {
    const { conversation, captioning, journal } = setUp();
    await conversation.start();
    const receipt: SessionReceipt = {
      ...{ zone: 'eu', host: 'host', channel: 'you', sessionId: 's1', beganAt: '2026-01-01T00:00:00Z' },
      ...{ audioMsSent: 0, audioBytesSent: 0, appVersion: '1' },
    };
    captioning.emit('receipt', receipt);
    receipt.endedAt = '2026-01-01T00:01:00Z';
    captioning.emit('receipt', receipt);
    expect(journal).toEqual(['receipt eu s1', 'receipt eu s1']);
  });

  it('does not begin in a zone the policy forbids: no transcript, no session, and it says why', async () => {
    const { conversation, captioning, captures, journal, statuses, state } = setUp();
    state.forbidden = 'device';
    await expect(conversation.start()).rejects.toMatchObject({ problem: { code: 'policy-refused' } });
    expect(statuses.at(-1)).toMatchObject({ phase: 'failed', problem: { code: 'policy-refused' } });
    await conversation.stop();
    expect([captioning.log, captures, journal]).toEqual([[], [], []]);
  });

  it('ends because of a problem as Stop does, and leaves the problem to be read', async () => {
    const { conversation, captioning, captures, journal, statuses } = setUp();
    await conversation.endWith({ code: 'policy-changed' });
    expect(captioning.log).toEqual([]);
    await conversation.start();
    await conversation.endWith({ code: 'policy-changed', params: { detail: 'zone eu' } });
    expect(captures.at(-1)).toBe('stop');
    expect([captioning.log, journal]).toEqual([['start device', 'stop'], ['closed']]);
    expect(statuses.at(-1)).toMatchObject({ phase: 'failed', problem: { code: 'policy-changed' } });
  });

  it('stops listening before it ends the session, then closes the transcript', async () => {
    const { conversation, captioning, captures, journal, statuses } = setUp();
    await conversation.start();
    captioning.emit('caption', {
      channel: 'you',
      turn: 1,
      text: 'Last words.',
      final: true,
      startMs: 0,
      endMs: 900,
    });
    await conversation.stop();
    expect(captures.at(-1)).toBe('stop');
    expect(journal).toEqual(['Last words.', 'closed']);
    expect(statuses.at(-1)).toMatchObject({ phase: 'stopped', channels: [] });
    conversation.takeFrame(frame('you', 0));
    expect(captioning.log).toEqual(['start device', 'stop']);
  });

  it('moves to the zone that comes into force while it captioning, and only then', async () => {
    const { conversation, captioning, state } = setUp();
    await conversation.start();
    const before = state.settings;
    await conversation.settingsChanged(before, { ...before, onboarded: true });
    expect(captioning.log).toHaveLength(1);
    state.zone = 'eu';
    state.settings = { ...before, zone: 'eu' };
    await conversation.settingsChanged(before, state.settings);
    expect(captioning.log.at(-1)).toBe('change eu');
  });

  it('opens a channel where its source first delivers, on the clock of the conversation', async () => {
    const { conversation, captioning, clock, state } = setUp();
    await conversation.start();
    conversation.takeFrame(frame('you', 0));
    clock.now += 60_000;
    const before = state.settings;
    state.settings = { ...before, sources: { ...before.sources, microphone: false } };
    await conversation.settingsChanged(before, state.settings);
    conversation.takeFrame({ ...frame('others', 0), t0: 250 });
    expect(captioning.log.slice(1)).toEqual([
      'open you 0',
      'audio you 1600',
      'close you',
      'open others 60250',
      'audio others 1600',
    ]);
  });

  it('stops listening when the server refuses every session for good, and can be started again', async () => {
    const { conversation, captioning, captures, statuses, journal } = setUp();
    await conversation.start();
    captioning.emit('status', {
      phase: 'failed',
      zone: 'edge',
      host: 'host',
      channels: [{ channel: 'you', state: 'ended', problem: { code: 'key-refused' } }],
      problem: { code: 'key-refused' },
    });
    await conversation.preview(false);
    expect(captures.at(-1)).toBe('stop');
    expect(journal).toEqual(['closed']);
    expect(statuses.at(-1)).toMatchObject({ phase: 'failed', problem: { code: 'key-refused' } });
    await conversation.start();
    expect(captioning.log).toEqual(['start device', 'stop', 'start device']);
  });

  it('tells trouble with one source, and forgets it when the source delivers again', async () => {
    const { conversation, statuses } = setUp();
    await conversation.start();
    conversation.sourceChanged({ channel: 'you', live: false, problem: 'microphone-lost' });
    expect(statuses.at(-1)?.problem?.code).toBe('microphone-lost');
    conversation.sourceChanged({ channel: 'you', live: true });
    expect(statuses.at(-1)?.problem).toBeUndefined();
  });

  it('shows the captions so far to a window that opens late, without turns that came to nothing', async () => {
    const { conversation, captioning } = setUp();
    await conversation.start();
    const caption = { channel: 'you', turn: 1, text: 'One', final: false, startMs: 0, endMs: 100 } as const;
    for (const each of [
      caption,
      { ...caption, turn: 2, text: 'Two', startMs: 200 },
      { ...caption, text: 'One.', final: true },
      { ...caption, turn: 2, text: '', final: true },
    ]) {
      captioning.emit('caption', each);
    }
    expect(conversation.recent().map(({ text }) => text)).toEqual(['One.']);
  });

  describe('paused', () => {
    it('hears nothing, ends every session and goes on in the same transcript, later on the same clock', async () => {
      const { conversation, captioning, captures, journal, statuses, clock } = setUp();
      await conversation.start();
      conversation.takeFrame(frame('you', 0));
      clock.now += 10_000;
      await conversation.pause();
      expect(captures.at(-1)).toBe('stop');
      expect(statuses.at(-1)).toMatchObject({ phase: 'paused', zone: 'device', channels: [] });
      // One that was under way.
      conversation.takeFrame(frame('you', 1));
      captioning.emit('status', { phase: 'starting', zone: 'device', host: '', channels: [] });
      expect(statuses.at(-1)?.phase).toBe('paused');
      clock.now += 50_000;
      await conversation.start();
      expect(captures.at(-1)).toMatchObject({ sources: defaultSettings.sources });
      expect(statuses.at(-1)?.phase).toBe('starting');
      conversation.takeFrame(frame('you', 0));
      expect(captioning.log.slice(1)).toEqual([
        'open you 0',
        'audio you 1600',
        'close you',
        'close others',
        'open you 60000',
        'audio you 1600',
      ]);
      expect(journal).toEqual([]);
      await conversation.stop();
      expect(journal).toEqual(['closed']);
    });

    it('follows a change of zone and sources without listening, and uses them when it goes on', async () => {
      const { conversation, captioning, captures, statuses, state } = setUp();
      await conversation.start();
      conversation.takeFrame(frame('you', 0));
      await conversation.pause();
      const before = state.settings;
      state.zone = 'eu';
      state.settings = { ...before, zone: 'eu', sources: { ...before.sources, systemAudio: false } };
      const heard = captures.length;
      await conversation.settingsChanged(before, state.settings);
      expect(captures).toHaveLength(heard);
      expect(captioning.log.at(-1)).toBe('change eu');
      await conversation.togglePause();
      expect(captures.at(-1)).toMatchObject({
        sources: { systemAudio: false },
        systemAudio: { method: 'none' },
      });
      expect(statuses.at(-1)?.phase).toBe('starting');
    });

    it('does nothing while stopped, and ends with a stop', async () => {
      const { conversation, captioning, statuses, journal } = setUp();
      await conversation.togglePause();
      await conversation.pause();
      expect(captioning.log).toEqual([]);
      await conversation.start();
      await conversation.pause();
      conversation.captureRestarted();
      await conversation.toggle();
      expect(statuses.at(-1)?.phase).toBe('stopped');
      expect(journal).toEqual(['closed']);
      await conversation.start();
      expect(statuses.at(-1)?.phase).toBe('starting');
    });

    it('is what was asked for last, however quickly', async () => {
      const { conversation, captures } = setUp();
      await conversation.start();
      await Promise.all([conversation.togglePause(), conversation.togglePause(), conversation.togglePause()]);
      expect(captures.at(-1)).toBe('stop');
      await conversation.togglePause();
      expect(captures.at(-1)).not.toBe('stop');
    });

    it('does not go on in a zone the policy forbids by now, and stays paused', async () => {
      const { conversation, statuses, captures, state } = setUp();
      await conversation.start();
      await conversation.pause();
      state.forbidden = 'device';
      await expect(conversation.start()).rejects.toMatchObject({ problem: { code: 'policy-refused' } });
      expect(statuses.at(-1)).toMatchObject({ phase: 'paused', problem: { code: 'policy-refused' } });
      expect(captures.at(-1)).toBe('stop');
      state.forbidden = undefined;
      await conversation.togglePause();
      expect(captures.at(-1)).not.toBe('stop');
    });
  });
});
