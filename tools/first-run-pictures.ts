import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDesktop, until } from '../test/support/desktop';
import { RunningApp } from '../test/support/launch-app';
import { cutSpeech } from '../test/support/speech-clips';

/** Takes a picture of each step of the first run into a folder, as `STEP.png`, from the real app while it captions. */
export async function takeFirstRunPictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const profile = await mkdtemp(join(tmpdir(), 'sotto-pictures-'));
  const desktop = await TestDesktop.start('1180x1060');
  const app = await RunningApp.launch(desktop, profile);
  try {
    const control = await app.page('control');
    const take = (step: string): Promise<Buffer> => control.screenshot({ path: join(folder, `${step}.png`) });
    const goOn = (): Promise<void> => control.getByRole('button', { name: 'Continue' }).click();
    const level = (channel: string): Promise<number> =>
      control.getByRole('meter', { name: channel }).evaluate((meter) => Number(meter.ariaValueNow));

    const begin = control.getByRole('button', { name: 'Set up Sotto' });
    await begin.waitFor();
    await take('welcome');
    await begin.click();
    const spoken = desktop.speak(await cutSpeech(profile, 'you', 0, 9000));
    const played = desktop.play(await cutSpeech(profile, 'others', 0, 9000));
    await until(async () => (await level('You')) > 60 && (await level('Others')) > 60);
    await take('sources');
    await Promise.all([spoken, played]);
    await goOn();
    await control.getByRole('heading', { name: 'Where shall your voice go?' }).waitFor();
    await take('zone');
    await goOn();
    const captioned = control.locator('.look-panel .caption-rows');
    await until(async () => (await captioned.innerText()).includes('do for you'), 60_000);
    await take('look');
    await goOn();
    await control.getByRole('heading', { name: 'Ready' }).waitFor();
    await take('done');
  } finally {
    await app.quit();
    await desktop.stop();
    await rm(profile, { recursive: true, force: true });
  }
}
