import { EventEmitter } from 'node:events';
import { refuseTheRest } from '../refuse-the-rest';

type Answer = (event: object, ...args: unknown[]) => unknown;
type IpcMainApi = Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>;

class HostIpcMain extends EventEmitter implements IpcMainApi {
  readonly #handlers = new Map<string, Answer>();

  handle(channel: string, listener: (event: never, ...args: never[]) => unknown): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, listener as Answer);
  }

  handleOnce(channel: string, listener: (event: never, ...args: never[]) => unknown): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return (listener as unknown as Answer)(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** @throws Error with the text Electron gives the page */
  async answer(channel: string, event: object, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler)
      throw new Error(
        `Error invoking remote method '${channel}': Error: No handler registered for '${channel}'`,
      );
    try {
      return await handler(event, ...args);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error });
    }
  }
}
refuseTheRest(HostIpcMain, 'ipcMain');

export const ipcMain = new HostIpcMain();
