import type { WireCodec } from './wire-codec';
import type { WorldCrossing } from './world-crossing';

/** From a page's preload to the host. Values are encoded by the wire codec. */
export type FromPage =
  | { type: 'hello'; url: string }
  | { type: 'send'; channel: string; args: unknown[]; ports: number[] }
  | { type: 'invoke'; id: number; channel: string; args: unknown[] }
  | { type: 'port-message'; port: number; data: unknown }
  | { type: 'port-close'; port: number }
  | { type: 'ask-permission'; id: number; permission: string; mediaTypes: string[] }
  | { type: 'drag'; phase: 'start' | 'move' | 'end'; x: number; y: number };

/** From the host to a page's preload. */
export type ToPage =
  | { type: 'event'; channel: string; args: unknown[]; ports: number[] }
  | { type: 'answer'; id: number; ok: boolean; value: unknown }
  | { type: 'port-message'; port: number; data: unknown }
  | { type: 'port-close'; port: number };

/**
 * Runs in an isolated world before the page's scripts: the preload bundle with `require('electron')`. The page can
 * reach neither this world's ipcRenderer nor its binding to the host. One function without outer references.
 */
export function runPreload(
  crossing: WorldCrossing,
  codec: WireCodec,
  preload: (require: (name: string) => unknown, process: object) => void,
): void {
  const scope = globalThis as unknown as {
    sottoHostBinding: (text: string) => void;
    sottoHostReceive: (text: string) => void;
  };
  const tell = (message: FromPage): void => {
    scope.sottoHostBinding(codec.encode(message));
  };
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const ports = new Map<number, MessagePort>();
  let last = 0;
  const ask = (message: (id: number) => FromPage): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      tell(message(last));
    });

  // Even ids are the page's, odd ones the host's.
  let lastPort = 0;
  const keepPort = (id: number, port: MessagePort): void => {
    ports.set(id, port);
    port.onmessage = ({ data }) => {
      tell({ type: 'port-message', port: id, data });
    };
    port.addEventListener('close', () => {
      if (ports.delete(id)) tell({ type: 'port-close', port: id });
    });
  };

  scope.sottoHostReceive = (text) => {
    const message = codec.decode(text) as ToPage;
    if (message.type === 'event') {
      const arrived = message.ports.map((id) => {
        const { port1, port2 } = new MessageChannel();
        keepPort(id, port1);
        return port2;
      });
      for (const listener of [...(listeners.get(message.channel) ?? [])])
        listener({ sender: ipcRenderer, ports: arrived }, ...message.args);
    } else if (message.type === 'answer') {
      const { id, ok, value } = message;
      if (ok) waiting.get(id)?.resolve(value);
      else waiting.get(id)?.reject(new Error(value as string));
      waiting.delete(id);
    } else if (message.type === 'port-message') {
      ports.get(message.port)?.postMessage(message.data);
    } else {
      const port = ports.get(message.port);
      ports.delete(message.port);
      port?.close();
    }
  };

  const ipcRenderer = {
    on(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    once(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      const first = (event: object, ...args: unknown[]): void => {
        ipcRenderer.removeListener(channel, first);
        listener(event, ...args);
      };
      return ipcRenderer.on(channel, first);
    },
    removeListener(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((kept) => kept !== listener),
      );
      return ipcRenderer;
    },
    send(channel: string, ...args: unknown[]) {
      tell({ type: 'send', channel, args, ports: [] });
    },
    postMessage(channel: string, message: unknown, transfer: MessagePort[] = []) {
      const ids = transfer.map((port) => {
        keepPort((lastPort += 2), port);
        return lastPort;
      });
      tell({ type: 'send', channel, args: [message], ports: ids });
    },
    invoke: (channel: string, ...args: unknown[]) => ask((id) => ({ type: 'invoke', id, channel, args })),
  };
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => {
      crossing.call('expose', [key, api]);
    },
  };
  crossing.offer('ask-permission', (permission: string, mediaTypes: string[]) =>
    ask((id) => ({ type: 'ask-permission', id, permission, mediaTypes })),
  );

  // Electron's windows are dragged by what is styled `app-region: drag`; a Chromium app window isn't.
  const region = (element: Element | null): string => {
    if (!element) return 'none';
    const own = (getComputedStyle(element) as unknown as Record<string, string>)['webkitAppRegion'];
    return own === 'drag' || own === 'no-drag' ? own : region(element.parentElement);
  };
  const drag = (phase: 'start' | 'move' | 'end', { screenX: x, screenY: y }: MouseEvent): void => {
    tell({ type: 'drag', phase, x, y });
  };
  let dragging = false;
  window.addEventListener('mousedown', (event) => {
    if (event.button !== 0 || !(event.target instanceof Element) || region(event.target) !== 'drag') return;
    dragging = true;
    event.preventDefault();
    drag('start', event);
  });
  window.addEventListener('mousemove', (event) => {
    if (dragging) drag('move', event);
  });
  window.addEventListener('mouseup', (event) => {
    if (dragging) drag('end', event);
    dragging = false;
  });

  tell({ type: 'hello', url: location.href });
  preload(
    (name) => {
      if (name === 'electron') return { contextBridge, ipcRenderer };
      throw new Error(`not implemented by the Chromium host: require('${name}') in a preload`);
    },
    { type: 'renderer', sandboxed: true, contextIsolated: true, env: {} },
  );
}
