import { setTimeout } from 'node:timers/promises';
import { app } from 'electron';

/** Stop is bounded by 5 s; nothing else may hold up a quit for longer than this, ms. */
const quitWithinMs = 10_000;

/** Quitting, however it is asked for, first ends the session with its last words: a session left open costs money. */
export function onQuit(finish: () => Promise<void>): void {
  let finishing: Promise<void> | undefined;
  app.on('before-quit', (event) => {
    event.preventDefault();
    finishing ??= Promise.race([finish(), setTimeout(quitWithinMs)])
      .catch(() => undefined)
      .then(() => {
        app.exit(0);
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      app.quit();
    });
  }
}
