import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, relative, resolve, sep } from 'node:path';
import { resolveConfig } from 'electron-vite';
import { build, type InlineConfig, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const built = join(root, 'out/renderer');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** At least as strict as the policy the app serves its pages with, so that a page that breaks it is found here. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'";

/** Time of the newest change under `folder`, ms since the epoch; 0 where there is none. */
async function newestChange(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const times = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mtimeMs);
  return Math.max(0, ...(await Promise.all(times)));
}

/** Builds the pages as the app's own build does, with a plugin more, into `folder`. */
async function buildInto(folder: string, plugin: Plugin): Promise<void> {
  const renderer = await rendererConfig();
  await build({
    ...renderer,
    configFile: false,
    logLevel: 'error',
    plugins: [...(renderer.plugins ?? []), plugin],
    build: { ...renderer.build, outDir: folder, emptyOutDir: true },
  });
}

async function rendererConfig(): Promise<InlineConfig> {
  const { config } = await resolveConfig({ root, logLevel: 'error' }, 'build', 'production');
  if (!config?.renderer) throw new Error('electron.vite.config.ts has no renderer');
  return config.renderer;
}

/** Builds the pages as the app's own build does, unless out/renderer is newer than every source. */
async function buildIfStale(): Promise<void> {
  const sources = await Promise.all(
    ['src/renderer', 'src/shared'].map((folder) => newestChange(join(root, folder))),
  );
  if ((await newestChange(built)) > Math.max(...sources)) return;
  await build({ ...(await rendererConfig()), configFile: false, logLevel: 'error' });
}

/** The built files by their path in a URL: a build that runs meanwhile must not pull them from under a test. */
async function readBuilt(built: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(built, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(
        async (file) => [`/${relative(built, file).replaceAll(sep, '/')}`, await readFile(file)] as const,
      ),
    ),
  );
}

/**
 * Builds the pages where needed and serves them on a free loopback port, with the headers that matter.
 */
export async function serveBuiltRenderer(): Promise<ServedRenderer> {
  await buildIfStale();
  return serve(await readBuilt(built));
}

/** The same of pages built with a plugin more, in a folder of their own that is gone at once. */
export async function serveChangedRenderer(plugin: Plugin): Promise<ServedRenderer> {
  const folder = await mkdtemp(join(tmpdir(), 'sotto-pages-'));
  try {
    await buildInto(folder, plugin);
    return await serve(await readBuilt(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

export interface ServedRenderer {
  /** Without a slash at its end. */
  url: string;
  server: Server;
}

async function serve(files: ReadonlyMap<string, Buffer>): Promise<ServedRenderer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const body = files.get(pathname);
    const contentType = contentTypes[extname(pathname)];
    if (body && contentType) {
      response
        .writeHead(200, { 'Content-Type': contentType, 'Content-Security-Policy': contentSecurityPolicy })
        .end(body);
      return;
    }
    // A browser asks for an icon by itself, the app never does.
    response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, server };
}
