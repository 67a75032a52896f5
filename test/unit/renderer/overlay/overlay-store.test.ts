import { beforeEach, describe, expect, it } from 'vitest';
import { createOverlayStore, type OverlayStore } from '../../../../src/renderer/overlay/overlay-store';
import { visibleRows } from '../../../../src/shared/caption-lines';
import type { CaptioningStatus } from '../../../../src/shared/captioning-status';
import type { Caption, SpeakerChange } from '../../../../src/shared/captions';
import type { Result } from '../../../../src/shared/ipc/ipc-contract';
import type { Capabilities, SottoBridge } from '../../../../src/shared/ipc/ipc-schema';
import { defaultSettings } from '../../../../src/shared/settings';

const caption = (turn: number, text: string, final = false): Caption => ({
  channel: 'you',
  turn,
  text,
  final,
  startMs: turn * 1000,
  endMs: turn * 1000 + 900,
});
const status = (phase: CaptioningStatus['phase']): CaptioningStatus => ({
  phase,
  zone: 'eu',
  host: 'example.org',
  channels: [],
});

/** Main's side of the bridge: what it answers, and a way to notify. */
function fakeMain(answers: { recent?: Caption[]; status?: Result<CaptioningStatus> } = {}) {
  const listeners: {
    caption?: (caption: Caption) => void;
    speaker?: (change: SpeakerChange) => void;
    status?: (status: CaptioningStatus) => void;
  } = {};
  const ok = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value });
  const bridge = {
    captioning: {
      status: () => Promise.resolve(answers.status ?? { ok: true, value: status('live') }),
      recent: () => ok(answers.recent ?? []),
      caption: (listener: (caption: Caption) => void) => void (listeners.caption = listener),
      speaker: (listener: (change: SpeakerChange) => void) => void (listeners.speaker = listener),
      gap: () => undefined,
      statusChanged: (listener: (status: CaptioningStatus) => void) => void (listeners.status = listener),
    },
    settings: { get: () => ok(defaultSettings), changed: () => undefined },
    overlay: { remark: () => undefined },
    app: { capabilities: () => ok({ platform: 'linux', languages: ['en'] } as unknown as Capabilities) },
  } as unknown as SottoBridge<'overlay'>;
  return {
    bridge,
    say: (said: Caption) => listeners.caption?.(said),
    name: (turn: number, speaker: string) => listeners.speaker?.({ channel: 'you', turn, speaker }),
    tell: (told: CaptioningStatus) => listeners.status?.(told),
  };
}

let frames: (() => void)[];
const paint = (): void => {
  for (const frame of frames.splice(0)) frame();
};
const open = (bridge: SottoBridge<'overlay'>): OverlayStore =>
  createOverlayStore(bridge, {
    nextFrame: (frame) => void frames.push(frame),
    now: () => 0,
    after: () => () => undefined,
  });
const loaded = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  paint();
};
const texts = (store: OverlayStore): string[] => {
  const lines = store.getState()?.lines;
  return lines ? visibleRows(lines, 6).map((row) => (row.type === 'caption' ? row.text : '')) : [];
};

beforeEach(() => {
  frames = [];
});

describe('the overlay store', () => {
  it('puts what was said while main answered after what main answered', async () => {
    const main = fakeMain({ recent: [caption(1, 'before', true), caption(2, 'half')] });
    const store = open(main.bridge);
    main.say(caption(2, 'half a sentence', true));
    expect(store.getState()).toBeNull();
    await loaded();
    expect(texts(store)).toEqual(['before', 'half a sentence']);
  });

  it('names another speaker for a turn that is shown', async () => {
    const main = fakeMain({ recent: [caption(1, 'first', true), caption(2, 'second', true)] });
    const store = open(main.bridge);
    await loaded();
    main.name(2, 'B');
    paint();
    const lines = store.getState()?.lines;
    expect(lines && visibleRows(lines, 6)).toMatchObject([
      { text: 'first', speaker: undefined },
      { text: 'second', speaker: 'B', named: true },
    ]);
  });

  it('paints once a frame, however much is said', async () => {
    const main = fakeMain();
    const store = open(main.bridge);
    await loaded();
    let paints = 0;
    store.subscribe(() => paints++);
    for (let word = 1; word <= 50; word++) main.say(caption(1, `word ${String(word)}`));
    expect(texts(store)).toEqual([]);
    paint();
    expect(texts(store)).toEqual(['word 50']);
    expect(paints).toBe(1);
  });

  it('begins empty when captions are started anew, whose turns are counted from 1 again', async () => {
    const main = fakeMain();
    const store = open(main.bridge);
    await loaded();
    main.say(caption(1, 'yesterday', true));
    main.tell(status('stopped'));
    paint();
    expect(texts(store)).toEqual(['yesterday']);
    main.tell(status('starting'));
    main.say(caption(1, 'today'));
    paint();
    expect(texts(store)).toEqual(['today']);
  });

  it('keeps the captions while reconnecting', async () => {
    const main = fakeMain({ recent: [caption(1, 'still here')] });
    const store = open(main.bridge);
    await loaded();
    main.tell(status('reconnecting'));
    main.tell(status('live'));
    paint();
    expect(texts(store)).toEqual(['still here']);
  });

  it('announces finals as they come, each once, and not what was said before the page opened', async () => {
    const main = fakeMain({ recent: [caption(1, 'old', true)] });
    const store = open(main.bridge);
    await loaded();
    main.say(caption(2, 'new'));
    main.say(caption(2, 'New.', true));
    main.say(caption(2, 'New.', true));
    main.say(caption(3, '', true));
    paint();
    expect(store.getState()?.announcements.waiting.map(({ text }) => text)).toEqual(['New.']);
  });

  it('shows the problem where main cannot say what it is doing', async () => {
    const main = fakeMain({ status: { ok: false, problem: { code: 'policy-malformed' } } });
    const store = open(main.bridge);
    await loaded();
    expect(store.getState()?.status).toMatchObject({
      phase: 'failed',
      problem: { code: 'policy-malformed' },
    });
  });
});
