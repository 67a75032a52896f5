import type { PolicyLimits } from '../../../shared/ipc/ipc-schema';
import { ProblemError } from '../../../shared/problems';
import { settingAt, settingsNamed, withSetting } from '../../../shared/setting-names';
import { defaultSettings, type Settings } from '../../../shared/settings';
import { modelsOf } from '../../../shared/speech-models';
import { defaultZone, zoneIds, type ZoneId } from '../../../shared/zones';
import { selfHostedUrl } from '../zones/zone-destination';
import type { Policy } from './policy-schema';

// What a policy means (rule Z6). A person's setting that it fixes gives way; what is asked for explicitly (an option of
// the command line, a change in the settings) and isn't allowed is refused.

const isLocked = (policy: Policy, name: string): boolean => policy.lock?.includes(name) ?? false;

/** Models of a zone that may be used, the zone's default first. */
function allowedModels({ models }: Policy, zone: ZoneId): string[] {
  const offered = modelsOf(zone).map(({ id }) => id);
  return models ? models.filter((id) => offered.includes(id)) : offered;
}

/** The model where the person chose none; undefined is the zone's own default, on this device the measured one. */
function defaultModel(policy: Policy, zone: ZoneId): string | undefined {
  const allowed = allowedModels(policy, zone);
  const mayMeasure = zone === 'device' && allowed.length === modelsOf(zone).length;
  return policy.models && !mayMeasure ? allowed[0] : undefined;
}

const isModelAllowed = (policy: Policy, zone: ZoneId, model: string): boolean =>
  isLocked(policy, 'models')
    ? model === (defaultModel(policy, zone) ?? (zone === 'device' ? undefined : modelsOf(zone)[0]?.id))
    : allowedModels(policy, zone).includes(model);

function allowedZones(policy: Policy): readonly ZoneId[] {
  const named = policy.zones ?? zoneIds;
  const zones = isLocked(policy, 'zone') ? named.slice(0, 1) : named;
  return zones.filter((zone) => allowedModels(policy, zone).length > 0);
}

export const isZoneAllowed = (policy: Policy, zone: ZoneId): boolean => allowedZones(policy).includes(zone);

/** Throws ProblemError `policy-refused` where the policy does not allow the zone. */
export function assertZoneAllowed(policy: Policy, zone: ZoneId): void {
  if (isZoneAllowed(policy, zone)) return;
  throw refused(`zone ${zone}; allowed: ${allowedZones(policy).join(', ')}`);
}

/** Throws ProblemError `policy-refused` where the policy does not allow the model in that zone. */
export function assertModelAllowed(policy: Policy, zone: ZoneId, model: string | undefined): void {
  if (model === undefined || isModelAllowed(policy, zone, model)) return;
  const allowed = isLocked(policy, 'models')
    ? defaultModel(policy, zone)
    : allowedModels(policy, zone).join(', ');
  throw refused(`model ${model}; allowed: ${allowed ?? modelsOf(zone)[0]?.id ?? ''}`);
}

/** Throws ProblemError `policy-refused` for another own server than the policy's; `url` is one Sotto could connect to. */
export function assertServerAllowed({ selfHostedUrl: only }: Policy, url: string): void {
  const addressOf = (one: string): string => selfHostedUrl({ url: one, allowInsecure: true });
  if (only === undefined || addressOf(url) === addressOf(only)) return;
  throw refused(`server ${addressOf(url)}; allowed: ${addressOf(only)}`);
}

/** Throws ProblemError `policy-refused` where a run would keep no transcript and the policy wants it kept. */
export function assertMayForget({ saveTranscripts }: Policy): void {
  if (saveTranscripts === true) throw refused('not keeping the transcript');
}

const refused = (detail: string): ProblemError => new ProblemError('policy-refused', { detail });

/**
 * The zone to use: the one the person chose, else the policy's first, else the product's default. A chosen zone that
 * the policy forbids is answered as it is, for {@link assertZoneAllowed} to refuse: only the person moves their voice
 * to another zone.
 */
export const zoneToUse = (policy: Policy, chosen: ZoneId | null, hasKey: boolean): ZoneId =>
  chosen ?? policy.zones?.[0] ?? defaultZone(hasKey);

/** Names of the settings that the policy decides. */
export function lockedSettings(policy: Policy): string[] {
  const locked = (policy.lock ?? []).flatMap(settingsNamed);
  if (policy.saveTranscripts !== undefined) locked.push('transcripts.save');
  if (policy.selfHostedUrl !== undefined) locked.push(...settingsNamed('selfHosted'));
  return [...new Set(locked)];
}

/** The settings that hold: the person's, but for what the policy decides. A zone that isn't locked stays the person's. */
export function settingsUnder(policy: Policy, chosen: Settings): Settings {
  const { zones, saveTranscripts, selfHostedUrl: url } = policy;
  let settings = lockedSettings(policy).reduce(
    (all, name) => withSetting(all, name, settingAt(defaultSettings, name)),
    chosen,
  );
  if (isLocked(policy, 'zone')) settings = { ...settings, zone: zones?.[0] ?? null };
  if (saveTranscripts !== undefined)
    settings = { ...settings, transcripts: { ...settings.transcripts, save: saveTranscripts } };
  if (url !== undefined) settings = { ...settings, selfHosted: { url, allowInsecure: false } };
  if (policy.models) settings = { ...settings, models: modelsUnder(policy, settings.models) };
  return settings;
}

function modelsUnder(policy: Policy, chosen: Settings['models']): Settings['models'] {
  const models: Settings['models'] = {};
  for (const zone of zoneIds) {
    const own = chosen[zone];
    const model = own !== undefined && isModelAllowed(policy, zone, own) ? own : defaultModel(policy, zone);
    if (model !== undefined) models[zone] = model;
  }
  return models;
}

/** What pages have to show as decided by the organisation. */
export const limitsOf = (policy: Policy): PolicyLimits => ({
  locked: lockedSettings(policy),
  models: policy.models ?? null,
  saveTranscripts: policy.saveTranscripts ?? null,
  retentionDays: policy.retentionDays ?? null,
  updates: policy.updates ?? null,
  tokenBrokerUrl: policy.tokenBrokerUrl ?? null,
});
