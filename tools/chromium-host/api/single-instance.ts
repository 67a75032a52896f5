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

interface Message {
  argv: string[];
  cwd: string;
  handedOver?: unknown;
}

/** One app per user data folder. */
export class SingleInstance {
  readonly #socket: string;

  constructor(userData: string) {
    // In the temporary folder: the path of a socket may have only about 100 bytes.
    const hash = createHash('sha256').update(userData).digest('hex').slice(0, 16);
    this.#socket = join(tmpdir(), `sotto-host-${String(process.getuid?.() ?? 0)}-${hash}.sock`);
  }

  /**
   * @param handedOver what main of this instance has to say to the other, JSON
   * @param onSecond called with the arguments and folder of each later instance, and what it handed over
   * @returns false if another instance runs; it has been told
   */
  acquire(
    handedOver: unknown,
    onSecond: (argv: string[], workingDirectory: string, handedOver: unknown) => void,
  ): boolean {
    const message = JSON.stringify({ argv: process.argv, cwd: process.cwd(), handedOver } satisfies Message);
    if (spawnSync(process.execPath, ['-e', handOver, this.#socket, message]).status === 0) return false;
    rmSync(this.#socket, { force: true });
    const server = createServer({ allowHalfOpen: true }, (connection) => {
      let text = '';
      connection.on('data', (chunk) => (text += chunk.toString()));
      connection.on('error', () => undefined);
      connection.on('end', () => {
        connection.end();
        const { argv, cwd, handedOver: said } = JSON.parse(text) as Message;
        onSecond(argv, cwd, said);
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
