import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type MessagePortMain } from 'electron';
import { channelName, type Handlers, type Notifiers, type WindowKind } from '../../shared/ipc/ipc-contract';
import { ipcSchema, type CaptureRequest, type SottoIpc } from '../../shared/ipc/ipc-schema';
import { createIpcRouter, type Sender } from '../core/ipc/ipc-router';
import { appOrigin } from './app-scheme';
import type { AppWindows } from './app-windows';
import type { Log } from './log';

/** Answers the schema's calls from our windows with `handlers`. */
export function answerIpc(handlers: Handlers<SottoIpc>, windows: AppWindows, log: Log): void {
  const router = createIpcRouter(ipcSchema, handlers, appOrigin, (event, detail) => {
    log.warn(event, detail);
  });
  const senderOf = (event: IpcMainEvent | IpcMainInvokeEvent): Sender => ({
    kind: windows.kindOf(event.sender),
    url: event.senderFrame?.url ?? '',
    isMainFrame: event.senderFrame !== null && event.senderFrame.parent === null,
  });
  for (const [group, calls] of Object.entries(ipcSchema)) {
    for (const [name, call] of Object.entries(calls)) {
      const channel = channelName(group, name);
      if (call.type === 'invoke') {
        ipcMain.handle(channel, (event, args: unknown) => router.invoke(group, name, senderOf(event), args));
      } else if (call.type === 'send') {
        ipcMain.on(channel, (event, args: unknown) => {
          router.send(group, name, senderOf(event), args);
        });
      }
    }
  }
}

/** Functions that tell the windows of the schema's notifications. A closed window is skipped. */
export function createNotifiers(windows: AppWindows): Notifiers<SottoIpc> {
  const notifiers: Record<string, Record<string, (payload: unknown) => void>> = {};
  for (const [group, calls] of Object.entries(ipcSchema)) {
    const named = (notifiers[group] ??= {});
    for (const [name, call] of Object.entries(calls)) {
      if (call.type !== 'notify') continue;
      const kinds: readonly WindowKind[] = call.windows;
      named[name] = (payload) => {
        for (const kind of kinds) windows.get(kind)?.webContents.send(channelName(group, name), payload);
      };
    }
  }
  return notifiers as unknown as Notifiers<SottoIpc>;
}

/** Hands the capture window its port with what to capture. */
export function sendCapturePort(windows: AppWindows, request: CaptureRequest, port: MessagePortMain): void {
  windows.get('capture')?.webContents.postMessage(channelName('capture', 'start'), request, [port]);
}
