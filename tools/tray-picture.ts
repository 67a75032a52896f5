import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import type { RunningApp } from '../test/support/launch-app';

interface TrayMenu {
  toolTip: string;
  icon: string;
  items: { label: string; type: string; enabled: boolean; checked: boolean }[];
}

/** What the tray of the running app says now. */
export const readTray = async (app: RunningApp): Promise<TrayMenu> => {
  const [tray] = (await app.control({ do: 'tray' })) as TrayMenu[];
  if (!tray) throw new Error('the app has no tray');
  return tray;
};

const escape = (text: string): string => text.replace(/[<&]/g, (sign) => (sign === '<' ? '&lt;' : '&amp;'));

const style = `
  body { margin: 0; padding: 16px; display: flex; width: max-content; gap: 24px; align-items: start; background: #c8ccd4; font: 14px/1.3 system-ui, sans-serif; }
  img { display: block; margin-bottom: 6px; width: 32px; }
  .menu { padding: 5px 0; border-radius: 8px; background: #fff; color: #1d1d1f; box-shadow: 0 4px 18px #0005; white-space: nowrap; }
  .item { display: grid; grid-template-columns: 22px 1fr; padding: 4px 18px 4px 8px; }
  .off { color: #6b6b70; }
  hr { margin: 5px 0; border: 0; border-top: 1px solid #d9d9de; }`;

/** Draws menus of the tray on a page, side by side, as a desktop would: the Chromium host has no tray of its own. */
export async function drawTrays(trays: readonly TrayMenu[], assetsDir: string, file: string): Promise<void> {
  const drawn = await Promise.all(
    trays.map(async ({ icon, items }) => {
      const png = (await readFile(`${assetsDir}/${icon}`)).toString('base64');
      const rows = items
        // What opens beside the menu.
        .filter(({ type }) => type !== 'radio')
        .map(({ label, type, enabled, checked }) =>
          type === 'separator'
            ? '<hr>'
            : `<div class="item ${enabled ? '' : 'off'}"><span>${checked ? '✓' : ''}</span>${escape(label)}${type === 'submenu' ? ' ▸' : ''}</div>`,
        );
      return `<div><img src="data:image/png;base64,${png}"><div class="menu">${rows.join('')}</div></div>`;
    }),
  );
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage({ viewport: { width: 1100, height: 320 } });
  await page.setContent(`<style>${style}</style>${drawn.join('')}`);
  await page.locator('body').screenshot({ path: file });
  await browser.close();
}
