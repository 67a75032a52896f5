import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { app } from './app';
import { HostBrowserWindow } from './browser-window';
import { outside, type DialogAnswer } from './dialogs';
import { globalShortcut } from './global-shortcut';
import { HostTray } from './menus';
import { screen, type PretendedDisplay } from './screen';
import { clipboard, powerMonitor, powerSaveBlocker } from './system';

/** One line of JSON to the control socket. The answer is one line: `{"ok": true, "value": …}` or `{"ok": false, "error"}`. */
export type ControlRequest =
  | { do: 'tray' }
  | { do: 'click-tray'; item: string }
  | { do: 'windows' }
  | { do: 'answer-dialog'; answer: DialogAnswer }
  | { do: 'outside' }
  | { do: 'power'; event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen' }
  | { do: 'displays'; displays: PretendedDisplay[] }
  | { do: 'quit' };

/** What a person would do by hand and a test can't: the tray, dialogs, closing the lid. */
const actions = {
  tray: () =>
    [...HostTray.all].map((tray) => ({
      toolTip: tray.toolTip,
      icon: basename(tray.image.file),
      items: (tray.menu?.flat() ?? []).map(({ id, label, type, enabled, checked }) => ({
        id,
        label,
        type,
        enabled,
        checked,
      })),
    })),
  'click-tray': ({ item }: { item: string }) => {
    const found = [...HostTray.all]
      .flatMap((tray) => tray.menu?.flat() ?? [])
      .find(({ id, label }) => id === item || label === item);
    if (!found?.enabled) throw new Error(`no enabled tray item: ${item}`);
    found.click();
  },
  windows: () =>
    HostBrowserWindow.getAllWindows().map((window) => ({
      title: window.getTitle(),
      url: window.webContents.getURL(),
      bounds: window.getBounds(),
      visible: window.isVisible(),
      focused: window.isFocused(),
      alwaysOnTop: window.isAlwaysOnTop(),
      ignoresMouse: window.ignoresMouseEvents,
      focusable: window.isFocusable(),
    })),
  'answer-dialog': ({ answer }: { answer: DialogAnswer }) => void outside.answers.push(answer),
  outside: () => ({
    dialogs: outside.dialogs,
    opened: outside.opened,
    shortcuts: globalShortcut.registered,
    clipboard: clipboard.text,
    powerSaveBlockers: powerSaveBlocker.running.size,
  }),
  power: ({ event }: { event: string }) => void powerMonitor.emit(event),
  displays: ({ displays }: { displays: PretendedDisplay[] }) => {
    screen.pretend(displays);
  },
  quit: () => {
    app.quit();
  },
};

function serve(socket: Socket): void {
  socket.on('error', () => undefined);
  createInterface({ input: socket }).on('line', (line) => {
    let answer: object;
    try {
      const request = JSON.parse(line) as ControlRequest;
      const action = actions[request.do] as (request: ControlRequest) => unknown;
      answer = { ok: true, value: action(request) };
    } catch (error) {
      answer = { ok: false, error: error instanceof Error ? error.message : String(error) };
    }
    socket.write(`${JSON.stringify(answer)}\n`);
  });
}

/** For tests only: serves {@link ControlRequest}s on the Unix socket named by SOTTO_HOST_CONTROL. */
export function startControlSocket(): void {
  const path = process.env['SOTTO_HOST_CONTROL'];
  if (path === undefined) return;
  rmSync(path, { force: true });
  createServer(serve).listen(path).unref();
}
