import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TestDesktop, until } from '../../test/support/desktop';
import { RunningApp } from '../../test/support/launch-app';

// What listening costs: processor time of the capture page, of the browser's audio service and of main while the level
// meters hear both sources for a while, less what the same processes take at rest. No session runs, so this is capture
// and IPC alone. Main is Node with the Chromium host's relay over the DevTools protocol (text, where Electron's ports
// are binary), so its share is more than Electron's would be.

const seconds = 30;
/** Processor ticks a second, of /proc; the same on every Linux. */
const ticksPerSecond = 100;

interface Process {
  name: string;
  /** Processor time so far, user and system, s. */
  cpuS: number;
}

/** Every process below `root`, by id. */
async function processesBelow(root: number): Promise<Map<number, Process>> {
  const all = new Map<number, { parent: number; process: Process }>();
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    try {
      const [stat, command] = await Promise.all([
        readFile(`/proc/${entry}/stat`, 'utf8'),
        readFile(`/proc/${entry}/cmdline`, 'utf8'),
      ]);
      // After the name, which may hold spaces: state, parent, …, user and system time.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const cpuS = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
      all.set(pid, { parent: Number(fields[1]), process: { name: nameOf(command.split(/[\0 ]/)), cpuS } });
    } catch {
      // It ended meanwhile.
    }
  }
  const isBelow = (pid: number): boolean => {
    const found = all.get(pid);
    return found !== undefined && (pid === root || isBelow(found.parent));
  };
  return new Map([...all].filter(([pid]) => isBelow(pid)).map(([pid, { process }]) => [pid, process]));
}

function nameOf(args: readonly string[]): string {
  const type = args.find((arg) => arg.startsWith('--type='))?.slice('--type='.length);
  const service = args.find((arg) => arg.startsWith('--utility-sub-type='))?.split('=')[1];
  if (service !== undefined) return service.split('.')[0] ?? service;
  if (type !== undefined) return type;
  return args[0]?.includes('chrom') ? 'browser' : (args[0]?.split('/').pop() ?? '');
}

/** Processor time each process takes meanwhile, in percent of one core. */
async function measure(root: number): Promise<Map<number, { name: string; percent: number }>> {
  const before = await processesBelow(root);
  await wait(seconds * 1000);
  const after = await processesBelow(root);
  return new Map(
    [...after].map(([pid, { name, cpuS }]) => [
      pid,
      { name, percent: ((cpuS - (before.get(pid)?.cpuS ?? 0)) / seconds) * 100 },
    ]),
  );
}

const profile = await mkdtemp(join(tmpdir(), 'sotto-bench-'));
const desktop = await TestDesktop.start();
await writeFile(join(profile, 'settings.json'), JSON.stringify({ onboarded: true, zone: 'device' }));
const app = await RunningApp.launch(desktop, profile);
try {
  const control = await app.page('control');
  await control.evaluate(() => {
    location.hash = '#/settings/sound';
  });
  await control.getByRole('button', { name: 'Check the levels' }).click();
  const capture = await app.page('capture');
  await until(async () => (await control.locator('.level-meter').count()) === 2);
  await wait(3000);
  // The meters are drawn by the control page, which is no part of capture.
  const heard = await measure(app.pid);
  await control.getByRole('button', { name: 'Stop checking' }).click();
  await wait(3000);
  const atRest = await measure(app.pid);

  const capturePid = await rendererOf(capture);
  const rows = [...heard].map(([pid, { name, percent }]) => ({
    part: pid === app.pid ? 'main (with the host’s relay)' : pid === capturePid ? 'capture page' : name,
    percent,
    rest: atRest.get(pid)?.percent ?? 0,
  }));
  console.log(`two sources heard for ${String(seconds)} s, in percent of one core (heard / at rest):`);
  for (const { part, percent, rest } of rows.toSorted((one, other) => other.percent - one.percent)) {
    if (percent >= 0.05) console.log(`  ${part.padEnd(30)} ${percent.toFixed(1)} / ${rest.toFixed(1)}`);
  }
} finally {
  await app.quit();
  await desktop.stop();
  await rm(profile, { recursive: true, force: true });
}

/** Process of a page, by the system information of its browser. */
async function rendererOf(page: Awaited<ReturnType<RunningApp['page']>>): Promise<number | undefined> {
  const before = await cpuOfRenderers();
  // The one that works while the page is kept busy.
  await page.evaluate(() => {
    for (const end = performance.now() + 2000; performance.now() < end;);
  });
  const after = await cpuOfRenderers();
  const spent = [...after].map(([pid, cpuS]) => [pid, cpuS - (before.get(pid) ?? 0)] as const);
  return spent.toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

async function cpuOfRenderers(): Promise<Map<number, number>> {
  const all = await processesBelow(app.pid);
  return new Map(
    [...all].filter(([, { name }]) => name === 'renderer').map(([pid, { cpuS }]) => [pid, cpuS]),
  );
}
