import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Hands `argv` to the running app and says by its exit code whether there is one. Electron's call answers at once. */
const handOver = `
  const socket = require('node:net').connect(process.argv[1]);
  socket.on('error', () => process.exit(1));
  socket.on('close', () => process.exit(0));
  socket.on('connect', () => socket.end(process.argv[2]));
`;

/** One app per user data folder. */
export class SingleInstance {
  readonly #socket: string;

  constructor(userData: string) {
    // In the temporary folder: the path of a socket may have only about 100 bytes.
    const hash = createHash('sha256').update(userData).digest('hex').slice(0, 16);
    this.#socket = join(tmpdir(), `sotto-host-${String(process.getuid?.() ?? 0)}-${hash}.sock`);
  }

  /**
   * @param onSecond called with the arguments and folder of each later instance
   * @returns false if another instance runs; it has been told
   */
  acquire(onSecond: (argv: string[], workingDirectory: string) => void): boolean {
    const message = JSON.stringify({ argv: process.argv, cwd: process.cwd() });
    if (spawnSync(process.execPath, ['-e', handOver, this.#socket, message]).status === 0) return false;
    rmSync(this.#socket, { force: true });
    const server = createServer({ allowHalfOpen: true }, (connection) => {
      let text = '';
      connection.on('data', (chunk) => (text += chunk.toString()));
      connection.on('error', () => undefined);
      connection.on('end', () => {
        connection.end();
        const { argv, cwd } = JSON.parse(text) as { argv: string[]; cwd: string };
        onSecond(argv, cwd);
      });
    });
    server.listen(this.#socket);
    server.unref();
    return true;
  }

  release(): void {
    rmSync(this.#socket, { force: true });
  }
}
