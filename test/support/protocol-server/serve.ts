import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ProtocolServer } from './protocol-server';

/**
 * Runs the protocol server by itself: `npx tsx test/support/protocol-server/serve.ts [--port N] [--plain]
 * [--host NAME]… [--key KEY] [--ca-out FILE]`. Prints one JSON line once it listens; with `--ca-out` the authority is
 * left in that file for `--ca` or NODE_EXTRA_CA_CERTS. Speaks coded audio only (test/support/coded-audio.ts).
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    plain: { type: 'boolean', default: false },
    host: { type: 'string', multiple: true },
    key: { type: 'string', default: 'test-key' },
    'ca-out': { type: 'string' },
  },
});

const server = await ProtocolServer.start({
  port: Number(values.port),
  plain: values.plain,
  key: values.key,
  ...(values.host && { hosts: values.host }),
});
if (values['ca-out']) await writeFile(values['ca-out'], server.ca);
process.stdout.write(`${JSON.stringify({ port: server.port, caFile: server.caFile, key: server.key })}\n`);
process.on('SIGINT', () => void server.close());
process.on('SIGTERM', () => void server.close());
