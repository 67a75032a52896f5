import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locales } from '../src/shared/locales/locales';

// `npm run locales`: brings the files of every language into the order of the English ones, wherever in them a message
// was written, takes out what English no longer has, and tells what is missing.
const folder = new URL('../src/shared/locales/', import.meta.url).pathname;
const read = (file: string): Record<string, string> =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};

const files = readdirSync(join(folder, 'en')).filter((name) => name.endsWith('.json'));
for (const locale of locales.filter((one) => one !== 'en')) {
  const messages = Object.assign({}, ...files.map((name) => read(join(folder, locale, name)))) as Record<
    string,
    string
  >;
  for (const name of files) {
    const english = readFileSync(join(folder, 'en', name), 'utf8');
    const lines = english.split('\n').map((line) => {
      const id = /^ {2}"([^"]+)": /.exec(line)?.[1];
      if (id === undefined) return line;
      const text = messages[id];
      if (text === undefined) process.stdout.write(`${locale}/${name}: ${id} is missing\n`);
      return text === undefined ? null : `  ${JSON.stringify(id)}: ${JSON.stringify(text)},`;
    });
    const kept = lines.filter((line) => line !== null).join('\n');
    writeFileSync(join(folder, locale, name), kept.replace(/,(\s*\}\s*)$/, '$1').replace(/\n{3,}/g, '\n\n'));
  }
}
