import { lstatSync, readFileSync } from 'node:fs';
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { ProblemError } from '../../../shared/problems';
import { defaultZone, zoneIds, type ZoneId } from '../../../shared/zones';

/** What an administrator decided for this machine (rule Z6). Without a policy file everything is allowed. */
export interface Policy {
  /** Zones a voice may be sent to, the first being the default; absent where there is no policy. */
  readonly zones?: readonly [ZoneId, ...ZoneId[]];
}

/**
 * Where the machine's policy is. Fixed paths that only an administrator can write to: a path taken from the
 * environment (`%ProgramData%` too) could be bent by the very person the policy binds.
 */
export function machinePolicyPath(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'C:\\ProgramData\\Sotto\\policy.json';
  if (platform === 'darwin') return '/Library/Application Support/Sotto/policy.json';
  return '/etc/sotto/policy.json';
}

/**
 * Reads the policy at `file`. Read anew for each run, so that a changed policy holds from the next start on.
 * Throws ProblemError `policy-malformed` {file, line, detail} for a file that is there and can't be read or isn't
 * understood to the last key: no session may start then.
 */
export function readPolicy(file: string): Policy {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return {};
    // A link to a policy that can't be reached (an unmounted share) is not the same as no policy.
    if (code === 'ENOENT' && !lstatSync(file, { throwIfNoEntry: false })) return {};
    throw new ProblemError('policy-malformed', { file, line: 1, detail: message }, { cause: error });
  }
  return parsePolicy(file, text.replace(/^\uFEFF/, ''));
}

function parsePolicy(file: string, text: string): Policy {
  const malformed = (offset: number, detail: string): ProblemError =>
    new ProblemError('policy-malformed', { file, line: text.slice(0, offset).split('\n').length, detail });

  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error) throw malformed(error.offset, `not valid JSON (${printParseErrorCode(error.error)})`);
  if (root?.type !== 'object') throw malformed(root?.offset ?? 0, 'it must be a JSON object');

  let zones: Policy['zones'];
  const seen = new Set<string>();
  for (const property of root.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    const key = String(keyNode?.value);
    if (seen.has(key)) throw malformed(property.offset, `“${key}” is there twice`);
    seen.add(key);
    // A restriction this version can't enforce must not look enforced.
    if (key !== 'zones' || !valueNode)
      throw malformed(property.offset, `this version of Sotto doesn't know “${key}”`);
    zones = zonesOf(valueNode, malformed);
  }
  return zones ? { zones } : {};
}

function zonesOf(
  node: Node,
  malformed: (offset: number, detail: string) => ProblemError,
): readonly [ZoneId, ...ZoneId[]] {
  if (node.type !== 'array') throw malformed(node.offset, '“zones” must be a list of zones');
  const zones = (node.children ?? []).map((child): ZoneId => {
    const zone = zoneIds.find((id) => id === child.value);
    if (!zone) {
      const found = JSON.stringify(child.value ?? child.type);
      throw malformed(child.offset, `${found} is not a zone; zones are ${zoneIds.join(', ')}`);
    }
    return zone;
  });
  const [first, ...rest] = zones;
  if (!first) throw malformed(node.offset, '“zones” allows no zone at all');
  return [first, ...rest];
}

export const isZoneAllowed = (policy: Policy, zone: ZoneId): boolean => policy.zones?.includes(zone) ?? true;

/** Throws ProblemError `policy-refused` where the policy does not allow the zone. */
export function assertZoneAllowed(policy: Policy, zone: ZoneId): void {
  if (isZoneAllowed(policy, zone)) return;
  const allowed = policy.zones?.join(', ') ?? '';
  throw new ProblemError('policy-refused', { detail: `zone ${zone}; allowed: ${allowed}` });
}

/**
 * The zone to use: the one the person chose, else the policy's first, else the product's default. A chosen zone that
 * the policy forbids is answered as it is, for {@link assertZoneAllowed} to refuse: only the person moves their voice
 * to another zone.
 */
export const zoneToUse = (policy: Policy, chosen: ZoneId | null, hasKey: boolean): ZoneId =>
  chosen ?? policy.zones?.[0] ?? defaultZone(hasKey);
