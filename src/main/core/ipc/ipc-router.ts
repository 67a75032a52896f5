import type { AnyCall, Handlers, IpcSchema, Result, WindowKind } from '../../../shared/ipc/ipc-contract';
import { toProblem } from '../../../shared/problems';

/** Who sent a message, as the windowing layer knows it. */
export interface Sender {
  /** Kind of the window, or undefined where it isn't one of ours. */
  kind: WindowKind | undefined;
  /** URL of the frame that sent it. */
  url: string;
  /** False for an embedded frame. */
  isMainFrame: boolean;
}

export interface IpcRouter {
  /** Answers an invoke. Never rejects: whatever goes wrong is a value. */
  invoke(group: string, name: string, sender: Sender, args: unknown): Promise<Result<unknown>>;
  /** Takes a send. A message that may not be is dropped and reported. */
  send(group: string, name: string, sender: Sender, args: unknown): void;
}

type AnyHandler = (args: unknown, from: WindowKind) => unknown;

/** Looks a name up among an object's own entries: a page may send `constructor`. */
const own = <Value>(entries: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined =>
  entries && Object.hasOwn(entries, name) ? entries[name] : undefined;

/**
 * The one place where messages from pages are let in: the sender must be one of our windows, showing our own
 * page in its main frame, of a kind the schema names for the call; the arguments must parse.
 * @param report told of refusals and of unexpected errors, for the log
 */
export function createIpcRouter<Schema extends IpcSchema>(
  schema: Schema,
  handlers: Handlers<Schema>,
  appOrigin: string,
  report: (event: string, detail: unknown) => void,
): IpcRouter {
  const admit = (
    group: string,
    name: string,
    sender: Sender,
  ): { call: AnyCall; handler: AnyHandler; kind: WindowKind } | null => {
    const call = own(own(schema, group), name);
    const handler = own(own(handlers as Record<string, Record<string, AnyHandler>>, group), name);
    const isOurPage = sender.isMainFrame && sender.url.startsWith(`${appOrigin}/`);
    if (call && handler && sender.kind && isOurPage && call.windows.includes(sender.kind)) {
      return { call, handler, kind: sender.kind };
    }
    report('ipc refused', { group, name, kind: sender.kind, url: sender.url });
    return null;
  };
  const parse = (call: AnyCall, args: unknown) => ('args' in call ? call.args.safeParse(args) : null);

  return {
    async invoke(group, name, sender, args) {
      const admitted = admit(group, name, sender);
      const parsed = admitted && parse(admitted.call, args);
      if (!admitted || !parsed?.success) {
        if (parsed?.error) report('ipc arguments refused', { group, name, error: parsed.error.message });
        return { ok: false, problem: { code: 'not-allowed' } };
      }
      try {
        return { ok: true, value: await admitted.handler(parsed.data, admitted.kind) };
      } catch (error) {
        const problem = toProblem(error);
        if (problem.code === 'internal') report('ipc handler failed', error);
        return { ok: false, problem };
      }
    },
    send(group, name, sender, args) {
      const admitted = admit(group, name, sender);
      const parsed = admitted && parse(admitted.call, args);
      if (!admitted) return;
      if (!parsed?.success) {
        report('ipc arguments refused', { group, name, error: parsed?.error.message });
        return;
      }
      try {
        admitted.handler(parsed.data, admitted.kind);
      } catch (error) {
        report('ipc handler failed', error);
      }
    },
  };
}
