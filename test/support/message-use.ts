import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const source = resolve(import.meta.dirname, '../../src');

/**
 * Which messages the code uses: every string, and every template with its holes as wildcards, that could be a message's
 * id. A hole stands for one or more characters, so `control.look.${name}` uses all ids that begin so.
 */
export function usedMessages(ids: readonly string[]): ReadonlySet<string> {
  const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(source, file), 'utf8'));
  const literals = new Set<string>();
  const templates = new Set<string>();
  for (const text of texts) {
    for (const [, single] of text.matchAll(/['"]([\w.-]+)['"]/g))
      if (single !== undefined) literals.add(single);
    for (const [, template] of text.matchAll(/`([\w.-]*(?:\$\{[^`{}]*\}[\w.-]*)+)`/g))
      if (template !== undefined) templates.add(template);
  }
  const patterns = [...templates]
    .map((template) => template.split(/\$\{[^}]*\}/))
    // A template of holes and dots alone could be anything.
    .filter(([first = '']) => /^[a-z][\w-]*\./.test(first))
    .map((parts) => new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('.+')}$`));
  return new Set(ids.filter((id) => literals.has(id) || patterns.some((pattern) => pattern.test(id))));
}
