import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  autostartFile,
  followProgram,
  setAutostart,
} from '../../../../../src/main/core/controls/xdg-autostart';

let home: string;
let file: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sotto-autostart-'));
  file = autostartFile(home);
});
afterEach(() => rm(home, { recursive: true }));

const sotto = { name: 'Sotto', command: ['/opt/Sotto/sotto', '--hidden'] };
const read = () => readFile(file, 'utf8');

test('writes an entry the desktop starts, and takes it away again', async () => {
  setAutostart(file, sotto);
  expect(file).toBe(join(home, 'autostart/sotto.desktop'));
  expect(await read()).toBe(
    '[Desktop Entry]\nType=Application\nName=Sotto\nExec="/opt/Sotto/sotto" "--hidden"\nTerminal=false\n',
  );
  setAutostart(file, null);
  setAutostart(file, null);
  expect(await readdir(dirname(file))).toEqual([]);
});

test.each([
  ['/home/me/My Apps/Sotto-1.0.AppImage', '"/home/me/My Apps/Sotto-1.0.AppImage"'],
  ['/a/100%/sotto', '"/a/100%%/sotto"'],
  ['/a/"$HOME"/sotto', '"/a/\\\\"\\\\$HOME\\\\"/sotto"'],
])('quotes %s', async (program, quoted) => {
  setAutostart(file, { name: 'Sotto', command: [program] });
  expect(await read()).toContain(`\nExec=${quoted}\n`);
});

test('follows a program that was moved', async () => {
  setAutostart(file, { ...sotto, command: ['/old/sotto', '--hidden'] });
  followProgram(file, sotto);
  expect(await read()).toContain('Exec="/opt/Sotto/sotto"');
});

test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('leaves an entry that says %s', async (off) => {
  setAutostart(file, { ...sotto, command: ['/old/sotto'] });
  await writeFile(file, `${await read()}${off}\n`);
  followProgram(file, sotto);
  expect(await read()).toContain('/old/sotto');
});

test('makes none where the person took it away', async () => {
  followProgram(file, sotto);
  await expect(read()).rejects.toThrow('ENOENT');
});
