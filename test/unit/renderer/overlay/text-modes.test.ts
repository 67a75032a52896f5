import { beforeEach, describe, expect, it } from 'vitest';
import { longestHoldMs } from '../../../../src/shared/reading-text';
import { defaultSettings, type Settings } from '../../../../src/shared/settings';
import { DrivenOverlay } from '../../../support/caption-stability';

const settingsWith = (overlay: Partial<Settings['overlay']>): Settings => ({
  ...defaultSettings,
  overlay: { ...defaultSettings.overlay, ...overlay },
});
const caption = (text: string, turn = 1, final = false) =>
  ({ channel: 'others', turn, text, final, startMs: turn * 1000, endMs: turn * 1000 }) as const;
const texts = (): string[] => overlay.rows().map(({ text }) => text);

let overlay: DrivenOverlay;
const open = async (settings: Partial<Settings['overlay']>): Promise<void> => {
  overlay = new DrivenOverlay(settingsWith(settings));
  await overlay.ready();
};

describe('instant text', () => {
  it('closes no sentence before it is over', async () => {
    await open({});
    overlay.say(caption('See you.'));
    expect(texts()).toEqual(['See you']);
    overlay.say(caption('See you at. '));
    expect(texts()).toEqual(['See you at']);
    overlay.say(caption('See you at nine.', 1, true));
    expect(texts()).toEqual(['See you at nine.']);
  });
});

describe('text for reading', () => {
  beforeEach(() => open({ textMode: 'reading' }));

  it('shows a word at its time though nobody speaks on', () => {
    overlay.say(caption('hello there'));
    overlay.passTo(longestHoldMs - 1);
    expect(texts()).toEqual([]);
    overlay.passTo(longestHoldMs);
    expect(texts()).toEqual(['hello there']);
  });

  it('keeps a full stop that others follow', () => {
    overlay.say(caption('Mr. John is'));
    overlay.passTo(500);
    overlay.say(caption('Mr. John is here'));
    expect(texts()).toEqual(['Mr. John is']);
  });

  it('takes over what is on the screen when it is chosen, and shows what waits when it no longer is', async () => {
    await open({ textMode: 'instant' });
    overlay.say(caption('shall we meat'));
    overlay.change(settingsWith({ textMode: 'reading' }));
    overlay.say(caption('Shall we meet on Monday'));
    expect(texts()).toEqual(['shall we meat']);
    overlay.change(settingsWith({ textMode: 'instant' }));
    expect(texts()).toEqual(['Shall we meet on Monday']);
  });
});

describe('fading', () => {
  const quiet = (): boolean | undefined => overlay.store.getState()?.quiet;

  it('begins after as much silence as was chosen, and ends with the next word', async () => {
    await open({ fadeAfterS: 8 });
    overlay.say(caption('one'));
    overlay.passTo(5_000);
    overlay.say(caption('one two'));
    overlay.passTo(12_999);
    expect(quiet()).toBe(false);
    overlay.passTo(13_000);
    expect(quiet()).toBe(true);
    overlay.say(caption('one two three'));
    expect(quiet()).toBe(false);
  });

  it('is never done unless chosen', async () => {
    await open({});
    overlay.say(caption('one'));
    overlay.passTo(3_600_000);
    expect(quiet()).toBe(false);
  });
});

describe('history', () => {
  it('is left when the window is locked', async () => {
    await open({ clickThrough: false });
    for (let turn = 1; turn <= 9; turn++) overlay.say(caption(`turn ${String(turn)}`, turn, true));
    overlay.store.scroll(-3, 3);
    overlay.paint();
    expect(texts()).toEqual(['turn 4', 'turn 5', 'turn 9']);
    overlay.change(settingsWith({ clickThrough: true }));
    expect(texts()).toEqual(['turn 7', 'turn 8', 'turn 9']);
  });
});
