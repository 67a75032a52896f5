import type { IntlShape } from '@formatjs/intl';
import { app, clipboard, dialog, globalShortcut } from 'electron';
import { withMainLanguage } from '../../shared/caption-languages';
import { isRunning } from '../../shared/captioning-status';
import { doubledHotkey, type HotkeyName, type HotkeyStates } from '../../shared/hotkeys';
import type { PolicyLimits } from '../../shared/ipc/ipc-schema';
import { ProblemError, toProblem, type Problem } from '../../shared/problems';
import type { Settings, SettingsPatch } from '../../shared/settings';
import { zones } from '../../shared/zones';
import { AppCommandRunner, type LinkQuestion } from '../core/controls/app-command-runner';
import type { AppCommand } from '../core/controls/app-commands';
import { HotkeyBoard } from '../core/controls/hotkey-board';
import { lastLine } from '../core/controls/last-line';
import { steppedTextSize } from '../core/controls/text-size';
import type { TrayAction } from '../core/controls/tray-menu';
import type { Conversation } from '../core/conversation/conversation';
import type { ProblemBoard } from '../core/problems/problem-board';
import type { SettingsStore } from '../core/settings/settings-store';
import type { ZoneChoice } from '../core/zones/zone-choice';
import { AppTray } from './app-tray';
import type { createNotifiers } from './ipc-main';
import { loginItem } from './login-item';

export interface AppControlsParts {
  conversation: Conversation;
  settings: SettingsStore;
  zoneChoice: ZoneChoice;
  policyLimits: () => PolicyLimits;
  problems: ProblemBoard;
  notify: ReturnType<typeof createNotifiers>;
  messages: () => IntlShape;
  assetsDir: string;
  openControl: () => void;
  /** The captions were unlocked by the keyboard, so it is with them that it goes on. */
  takeKeyboard: () => void;
  warn: (what: string, problem: Problem) => void;
}

const isMac = process.platform === 'darwin';

/** All that drives Sotto from outside its windows: tray, shortcuts, command line, links, the login. */
export class AppControls {
  readonly #tray: AppTray;
  readonly #hotkeys: HotkeyBoard;
  readonly #commands: AppCommandRunner;

  constructor(private readonly parts: AppControlsParts) {
    const { conversation, settings, zoneChoice } = parts;
    const quit = (): void => {
      app.quit();
    };
    this.#tray = new AppTray(
      parts.assetsDir,
      parts.messages,
      (action, checked) => {
        this.#actFromTray(action, checked);
      },
      (code) => {
        const language_codes = withMainLanguage(settings.get().speechOptions, code);
        this.changeSettings({ speechOptions: { language_codes } });
      },
    );
    this.#hotkeys = new HotkeyBoard({
      registry: globalShortcut,
      isMac,
      changed: (states) => {
        this.#tellHotkeys(states);
      },
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => {
          clearTimeout(timer);
        };
      },
      actions: {
        toggleCaptions: () => {
          this.#captions('toggle');
        },
        togglePause: () => {
          this.#captions('togglePause');
        },
        toggleClickThrough: () => {
          this.changeSettings({ overlay: { clickThrough: !settings.get().overlay.clickThrough } });
          parts.takeKeyboard();
        },
        biggerText: () => {
          this.#stepText(1);
        },
        smallerText: () => {
          this.#stepText(-1);
        },
        copyLastLine: () => {
          void this.#copyLastLine();
        },
      },
    });
    this.#commands = new AppCommandRunner({
      captions: {
        // Asked for and not begun yet, captions are on their way.
        phase: () =>
          conversation.isStarted && !isRunning(conversation.status.phase)
            ? 'starting'
            : conversation.status.phase,
        start: () => conversation.start(),
        stop: () => conversation.stop(),
        pause: () => conversation.pause(),
      },
      zoneInForce: async () => (await zoneChoice.inForce()).zone,
      checkZone: (zone) => {
        zoneChoice.check(zone);
      },
      moveTo: (zone) => {
        zoneChoice.check(zone);
        settings.change({ zone });
      },
      confirm: (question) => this.#confirm(question),
      showWindow: parts.openControl,
      quit,
      report: (problem) => {
        parts.problems.report(problem);
        // Nobody looks at a window of ours when they use the command line.
        parts.openControl();
      },
    });
  }

  get hotkeyStates(): HotkeyStates {
    return this.#hotkeys.states;
  }

  /** The app is up: shortcuts and tray work, and what its start asked for is done. */
  async begin(command: AppCommand): Promise<void> {
    const { conversation, settings } = this.parts;
    this.#hotkeys.apply(settings.get().hotkeys);
    this.showState();
    loginItem.follow(settings.get().startAtLogin);
    // Without being asked, a voice stays on this device: with a key and no zone chosen yet, the person starts.
    const mayStart = settings.get().zone !== null || conversation.status.zone === 'device';
    const { action, ...rest } = command;
    const isHeldBack = command.via === 'terminal' && command.zone === undefined && !mayStart;
    // The window is open by now, unless nobody wants it.
    if (action !== undefined && !isHeldBack) await this.#commands.run(command);
    else if (command.zone !== undefined) await this.#commands.run(rest);
  }

  /** Does what a later start of the program, or a link, asks for. */
  run(command: AppCommand): Promise<void> {
    return this.#commands.run(command);
  }

  /** Shows what the app is doing, in the tray. */
  showState(isForced = false): void {
    const { conversation, settings } = this.parts;
    const state = { status: conversation.shownStatus, settings: settings.get(), locked: this.#locked() };
    this.#tray.show(state, isForced);
  }

  settingsChanged(now: Settings, before: Settings): void {
    if (JSON.stringify(now.hotkeys) !== JSON.stringify(before.hotkeys)) this.#hotkeys.apply(now.hotkeys);
    if (now.startAtLogin !== before.startAtLogin) this.#setLoginItem(now.startAtLogin);
    this.showState();
  }

  /** There is no page here to say what was wrong with a change. */
  changeSettings(patch: SettingsPatch): void {
    try {
      this.parts.settings.change(patch);
    } catch (error) {
      this.parts.problems.report(toProblem(error));
      // Its check mark moved all the same.
      this.showState(true);
    }
  }

  release(): void {
    this.#hotkeys.release();
    this.#tray.remove();
  }

  #captions(what: 'toggle' | 'togglePause'): void {
    // A failed start is told by the conversation's status.
    this.parts.conversation[what]().catch((error: unknown) => {
      this.parts.warn('captions not toggled', toProblem(error));
    });
  }

  #actFromTray(action: TrayAction, checked: boolean): void {
    switch (action) {
      case 'toggle':
        return this.#captions('toggle');
      case 'pause':
        return this.#captions('togglePause');
      case 'overlay':
        return this.changeSettings({ overlay: { visible: checked } });
      case 'click-through':
        return this.changeSettings({ overlay: { clickThrough: checked } });
      case 'open':
        return this.parts.openControl();
      case 'quit':
        app.quit();
    }
  }

  #stepText(direction: 1 | -1): void {
    const { fontSizePx } = this.parts.settings.get().overlay.look;
    this.changeSettings({ overlay: { look: { fontSizePx: steppedTextSize(fontSizePx, direction) } } });
  }

  async #copyLastLine(): Promise<void> {
    const text = lastLine(this.parts.conversation.recent());
    try {
      if (text !== undefined) await clipboard.writeText(text);
      this.parts.notify.overlay.remark(text === undefined ? 'nothing-to-copy' : 'copied');
    } catch (error) {
      this.parts.problems.report(toProblem(error));
    }
  }

  #tellHotkeys(states: HotkeyStates): void {
    const { problems, notify, settings } = this.parts;
    notify.hotkeys.statesChanged(states);
    const taken = (Object.keys(states) as HotkeyName[]).filter((name) => states[name] === 'taken');
    if (taken.length > 0) {
      const hotkey = taken.map((name) => settings.get().hotkeys[name]).join(', ');
      problems.report({ code: 'hotkey-taken', params: { hotkey } });
    } else {
      problems.dismiss('hotkey-taken');
      notify.app.problemSolved('hotkey-taken');
    }
  }

  #setLoginItem(isSet: boolean): void {
    try {
      loginItem.set(isSet);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.parts.problems.report({ code: 'start-at-login-failed', params: { detail } });
    }
  }

  /** What a policy decides; under a malformed one nothing starts, and this is the least of it. */
  #locked(): readonly string[] {
    try {
      return this.parts.policyLimits().locked;
    } catch {
      return [];
    }
  }

  /** Whoever made the link doesn't get the answer by a key somebody happens to press: the safe one is preselected. */
  async #confirm(question: LinkQuestion): Promise<boolean> {
    const t = this.parts.messages();
    const zone = zones['moveTo' in question ? question.moveTo : question.zone];
    const named = {
      zone: t.formatMessage({ id: zone.labelKey }),
      promise: t.formatMessage({ id: zone.promiseKey }),
    };
    const what = 'moveTo' in question ? 'zone' : question.listen;
    const { response } = await dialog.showMessageBox({
      type: 'question',
      title: app.getName(),
      message: t.formatMessage({ id: `dialog.link.${what}` }, named),
      detail: t.formatMessage({ id: `dialog.link.${what === 'zone' ? 'zone' : 'listen'}.detail` }, named),
      buttons: [
        t.formatMessage({ id: 'dialog.link.cancel' }),
        t.formatMessage({ id: `dialog.link.do-${what}` }),
      ],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    return response === 1;
  }
}

/** Throws ProblemError `hotkey-doubled` where two shortcuts have the same keys. */
export function assertHotkeysDiffer({ hotkeys }: Settings): void {
  const hotkey = doubledHotkey(hotkeys, isMac);
  if (hotkey !== undefined) throw new ProblemError('hotkey-doubled', { hotkey });
}
