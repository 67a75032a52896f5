import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { trayIcons, type TrayIcon } from '../src/main/core/controls/tray-menu';

// tsx tools/tray-icons.ts: draws the tray's icons into assets/, one for each state; their shapes differ, so that nobody
// has to tell colours apart. macOS takes the shape alone and colours it itself (`…Template.png`).
const assets = new URL('../assets/', import.meta.url).pathname;

const lines =
  '<rect x="6" y="10" width="20" height="4.5" rx="2"/><rect class="accent" x="6" y="17.5" width="13" height="4.5" rx="2"/>';
const glyphs: Readonly<Record<TrayIcon, string>> = {
  live: lines,
  paused:
    '<rect x="9" y="8" width="5" height="16" rx="1.5"/><rect x="18" y="8" width="5" height="16" rx="1.5"/>',
  problem:
    '<rect class="warning" x="13.4" y="7" width="5.2" height="11" rx="2"/><circle class="warning" cx="16" cy="22.5" r="2.9"/>',
  stopped:
    '<path d="M8 25 24 7" stroke="#ffffff" stroke-width="3.6" stroke-linecap="round"/>' +
    lines.replaceAll('<rect', '<rect opacity="0.45"'),
};
const style = '<style>rect,circle{fill:#fff}.accent{fill:#ffd166}.warning{fill:#ffb454}</style>';

const drawn = (icon: TrayIcon): string =>
  `${style}<rect style="fill:#14213d" x="1" y="3" width="30" height="26" rx="7" stroke="#ffffff" stroke-width="1.5"/>${glyphs[icon]}`;
/** The body with the glyph cut out of it. */
const template = (icon: TrayIcon): string =>
  `<mask id="cut"><rect width="32" height="32" fill="#fff"/><g filter="brightness(0)">${glyphs[icon].replaceAll('#ffffff', '#000')}</g></mask>
   <rect x="1" y="3" width="30" height="26" rx="7" mask="url(#cut)"/>`;

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
const draw = async (file: string, shape: string, size: number): Promise<void> => {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="${String(size)}" style="display:block">${shape}</svg>`,
  );
  await page.screenshot({ path: join(assets, file), omitBackground: true });
};
for (const icon of trayIcons) {
  await draw(`tray-${icon}.png`, drawn(icon), 32);
  await draw(`tray-${icon}Template.png`, template(icon), 18);
  await draw(`tray-${icon}Template@2x.png`, template(icon), 36);
}
await browser.close();
