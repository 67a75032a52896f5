import { powerSaveBlocker } from 'electron';

/** Keeps the computer from suspending the app while captions run; the screen may still sleep. */
export class StayAwake {
  #blocker: number | undefined;

  while(running: boolean): void {
    if (running) {
      this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    } else if (this.#blocker !== undefined) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = undefined;
    }
  }
}
