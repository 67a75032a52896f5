import { readFile } from 'node:fs/promises';
import type { IntlShape } from '@formatjs/intl';
import { dialog } from 'electron';
import type { AudioLevel } from '../../shared/audio';
import type { HotkeyStates } from '../../shared/hotkeys';
import type { Handlers } from '../../shared/ipc/ipc-contract';
import type {
  AudioInput,
  Capabilities,
  PolicyLimits,
  SottoIpc,
  ZoneOption,
} from '../../shared/ipc/ipc-schema';
import type { MessageId } from '../../shared/locales/messages';
import type { Settings } from '../../shared/settings';
import type { ZoneId } from '../../shared/zones';
import type { SampleCaptions } from '../core/captioning/sample-captions';
import type { Conversation } from '../core/conversation/conversation';
import type { ProblemBoard } from '../core/problems/problem-board';
import type { CloudAccess } from '../core/secrets/cloud-access';
import { exportKeyTerms } from '../core/settings/key-terms-export';
import type { SettingsStore } from '../core/settings/settings-store';
import type { TranscriptLibrary } from '../core/transcripts/transcript-library';
import type { ZoneDelay } from '../core/zones/zone-delay';
import type { CaptureWindow } from './capture-window';
import type { OverlayWindow } from './overlay-window';
import { openPrivacySettings, withSystemAccess } from './privacy-settings';

export interface HandlerParts {
  conversation: Conversation;
  settings: SettingsStore;
  access: CloudAccess;
  delays: ZoneDelay;
  library: TranscriptLibrary;
  sample: SampleCaptions;
  problems: ProblemBoard;
  capture: CaptureWindow;
  overlay: OverlayWindow;
  capabilities: () => Promise<Capabilities>;
  messages: () => IntlShape;
  zones: () => Promise<{ inForce: ZoneId; options: ZoneOption[] }>;
  policyLimits: () => PolicyLimits;
  hotkeyStates: () => HotkeyStates;
  /** Throws ProblemError `policy-refused` for settings the administrator doesn't allow, `hotkey-doubled`. */
  checkSettings: (settings: Settings) => void;
  audioInputs: { list: () => AudioInput[]; set: (inputs: AudioInput[]) => void };
  openControl: () => void;
  levels: (levels: readonly AudioLevel[]) => void;
  transcriptsChanged: () => void;
  noticesFile: string;
  documentsDir: string;
}

/** What main answers to each call of the IPC schema. */
export function createHandlers(parts: HandlerParts): Handlers<SottoIpc> {
  const { conversation, settings, access, library, problems } = parts;
  const nothing = (): undefined => undefined;
  const text = (id: MessageId): string => parts.messages().formatMessage({ id });
  return {
    captioning: {
      status: () => conversation.status,
      start: () => conversation.start().then(nothing),
      stop: () => conversation.stop().then(nothing),
      togglePause: () => conversation.togglePause().then(nothing),
      previewLevels: (on) => conversation.preview(on).then(nothing),
      recent: () => conversation.recent(),
    },
    settings: {
      get: () => settings.get(),
      change: (patch) => settings.change(patch, parts.checkSettings),
      // A voice never moves by itself: without a chosen zone it might, as soon as a key is there.
      reset: async () =>
        settings.reset({ zone: (await parts.zones()).inForce, onboarded: settings.get().onboarded }),
      zones: () => parts.zones(),
      changeZone: (zone) => {
        settings.change({ zone }, parts.checkSettings);
        return undefined;
      },
      exportKeyTerms: async () => {
        const file = await askWhereToSave(
          'dialog.export-terms.title',
          `${parts.documentsDir}/key-terms`,
          'txt',
        );
        if (file !== null) await exportKeyTerms(settings.get(), file);
        return file;
      },
      policyLimits: () => parts.policyLimits(),
      measureDelay: (zone) => parts.delays.measure(zone),
      stopMeasuring: () => {
        parts.delays.stop();
      },
    },
    key: {
      status: () => access.status(),
      set: (key) => access.setKey(key),
      clear: () => access.clearKey(),
      keepWeakly: () => access.keepKeyWeakly(),
      check: (zone) => access.check(zone),
      setBroker: (url) => access.setBroker(url),
    },
    transcripts: {
      list: () => library.list(),
      read: (id) => library.read(id),
      export: async ({ id, format }) => {
        const file = await askWhereToSave(text('dialog.export.title'), `${parts.documentsDir}/${id}`, format);
        if (file !== null) await library.export(id, format, file);
        return file;
      },
      receipts: (id) => library.receipts(id),
      exportReceipts: async (id) => {
        const at = `${parts.documentsDir}/${id}-receipts`;
        const file = await askWhereToSave(text('dialog.export-receipts.title'), at, 'json');
        if (file !== null) await library.exportReceipts(id, file);
        return file;
      },
      remove: async (id) => {
        await library.remove(id);
        parts.transcriptsChanged();
        return undefined;
      },
      restore: async (id) => {
        await library.restore(id);
        parts.transcriptsChanged();
        return undefined;
      },
    },
    app: {
      capabilities: () => parts.capabilities(),
      problems: () => problems.list(),
      dismissProblem: (code) => {
        problems.dismiss(code);
        return undefined;
      },
      openControl: () => {
        parts.openControl();
        return undefined;
      },
      openMicrophoneSettings: () => openPrivacySettings('microphone'),
      openSystemAudioSettings: () => openPrivacySettings('systemAudio'),
      audioInputs: () => {
        parts.capture.open();
        return parts.audioInputs.list();
      },
      notices: () => readFile(parts.noticesFile, 'utf8'),
    },
    sample: {
      run: () => parts.sample.run().then(nothing),
      stop: () => {
        void parts.sample.stop();
      },
    },
    hotkeys: { states: () => parts.hotkeyStates() },
    overlay: {
      setVisible: (visible) => {
        settings.change({ overlay: { visible } });
        return undefined;
      },
      textScale: (scale) => {
        parts.overlay.setTextScale(scale);
      },
      nudge: (step) => {
        parts.overlay.nudge(step);
      },
      resize: (drag) => {
        parts.overlay.resize(drag);
      },
      moveTo: (where) => {
        parts.overlay.moveTo(where);
        return undefined;
      },
    },
    capture: {
      ready: () => {
        parts.capture.pageReady();
      },
      allowSharing: (picture) => parts.capture.allowSharing(picture),
      levels: (levels) => {
        parts.levels(levels);
      },
      sourceState: (state) => {
        conversation.sourceChanged(withSystemAccess(state));
      },
      inputs: (inputs) => {
        parts.audioInputs.set(inputs);
      },
    },
  };
}

/** @returns the path the person chose, or null where they changed their mind */
async function askWhereToSave(title: string, path: string, extension: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    title,
    // Since Electron 43 the dialog no longer remembers the last folder.
    defaultPath: `${path}.${extension}`,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  return canceled || !filePath ? null : filePath;
}
