import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lookPresetIds, lookPresets } from '../../../../src/shared/look-presets';
import { overlaySize } from '../../../../src/shared/overlay-size';
import { defaultSettings } from '../../../../src/shared/settings';
import { accessibilityFaults } from '../../../support/accessibility';
import { startRendererHarness, type RendererHarness } from '../../../support/renderer-harness';
import { caption, openOverlay, settingsWith, type OpenedOverlay } from './overlay-harness';

let harness: RendererHarness;
let overlay: OpenedOverlay;
beforeAll(async () => {
  harness = await startRendererHarness();
});
afterEach(() => overlay.close());
afterAll(() => harness.close());

const talk = [
  caption('others', 1, 'Shall we begin with what is still open from last week?', { speaker: 'A' }),
  caption('others', 2, 'Yes, please.', { speaker: 'B' }),
  caption('you', 3, 'I have three things.'),
];
const style = (selector: string, name: string): Promise<string> =>
  overlay.page
    .locator(selector)
    .first()
    .evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
/** Left and right edge of each row's parts, px. */
const edges = (part: string) =>
  overlay.page.locator(part).evaluateAll((all) =>
    all.map((element) => {
      const { left, right } = element.getBoundingClientRect();
      return { left, right };
    }),
  );

describe.each(lookPresetIds)('the look “%s”', (id) => {
  it('keeps all of its text in the window its settings give it, and axe finds nothing', async () => {
    overlay = await openOverlay(harness, { settings: settingsWith({ look: lookPresets[id] }), recent: talk });
    const { width } = overlaySize(lookPresets[id]);
    for (const { left, right } of await edges('.caption-text')) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
    }
    const cut = await overlay.page.locator('.captions').evaluate((captions) => {
      const rows = [...captions.querySelectorAll('[data-row]')].map((row) => row.getBoundingClientRect());
      const area = captions.getBoundingClientRect();
      return { above: area.top - (rows[0]?.top ?? 0), below: (rows.at(-1)?.bottom ?? 0) - area.bottom };
    });
    expect(cut).toEqual({ above: 0, below: 0 });
    expect(await accessibilityFaults(overlay.page)).toEqual([]);
    expect(overlay.faults).toEqual([]);
  });
});

describe('look', () => {
  it('sets its letters in the shipped font, in either thickness', async () => {
    overlay = await openOverlay(harness, {
      settings: settingsWith({ look: { ...lookPresets.dyslexia, fontWeight: 700 } }),
      recent: talk,
    });
    const loaded = () =>
      overlay.page.evaluate(() =>
        [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family),
      );
    await expect.poll(loaded).toContain('OpenDyslexic');
    expect(await style('.caption-text', 'font-family')).toContain('OpenDyslexic');
    expect(overlay.faults).toEqual([]);
  });

  it('takes every setting', async () => {
    const look = {
      fontWeight: 600,
      lineHeight: 1.5,
      fontSizePx: 30,
      cornerRadiusPx: 20,
      textEdge: 'outline',
      align: 'center',
      youColour: '#ff8888',
    } as const;
    overlay = await openOverlay(harness, { settings: settingsWith({ look }), recent: talk });
    expect(await style('.caption-text', 'font-weight')).toBe('600');
    expect(await style('.caption-row', 'height')).toBe('45px');
    expect(await style('.overlay', 'border-top-left-radius')).toBe('20px');
    expect(await style('.caption-text', '-webkit-text-stroke-color')).toBe('rgb(0, 0, 0)');
    expect(await style('.caption-line', 'text-align')).toBe('center');
    expect(await style('[data-channel="you"] .caption-speaker', 'color')).toBe('rgb(255, 136, 136)');
  });

  it('gives speakers told apart in one channel colours of their own, unless that is turned off', async () => {
    overlay = await openOverlay(harness, { settings: settingsWith({ look: { lines: 6 } }), recent: talk });
    const colours = () =>
      overlay.page
        .locator('.caption-speaker:not(:empty)')
        .evaluateAll((names) => names.map((name) => getComputedStyle(name).color));
    expect(new Set(await colours()).size).toBe(3);
    await overlay.notify('settings', 'changed', settingsWith({ look: { lines: 6, speakerColours: false } }));
    await expect.poll(async () => new Set(await colours()).size).toBe(2);
  });

  it('makes text larger as the system’s text is, and shows as many whole lines as then fit', async () => {
    overlay = await openOverlay(harness, { recent: talk });
    expect(await overlay.page.locator('[data-row]').count()).toBe(3);
    const devtools = await overlay.page.context().newCDPSession(overlay.page);
    await devtools.send('Emulation.setEmulatedOSTextScale' as never, { scale: 2 } as never);
    await expect.poll(() => style('.caption-text', 'font-size')).toBe('56px');
    await expect.poll(() => overlay.textScales).toEqual([1, 2]);
    await expect.poll(() => overlay.page.locator('[data-row]').count()).toBe(1);
    const cut = await overlay.page
      .locator('.captions')
      .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
    expect(cut).toBeLessThanOrEqual(0);
    // Main makes the window so large.
    await overlay.page.setViewportSize(overlaySize(defaultSettings.overlay.look, 2));
    await expect.poll(() => overlay.page.locator('[data-row]').count()).toBe(3);
  });

  it('leaves the system’s forced colours alone: no outline, no colours of speakers', async () => {
    overlay = await openOverlay(harness, {
      settings: settingsWith({ look: { textEdge: 'outline', youColour: '#ff0000' } }),
      recent: talk,
      forcedColors: 'active',
    });
    const names = await overlay.page
      .locator('.caption-speaker:not(:empty)')
      .evaluateAll((all) => all.map((name) => getComputedStyle(name).color));
    expect(new Set(names).size).toBe(1);
    expect(await style('.caption-text', '-webkit-text-stroke-width')).toBe('0px');
    expect(await accessibilityFaults(overlay.page)).toEqual([]);
  });
});

describe('text from right to left', () => {
  const arabic = 'سنبدأ الاجتماع الآن في Microsoft Teams، أرجو من الجميع كتابة الأسئلة في المحادثة الجانبية';

  it('begins at the right, its speaker’s name too, and a row that begins with a foreign word as well', async () => {
    overlay = await openOverlay(harness, {
      settings: settingsWith({ look: { lines: 6, columns: 25 } }),
      recent: [caption('others', 1, arabic), caption('you', 2, 'Good.')],
    });
    const lines = await edges('.caption-line');
    const texts = await edges('.caption-text');
    const names = await edges('.caption-speaker');
    const bar = 4;
    texts.slice(0, -1).forEach((text, index) => {
      const padding = (lines[index]?.right ?? 0) - text.right;
      expect(padding).toBeGreaterThanOrEqual(0);
      expect(padding).toBeLessThan(28 * 0.4 + bar);
      expect(names[index]?.left).toBeGreaterThanOrEqual(text.right);
    });
    expect(texts.at(-1)?.left).toBeGreaterThan(names.at(-1)?.left ?? Infinity);
    expect(
      (await overlay.rows())
        .map((row) => row.split('|')[1])
        .slice(0, -1)
        .join(' '),
    ).toBe(arabic);
  });
});

describe('history', () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    caption('others', index + 1, `turn ${String(index + 1)}`),
  );
  const texts = async (): Promise<string[]> => (await overlay.rows()).map((row) => row.split('|')[1] ?? '');
  const chip = () => overlay.page.getByRole('button', { name: 'Back to live' });

  it('is scrolled through by the wheel while live text goes on below, and left by the chip', async () => {
    overlay = await openOverlay(harness, { settings: settingsWith({ clickThrough: false }), recent: many });
    await overlay.page.locator('.captions').hover();
    await overlay.page.mouse.wheel(0, -160);
    await expect.poll(texts).toEqual(['turn 24', 'turn 25', 'turn 30']);
    await overlay.say(caption('you', 31, 'what is said meanwhile', { final: false }));
    expect(await texts()).toEqual(['turn 24', 'turn 25', 'what is said meanwhile']);
    expect(await accessibilityFaults(overlay.page)).toEqual([]);
    await chip().click();
    await expect.poll(texts).toEqual(['turn 29', 'turn 30', 'what is said meanwhile']);
    expect(await chip().count()).toBe(0);
    expect(overlay.faults).toEqual([]);
  });

  it('is reached by the keyboard alone', async () => {
    overlay = await openOverlay(harness, { settings: settingsWith({ clickThrough: false }), recent: many });
    await overlay.page.keyboard.press('PageUp');
    await expect.poll(texts).toEqual(['turn 26', 'turn 27', 'turn 30']);
    await overlay.page.keyboard.press('Home');
    await expect.poll(texts).toEqual(['turn 1', 'turn 2', 'turn 30']);
    await overlay.page.keyboard.press('PageDown');
    await expect.poll(texts).toEqual(['turn 3', 'turn 4', 'turn 30']);
    await overlay.page.keyboard.press('End');
    await expect.poll(texts).toEqual(['turn 28', 'turn 29', 'turn 30']);
    await overlay.page.keyboard.press('PageUp');
    await chip().waitFor();
    await overlay.page.keyboard.press('Tab');
    expect(await chip().evaluate((button) => button === document.activeElement)).toBe(true);
    await overlay.page.keyboard.press('Enter');
    await expect.poll(texts).toEqual(['turn 28', 'turn 29', 'turn 30']);
  });

  it('is not there while the window lets clicks through', async () => {
    overlay = await openOverlay(harness, { recent: many });
    await overlay.page.keyboard.press('PageUp');
    await overlay.page.locator('.captions').hover();
    await overlay.page.mouse.wheel(0, -160);
    await overlay.say(caption('others', 31, 'turn 31'));
    expect(await texts()).toEqual(['turn 29', 'turn 30', 'turn 31']);
  });
});

describe('text modes', () => {
  it('lets text for reading grow only at its end, on the page as in the settings', async () => {
    overlay = await openOverlay(harness, { settings: settingsWith({ textMode: 'reading' }) });
    await overlay.say(
      caption('you', 1, 'we meat', { final: false }),
      caption('you', 1, 'We meet on Thursday at nine.'),
      caption('you', 1, 'We met on Friday at nine!'),
    );
    expect(await overlay.rows()).toEqual(['You|We meet on Thursday at nine.']);
  });

  it('fades after the silence that was chosen, keeping zone and state, and comes back with the next word', async () => {
    overlay = await openOverlay(harness, {
      settings: settingsWith({ fadeAfterS: 8 }),
      reducedMotion: 'reduce',
    });
    await overlay.page.clock.install();
    await overlay.say(caption('you', 1, 'Hello.'));
    await overlay.page.clock.runFor(7_900);
    expect(await style('.caption-row', 'opacity')).toBe('1');
    await overlay.page.clock.runFor(200);
    expect(await style('.caption-row', 'opacity')).toBe('0');
    expect(await overlay.page.locator('[data-zone]').isVisible()).toBe(true);
    await overlay.notify('captioning', 'caption', caption('you', 2, 'Again.'));
    await overlay.page.clock.runFor(50);
    expect(await style('.caption-row', 'opacity')).toBe('1');
  });
});
