import type { z } from 'zod';
import type { Problem } from '../problems';

/**
 * Building blocks of the IPC schema. A schema is plain data: groups of calls. Main's handlers, the preload
 * bridges, the renderers' calls and the test doubles all take their types from it.
 */

/** The three kinds of window; each gets a bridge with only the calls meant for it. */
export type WindowKind = 'capture' | 'overlay' | 'control';

/** What came of a call: errors cross the border as values, never as exceptions. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Renderer → main, answered. `Args` is one value; `args` checks it at run time. */
export interface Invoke<Kinds extends WindowKind, Args, Value> {
  readonly type: 'invoke';
  readonly windows: readonly Kinds[];
  readonly args: z.ZodType<Args>;
  readonly value?: Value;
}

/** Renderer → main, not answered. */
export interface Send<Kinds extends WindowKind, Args> {
  readonly type: 'send';
  readonly windows: readonly Kinds[];
  readonly args: z.ZodType<Args>;
}

/** Main → renderer. Main is trusted, so its payload is typed but not checked. */
export interface Notify<Kinds extends WindowKind, Payload> {
  readonly type: 'notify';
  readonly windows: readonly Kinds[];
  readonly payload?: Payload;
}

/** Main → renderer with one MessagePort, handed on to the page by the preload. */
export interface Port<Kinds extends WindowKind, Payload> {
  readonly type: 'port';
  readonly windows: readonly Kinds[];
  readonly payload?: Payload;
}

export const invoke = <Value>() => ({
  from: <const Kinds extends WindowKind, Args>(
    windows: readonly Kinds[],
    args: z.ZodType<Args>,
  ): Invoke<Kinds, Args, Value> => ({ type: 'invoke', windows, args }),
});

export const send = <const Kinds extends WindowKind, Args>(
  windows: readonly Kinds[],
  args: z.ZodType<Args>,
): Send<Kinds, Args> => ({ type: 'send', windows, args });

export const notify = <Payload>() => ({
  to: <const Kinds extends WindowKind>(windows: readonly Kinds[]): Notify<Kinds, Payload> => ({
    type: 'notify',
    windows,
  }),
});

export const port = <Payload>() => ({
  to: <const Kinds extends WindowKind>(windows: readonly Kinds[]): Port<Kinds, Payload> => ({
    type: 'port',
    windows,
  }),
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what every call meets; `unknown` would refuse those with arguments
export type AnyCall = Invoke<any, any, any> | Send<any, any> | Notify<any, any> | Port<any, any>;
export type IpcSchema = Readonly<Record<string, Readonly<Record<string, AnyCall>>>>;

type Unsubscribe = () => void;

/** Arguments of a call that takes nothing are left out. */
type ArgsOf<Args> = [Args] extends [undefined] ? [] : [args: Args];

type KindsOf<Call> = Call extends { readonly windows: readonly (infer Kinds)[] } ? Kinds : never;

/** One call as a page sees it. */
type BridgeCall<Call> =
  Call extends Invoke<WindowKind, infer Args, infer Value>
    ? (...args: ArgsOf<Args>) => Promise<Result<Value>>
    : Call extends Send<WindowKind, infer Args>
      ? (...args: ArgsOf<Args>) => void
      : Call extends Notify<WindowKind, infer Payload>
        ? (listener: (payload: Payload) => void) => Unsubscribe
        : never;

/** The object a window of this kind finds as `window.sotto`. Ports come by `onPort` (page-port.ts) instead. */
export type Bridge<Schema extends IpcSchema, Kind extends WindowKind> = {
  readonly [
    Group in keyof Schema as Kind extends KindsOf<Schema[Group][keyof Schema[Group]]> ? Group : never
  ]: {
    readonly [
      Name in keyof Schema[Group] as Kind extends KindsOf<Schema[Group][Name]>
        ? Schema[Group][Name]['type'] extends 'port'
          ? never
          : Name
        : never
    ]: BridgeCall<Schema[Group][Name]>;
  };
};

/** The functions main must give to answer every invoke and send of the schema. They may throw a ProblemError. */
export type Handlers<Schema extends IpcSchema> = {
  readonly [Group in keyof Schema]: {
    readonly [
      Name in keyof Schema[Group] as Schema[Group][Name]['type'] extends 'invoke' | 'send' ? Name : never
    ]: Schema[Group][Name] extends Invoke<infer Kinds, infer Args, infer Value>
      ? (args: Args, from: Kinds) => Value | Promise<Value>
      : Schema[Group][Name] extends Send<infer Kinds, infer Args>
        ? (args: Args, from: Kinds) => void
        : never;
  };
};

/** What main uses to tell the windows of the schema something. */
export type Notifiers<Schema extends IpcSchema> = {
  readonly [Group in keyof Schema]: {
    readonly [
      Name in keyof Schema[Group] as Schema[Group][Name]['type'] extends 'notify' ? Name : never
    ]: Schema[Group][Name] extends Notify<WindowKind, infer Payload> ? (payload: Payload) => void : never;
  };
};

export const channelName = (group: string, name: string): string => `sotto:${group}.${name}`;
