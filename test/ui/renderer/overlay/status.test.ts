import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contrast } from '../../../../src/shared/contrast';
import { english } from '../../../../src/shared/locales/en/catalogue';
import { zoneIds, zones } from '../../../../src/shared/zones';
import { accessibilityFaults } from '../../../support/accessibility';
import { startRendererHarness, type RendererHarness } from '../../../support/renderer-harness';
import { caption, openOverlay, settingsWith, status, type OpenedOverlay } from './overlay-harness';

let harness: RendererHarness;
let overlay: OpenedOverlay;
beforeAll(async () => {
  harness = await startRendererHarness();
});
afterEach(() => overlay.close());
afterAll(() => harness.close());

const talk = [caption('others', 1, 'Shall we begin?'), caption('you', 2, 'Yes.')];
const text = () => overlay.page.locator('.overlay').innerText();

describe('zone and state', () => {
  it('always shows the zone in force, and follows it', async () => {
    overlay = await openOverlay(harness, { recent: talk });
    const badge = overlay.page.locator('[data-zone]');
    for (const zone of zoneIds) {
      await overlay.notify('captioning', 'statusChanged', status('live', { zone }));
      await overlay.page.waitForSelector(`[data-zone="${zone}"]`);
      expect(await badge.innerText()).toBe(english[zones[zone].badgeKey]);
    }
    await overlay.page.getByRole('img', { name: 'Data zone: This device (English)' }).waitFor();
  });

  it.each([
    ['Starting…', status('starting')],
    ['Live', status('live')],
    ['0.6 s behind', status('live', { latencyMs: 640 })],
    ['Listening…', status('live')],
    ['Quiet: nothing is sent until somebody speaks', status('idle')],
    ['Listening…', status('idle')],
    ['Reconnecting…', status('reconnecting')],
    ['Finishing the last sentence…', status('stopping')],
    ['Captions are off', status('stopped')],
    ['Press Ctrl+Shift+L to start captions.', status('stopped')],
    ['To move this window, press Ctrl+Shift+K first.', status('stopped')],
    ['No AssemblyAI key is set.', status('failed', { problem: { code: 'key-missing' } })],
    [
      'your voice goes nowhere else',
      status('reconnecting', { problem: { code: 'zone-unreachable', params: { host: 'example.org' } } }),
    ],
    [
      'Sotto may not use the microphone.',
      status('live', {
        channels: [{ channel: 'you', state: 'ended', problem: { code: 'microphone-denied' } }],
      }),
    ],
  ])('tells: %s', async (sentence, first) => {
    overlay = await openOverlay(harness, { first });
    expect(await text()).toContain(sentence);
    expect(await overlay.page.locator('[data-zone]').innerText()).toBe(english[zones[first.zone].badgeKey]);
    expect(await overlay.page.locator('[data-phase]').getAttribute('data-phase')).toBe(first.phase);
  });

  it('keeps the captions on the screen when they stop or the line drops, and says so above them', async () => {
    overlay = await openOverlay(harness, { recent: talk });
    const problem = { code: 'session-lost', params: { host: 'example.org' } } as const;
    await overlay.notify('captioning', 'statusChanged', status('reconnecting', { problem }));
    await overlay.page.waitForSelector('[data-phase="reconnecting"]');
    expect(await text()).toContain('The connection to example.org was lost.');
    expect(await overlay.rows()).toEqual(['Others|Shall we begin?', 'You|Yes.']);

    await overlay.notify('captioning', 'statusChanged', status('stopped'));
    await overlay.page.waitForSelector('[data-phase="stopped"]');
    expect(await text()).toContain('Press Ctrl+Shift+L to start captions.');
    expect(await overlay.rows()).toEqual(['Others|Shall we begin?', 'You|Yes.']);
  });

  it('says what is wrong once, and doesn’t call waiting for a zone starting', async () => {
    const problem = { code: 'zone-unreachable', params: { host: 'example.org' } } as const;
    overlay = await openOverlay(harness, { first: status('starting', { problem }) });
    const sentence = 'your voice goes nowhere else';
    expect((await text()).split(sentence)).toHaveLength(2);
    expect(await overlay.page.locator('.strip').innerText()).not.toContain(sentence);
    expect(await overlay.page.locator('.phase').innerText()).toBe('Not connected');
  });

  it('shows a failure whole, even where there is room for one line only', async () => {
    overlay = await openOverlay(harness, {
      settings: settingsWith({ look: { lines: 1 } }),
      first: status('failed', {
        problem: { code: 'zone-unreachable', params: { host: 'streaming.example.org' } },
      }),
    });
    const notice = overlay.page.locator('.notice');
    const { scroll, client } = await notice.evaluate((element) => ({
      scroll: element.scrollHeight,
      client: element.parentElement?.clientHeight ?? 0,
    }));
    expect(scroll).toBeLessThanOrEqual(client + 1);
  });

  it('keeps zone and state in sight in a window lower than its captions', async () => {
    overlay = await openOverlay(harness, { recent: talk, viewport: { width: 752, height: 100 } });
    const box = await overlay.page.locator('[data-zone]').boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
  });
});

describe('the unlocked window', () => {
  const settings = settingsWith({ clickThrough: false });

  it('moves and widens by the arrow keys', async () => {
    overlay = await openOverlay(harness, { settings });
    for (const key of ['ArrowLeft', 'ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowUp']) {
      await overlay.page.keyboard.press(key);
    }
    await expect
      .poll(() => overlay.asked)
      .toEqual([
        { dx: -16, dy: 0, dWidth: 0 },
        { dx: 0, dy: -16, dWidth: 0 },
        { dx: 0, dy: 0, dWidth: 16 },
      ]);
    expect(overlay.faults).toEqual([]);
  });

  it('goes to the top or bottom by Ctrl or ⌘ with an arrow key', async () => {
    overlay = await openOverlay(harness, { settings });
    for (const key of ['Control+ArrowUp', 'Meta+ArrowDown', 'Control+ArrowLeft'])
      await overlay.page.keyboard.press(key);
    await expect.poll(() => overlay.asked).toEqual(['top', 'bottom']);
  });

  it.each([
    ['left', 3, -100],
    ['right', 3, 100],
  ] as const)('is widened by its %s side', async (side, inset, by) => {
    overlay = await openOverlay(harness, { settings });
    const box = await overlay.page.locator('.overlay').boundingBox();
    if (!box) throw new Error('no overlay');
    const x = side === 'left' ? box.x + inset : box.x + box.width - inset;
    await overlay.page.mouse.move(x, box.y + 60);
    await overlay.page.mouse.down();
    await overlay.page.mouse.move(x + by, box.y + 60);
    await overlay.page.mouse.up();
    await overlay.page.mouse.move(x, box.y + 60);
    await expect.poll(() => overlay.asked).toEqual([{ side, width: box.width + 100 }]);
  });

  it('has buttons for what one wants of it', async () => {
    overlay = await openOverlay(harness, { settings });
    for (const name of ['Stop captions', 'Open settings', 'Hide this window']) {
      await overlay.page.getByRole('button', { name }).click();
    }
    await overlay.notify('captioning', 'statusChanged', status('stopped'));
    await overlay.page.getByRole('button', { name: 'Start captions' }).click();
    await expect.poll(() => overlay.asked).toEqual(['stop', 'openControl', { visible: false }, 'start']);
    expect(await text()).toContain('Ctrl+Shift+K locks it here');
  });

  it('has a pause, and meters that move with the sound', async () => {
    overlay = await openOverlay(harness, { settings });
    await overlay.page.getByRole('button', { name: 'Pause captions' }).click();
    await overlay.notify('captioning', 'statusChanged', status('paused'));
    await overlay.page.getByRole('button', { name: 'Resume captions' }).click();
    await expect.poll(() => overlay.asked).toEqual(['togglePause', 'togglePause']);
    expect(await text()).toContain('Paused: nothing is heard or sent');

    const meter = overlay.page.getByRole('meter', { name: 'Microphone level' });
    await overlay.notify('captioning', 'levels', { channel: 'you', rms: 0.1, peak: 0.2 });
    await expect.poll(() => meter.getAttribute('aria-valuenow')).toBe('67');
    expect(await overlay.page.getByRole('meter', { name: 'Computer' }).getAttribute('aria-valuenow')).toBe(
      '0',
    );
    await expect.poll(() => meter.getAttribute('aria-valuenow')).toBe('0');
    expect(overlay.faults).toEqual([]);
  });

  it('says for a moment that the last sentence was copied', async () => {
    overlay = await openOverlay(harness, { settings });
    await overlay.notify('overlay', 'remark', 'copied');
    await overlay.page.getByRole('status').getByText('Copied the last sentence').waitFor();
    await overlay.page.getByRole('status').getByText('Live').waitFor();
  });

  it('locked again, is no longer moved and has no buttons', async () => {
    overlay = await openOverlay(harness, { settings });
    await overlay.notify('settings', 'changed', settingsWith({ clickThrough: true }));
    await overlay.page.waitForSelector('[data-unlocked="false"]');
    await overlay.page.keyboard.press('ArrowLeft');
    expect(await overlay.page.getByRole('button').count()).toBe(0);
    expect(overlay.asked).toEqual([]);
  });
});

describe('look', () => {
  it('is the person’s, at once', async () => {
    overlay = await openOverlay(harness, { recent: talk });
    const look = {
      fontSizePx: 40,
      textColour: '#000000',
      backgroundColour: '#ffffff',
      backgroundOpacity: 0.5,
    };
    await overlay.notify('settings', 'changed', settingsWith({ look }));
    const style = () =>
      overlay.page.locator('.overlay').evaluate((box) => {
        const { fontSize, color, backgroundColor } = getComputedStyle(box);
        return { fontSize, color, backgroundColor };
      });
    await expect.poll(style).toEqual({
      fontSize: '40px',
      color: 'rgb(0, 0, 0)',
      backgroundColor: 'color(srgb 1 1 1 / 0.5)',
    });
  });

  it('leaves the desktop to be seen around the box, and through it', async () => {
    overlay = await openOverlay(harness, { viewport: { width: 752, height: 300 } });
    for (const element of ['html', 'body']) {
      const back = overlay.page.locator(element).evaluate((it) => getComputedStyle(it).backgroundColor);
      expect(await back).toBe('rgba(0, 0, 0, 0)');
    }
    // Bottom-anchored: the room left over is above.
    const box = await overlay.page.locator('.overlay').boundingBox();
    expect(box).toMatchObject({ y: 300 - (box?.height ?? 0), width: 752 });
  });

  it('reads well by default, on a white desktop too', () => {
    // White on black at 80 % over white is white on #333333.
    expect(contrast('#ffffff', '#333333')).toBeGreaterThan(4.5);
  });

  it('stands still for those who ask for it', async () => {
    const animation = () =>
      overlay.page.locator('.phase').evaluate((phase) => getComputedStyle(phase, '::before').animationName);
    overlay = await openOverlay(harness, { first: status('starting'), reducedMotion: 'reduce' });
    expect(await animation()).toBe('none');
    await overlay.close();
    overlay = await openOverlay(harness, { first: status('starting'), reducedMotion: 'no-preference' });
    expect(await animation()).toBe('breathe');
  });

  it('follows the system’s forced colours', async () => {
    overlay = await openOverlay(harness, { recent: talk, forcedColors: 'active' });
    const colours = await overlay.page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('div'));
      probe.style.backgroundColor = 'Canvas';
      const box = document.querySelector('.overlay');
      return [probe, box].map((element) => element && getComputedStyle(element).backgroundColor);
    });
    expect(colours[1]).toBe(colours[0]);
  });
});

describe('accessibility', () => {
  it.each([
    ['captions', { recent: talk }],
    ['nothing said yet', {}],
    ['unlocked', { recent: talk, settings: settingsWith({ clickThrough: false }) }],
    ['quiet', { first: status('idle') }],
    ['stopped', { first: status('stopped') }],
    ['failed', { first: status('failed', { problem: { code: 'key-missing' } }) }],
    [
      'black on white',
      {
        recent: talk,
        settings: settingsWith({ look: { textColour: '#000000', backgroundColour: '#ffffff' } }),
      },
    ],
  ] as const)('axe finds nothing: %s', async (_, options) => {
    overlay = await openOverlay(harness, options as Parameters<typeof openOverlay>[1]);
    expect(await accessibilityFaults(overlay.page)).toEqual([]);
  });
});
