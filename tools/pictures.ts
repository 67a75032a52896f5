import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDesktop, until } from '../test/support/desktop';
import { RunningApp } from '../test/support/launch-app';
import { cutSpeech } from '../test/support/speech-clips';
import { ensureBuilt } from './ensure-built';
import { takeFirstRunPictures } from './first-run-pictures';
import { takeLanguagePictures } from './language-pictures';
import { takeLookPictures } from './look-pictures';
import { takeVocabularyPicture } from './settings-pictures';
import { requireSystemPackages } from './system-packages';
import { drawTrays, readTray } from './tray-picture';

// `npm run pictures`: makes the pictures in docs/ from the real app: it listens to the bundled recording on a desktop
// of its own, and is photographed there.
requireSystemPackages('test');
ensureBuilt();
const docs = new URL('../docs/', import.meta.url).pathname;
await takeLookPictures(join(docs, 'looks'));
await takeFirstRunPictures(join(docs, 'first-run'));
await takeVocabularyPicture(join(docs, 'settings-vocabulary.png'));
await takeLanguagePictures(join(docs, 'languages'));
const profile = await mkdtemp(join(tmpdir(), 'sotto-pictures-'));
const desktop = await TestDesktop.start('1180x860');
const app = await RunningApp.launch(desktop, profile, { args: ['--start'] });
try {
  const overlay = await app.page('overlay');
  const control = await app.page('control');
  await control.getByRole('heading').first().waitFor();
  await control.getByRole('button', { name: 'Set up later' }).click();

  const rows = (channel: string): Promise<string[]> =>
    overlay.locator(`[data-row][data-channel="${channel}"]`).allInnerTexts();
  await until(async () => (await overlay.getAttribute('[data-phase]', 'data-phase')) === 'live', 60_000);
  await desktop.speak(await cutSpeech(profile, 'you', 200, 2500));
  await until(async () => (await rows('you')).length > 0);
  await desktop.play(await cutSpeech(profile, 'others', 5000, 11_000));
  await until(async () => (await rows('others')).join(' ').includes('your country'));
  await desktop.screenshot(join(docs, 'overlay.png'));
  const trays = [await readTray(app)];
  await control.screenshot({ path: join(docs, 'captions.png') });

  await control.locator('a[href="#/settings"]').click();
  await control.screenshot({ path: join(docs, 'settings.png') });
  await control.getByRole('searchbox').fill('colour');
  await control.screenshot({ path: join(docs, 'settings-search.png') });
  await control.locator('a[href="#/settings/overlay"]').click();
  await control.screenshot({ path: join(docs, 'settings-overlay.png') });
  await app.clickTray('pause');
  await until(async () => (await overlay.getAttribute('[data-phase]', 'data-phase')) === 'paused');
  trays.push(await readTray(app));
  await app.clickTray('toggle');
  await until(async () => (await overlay.getAttribute('[data-phase]', 'data-phase')) === 'stopped');
  trays.push(await readTray(app));
  await drawTrays(trays, join(docs, '../assets'), join(docs, 'tray-menu.png'));
  await control.locator('a[href="#/transcripts"]').click();
  await control.screenshot({ path: join(docs, 'transcripts.png') });
} finally {
  await app.quit();
  await desktop.stop();
  await rm(profile, { recursive: true, force: true });
}
