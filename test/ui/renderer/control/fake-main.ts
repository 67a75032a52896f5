import type { CaptioningStatus } from '../../../../src/shared/captioning-status';
import type { Caption, Transcript } from '../../../../src/shared/captions';
import { noHotkeys, type HotkeyStates } from '../../../../src/shared/hotkeys';
import {
  noPolicyLimits,
  type Capabilities,
  type KeyStatus,
  type PolicyLimits,
} from '../../../../src/shared/ipc/ipc-schema';
import { ProblemError, type Problem, type ProblemCode } from '../../../../src/shared/problems';
import type { ConversationReceipts } from '../../../../src/shared/session-receipt';
import {
  defaultSettings,
  settingsSchema,
  type Settings,
  type SettingsPatch,
} from '../../../../src/shared/settings';
import { zoneIds, zones, type ZoneId } from '../../../../src/shared/zones';
import { linuxCapabilities } from '../../../support/capabilities';
import type { Answers, OpenedRenderer } from '../../../support/renderer-harness';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const merge = (base: unknown, patch: unknown): unknown =>
  isObject(base) && isObject(patch)
    ? Object.entries(patch).reduce(
        (all, [name, value]) => ({ ...all, [name]: merge(base[name], value) }),
        base,
      )
    : patch;

/** A stand-in for main that keeps its state as main does: what the control window asks and is told. */
export class FakeMain {
  settings: Settings = { ...defaultSettings, onboarded: true };
  key: KeyStatus = { set: false };
  /** Delay of each zone that can be reached, ms; the others can't be. */
  delays: Partial<Record<ZoneId, number>> = {};
  /** Zones whose delay was asked for, in order. */
  delaysAsked: ZoneId[] = [];
  timesStopped = 0;
  /** Zones at which key or broker were checked. */
  checkedAt: ZoneId[] = [];
  /** Every key handed in, in order. */
  keysReceived: string[] = [];
  status: CaptioningStatus = { phase: 'stopped', zone: 'device', host: '', channels: [] };
  recent: Caption[] = [];
  transcripts: Transcript[] = [];
  problems: Problem[] = [];
  forbiddenZones: ZoneId[] = [];
  limits: PolicyLimits = noPolicyLimits;
  hotkeyStates: HotkeyStates = { ...noHotkeys, toggleCaptions: 'on' };
  receipts: ConversationReceipts = { receipts: [], chain: { state: 'intact' } };
  capabilities: Capabilities = linuxCapabilities;
  previewing = false;
  /** The system's pages that were opened, in order. */
  systemPagesOpened: ('microphone' | 'system-audio')[] = [];
  timesSampled = 0;
  /** Lets the recording that is being captioned come to its end. */
  endSample = (): void => undefined;
  exported: { id: string; format: string }[] = [];
  exportPath: string | null = '/home/ada/standup.srt';
  /** Calls that fail from now on, by name, e.g. `key.set`. */
  readonly failing = new Map<string, Problem>();
  readonly #removed = new Map<string, Transcript>();
  #opened: OpenedRenderer<'control'> | undefined;

  get zone(): ZoneId {
    return this.settings.zone ?? (this.key.set || this.key.broker ? 'edge' : 'device');
  }

  /** Where notifications go. */
  attach(opened: OpenedRenderer<'control'>): void {
    this.#opened = opened;
  }

  async setStatus(patch: Partial<CaptioningStatus>): Promise<void> {
    this.status = { ...this.status, ...patch };
    await this.#opened?.notify('captioning', 'statusChanged', this.status);
  }

  readonly answers: Answers<'control'> = {
    captioning: {
      status: () => this.status,
      recent: () => this.recent,
      start: () => {
        this.#mayFail('captioning.start');
        void this.setStatus({ phase: 'live', zone: this.zone, host: this.#hostOf(this.zone) });
        return undefined;
      },
      stop: () => {
        void this.setStatus({ phase: 'stopped' });
        return undefined;
      },
      togglePause: () => {
        void this.setStatus({ phase: this.status.phase === 'paused' ? 'live' : 'paused' });
        return undefined;
      },
      previewLevels: (on) => {
        this.previewing = on;
        return undefined;
      },
    },
    settings: {
      get: () => this.settings,
      change: (patch) => {
        this.#mayFail('settings.change');
        return this.#setSettings(merge(this.settings, patch) as SettingsPatch);
      },
      reset: () => this.#setSettings({ ...defaultSettings, onboarded: this.settings.onboarded }),
      zones: () => ({
        inForce: this.zone,
        options: zoneIds.map((zone) => ({
          zone,
          allowed: !this.forbiddenZones.includes(zone),
          host: this.#hostOf(zone),
        })),
      }),
      changeZone: (zone) => {
        this.#mayFail('settings.changeZone');
        this.#setSettings({ ...this.settings, zone });
        void this.setStatus({ zone, host: this.#hostOf(zone) });
        return undefined;
      },
      exportKeyTerms: () => {
        this.#mayFail('settings.exportKeyTerms');
        return this.exportPath;
      },
      policyLimits: () => this.limits,
      measureDelay: (zone) => {
        this.delaysAsked.push(zone);
        this.#mayFail(`settings.measureDelay ${zone}`);
        const ms = this.delays[zone];
        if (ms === undefined) throw new ProblemError('zone-unreachable', { host: this.#hostOf(zone) });
        return ms;
      },
      stopMeasuring: () => {
        this.timesStopped += 1;
      },
    },
    key: {
      status: () => this.key,
      set: (key) => {
        this.#mayFail('key.set');
        this.keysReceived.push(key);
        return (this.key = {
          ...this.key,
          set: true,
          lastFour: key.slice(-4),
          kept: this.capabilities.secretStore === 'safe' ? 'stored' : 'memory',
        });
      },
      clear: () => (this.key = { set: false }),
      keepWeakly: () => {
        this.#mayFail('key.keepWeakly');
        return (this.key = { ...this.key, kept: 'weak' });
      },
      check: (zone) => {
        this.checkedAt.push(zone);
        this.#mayFail('key.check');
        return this.key.set
          ? { by: 'key', host: this.#hostOf(zone) }
          : { by: 'broker', host: new URL(this.key.broker?.url ?? '').host };
      },
      setBroker: (url) => {
        this.#mayFail('key.setBroker');
        const { broker: _, ...others } = this.key;
        return (this.key = url === '' ? others : { ...others, broker: { url, locked: false } });
      },
    },
    transcripts: {
      list: () => this.transcripts.map((transcript) => transcript.summary),
      read: (id) => this.#find(id),
      export: (request) => {
        this.#mayFail('transcripts.export');
        this.exported.push(request);
        return this.exportPath;
      },
      receipts: () => this.receipts,
      exportReceipts: (id) => {
        this.#mayFail('transcripts.exportReceipts');
        this.exported.push({ id, format: 'receipts' });
        return this.exportPath;
      },
      remove: (id) => {
        this.#removed.set(id, this.#find(id));
        this.transcripts = this.transcripts.filter((transcript) => transcript.summary.id !== id);
        return undefined;
      },
      restore: (id) => {
        const removed = this.#removed.get(id);
        if (removed) this.transcripts.push(removed);
        return undefined;
      },
    },
    app: {
      capabilities: () => this.capabilities,
      problems: () => this.problems,
      dismissProblem: (code: ProblemCode) => {
        this.problems = this.problems.filter((problem) => problem.code !== code);
        return undefined;
      },
      openMicrophoneSettings: () => {
        this.systemPagesOpened.push('microphone');
        return undefined;
      },
      openSystemAudioSettings: () => {
        this.systemPagesOpened.push('system-audio');
        return undefined;
      },
      audioInputs: () => [
        { deviceId: 'default', label: 'Default' },
        { deviceId: 'desk', label: 'Desk microphone' },
      ],
      notices: () => 'Example library\nMIT License\n\nPermission is hereby granted…',
    },
    sample: {
      run: () => {
        this.#mayFail('sample.run');
        this.timesSampled += 1;
        return new Promise<undefined>((over) => {
          this.endSample = () => {
            over(undefined);
          };
        });
      },
      stop: () => {
        this.endSample();
      },
    },
    hotkeys: { states: () => this.hotkeyStates },
    overlay: {
      setVisible: (visible) => {
        this.#setSettings({ ...this.settings, overlay: { ...this.settings.overlay, visible } });
        return undefined;
      },
    },
  };

  #setSettings(next: SettingsPatch): Settings {
    this.settings = settingsSchema.parse(JSON.parse(JSON.stringify(next)));
    void this.#opened?.notify('settings', 'changed', this.settings);
    return this.settings;
  }

  #hostOf(zone: ZoneId): string {
    const { url } = this.settings.selfHosted;
    const socketUrl = zone === 'self-hosted' ? url : zones[zone].socketUrl;
    return socketUrl ? new URL(socketUrl).host : '';
  }

  #find(id: string): Transcript {
    const found = this.transcripts.find((transcript) => transcript.summary.id === id);
    if (!found) throw new ProblemError('transcript-not-found');
    return found;
  }

  #mayFail(call: string): void {
    const problem = this.failing.get(call);
    if (problem) throw new ProblemError(problem.code, problem.params);
  }
}
