import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { zones } from '../../../src/shared/zones';

const src = join(import.meta.dirname, '../../../src');
const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

it('is the one place that names a host to connect to (rule Z1)', () => {
  const naming = files.filter((file) =>
    /(wss?|https?):\/\/(?!127\.0\.0\.1)[\w-]+\.|assemblyai\.com/.test(codeOf(file)),
  );
  expect(naming.map((file) => relative(src, file))).toEqual(['shared/zones.ts']);
});

it('leads each cloud zone to a host of its own, encrypted, and no other zone anywhere', () => {
  const hosts = Object.values(zones).flatMap(({ socketUrl }) =>
    socketUrl === null ? [] : [new URL(socketUrl)],
  );
  expect(hosts.every(({ protocol }) => protocol === 'wss:')).toBe(true);
  expect(new Set(hosts.map(({ host }) => host)).size).toBe(3);
});

/** A file without its comments; examples for people (`example.org`) lead nowhere. */
const codeOf = (file: string): string =>
  readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')
    .replace(/wss?:\/\/[\w.]*example\.org|https:\/\/[\w.]*example\.org|http:\/\/www\.w3\.org/g, '');
