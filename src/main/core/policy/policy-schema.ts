import { z } from 'zod';
import { isUnencrypted, serverAddressProblem } from '../../../shared/server-address';
import { settingNames } from '../../../shared/setting-names';
import { speechModels } from '../../../shared/speech-models';
import { zoneIds } from '../../../shared/zones';

const modelIds = [...new Set(speechModels.map(({ id }) => id))];
const notOneOf =
  (what: string, all: readonly string[]) =>
  ({ input }: { input?: unknown }): string =>
    `${JSON.stringify(input)} is not a ${what}; ${what}s are ${all.join(', ')}`;
const listOf = (key: string, what: string, all: readonly string[]) =>
  z.array(z.enum(all, { error: notOneOf(what, all) }), { error: `“${key}” must be a list of ${what}s` });
const yesOrNo = (key: string) => z.boolean({ error: `“${key}” must be true or false` });

const zones = z
  .array(z.enum(zoneIds, { error: notOneOf('zone', zoneIds) }), { error: '“zones” must be a list of zones' })
  .min(1, '“zones” allows no zone at all')
  .describe('Zones a voice may be sent to. The first is the default.');

const models = listOf('models', 'model', modelIds)
  .min(1, '“models” allows no model at all')
  .describe(
    'Speech models that may be used. The first that a zone offers is its default; a zone that offers none of them may not be used.',
  );

const days = '“retentionDays” must be a whole number of days, from 1 to 36500';

const selfHostedUrl = z
  .string('“selfHostedUrl” must be the address of a server')
  .refine((url) => serverAddressProblem({ url, allowInsecure: true }) === null, {
    error: '“selfHostedUrl” must look like wss://captions.example.org/v3/ws',
  })
  .refine((url) => !isUnencrypted(url), {
    error: '“selfHostedUrl” must begin with wss://: anybody on the way could listen',
  })
  .describe('The only server the zone self-hosted may use: wss://, or ws:// on the computer itself.');

const tokenBrokerUrl = z
  .string('“tokenBrokerUrl” must be an https:// address')
  .refine(
    (url) =>
      URL.canParse(url) && new URL(url).protocol === 'https:' && !new URL(url).username && !new URL(url).hash,
    { error: '“tokenBrokerUrl” must be an https:// address' },
  )
  .describe('Where Sotto asks for a temporary token for each session, instead of using a key.');

/** What an administrator decided for a machine (rule Z6). What is left out is for the person to decide. */
export const policySchema = z
  .strictObject({
    $schema: z.string('“$schema” must be text').describe('For editors; Sotto ignores it.').exactOptional(),
    zones: zones.exactOptional(),
    models: models.exactOptional(),
    saveTranscripts: yesOrNo('saveTranscripts')
      .describe('true: transcripts are always kept; false: never, and no receipts either.')
      .exactOptional(),
    retentionDays: z
      .int(days)
      .min(1, days)
      .max(36_500, days)
      .describe('Transcripts, with their receipts, that began longer ago are deleted.')
      .exactOptional(),
    updates: yesOrNo('updates').describe('false: Sotto never looks for updates of itself.').exactOptional(),
    selfHostedUrl: selfHostedUrl.exactOptional(),
    tokenBrokerUrl: tokenBrokerUrl.exactOptional(),
    lock: listOf('lock', 'setting', settingNames)
      .describe(
        'Settings a person may not change, by their names in settings.json, or groups of them. Each has the value this policy gives it, else its default.',
      )
      .exactOptional(),
  })
  .check(({ value, issues }) => {
    const at = value.lock?.indexOf('zone') ?? -1;
    // The default zone depends on whether there is a key: a lock on it would fix nothing.
    if (at < 0 || value.zones) return;
    const message = '“zone” can be locked only where “zones” says to which zone';
    issues.push({ code: 'custom', path: ['lock', at], message, input: value });
  });

export type Policy = Readonly<z.infer<typeof policySchema>>;
