import { z } from 'zod';
import { channels, type AudioLevel, type Channel } from '../audio';
import type { CaptioningStatus } from '../captioning-status';
import {
  exportFormats,
  type Caption,
  type Gap,
  type SpeakerChange,
  type Transcript,
  type TranscriptSummary,
} from '../captions';
import type { HotkeyStates } from '../hotkeys';
import type { UiLanguage } from '../locales/locales';
import type { Problem } from '../problems';
import { problemCodes } from '../problems';
import type { ConversationReceipts } from '../session-receipt';
import type { Settings, SettingsPatch } from '../settings';
import { zoneIds, type ZoneId } from '../zones';
import { invoke, notify, port, send, type Bridge, type WindowKind } from './ipc-contract';

const nothing = z.undefined();
const transcriptId = z.string().regex(/^[\w.-]{1,100}$/);
const level = z.number().min(0).max(1);

/** All a page may know of the key. */
export interface KeyStatus {
  set: boolean;
  /** Last four characters, to tell keys apart. */
  lastFour?: string;
  /**
   * `stored`: by the OS's secret store; `weak`: in a file this OS protects only weakly, as the person wanted; `memory`: no
   * safe store here, forgotten at quit; `environment`: from ASSEMBLYAI_API_KEY.
   */
  kept?: 'stored' | 'weak' | 'memory' | 'environment';
  /** The organisation's token broker, which serves where no key is set. */
  broker?: {
    url: string;
    /** Set by the administrator. */
    locked: boolean;
  };
}

/** How well the OS can keep a secret: `weak` is a file encrypted with a password everybody knows. */
export type SecretStore = 'safe' | 'weak' | 'none';

/** A zone took what Sotto would open a session with. */
export interface AccessCheck {
  /** What was tried: the key, or a token of the broker's. */
  by: 'key' | 'broker';
  /** Who said so: the zone's host, or the broker's. */
  host: string;
}

export interface AudioInput {
  deviceId: string;
  label: string;
  /** The system's default at present. */
  isDefault?: boolean | undefined;
}

/** What to capture: main tells the capture window, which answers with frames on the port that comes along. */
export interface CaptureRequest {
  sources: Settings['sources'];
  /** How computer audio is heard on this OS. */
  systemAudio: SystemAudioMethod;
  /** For the level meters alone: what Sotto itself plays is heard too, for the test of the loudspeakers. */
  isPreview?: boolean;
  /** What a failure is described in; absent is English. */
  language?: UiLanguage;
}

export type SystemAudioMethod =
  | {
      method: 'display-media';
      /** Whether it can be opened again without a dialog of the system's. */
      reopens: boolean;
      /** A system that doesn't refuse sound but ends it, or gives zeros for ever, where it isn't allowed. */
      failsSilently: boolean;
    }
  | { method: 'input-device'; label: string }
  | { method: 'none' };

/** What the overlay says for a moment after a shortcut. */
export type OverlayRemark = 'copied' | 'nothing-to-copy';

/** What the app can do on this computer, so that pages offer nothing else. */
export interface Capabilities {
  platform: 'linux' | 'darwin' | 'win32';
  appVersion: string;
  clickThrough: boolean;
  /** Whether the system can leave a window out of what is shared of the screen. */
  hideFromScreenShare: boolean;
  systemAudio: boolean;
  tray: boolean;
  /** Whether the system can start this program at login. */
  startAtLogin: boolean;
  secretStore: SecretStore;
  /** The system's languages as BCP 47 tags, most wanted first. */
  languages: readonly string[];
}

/** What the administrator's policy decides, so that pages show it locked; null is free. */
export interface PolicyLimits {
  /** Names of the settings a person can't change (setting-names.ts). */
  locked: readonly string[];
  /** Models that may be chosen. */
  models: readonly string[] | null;
  saveTranscripts: boolean | null;
  /** Transcripts that began more days ago are deleted. */
  retentionDays: number | null;
  /** Whether Sotto may look for updates of itself. */
  updates: boolean | null;
  /** Where temporary tokens come from. */
  tokenBrokerUrl: string | null;
}

/** No administrator decided anything. */
export const noPolicyLimits: PolicyLimits = {
  locked: [],
  models: null,
  saveTranscripts: null,
  retentionDays: null,
  updates: null,
  tokenBrokerUrl: null,
};

/** A zone as the settings page offers it. */
export interface ZoneOption {
  zone: ZoneId;
  allowed: boolean;
  /** Full host, for the person who wants to check; empty while unset. */
  host: string;
}

export const ipcSchema = {
  captioning: {
    status: invoke<CaptioningStatus>().from(['overlay', 'control'], nothing),
    start: invoke<undefined>().from(['overlay', 'control'], nothing),
    stop: invoke<undefined>().from(['overlay', 'control'], nothing),
    /** Pauses captions that run, or goes on; nothing is heard meanwhile. */
    togglePause: invoke<undefined>().from(['overlay', 'control'], nothing),
    /** While captions are stopped: hears the sources for the level meters alone. Nothing is kept or sent. */
    previewLevels: invoke<undefined>().from(['control'], z.boolean()),
    /** Captions of this conversation so far, the last 50 turns of each channel. */
    recent: invoke<Caption[]>().from(['overlay', 'control'], nothing),
    statusChanged: notify<CaptioningStatus>().to(['overlay', 'control']),
    caption: notify<Caption>().to(['overlay', 'control']),
    /** The speaker of a final caption, corrected. */
    speaker: notify<SpeakerChange>().to(['overlay', 'control']),
    gap: notify<Gap>().to(['overlay']),
    levels: notify<AudioLevel>().to(['overlay', 'control']),
  },
  settings: {
    get: invoke<Settings>().from(['overlay', 'control'], nothing),
    /** Checked as a whole by main after merging. */
    change: invoke<Settings>().from(
      ['control'],
      z.custom<SettingsPatch>((value) => typeof value === 'object' && value !== null),
    ),
    reset: invoke<Settings>().from(['control'], nothing),
    /** Writes the key terms, one a line, where the person says: that path, or null where they changed their mind. */
    exportKeyTerms: invoke<string | null>().from(['control'], nothing),
    changed: notify<Settings>().to(['overlay', 'control']),
    /** Zone in force and those a policy leaves. */
    zones: invoke<{ inForce: ZoneId; options: ZoneOption[] }>().from(['control'], nothing),
    /** Moves the voice to another zone, while captions run too: the old session is finished in its own zone first. */
    changeZone: invoke<undefined>().from(['control'], z.enum(zoneIds)),
    policyLimits: invoke<PolicyLimits>().from(['control'], nothing),
    /** Connects to the zone's host a few times, sends nothing, and answers the median, ms. */
    measureDelay: invoke<number>().from(['control'], z.enum(zoneIds)),
    /** Ends what is being measured. */
    stopMeasuring: send(['control'], nothing),
  },
  key: {
    status: invoke<KeyStatus>().from(['control'], nothing),
    /** The key goes in and never comes back out. */
    set: invoke<KeyStatus>().from(['control'], z.string().trim().min(1).max(200)),
    clear: invoke<KeyStatus>().from(['control'], nothing),
    /** Keeps the key in memory on disk too, weakly protected. */
    keepWeakly: invoke<KeyStatus>().from(['control'], nothing),
    /** Asks this zone, or the broker for this zone, whether a session could be opened; opens none. */
    check: invoke<AccessCheck>().from(['control'], z.enum(zoneIds)),
    /** Address of the organisation's token broker; empty takes it away. */
    setBroker: invoke<KeyStatus>().from(['control'], z.string().trim().max(2000)),
  },
  transcripts: {
    list: invoke<TranscriptSummary[]>().from(['control'], nothing),
    read: invoke<Transcript>().from(['control'], transcriptId),
    /** Asks where to save; answers the path, or null where the person changed their mind. */
    export: invoke<string | null>().from(
      ['control'],
      z.object({ id: transcriptId, format: z.enum(exportFormats) }),
    ),
    /** Where the voice went: the receipts of the conversation's sessions. */
    receipts: invoke<ConversationReceipts>().from(['control'], transcriptId),
    /** Asks where to save the receipts; answers as `export` does. */
    exportReceipts: invoke<string | null>().from(['control'], transcriptId),
    remove: invoke<undefined>().from(['control'], transcriptId),
    /** Brings back what `remove` took, until the app quits. */
    restore: invoke<undefined>().from(['control'], transcriptId),
    changed: notify<undefined>().to(['control']),
  },
  app: {
    capabilities: invoke<Capabilities>().from(['overlay', 'control'], nothing),
    /** Problems since start that the person hasn't dismissed. */
    problems: invoke<Problem[]>().from(['control'], nothing),
    dismissProblem: invoke<undefined>().from(['control'], z.enum(problemCodes)),
    problem: notify<Problem>().to(['control', 'overlay']),
    /** What was reported is no problem any more. */
    problemSolved: notify<Problem['code']>().to(['control']),
    openControl: invoke<undefined>().from(['overlay'], nothing),
    openMicrophoneSettings: invoke<undefined>().from(['control'], nothing),
    /** The OS's page for what may hear this computer's sound, or for its outputs. */
    openSystemAudioSettings: invoke<undefined>().from(['control'], nothing),
    /** Microphones known so far; the first question makes the capture page look. */
    audioInputs: invoke<AudioInput[]>().from(['control'], nothing),
    audioInputsChanged: notify<AudioInput[]>().to(['control']),
    /** Third-party licences, as text. */
    notices: invoke<string>().from(['control'], nothing),
  },
  sample: {
    /**
     * Captions the recording that comes with Sotto, on this device and for a preview alone. Answers when it is over, was
     * stopped, or with the problem in the way.
     */
    run: invoke<undefined>().from(['control'], nothing),
    stop: send(['control'], nothing),
    caption: notify<Caption>().to(['control']),
  },
  hotkeys: {
    /** Which shortcuts the system lets us have. */
    states: invoke<HotkeyStates>().from(['control'], nothing),
    statesChanged: notify<HotkeyStates>().to(['control']),
  },
  overlay: {
    /** Something to be said for a moment. */
    remark: notify<OverlayRemark>().to(['overlay']),
    setVisible: invoke<undefined>().from(['control', 'overlay'], z.boolean()),
    /** Moves or resizes the overlay by a step, for the keyboard; pixels. */
    /** How much larger the system's text is than usual: 2 is twice as large. */
    textScale: send(['overlay'], z.number().min(0.5).max(5)),
    nudge: send(['overlay'], z.object({ dx: z.int(), dy: z.int(), dWidth: z.int() })),
    /** The mouse drags one side of the overlay: the width it would have now, px. */
    resize: send(['overlay'], z.object({ side: z.enum(['left', 'right']), width: z.int() })),
    /** To the top or bottom of its display, or back to where it was before anybody moved it. */
    moveTo: invoke<undefined>().from(['overlay', 'control'], z.enum(['top', 'bottom', 'usual'])),
  },
  capture: {
    /** The capture page is up and can take a port. */
    ready: send(['capture'], nothing),
    /** Start capturing; frames ({@link PcmFrame}) come back through the port. A new port ends the old capture. */
    start: port<CaptureRequest>().to(['capture']),
    stop: notify<undefined>().to(['capture']),
    /**
     * Before each `getDisplayMedia`: main gives the page the gesture it takes, and shares this beside the sound. The
     * page's own frame asks for no permission; a screen is for systems that share no sound without one.
     */
    allowSharing: invoke<undefined>().from(['capture'], z.enum(['frame', 'screen'])),
    levels: send(
      ['capture'],
      z.array(z.object({ channel: z.enum(channels), rms: level, peak: level })).max(2),
    ),
    /** A source began to deliver, or failed. */
    sourceState: send(
      ['capture'],
      z.object({
        channel: z.enum(channels),
        live: z.boolean(),
        problem: z.enum(problemCodes).optional(),
        detail: z.string().max(300).optional(),
        device: z.string().max(300).optional(),
      }),
    ),
    inputs: send(
      ['capture'],
      z
        .array(
          z.object({
            deviceId: z.string().max(300),
            label: z.string().max(300),
            isDefault: z.boolean().optional(),
          }),
        )
        .max(100),
    ),
  },
} as const;

export type SottoIpc = typeof ipcSchema;
/** `window.sotto` in a window of this kind. */
export type SottoBridge<Kind extends WindowKind> = Bridge<SottoIpc, Kind>;

export interface SourceState {
  channel: Channel;
  live: boolean;
  problem?: Problem['code'] | undefined;
  detail?: string | undefined;
  /** Name of the device that is heard in place of the wished one. */
  device?: string | undefined;
}
