import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { problemText } from '../../shared/locales/messages';
import type { UncheckedOptions } from '../../shared/option-check';
import { ProblemError } from '../../shared/problems';
import type { Settings } from '../../shared/settings';
import { modelsOf } from '../../shared/speech-models';
import { zones, type ZoneId } from '../../shared/zones';
import { readPolicy } from '../core/policy/policy';
import {
  assertMayForget,
  assertModelAllowed,
  assertServerAllowed,
  assertZoneAllowed,
  settingsUnder,
  zoneToUse,
} from '../core/policy/policy-rules';
import { loadSettings } from '../core/settings/settings-file';
import { captionParameters } from '../core/streaming/connection-query';
import { selfHostedUrl, type SelfHostedServer } from '../core/zones/zone-destination';
import { usage, type CliOptions, type Messages } from './cli-options';

/** The engine on this device may have models to load and to time before it answers. */
const giveUpMs = { server: 30_000, device: 120_000 };

/** What a run will do: the options with everything they left open filled in, and every rule checked. */
export interface CaptionsPlan {
  zone: ZoneId;
  model?: string;
  /** Speech options of the profile's settings. */
  options: UncheckedOptions;
  server: SelfHostedServer & { ca?: string };
  /** Address of the organisation's token broker; empty where there is none. */
  tokenBrokerUrl: string;
  giveUpMs: number;
  /** Folder of settings and transcripts. */
  profile: string;
  /** Whether the transcript is kept. */
  keepsTranscript: boolean;
  /** Days after which the policy has transcripts deleted. */
  retentionDays: number | undefined;
}

export interface PlanSources {
  /** Profile folder where none is named. */
  defaultProfile: string;
  policyFile: string;
  apiKey: string | undefined;
  now: () => Date;
  /** Tells the person something that doesn't stop the run. */
  note: (text: string) => void;
  intl: Messages;
}

/**
 * Puts the options, the settings and the machine's policy together. Throws UsageError for options that contradict each
 * other, ProblemError `policy-malformed`, `policy-refused`, `key-missing`, `url-invalid`, `insecure-url` or
 * `option-invalid`.
 */
export function planCaptions(options: CliOptions, sources: PlanSources): CaptionsPlan {
  const { intl, apiKey } = sources;
  const policy = readPolicy(sources.policyFile);
  const folder = resolve(options.profile ?? sources.defaultProfile);
  const { settings: chosenSettings, problem } = loadSettings(folder, sources.now);
  const settings = settingsUnder(policy, chosenSettings);
  if (problem) sources.note(problemText(intl, problem));

  // A zone that the policy locks isn't lost with the settings.
  const isKnown = !problem || settings.zone !== chosenSettings.zone;
  const chosen = options.zone ?? (isKnown ? settings.zone : null);
  const tokenBrokerUrl = policy.tokenBrokerUrl ?? settings.tokenBroker.url;
  const hasAccess = apiKey !== undefined || tokenBrokerUrl !== '';
  const zone = zoneToUse(policy, chosen, hasAccess);
  assertZoneAllowed(policy, zone);
  // The zone that was chosen is lost with the file, and is not guessed.
  if (problem && chosen === null && zone !== 'device') throw usage(intl, 'cli.zone-unknown-after-reset');

  checkTogether(options, zone, intl);
  const model = options.model ?? settings.models[zone];
  const offered = modelsOf(zone).map(({ id }) => id);
  if (model !== undefined && !offered.includes(model)) {
    throw usage(intl, 'cli.model-not-in-zone', { zone, model, allowed: offered.join(', ') });
  }
  assertModelAllowed(policy, zone, model);
  if (!options.save) assertMayForget(policy);
  const server = serverOf(options, settings);
  if (zone === 'self-hosted') {
    if (server.url === '') throw usage(intl, 'cli.url-needed');
    selfHostedUrl(server);
    assertServerAllowed(policy, server.url);
  }
  if (zones[zone].needsKey && !hasAccess) throw new ProblemError('key-missing', { zone });
  captionParameters(zone, model, settings.speechOptions);
  checkFiles(options, intl);

  const ca = options.ca === undefined ? undefined : readCertificates(options.ca, intl);
  return {
    zone,
    ...(model !== undefined && { model }),
    options: settings.speechOptions,
    server: { ...server, ...(ca !== undefined && { ca }) },
    tokenBrokerUrl,
    giveUpMs: options.giveUpMs ?? giveUpMs[zone === 'device' ? 'device' : 'server'],
    profile: folder,
    keepsTranscript: options.save && settings.transcripts.save,
    retentionDays: policy.retentionDays,
  };
}

/** Whether the machine's policy, read anew, still allows what the run does. Throws as {@link planCaptions} does. */
export function checkPlan({ zone, model, server }: CaptionsPlan, policyFile: string): void {
  const policy = readPolicy(policyFile);
  assertZoneAllowed(policy, zone);
  assertModelAllowed(policy, zone, model);
  if (zone === 'self-hosted') assertServerAllowed(policy, server.url);
}

function checkTogether({ url, ca, pace }: CliOptions, zone: ZoneId, intl: Messages): void {
  for (const [option, value] of [
    ['--url', url],
    ['--ca', ca],
  ] as const) {
    if (value !== undefined && zone !== 'self-hosted')
      throw usage(intl, 'cli.only-self-hosted', { option, zone });
  }
  if (pace === 'fast' && zone !== 'device' && zone !== 'self-hosted') {
    throw usage(intl, 'cli.fast-not-allowed', { zone });
  }
}

/** Consent to an unencrypted server (rule Z4) was given for the address in the settings, not for any other. */
function serverOf({ url }: CliOptions, { selfHosted }: Settings): SelfHostedServer {
  return url === undefined || url === selfHosted.url ? selfHosted : { url, allowInsecure: false };
}

function readCertificates(file: string, intl: Messages): string {
  const refuse = (detail: string): Error =>
    usage(intl, 'cli.file-unreadable', { option: '--ca', file, detail });
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw refuse('it holds no PEM certificate');
  return pem;
}

/** Finds out before the run, not after it, that a file can't be written or would overwrite another. */
function checkFiles({ input, out, receipt }: CliOptions, intl: Messages): void {
  const taken = new Map([[resolve(input), 'INPUT']]);
  for (const [option, file] of [
    ['--out', out],
    ['--receipt', receipt],
  ] as const) {
    if (file === undefined) continue;
    const path = resolve(file);
    const other = taken.get(path);
    if (other !== undefined) throw usage(intl, 'cli.same-file', { option, other });
    taken.set(path, option);
    const folder = statSync(dirname(path), { throwIfNoEntry: false });
    const existing = folder?.isDirectory() ? statSync(path, { throwIfNoEntry: false }) : undefined;
    const detail = !folder?.isDirectory()
      ? 'there is no such folder'
      : existing?.isDirectory()
        ? 'it is a folder'
        : undefined;
    if (detail !== undefined) throw usage(intl, 'cli.file-unwritable', { option, file, detail });
  }
}
