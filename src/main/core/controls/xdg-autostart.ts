import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A program to be started at login. */
export interface LoginProgram {
  name: string;
  /** The program and its arguments. */
  command: readonly string[];
}

/**
 * The file by which a Linux desktop starts Sotto at login.
 * Source: https://specifications.freedesktop.org/autostart-spec/latest/
 * @param configHome `$XDG_CONFIG_HOME`, by default `~/.config`
 */
export const autostartFile = (configHome: string): string => join(configHome, 'autostart', 'sotto.desktop');

/** Makes the desktop start the program, or no longer. Throws what the file system throws. */
export function setAutostart(file: string, program: LoginProgram | null): void {
  if (!program) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  // Renamed into place: a login never meets half a file.
  writeFileSync(`${file}.new`, desktopEntry(program));
  renameSync(`${file}.new`, file);
}

/**
 * Writes the file anew where it starts a program that is no longer there, as an AppImage that was moved. One that the
 * person switched off or took away in the desktop's own settings stays so.
 */
export function followProgram(file: string, program: LoginProgram): void {
  let before: string;
  try {
    before = readFileSync(file, 'utf8');
  } catch {
    return;
  }
  const isOff = /^(Hidden=true|X-GNOME-Autostart-enabled=false)$/m.test(before);
  if (!isOff && !before.includes(`${execLine(program)}\n`)) setAutostart(file, program);
}

const desktopEntry = (program: LoginProgram): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${program.name}`,
    execLine(program),
    'Terminal=false',
    '',
  ].join('\n');

/**
 * Quoted twice: once for the command line of a desktop entry, once for a string of one.
 * Source: https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
const execLine = ({ command }: LoginProgram): string => {
  const quoted = command.map((part) => `"${part.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`);
  return `Exec=${quoted.join(' ').replaceAll('\\', '\\\\')}`;
};
