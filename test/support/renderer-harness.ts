import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { AnyCall, Result, WindowKind } from '../../src/shared/ipc/ipc-contract';
import { channelName, type IpcSchema } from '../../src/shared/ipc/ipc-contract';
import { ipcSchema, type SottoBridge } from '../../src/shared/ipc/ipc-schema';
import { toProblem } from '../../src/shared/problems';
import { serveBuiltRenderer, type ServedRenderer } from './built-renderer';

/** What main would answer, by group and call; typed by the schema, so that a renamed call no longer compiles. May throw a ProblemError. */
export type Answers<Kind extends WindowKind> = {
  [Group in keyof SottoBridge<Kind>]?: {
    [
      Name in keyof SottoBridge<Kind>[Group] as SottoBridge<Kind>[Group][Name] extends Subscribe<never>
        ? never
        : Name
    ]?: SottoBridge<Kind>[Group][Name] extends (...args: infer Args) => Promise<Result<infer Value>>
      ? (...args: Args) => Value | Promise<Value>
      : SottoBridge<Kind>[Group][Name];
  };
};

type Subscribe<Payload> = (listener: (payload: Payload) => void) => () => void;

type NotifyNames<Calls> = {
  [Name in keyof Calls]: Calls[Name] extends Subscribe<infer _> ? Name : never;
}[keyof Calls];

/** A page of the app in a real browser, with the test in main's place. */
export interface OpenedRenderer<Kind extends WindowKind> {
  page: Page;
  /** Tells the page something, as main would. */
  notify: <
    Group extends keyof SottoBridge<Kind> & string,
    Name extends NotifyNames<SottoBridge<Kind>[Group]> & string,
  >(
    group: Group,
    name: Name,
    payload: SottoBridge<Kind>[Group][Name] extends Subscribe<infer Payload> ? Payload : never,
  ) => Promise<void>;
  /** Uncaught errors, console errors (policy violations among them) and calls main would have refused. */
  faults: readonly string[];
  close: () => Promise<void>;
}

export interface OpenOptions {
  /** Fragment of the page's address, with its `#`. */
  hash?: string;
  /** Runs in the page before its own scripts; must not refer to anything outside itself. */
  before?: () => void;
}

export interface RendererHarness {
  open: <Kind extends WindowKind>(
    kind: Kind,
    answers: Answers<Kind>,
    options?: BrowserContextOptions & OpenOptions,
  ) => Promise<OpenedRenderer<Kind>>;
  close: () => Promise<void>;
}

/** The calls a window of this kind finds, without the ports. */
const callsOf = (kind: WindowKind): { channel: string; group: string; name: string; call: AnyCall }[] =>
  Object.entries(ipcSchema as IpcSchema).flatMap(([group, calls]) =>
    Object.entries(calls)
      .filter(([, call]) => call.type !== 'port' && call.windows.includes(kind))
      .map(([name, call]) => ({ channel: channelName(group, name), group, name, call })),
  );

/** Runs in the page before its own scripts: `window.sotto`, with every call going to the test. */
const installBridge = (calls: { channel: string; group: string; name: string; type: string }[]): void => {
  const page = window as unknown as {
    sotto: Record<string, Record<string, unknown>>;
    callMain: (channel: string, args: unknown) => Promise<unknown>;
    notifyPage: (channel: string, payload: unknown) => void;
  };
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  page.sotto = {};
  for (const { channel, group, name, type } of calls) {
    (page.sotto[group] ??= {})[name] =
      type === 'notify'
        ? (listener: (payload: unknown) => void) => {
            const all = listeners.get(channel) ?? new Set();
            listeners.set(channel, all.add(listener));
            return () => all.delete(listener);
          }
        : (args?: unknown) => page.callMain(channel, args);
  }
  page.notifyPage = (channel, payload) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload);
  };
};

/**
 * Starts a browser and a server of the built pages; one for a test file, closed in `afterAll`.
 * @param args command line options for the browser
 * @param servePages what serves the pages, where they aren't the built ones
 */
export async function startRendererHarness(
  args: readonly string[] = [],
  servePages: () => Promise<ServedRenderer> = serveBuiltRenderer,
): Promise<RendererHarness> {
  const { url, server } = await servePages();
  const browser: Browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...args, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });

  return {
    async open(kind, answers, { hash = '', before, ...contextOptions } = {}) {
      const context = await browser.newContext(contextOptions);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });

      const calls = callsOf(kind);
      const answer = async (channel: string, args: unknown): Promise<Result<unknown>> => {
        const known = calls.find((call) => call.channel === channel);
        const parsed = known && 'args' in known.call ? known.call.args.safeParse(args) : null;
        if (!known || !parsed?.success) {
          faults.push(`${channel} refused: ${parsed?.error?.message ?? 'not for this window'}`);
          return { ok: false, problem: { code: 'not-allowed' } };
        }
        const groups = answers as Record<string, Record<string, (args: unknown) => unknown>>;
        const answerer = groups[known.group]?.[known.name];
        try {
          if (!answerer && known.call.type === 'invoke')
            throw new Error(`the test has no answer for ${channel}`);
          return { ok: true, value: await answerer?.(parsed.data) };
        } catch (error) {
          return { ok: false, problem: toProblem(error) };
        }
      };
      await page.exposeFunction('callMain', answer);
      await page.addInitScript(
        installBridge,
        calls.map(({ channel, group, name, call }) => ({ channel, group, name, type: call.type })),
      );
      if (before) await page.addInitScript(before);
      await page.goto(`${url}/${kind}/index.html${hash}`);

      return {
        page,
        faults,
        notify: (group, name, payload) =>
          page.evaluate(
            ([channel, value]) => {
              (window as unknown as { notifyPage: (channel: string, value: unknown) => void }).notifyPage(
                channel,
                value,
              );
            },
            [channelName(group, name), payload] as const,
          ),
        close: () => context.close(),
      };
    },
    async close() {
      await browser.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}
