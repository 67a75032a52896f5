import { channelName, type Bridge, type IpcSchema, type WindowKind } from './ipc-contract';

/** The part of Electron's ipcRenderer a bridge stands on. */
export interface IpcTransport {
  invoke(channel: string, args: unknown): Promise<unknown>;
  send(channel: string, args: unknown): void;
  on(channel: string, listener: (payload: unknown, ports: readonly MessagePort[]) => void): () => void;
}

/** How a port crosses from the preload's world to the page's, where contextBridge can't carry it. */
export interface PortHandOver {
  sottoPort: string;
  payload: unknown;
}

/**
 * The object a window of `kind` gets as `window.sotto`: only the schema's calls meant for it.
 * Ports can't pass contextBridge, so a port call is posted to the page by `handOver` and subscribed to there
 * (`onPort`, page-port.ts); it isn't part of the exposed object.
 */
export function createBridge<Schema extends IpcSchema, Kind extends WindowKind>(
  schema: Schema,
  kind: Kind,
  transport: IpcTransport,
  handOver: (message: PortHandOver, port: MessagePort) => void,
): Bridge<Schema, Kind> {
  const bridge: Record<string, Record<string, unknown>> = {};
  for (const [group, calls] of Object.entries(schema)) {
    for (const [name, call] of Object.entries(calls)) {
      if (!(call.windows as readonly string[]).includes(kind)) continue;
      const channel = channelName(group, name);
      if (call.type === 'port') {
        transport.on(channel, (payload, ports) => {
          const [port] = ports;
          if (port) handOver({ sottoPort: channel, payload }, port);
        });
        continue;
      }
      (bridge[group] ??= {})[name] =
        call.type === 'invoke'
          ? (args?: unknown) => transport.invoke(channel, args)
          : call.type === 'send'
            ? (args?: unknown) => {
                transport.send(channel, args);
              }
            : (listener: (payload: unknown) => void) => transport.on(channel, listener);
    }
  }
  return bridge as Bridge<Schema, Kind>;
}
