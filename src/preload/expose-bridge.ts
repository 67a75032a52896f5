import { contextBridge, ipcRenderer } from 'electron';
import type { WindowKind } from '../shared/ipc/ipc-contract';
import { ipcSchema } from '../shared/ipc/ipc-schema';
import { createBridge } from '../shared/ipc/preload-bridge';

/** Gives the page of this window `window.sotto`: the schema's calls for its kind, and no more. */
export function exposeBridge(kind: WindowKind): void {
  const bridge = createBridge(
    ipcSchema,
    kind,
    {
      invoke: (channel, args) => ipcRenderer.invoke(channel, args),
      send: (channel, args) => {
        ipcRenderer.send(channel, args);
      },
      // The event object stays here: it would hand the page ipcRenderer itself.
      on: (channel, listener) => {
        const receive = (event: Electron.IpcRendererEvent, payload: unknown): void => {
          listener(payload, event.ports);
        };
        ipcRenderer.on(channel, receive);
        return () => {
          ipcRenderer.removeListener(channel, receive);
        };
      },
    },
    (message, port) => {
      window.postMessage(message, '*', [port]);
    },
  );
  contextBridge.exposeInMainWorld('sotto', bridge);
}
