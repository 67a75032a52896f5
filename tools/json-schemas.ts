import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { policySchema } from '../src/main/core/policy/policy-schema';
import { receiptFileSchema } from '../src/main/core/receipts/receipt-file';

// `npm run schemas`: writes the JSON Schemas in docs/ from the schemas Sotto reads those files with. With `--check` it
// only says whether they are current.
const schemas = {
  'docs/policy.schema.json': { title: "Sotto's policy", schema: policySchema },
  'docs/receipts.schema.json': { title: "Receipts of Sotto's sessions", schema: receiptFileSchema },
};

const root = new URL('../', import.meta.url).pathname;
const outdated: string[] = [];
for (const [file, { title, schema }] of Object.entries(schemas)) {
  const path = `${root}${file}`;
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    // The format says it to people; the pattern is half a page.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  const config = await resolveConfig(path);
  const text = await format(JSON.stringify({ $schema, title, ...rest }), { ...config, filepath: path });
  if (text === read(path)) continue;
  outdated.push(file);
  if (!process.argv.includes('--check')) writeFileSync(path, text);
}
if (process.argv.includes('--check') && outdated.length > 0) {
  console.error(`not current: ${outdated.join(', ')}; run “npm run schemas”`);
  process.exitCode = 1;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
