import { join } from 'node:path';
import { app, dialog } from 'electron';
import { problemText } from '../../shared/locales/messages';
import { toProblem } from '../../shared/problems';
import { planX11Start, relaunchedVariable, x11Switch } from '../core/overlay/x11-start';
import { createAppMessages } from './app-messages';
import { registerAppScheme } from './app-scheme';
import { runApp } from './sotto-app';

// The folder of settings and transcripts is the same for the app and the command line.
app.setName('Sotto');
const profile = process.env['SOTTO_PROFILE'];
if (profile) app.setPath('userData', profile);

if (process.platform === 'linux') {
  // Without it, loopback capture has no audio track on Linux.
  app.commandLine.appendSwitch('enable-features', 'PulseaudioLoopbackForScreenShare');
}
registerAppScheme();

// A second start brings the running app to the front instead.
if (!app.requestSingleInstanceLock()) {
  app.quit();
} else if (planX11Start(process) === 'relaunch') {
  process.env[relaunchedVariable] = '1';
  // An AppImage runs from a folder that is gone with this process.
  const { APPIMAGE: execPath = process.execPath } = process.env;
  app.relaunch({ execPath, args: [x11Switch, ...process.argv.slice(1)] });
  app.exit();
} else {
  app
    .whenReady()
    .then(() => runApp(join(import.meta.dirname, '..')))
    .catch((error: unknown) => {
      // The person's choice of a language may be what can't be read.
      const messages = createAppMessages(() => null)();
      dialog.showErrorBox(
        messages.formatMessage({ id: 'dialog.fatal.title' }),
        problemText(messages, toProblem(error)),
      );
      app.exit(1);
    });
}
