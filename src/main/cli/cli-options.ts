import { parseArgs } from 'node:util';
import type { IntlShape } from '@formatjs/intl';
import type { MessageId } from '../../shared/locales/messages';
import { speechModels } from '../../shared/speech-models';
import { zoneIds, type ZoneId } from '../../shared/zones';
import { paces, type Pace } from '../core/audio-input/feed-audio';
import { UsageError } from './usage-error';

export const outputFormats = ['text', 'jsonl', 'srt', 'vtt', 'md', 'json'] as const;
export type OutputFormat = (typeof outputFormats)[number];
const layouts = ['mono', 'split'] as const;

/** What the command line asked for; what it left open is absent. */
export interface CliOptions {
  /** Path of a WAV file, or `-` for raw PCM on stdin. */
  input: string;
  zone?: ZoneId;
  url?: string;
  ca?: string;
  model?: string;
  split: boolean;
  pace: Pace;
  format: OutputFormat;
  out?: string;
  receipt?: string;
  profile?: string;
  /** How long to go on trying an unreachable zone. */
  giveUpMs?: number;
  save: boolean;
}

/** What `--verify-receipt` asks for. */
export interface VerifyOptions {
  verifyReceipt: string;
  profile?: string;
}

/** Every option, in the order of the help text: its value's name there, and its message id. */
const optionTable = [
  ['zone', 'ID'],
  ['url', 'URL'],
  ['ca', 'FILE'],
  ['model', 'ID'],
  ['channels', layouts.join('|')],
  ['pace', paces.join('|')],
  ['format', 'FORMAT'],
  ['out', 'FILE'],
  ['receipt', 'FILE'],
  ['verify-receipt', 'FILE'],
  ['profile', 'DIR'],
  ['give-up', 'SECONDS'],
  ['no-save', undefined],
  ['help', undefined],
] as const;

/**
 * Reads the arguments after `npm run captions --`. Throws UsageError for anything not in the table.
 * @returns the options, those of `--verify-receipt`, or `help` where they ask for the help text
 */
export function parseCliOptions(
  args: readonly string[],
  intl: Messages,
): CliOptions | VerifyOptions | 'help' {
  const { values, positionals } = readArguments(args, intl);
  if (values.help) return 'help';
  const verifyReceipt = values['verify-receipt'];
  if (verifyReceipt !== undefined) {
    const other = Object.keys(values).find((name) => name !== 'verify-receipt' && name !== 'profile');
    const extra = other === undefined ? positionals[0] : `--${other}`;
    if (extra !== undefined) throw usage(intl, 'cli.verify-alone', { extra });
    return { verifyReceipt, ...dropUndefined(pick(values, ['profile'])) };
  }

  const known = <T extends string>(name: keyof Texts, allowed: readonly T[]): T | undefined => {
    const value = values[name];
    if (value === undefined) return undefined;
    const found = allowed.find((one) => one === value);
    if (found) return found;
    throw usage(intl, 'cli.value-unknown', { option: `--${name}`, value, allowed: allowed.join(', ') });
  };
  const [input, ...more] = positionals;
  if (input === undefined || input === '') throw usage(intl, 'cli.input-missing');
  if (more.length > 0) throw usage(intl, 'cli.input-several', { inputs: positionals.join(', ') });
  const zone = known('zone', zoneIds);
  const model = known('model', [...new Set(speechModels.map(({ id }) => id))]);
  const giveUp = values['give-up'];
  const giveUpMs = giveUp === undefined ? undefined : secondsOf(giveUp, intl) * 1000;
  const optional = { zone, model, giveUpMs, ...pick(values, ['url', 'ca', 'out', 'receipt', 'profile']) };
  return {
    input,
    ...dropUndefined(optional),
    split: known('channels', layouts) === 'split',
    pace: known('pace', paces) ?? 'realtime',
    format: known('format', outputFormats) ?? 'text',
    save: !values['no-save'],
  };
}

/** The help text: everything there is, so that nothing has to be looked up. */
export function helpText(intl: Messages): string {
  const lines = optionTable.map(([name, value]) => {
    const option = `  --${name}${value === undefined ? '' : ` ${value}`}`;
    const [first = '', ...rest] = intl.formatMessage({ id: `cli.option.${name}` }).split('\n');
    return [`${option.padEnd(26)}${first}`, ...rest.map((line) => ' '.repeat(26) + line)].join('\n');
  });
  return `${intl.formatMessage({ id: 'cli.help.head' })}\n\n${lines.join('\n')}\n\n${intl.formatMessage({ id: 'cli.help.foot' })}\n`;
}

export type Messages = Pick<IntlShape, 'formatMessage' | 'formatDate'>;

export const usage = (intl: Messages, id: MessageId, values?: Record<string, string | number>): UsageError =>
  new UsageError(intl.formatMessage({ id }, values));

type Flag = 'no-save' | 'help';
type Texts = Partial<Record<Exclude<(typeof optionTable)[number][0], Flag>, string>>;
type Values = Texts & Partial<Record<Flag, boolean>>;

function readArguments(args: readonly string[], intl: Messages): { values: Values; positionals: string[] } {
  const options = Object.fromEntries(
    optionTable.map(([name, value]) => [name, { type: value === undefined ? 'boolean' : 'string' } as const]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | boolean> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = optionTable.find(([name]) => token.rawName === `--${name}`);
    if (!option) {
      const allowed = optionTable.map(([name]) => `--${name}`).join(', ');
      throw usage(intl, 'cli.option-unknown', { option: token.rawName, allowed });
    }
    const [name, valueName] = option;
    if (name in values) throw usage(intl, 'cli.option-twice', { option: token.rawName });
    const isMissing =
      token.value === undefined || token.value === '' || isOption(token.value, token.inlineValue);
    if (valueName !== undefined && isMissing) {
      throw usage(intl, 'cli.value-missing', { option: token.rawName, value: valueName });
    }
    if (valueName === undefined && token.value !== undefined) {
      throw usage(intl, 'cli.value-unwanted', { option: token.rawName });
    }
    values[name] = token.value ?? true;
  }
  return { values, positionals };
}

/** `--zone --pace fast` has forgotten a value; `--out=--x` means what it says. */
const isOption = (value: string | undefined, isInline: boolean | undefined): boolean =>
  !isInline && (value?.startsWith('--') ?? false);

function secondsOf(text: string, intl: Messages): number {
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds < 0) {
    throw usage(intl, 'cli.seconds-invalid', { option: '--give-up', value: text });
  }
  return seconds;
}

const pick = <K extends keyof Texts>(values: Texts, names: readonly K[]): Pick<Texts, K> =>
  Object.fromEntries(names.map((name) => [name, values[name]])) as Pick<Texts, K>;

const dropUndefined = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
