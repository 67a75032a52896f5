import { join } from 'node:path';
import { app, powerMonitor, session } from 'electron';
import Store from 'electron-store';
import { isRunning } from '../../shared/captioning-status';
import type { AudioInput, Capabilities } from '../../shared/ipc/ipc-schema';
import { overlaySize } from '../../shared/overlay-size';
import { toProblem } from '../../shared/problems';
import { Captioner } from '../core/captioning/captioner';
import { SampleCaptions } from '../core/captioning/sample-captions';
import type { AppCommand } from '../core/controls/app-commands';
import { Conversation } from '../core/conversation/conversation';
import { planX11Start } from '../core/overlay/x11-start';
import { enforcePolicy } from '../core/policy/enforce-policy';
import { MachinePolicy } from '../core/policy/machine-policy';
import { machinePolicyPath } from '../core/policy/policy';
import { ProblemBoard } from '../core/problems/problem-board';
import { settingsFileName } from '../core/settings/settings-file';
import { SettingsStore } from '../core/settings/settings-store';
import { createOpenSocket } from '../core/streaming/open-socket';
import { AppControls, assertHotkeysDiffer } from './app-controls';
import { setAppMenu } from './app-menu';
import { appLanguage, createAppMessages } from './app-messages';
import { serveApp } from './app-scheme';
import { AppWindows } from './app-windows';
import { CaptureWindow } from './capture-window';
import { openControlWindow } from './control-window';
import { startEngine } from './engine-start';
import { createHandlers } from './ipc-handlers';
import { answerIpc, createNotifiers } from './ipc-main';
import type { LaterCommands } from './later-commands';
import { createLog } from './log';
import { loginItem } from './login-item';
import { OverlayWindow } from './overlay-window';
import { onQuit } from './quitting';
import { safeStorageCipher } from './safe-storage-cipher';
import { guardSession } from './session-guard';
import { StayAwake } from './stay-awake';
import { createSystemAudio, loopbackLabel } from './system-audio';
import { createTranscriptFiles } from './transcript-files';
import { surviveUnexpectedErrors } from './unexpected-errors';
import { createZoneAccess } from './zone-access';

/** From a window's crash to its being opened again, ms. */
const reopenAfterMs = 1000;

/**
 * Puts the app together: the core with its windows, tray, hotkeys and files.
 * @param builtDir holds `main`, `preload`, `renderer` and, unpackaged, `engine`
 * @param command what this start asks for
 * @param later what later starts and links ask for
 */
export async function runApp(builtDir: string, command: AppCommand, later: LaterCommands): Promise<void> {
  const profile = app.getPath('userData');
  const assetsDir = app.isPackaged ? join(process.resourcesPath, 'assets') : join(builtDir, '../assets');
  const log = createLog(join(profile, 'logs'));
  log.info('start', { version: app.getVersion(), platform: process.platform });

  const windows = new AppWindows(
    join(builtDir, 'preload'),
    (kind) => {
      log.error('window crashed', { kind });
      // A page that crashes at once must not be opened in a circle.
      setTimeout(() => {
        if (kind === 'overlay') overlay.open();
        if (kind === 'capture' && capture.reopen()) conversation.captureRestarted();
      }, reopenAfterMs);
    },
    (kind, error) => {
      log.warn('page not loaded', { kind, ...toProblem(error) });
    },
  );
  const notify = createNotifiers(windows);
  const problems = new ProblemBoard((problem) => {
    log.warn('problem', problem);
    notify.app.problem(problem);
  });
  const report = problems.report.bind(problems);
  surviveUnexpectedErrors(log, report);
  if (planX11Start(process) === 'native-wayland') report({ code: 'overlay-not-on-top' });
  const policy = new MachinePolicy(machinePolicyPath(process.platform));
  const settings = new SettingsStore({
    folder: profile,
    openWriter: () => new Store<Record<string, unknown>>({ cwd: profile, name: settingsFileName }),
    now: () => new Date(),
    report,
    inForce: (chosen) => policy.settingsUnder(chosen),
  });
  const messages = createAppMessages(() => settings.get().language);
  const engine = startEngine(builtDir, profile);
  const { connect, access, zoneChoice, delays, destinationOf } = createZoneAccess({
    profile,
    settings,
    policy,
    engine: () => engine.destination(),
    changed: () => conversation.refresh(),
    report,
  });
  const { library, openJournal } = createTranscriptFiles({
    folder: join(profile, 'transcripts'),
    messages,
    isSaving: () => settings.get().transcripts.save,
    report,
  });

  const capture = new CaptureWindow(windows, (frame) => {
    conversation.takeFrame(frame);
  });
  const stayAwake = new StayAwake();
  const sessions = { destinationOf, openSocket: createOpenSocket({ connect }), appVersion: app.getVersion() };
  const captioning = new Captioner({
    ...sessions,
    idleAfterMs: () => {
      const { idleMinutes } = settings.get().saving;
      return idleMinutes === null ? undefined : idleMinutes * 60_000;
    },
  });
  const sample = new SampleCaptions({
    ...sessions,
    file: join(assetsDir, 'speech-sample.wav'),
    model: () => settings.get().models.device,
    tell: (caption) => {
      notify.sample.caption(caption);
    },
  });
  powerMonitor.on('suspend', () => {
    captioning.suspend();
  });
  // At once, and where the clocks don't tell a sleep.
  powerMonitor.on('resume', () => {
    captioning.wake();
  });
  const conversation: Conversation = new Conversation({
    now: () => Date.now(),
    captioning,
    openJournal,
    capture: {
      start: (request) => {
        capture.start({ ...request, language: appLanguage(settings.get().language) });
      },
      stop: () => {
        notify.capture.stop(undefined);
        capture.stop();
      },
    },
    systemAudio: createSystemAudio(log),
    settings: () => settings.get(),
    zoneInForce: () => zoneChoice.inForce(),
    checkZone: (zone) => {
      zoneChoice.check(zone);
    },
    tell: {
      status: (status) => {
        notify.captioning.statusChanged(status);
        controls.showState();
        if (status.phase === 'starting') overlay.raise();
        stayAwake.while(isRunning(status.phase) && status.phase !== 'paused');
        if (status.phase === 'stopped') notify.transcripts.changed(undefined);
      },
      caption: (caption) => {
        notify.captioning.caption(caption);
      },
      speaker: (change) => {
        notify.captioning.speaker(change);
      },
      gap: (gap) => {
        notify.captioning.gap(gap);
      },
      problem: report,
    },
  });

  setAppMenu();
  await guardSession(session.defaultSession, () => capture.picture);
  serveApp(join(builtDir, 'renderer'));

  const overlay = new OverlayWindow(windows, settings.get().overlay, (moved) => {
    controls.changeSettings({ overlay: moved });
  });
  const openControl = (): void => {
    const { height } = overlaySize(settings.get().overlay.look);
    openControlWindow(windows, join(assetsDir, 'icon.png'), height, () => {
      // Its page had no time to say so; nothing may go on for meters and previews nobody sees.
      void sample.stop();
      conversation.preview(false).catch((error: unknown) => {
        log.warn('preview not ended', toProblem(error));
      });
    });
  };
  const controls: AppControls = new AppControls({
    conversation,
    settings,
    zoneChoice,
    problems,
    notify,
    messages,
    assetsDir,
    openControl,
    policyLimits: () => policy.limits(),
    takeKeyboard: () => {
      overlay.takeKeyboard();
    },
    warn: (what, problem) => {
      log.warn(what, problem);
    },
  });

  settings.onChange((now, before) => {
    notify.settings.changed(now);
    overlay.apply(now.overlay);
    controls.settingsChanged(now, before);
    conversation.settingsChanged(before, now).catch((error: unknown) => {
      log.warn('settings not followed', toProblem(error));
    });
  });

  let audioInputs: AudioInput[] = [];
  answerIpc(
    createHandlers({
      conversation,
      settings,
      access,
      delays,
      library,
      sample,
      problems,
      capture,
      overlay,
      capabilities,
      messages,
      zones: async () => ({ inForce: (await zoneChoice.inForce()).zone, options: zoneChoice.options() }),
      policyLimits: () => policy.limits(),
      hotkeyStates: () => controls.hotkeyStates,
      checkSettings: (wanted) => {
        if (wanted.zone) zoneChoice.check(wanted.zone);
        assertHotkeysDiffer(wanted);
      },
      audioInputs: {
        list: () => audioInputs,
        set: (inputs) => {
          // Our own way of hearing the computer is no microphone.
          audioInputs = inputs.filter(({ label }) => label !== loopbackLabel);
          notify.app.audioInputsChanged(audioInputs);
        },
      },
      openControl,
      levels: (levels) => {
        for (const level of levels) notify.captioning.levels(level);
      },
      transcriptsChanged: () => {
        notify.transcripts.changed(undefined);
      },
      noticesFile: join(assetsDir, 'third-party-notices.txt'),
      documentsDir: app.getPath('documents'),
    }),
    windows,
    log,
  );

  const leavePolicy = enforcePolicy({
    policy,
    conversation,
    zoneChoice,
    settings,
    library,
    report,
    settingsChanged: (now) => {
      notify.settings.changed(now);
      controls.showState();
    },
    transcriptsChanged: () => {
      notify.transcripts.changed(undefined);
    },
  });

  await conversation.refresh().catch((error: unknown) => {
    log.warn('zone unknown', toProblem(error));
  });
  overlay.open();
  if (!command.isHidden && !loginItem.isAtLogin()) openControl();
  void controls.begin(command);
  later.listen((one) => void controls.run(one));
  app.on('activate', openControl);
  // The app lives in the tray: closing the control window leaves the captions on.
  app.on('window-all-closed', () => undefined);
  onQuit(async () => {
    overlay.keepMove();
    leavePolicy();
    controls.release();
    await Promise.all([conversation.stop(), sample.stop()]);
    engine.dispose();
    await library.emptyTrash();
  });
}

async function capabilities(): Promise<Capabilities> {
  const { platform } = process;
  return {
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
    appVersion: app.getVersion(),
    clickThrough: true,
    hideFromScreenShare: platform === 'darwin' || platform === 'win32',
    systemAudio: true,
    tray: true,
    startAtLogin: loginItem.isSupported(),
    // Windows and macOS always have a store; asking macOS would bring up the keychain's prompt.
    secretStore: platform === 'linux' ? await safeStorageCipher.strength() : 'safe',
    languages: app.getPreferredSystemLanguages(),
  };
}
