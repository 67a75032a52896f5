import { join } from 'node:path';
import { app, dialog } from 'electron';
import { problemText } from '../../shared/locales/messages';
import { toProblem, type Problem } from '../../shared/problems';
import { exitCodeOf } from '../cli/exit-codes';
import {
  appArgumentsOf,
  linkScheme,
  needsRunningApp,
  parseAppArguments,
  type AppCommand,
} from '../core/controls/app-commands';
import { planX11Start, relaunchedVariable, x11Switch } from '../core/overlay/x11-start';
import { MachinePolicy } from '../core/policy/machine-policy';
import { machinePolicyPath } from '../core/policy/policy';
import { assertZoneAllowed } from '../core/policy/policy-rules';
import { createAppMessages } from './app-messages';
import { registerAppScheme } from './app-scheme';
import { LaterCommands, type HandedOver } from './later-commands';
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

/** Says what is wrong with this start where it was made, and ends it. */
function refuse(problem: Problem): void {
  process.stderr.write(`${problemText(createAppMessages(() => null)(), problem)}\n`);
  app.exit(exitCodeOf(problem.code));
}

/** @returns undefined where this start has been refused */
function commandOfStart(args: readonly string[]): AppCommand | undefined {
  try {
    const command = parseAppArguments(args);
    if (command.via === 'terminal' && command.zone !== undefined) {
      assertZoneAllowed(new MachinePolicy(machinePolicyPath(process.platform)).read(), command.zone);
    }
    return command;
  } catch (error) {
    refuse(toProblem(error));
    return undefined;
  }
}

const args = appArgumentsOf(process.argv, app.isPackaged);
const command = commandOfStart(args);
if (command) {
  // A second start hands over what it asks for to the app that runs.
  if (!app.requestSingleInstanceLock({ args } satisfies HandedOver)) app.quit();
  else if (needsRunningApp(command)) refuse({ code: 'not-running' });
  else if (planX11Start(process) === 'relaunch') relaunchOnX11();
  else start(command);
}

function relaunchOnX11(): void {
  process.env[relaunchedVariable] = '1';
  // An AppImage runs from a folder that is gone with this process.
  const { APPIMAGE: execPath = process.execPath } = process.env;
  app.relaunch({ execPath, args: [x11Switch, ...process.argv.slice(1)] });
  app.exit();
}

function start(command: AppCommand): void {
  const later = new LaterCommands();
  // From its sources there is no program to name.
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  app
    .whenReady()
    .then(() => runApp(join(import.meta.dirname, '..'), command, later))
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
