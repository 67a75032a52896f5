import { lstatSync, readFileSync } from 'node:fs';
import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import type { z } from 'zod';
import { ProblemError } from '../../../shared/problems';
import { policySchema, type Policy } from './policy-schema';

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
 * Reads the policy at `file`; without a file everything is allowed. To be read anew for each use, so that a changed
 * policy holds without a restart.
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
  const twice = repeatedKey(root);
  if (twice) throw malformed(twice.offset, `“${keyOf(twice)}” is there twice`);

  const parsed = policySchema.safeParse(getNodeValue(root));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw malformed(issue ? offsetOf(root, issue) : 0, issue ? sentenceOf(issue) : 'not understood');
}

const keyOf = (property: Node): string => String(property.children?.[0]?.value);

const repeatedKey = ({ children = [] }: Node): Node | undefined =>
  children.find((property, index) => children.findIndex((one) => keyOf(one) === keyOf(property)) < index);

/** Where in the file the issue is: at the value, or for a key nobody knows at the key. */
function offsetOf(root: Node, issue: z.core.$ZodIssue): number {
  if (issue.code === 'unrecognized_keys') {
    return root.children?.find((property) => keyOf(property) === issue.keys[0])?.offset ?? 0;
  }
  return (
    findNodeAtLocation(
      root,
      issue.path.filter((key) => typeof key !== 'symbol'),
    )?.offset ?? 0
  );
}

// A restriction this version can't enforce must not look enforced.
const sentenceOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys'
    ? `this version of Sotto doesn't know “${issue.keys[0] ?? ''}”`
    : issue.message;
