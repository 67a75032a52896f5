import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startRendererHarness, type RendererHarness } from '../../../support/renderer-harness';
import { proTurn, random } from '../../../support/turn-streams';
import { caption, openOverlay, settingsWith, type OpenedOverlay } from './overlay-harness';

let harness: RendererHarness;
let overlay: OpenedOverlay;
beforeAll(async () => {
  harness = await startRendererHarness();
});
afterEach(() => overlay.close());
afterAll(() => harness.close());

/** Where each part of the window stands, px. */
const places = () =>
  overlay.page.evaluate(() =>
    ['.overlay', '.strip', '.captions'].map((part) => {
      const { top, bottom, left, right } =
        document.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
      return { part, top, bottom, left, right };
    }),
  );

describe('captions', () => {
  it('shows who says what, by name and by colour', async () => {
    overlay = await openOverlay(harness, {
      recent: [caption('others', 1, 'Shall we begin?'), caption('you', 2, 'Yes.')],
    });
    await overlay.say(caption('others', 3, 'Very well', { final: false }));
    expect(await overlay.rows()).toEqual(['Others|Shall we begin?', 'You|Yes.', 'Others|Very well']);

    const rows = overlay.page.locator('[data-row]');
    expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-channel')))).toEqual([
      'others',
      'you',
      'others',
    ]);
    expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-final')))).toEqual([
      'true',
      'true',
      'false',
    ]);
    const colours = await overlay.page
      .locator('.caption-speaker')
      .evaluateAll((names) => names.map((name) => getComputedStyle(name).color));
    expect(colours[0]).toBe(colours[2]);
    expect(colours[0]).not.toBe(colours[1]);
    expect(overlay.faults).toEqual([]);
  });

  it('names diarized speakers', async () => {
    overlay = await openOverlay(harness, { recent: [caption('others', 1, 'Hello.', { speaker: 'B' })] });
    expect(await overlay.rows()).toEqual(['Speaker B|Hello.']);
  });

  it('shows what could not be captioned', async () => {
    overlay = await openOverlay(harness, { recent: [caption('you', 1, 'Before.')] });
    await overlay.notify('captioning', 'gap', { channel: 'you', fromMs: 10_000, toMs: 13_400 });
    await overlay.page.getByText('… 3 s not captioned …').waitFor();
  });

  it('keeps window, strip and rows in place while 100 turns go by, with no more rows than lines', async () => {
    overlay = await openOverlay(harness);
    const before = await places();
    const chance = random(11);
    for (let turn = 1; turn <= 100; turn++) {
      const texts = proTurn(chance, turn, turn % 2 ? 'you' : 'others').slice(-4);
      await overlay.say(...texts);
      if (turn % 10 === 0) {
        expect(await places()).toEqual(before);
        expect(await overlay.page.locator('[data-row]').count()).toBeLessThanOrEqual(3);
      }
    }
    expect(await overlay.page.locator('*').count()).toBeLessThan(60);
    expect(overlay.faults).toEqual([]);
  });

  it('moves no row’s words sideways or to another row as a turn grows', async () => {
    overlay = await openOverlay(harness, { settings: settingsWith({ look: { lines: 6 } }) });
    const words = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen'.split(
      ' ',
    );
    let rows: string[] = [];
    for (let count = 1; count <= words.length; count++) {
      await overlay.say(caption('you', 1, words.slice(0, count).join(' '), { final: false }));
      const now = await overlay.rows();
      // All rows but the last are what they were; the last has grown.
      expect(now.slice(0, rows.length - 1)).toEqual(rows.slice(0, -1));
      expect(now[rows.length - 1] ?? '').toContain(rows.at(-1) ?? '');
      rows = now;
    }
    expect(rows.length).toBeGreaterThan(1);
  });

  it.each([
    ['a very long word', 'https://example.org/'.padEnd(150, 'abcdefghij')],
    ['capitals', 'WE ARE MOVING THE WHOLE MEETING TO WEDNESDAY MORNING, WHATEVER HAPPENS'],
    [
      'Japanese',
      '今日は会議があります。よろしくお願いします。明日もまた会議がありますので、準備をお願いします。',
    ],
    ['Arabic', 'مرحبا بكم جميعا في هذا الاجتماع، سنبدأ بعد دقيقة واحدة من الآن'],
  ])('keeps %s inside the window, whole', async (_, text) => {
    overlay = await openOverlay(harness, {
      settings: settingsWith({ look: { lines: 6 } }),
      recent: [caption('others', 1, text)],
    });
    const parts = await overlay.page
      .locator('[data-row] .caption-text')
      .evaluateAll((all) =>
        all.map((part) => ({ text: part.textContent, right: part.getBoundingClientRect().right })),
      );
    expect(
      parts
        .map((part) => part.text)
        .join('')
        .replaceAll(' ', ''),
    ).toBe(text.replaceAll(' ', ''));
    const width = overlay.page.viewportSize()?.width ?? 0;
    for (const { right } of parts) expect(right).toBeLessThanOrEqual(width);
  });

  it('breaks rows earlier in a narrower window', async () => {
    overlay = await openOverlay(harness, {
      recent: [caption('you', 1, 'these are quite a few words for so narrow a window')],
    });
    const wide = (await overlay.rows()).length;
    await overlay.page.setViewportSize({ width: 400, height: 170 });
    await overlay.page.waitForFunction((rows) => document.querySelectorAll('[data-row]').length > rows, wide);
  });

  it('reads each final out once, politely, and no partial', async () => {
    overlay = await openOverlay(harness, { recent: [caption('you', 1, 'Old.')] });
    const { page } = overlay;
    await page.evaluate(() => {
      const region = document.querySelector('[data-announcer]');
      const spoken: string[] = [];
      Object.assign(window, { spoken });
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          spoken.push(...[...addedNodes].map((node) => node.textContent ?? ''));
      }).observe(region ?? document.body, { childList: true, subtree: true, characterData: true });
    });
    for (let turn = 2; turn <= 6; turn++) {
      await overlay.say(
        caption('others', turn, `turn ${String(turn)}`, { final: false }),
        caption('others', turn, `Turn ${String(turn)}.`),
        caption('others', turn, `Turn ${String(turn)}.`),
      );
    }
    const spoken = (): Promise<string[]> =>
      page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
    await expect.poll(async () => (await spoken()).join(' '), { timeout: 20_000 }).toContain('Turn 6.');
    const words = (await spoken()).join(' ').replaceAll('Others: ', '');
    expect(words).toBe('Turn 2. Turn 3. Turn 4. Turn 5. Turn 6.');
    expect(await overlay.page.locator('[data-announcer]').getAttribute('aria-live')).toBe('polite');
    expect(
      await overlay.page
        .locator('[data-row]')
        .first()
        .evaluate((row) => row.closest('[aria-live]')),
    ).toBeNull();
  });
});
