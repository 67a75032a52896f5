// Loaded into main before the app (`--import`): the zones' names are dialled at the test's server on loopback, as a
// hosts file would do it. The names stay what certificates are checked against. Every address main dials is recorded.
import { appendFileSync } from 'node:fs';
import net from 'node:net';
import { env } from 'node:process';
import tls from 'node:tls';

const port = Number(env.SOTTO_TEST_ZONES_PORT);
const record = env.SOTTO_TEST_DIALLED;

const redirect = (connect) =>
  function (options, ...rest) {
    if (typeof options !== 'object' || options.host === undefined)
      return connect.call(this, options, ...rest);
    const { host } = options;
    if (record) appendFileSync(record, `${options.servername ?? host}:${options.port}\n`);
    const target = host.endsWith('.assemblyai.com') ? { ...options, host: '127.0.0.1', port } : options;
    return connect.call(this, target, ...rest);
  };
net.connect = redirect(net.connect);
tls.connect = redirect(tls.connect);
