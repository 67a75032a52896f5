import { z } from 'zod';
import { locales } from './locales/locales';
import { zoneIds } from './zones';

/** Version of the settings file; raise it with a step in src/main/core/settings/settings-migrations.ts. */
export const settingsVersion = 1;

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);

export const captionFonts = ['system', 'serif', 'mono', 'dyslexia'] as const;
export type CaptionFont = (typeof captionFonts)[number];
export const textEdges = ['none', 'outline', 'shadow'] as const;
/** `start` is the left, for text that runs from right to left the right. */
export const textAligns = ['start', 'center', 'end'] as const;

/** `instant`: words as they are heard. `reading`: once stable, at most two seconds later, and then never changed. */
export const textModes = ['instant', 'reading'] as const;

export const overlayLookSchema = z.object({
  /** Visible caption lines. */
  lines: z.int().min(1).max(6).default(3),
  fontSizePx: z.int().min(16).max(96).default(28),
  textColour: colour.default('#ffffff'),
  backgroundColour: colour.default('#000000'),
  /** 0 clear – 1 opaque. */
  backgroundOpacity: z.number().min(0).max(1).default(0.8),
  /** Characters on a line before it wraps. */
  columns: z.int().min(20).max(100).default(42),

  font: z.enum(captionFonts).default('system'),
  fontWeight: z.int().min(300).max(800).multipleOf(100).default(400),
  /** As a multiple of the font size. */
  lineHeight: z.number().min(1.1).max(2).default(1.35),
  /** Drawn around letters in black or white, whichever stands out from the text. */
  textEdge: z.enum(textEdges).default('none'),
  cornerRadiusPx: z.int().min(0).max(32).default(12),
  align: z.enum(textAligns).default('start'),
  /** null: chosen by Sotto to be read on the background. */
  youColour: colour.nullable().default(null),
  othersColour: colour.nullable().default(null),
  /** Whether each speaker told apart in one channel has a colour of their own. */
  speakerColours: z.boolean().default(true),
});
export type OverlayLook = z.infer<typeof overlayLookSchema>;

/** Screen coordinates in device-independent pixels; may be negative on a second display. */
export const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
});
export type Bounds = z.infer<typeof boundsSchema>;

export const overlayEdges = ['top', 'bottom'] as const;
/** Where the person put the overlay on one set of displays. */
export const overlayPlaceSchema = z.object({
  /** Name of the set (display-set.ts). */
  displays: z.string().max(2_000),
  bounds: boundsSchema,
  /** The look's `columns` as the person set a width of its own, which holds as long as they do; null: none was set. */
  widthAtColumns: z.int().nullable(),
  /** Edge of the work area it is snapped to. */
  edge: z.enum(overlayEdges).nullable(),
  /** Whether it is snapped to the middle, from left to right. */
  centred: z.boolean(),
});
export type OverlayPlace = z.infer<typeof overlayPlaceSchema>;

/** Steps of the first run in their order. */
export const firstRunSteps = ['welcome', 'sources', 'zone', 'look', 'done'] as const;
export type FirstRunStep = (typeof firstRunSteps)[number];

export const settingsSchema = z.object({
  settingsVersion: z.literal(settingsVersion).default(settingsVersion),
  onboarded: z.boolean().default(false),
  /** Of Sotto's own texts; null is the system's. */
  language: z.enum(locales).nullable().default(null),
  /** Where a first run that isn't over goes on. */
  firstRunStep: z.enum(firstRunSteps).default('welcome'),
  /** null: not chosen; then {@link defaultZone} holds. */
  zone: z.enum(zoneIds).nullable().default(null),
  selfHosted: z
    .object({
      /** `ws://` or `wss://` URL of the person's own server; empty while unset. */
      url: z.string().max(2_000).default(''),
      /** Consent to plain `ws:` beyond this computer (rule Z4). */
      allowInsecure: z.boolean().default(false),
    })
    .prefault({}),
  tokenBroker: z
    .object({
      /** Where the organisation gives out temporary tokens (`https:`); empty while unset. */
      url: z.string().default(''),
    })
    .prefault({}),
  /** Speech model per zone; a missing entry is the zone's default. On `device`, missing means "measure and pick". */
  models: z.partialRecord(z.enum(zoneIds), z.string().max(100)).default({}),
  /**
   * What is asked of the speech models of all zones: vocabulary, languages, speakers, personal information… by the names
   * of streaming-options.ts. Kept as it is, so that a bad value is said in words before captions start and costs no other
   * setting; checked by option-check.ts.
   */
  speechOptions: z.record(z.string(), z.unknown()).default({}),
  sources: z
    .object({
      microphone: z.boolean().default(true),
      systemAudio: z.boolean().default(true),
      /** `deviceId` of the microphone; null is the system's default. */
      microphoneId: z.string().max(300).nullable().default(null),
      /** Keeps what the loudspeakers play out of “You”. */
      echoCancellation: z.boolean().default(true),
      // Off: speech cleaned for human ears is heard worse by a recogniser.
      noiseSuppression: z.boolean().default(false),
      autoGainControl: z.boolean().default(false),
    })
    .prefault({}),
  overlay: z
    .object({
      visible: z.boolean().default(true),
      clickThrough: z.boolean().default(true),
      /** Where the person put it on each set of displays, the last moved first. */
      places: z.array(overlayPlaceSchema).max(50).default([]),
      /** Where it was put before {@link places} were told apart by displays. */
      bounds: boundsSchema.nullable().default(null),
      /** Keeps it out of screen sharing and recordings, where the OS can. */
      hideFromScreenShare: z.boolean().default(false),
      look: overlayLookSchema.prefault({}),
      textMode: z.enum(textModes).default('instant'),
      /** After how much silence the captions fade, s; null is never. Less than 8 s takes text from slow readers. */
      fadeAfterS: z.int().min(8).max(600).nullable().default(null),
      /** Whether a screen reader is told what was said. */
      announce: z.boolean().default(true),
    })
    .prefault({}),
  hotkeys: z
    .object({
      /** Electron accelerator; empty is none. */
      toggleCaptions: z.string().max(100).default('CommandOrControl+Shift+L'),
      toggleClickThrough: z.string().max(100).default('CommandOrControl+Shift+K'),
      // With three modifiers no common program uses them, and no keyboard layout types a letter by them (Ctrl+Alt is AltGr).
      togglePause: z.string().max(100).default('CommandOrControl+Alt+Shift+H'),
      biggerText: z.string().max(100).default('CommandOrControl+Alt+Shift+PageUp'),
      smallerText: z.string().max(100).default('CommandOrControl+Alt+Shift+PageDown'),
      copyLastLine: z.string().max(100).default('CommandOrControl+Alt+Shift+J'),
    })
    .prefault({}),
  /** Sotto opens with the computer: its tray icon and the captions, no window. */
  startAtLogin: z.boolean().default(false),
  saving: z
    .object({
      /** Minutes without speech after which a session is closed until somebody speaks; null is never. */
      idleMinutes: z.int().min(1).max(60).nullable().default(null),
    })
    .prefault({}),
  transcripts: z.object({ save: z.boolean().default(true) }).prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});

/**
 * A change to part of the settings: plain objects merge at any depth, everything else replaces, and `undefined`
 * takes an entry away so that its default holds.
 */
export type SettingsPatch = DeepPartial<Settings>;
type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> | undefined }
    : T;
