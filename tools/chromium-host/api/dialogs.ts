import { execFile, spawn } from 'node:child_process';
import { basename, isAbsolute, join } from 'node:path';
import { refuseTheRest } from '../refuse-the-rest';
import { app } from './app';

/** An answer given ahead by the control socket: a button's index, or a path (null cancels). */
export type DialogAnswer = { button: number } | { path: string | null };

export interface ShownDialog {
  kind: 'message' | 'save' | 'error';
  text: string;
  buttons: string[];
}

/** What the control socket sees and says of dialogs, and of what was opened outside the app. */
export const outside = {
  controlled: process.env['SOTTO_HOST_CONTROL'] !== undefined,
  answers: [] as DialogAnswer[],
  dialogs: [] as ShownDialog[],
  opened: [] as string[],
};

/** A real dialog by `xmessage`, which comes with Debian's Chromium. Answers the chosen button's index. */
function xmessage(text: string, buttons: readonly string[]): Promise<number | undefined> {
  // Exit code 1 is the closed window, so the buttons begin at 100.
  const list = buttons
    .map((label, index) => `${label.replace(/[,:]/g, ' ')}:${String(100 + index)}`)
    .join(',');
  return new Promise((resolve) => {
    execFile('xmessage', ['-center', '-buttons', list, text], (error) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      resolve(code >= 100 ? code - 100 : undefined);
    });
  });
}

const nextAnswer = (dialog: ShownDialog): DialogAnswer | undefined => {
  outside.dialogs.push(dialog);
  return outside.answers.shift();
};

/** Dialogs take their parent window first, or no window. */
const optionsOf = <Options>(args: readonly unknown[]): Options => args[args.length - 1] as Options;

class HostDialog {
  async showMessageBox(...args: unknown[]): Promise<Electron.MessageBoxReturnValue> {
    const options = optionsOf<Electron.MessageBoxOptions>(args);
    const buttons = options.buttons?.length ? options.buttons : ['OK'];
    const text = [options.message, options.detail].filter(Boolean).join('\n\n');
    const given = nextAnswer({ kind: 'message', text, buttons });
    const cancel = options.cancelId ?? 0;
    if (given) return { response: 'button' in given ? given.button : cancel, checkboxChecked: false };
    const chosen = outside.controlled ? cancel : await xmessage(text, buttons);
    return { response: chosen ?? cancel, checkboxChecked: false };
  }

  /** Offers one place: the suggested one, in Downloads unless it is a full path. */
  async showSaveDialog(...args: unknown[]): Promise<Electron.SaveDialogReturnValue> {
    const { defaultPath = 'untitled', title = 'Save' } = optionsOf<Electron.SaveDialogOptions>(args);
    const path = isAbsolute(defaultPath)
      ? defaultPath
      : join(app.getPath('downloads'), basename(defaultPath));
    const buttons = ['Save', 'Cancel'];
    const given = nextAnswer({ kind: 'save', text: defaultPath, buttons });
    if (given && 'path' in given) return { canceled: given.path === null, filePath: given.path ?? '' };
    const canceled = outside.controlled || (await xmessage(`${title}\n\n${path}`, buttons)) !== 0;
    return { canceled, filePath: canceled ? '' : path };
  }

  showErrorBox(title: string, content: string): void {
    nextAnswer({ kind: 'error', text: `${title}\n\n${content}`, buttons: ['OK'] });
    process.stderr.write(`${title}\n${content}\n`);
    if (!outside.controlled) void xmessage(`${title}\n\n${content}`, ['OK']);
  }
}
refuseTheRest(HostDialog, 'dialog');

function open(target: string): void {
  outside.opened.push(target);
  if (outside.controlled) return;
  const child = spawn('xdg-open', [target], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

class HostShell implements Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder'> {
  openExternal(url: string): Promise<void> {
    open(url);
    return Promise.resolve();
  }

  openPath(path: string): Promise<string> {
    open(path);
    return Promise.resolve('');
  }

  showItemInFolder(path: string): void {
    open(join(path, '..'));
  }
}
refuseTheRest(HostShell, 'shell');

export const dialog = new HostDialog();
export const shell = new HostShell();
