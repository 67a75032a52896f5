import type { IntlShape } from '@formatjs/intl';
import { chosenLanguages, languagesToChoose } from '../../../shared/caption-languages';
import { isRunning, phaseMessage, type CaptioningStatus } from '../../../shared/captioning-status';
import type { MessageId, Messages } from '../../../shared/locales/messages';
import { isSettingLocked } from '../../../shared/setting-names';
import type { Settings } from '../../../shared/settings';
import { modelsOf, speechModelOf } from '../../../shared/speech-models';
import { zones, type ZoneId } from '../../../shared/zones';

export const trayActions = ['toggle', 'pause', 'overlay', 'click-through', 'open', 'quit'] as const;
export type TrayAction = (typeof trayActions)[number];

/** An item of the tray's menu, or a line between two groups of them. */
export type TrayItem =
  | { kind: 'separator' }
  /** Read only. */
  | { kind: 'note'; id: 'phase' | 'zone'; label: string }
  | { kind: 'action'; id: TrayAction; label: string; enabled: boolean }
  | { kind: 'switch'; id: TrayAction; label: string; enabled: boolean; checked: boolean }
  /** One of a few: the spoken language. */
  | { kind: 'choice'; id: 'language'; label: string; enabled: boolean; choices: LanguageChoice[] };

interface LanguageChoice {
  /** null finds out by itself. */
  code: string | null;
  label: string;
  checked: boolean;
}

/** What the menu is worded with. */
export type TrayMessages = Messages & Pick<IntlShape, 'formatDisplayName' | 'locale'>;

export interface TrayState {
  status: CaptioningStatus;
  settings: Settings;
  /** Names of the settings a policy decides. */
  locked: readonly string[];
}

/** Which picture the tray shows; they differ in shape, not in colour alone. */
export const trayIcons = ['live', 'paused', 'problem', 'stopped'] as const;
export type TrayIcon = (typeof trayIcons)[number];

export function trayIcon({ phase, problem, channels }: CaptioningStatus): TrayIcon {
  if (phase === 'paused') return 'paused';
  if (phase === 'failed' || phase === 'reconnecting') return 'problem';
  if (!isRunning(phase)) return 'stopped';
  return (problem ?? channels.some((channel) => channel.problem)) ? 'problem' : 'live';
}

/** State and zone in a few words (rule Z8). */
export const trayTooltip = ({ status }: TrayState, messages: Messages): string =>
  messages.formatMessage(
    { id: 'tray.tooltip' },
    {
      phase: messages.formatMessage({ id: phaseMessage(status) }),
      zone: messages.formatMessage({ id: zones[status.zone].labelKey }),
    },
  );

/** The tray's menu: what is going on and where the voice goes on top, then the app's main switches. */
export function trayMenu({ status, settings, locked }: TrayState, messages: TrayMessages): TrayItem[] {
  const text = (id: MessageId, values?: Record<string, string>): string =>
    messages.formatMessage({ id }, values);
  const running = isRunning(status.phase);
  const { visible, clickThrough } = settings.overlay;
  return [
    { kind: 'note', id: 'phase', label: text(phaseMessage(status)) },
    { kind: 'note', id: 'zone', label: text('tray.zone', { zone: text(zones[status.zone].labelKey) }) },
    { kind: 'separator' },
    {
      kind: 'action',
      id: 'toggle',
      label: text(running ? 'tray.stop' : 'tray.start'),
      enabled: status.phase !== 'stopping',
    },
    {
      kind: 'action',
      id: 'pause',
      label: text(status.phase === 'paused' ? 'tray.resume' : 'tray.pause'),
      enabled: running && status.phase !== 'stopping',
    },
    { kind: 'separator' },
    {
      kind: 'switch',
      id: 'overlay',
      label: text('tray.show-overlay'),
      enabled: !isSettingLocked(locked, 'overlay.visible'),
      checked: visible,
    },
    {
      kind: 'switch',
      id: 'click-through',
      label: text('tray.click-through'),
      enabled: !isSettingLocked(locked, 'overlay.clickThrough'),
      checked: clickThrough,
    },
    ...languageItems(status.zone, settings, locked, messages),
    { kind: 'separator' },
    { kind: 'action', id: 'open', label: text('tray.open'), enabled: true },
    { kind: 'action', id: 'quit', label: text('tray.quit'), enabled: true },
  ];
}

/** The spoken language, where the model in use has to be told it; the settings have the rest. */
function languageItems(
  zone: ZoneId,
  { models, speechOptions }: Settings,
  locked: readonly string[],
  messages: TrayMessages,
): TrayItem[] {
  const offered = languagesToChoose(speechModelOf(models[zone] ?? modelsOf(zone)[0]?.id ?? ''));
  if (offered.length === 0) return [];
  const main = chosenLanguages(speechOptions)[0] ?? null;
  const collator = new Intl.Collator(messages.locale);
  const nameOf = (code: string): string => messages.formatDisplayName(code, { type: 'language' }) ?? code;
  const choice = (code: string | null, label: string): LanguageChoice => ({
    code,
    label,
    checked: code === main,
  });
  return [
    {
      kind: 'choice',
      id: 'language',
      label: messages.formatMessage({ id: 'speech.language.label' }),
      enabled: !isSettingLocked(locked, 'speechOptions'),
      choices: [
        choice(null, messages.formatMessage({ id: 'speech.language.any' })),
        ...offered
          .map((code) => choice(code, nameOf(code)))
          .sort((a, b) => collator.compare(a.label, b.label)),
      ],
    },
  ];
}
