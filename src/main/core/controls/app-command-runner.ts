import type { CaptioningPhase } from '../../../shared/captioning-status';
import { toProblem, type Problem } from '../../../shared/problems';
import type { ZoneId } from '../../../shared/zones';
import type { AppAction, AppCommand } from './app-commands';

/** What a link asks for that takes the person's consent. */
export type LinkQuestion = { listen: 'start' | 'resume'; zone: ZoneId } | { moveTo: ZoneId };

export interface AppCommandParts {
  captions: {
    phase: () => CaptioningPhase;
    start: () => Promise<void>;
    stop: () => Promise<void>;
    pause: () => Promise<void>;
  };
  /** Throws ProblemError `policy-malformed`. */
  zoneInForce: () => Promise<ZoneId>;
  /** Throws ProblemError `policy-refused` for a zone the administrator doesn't allow. */
  checkZone: (zone: ZoneId) => void;
  /** Keeps the zone as the person's choice; captions that run follow. Throws as `checkZone`. */
  moveTo: (zone: ZoneId) => void;
  /** Asks the person in a dialog of ours. */
  confirm: (question: LinkQuestion) => Promise<boolean>;
  showWindow: () => void;
  quit: () => void;
  report: (problem: Problem) => void;
}

/**
 * Does what the command line and `sotto://` links ask of the running app. Any web page may open a link, so one neither
 * starts listening nor moves the voice before the person agreed in a dialog; what ends listening it may do at once.
 */
export class AppCommandRunner {
  #isAsking = false;

  constructor(private readonly parts: AppCommandParts) {}

  /** Never throws: what goes wrong is reported. */
  async run(command: AppCommand): Promise<void> {
    const { zone, action, via } = command;
    try {
      if (zone !== undefined) await this.#move(zone, via);
      if (action !== undefined) await this.#act(action, via);
      else if (zone === undefined && !command.isHidden) this.parts.showWindow();
    } catch (error) {
      this.parts.report(toProblem(error));
    }
  }

  async #act(action: AppAction, via: AppCommand['via']): Promise<void> {
    const { captions } = this.parts;
    switch (action) {
      case 'show':
        this.parts.showWindow();
        return;
      case 'quit':
        this.parts.quit();
        return;
      case 'stop':
        return captions.stop();
      case 'start':
        return this.#listen(via);
      case 'toggle':
        return isOff(captions.phase()) ? this.#listen(via) : captions.stop();
      case 'pause':
        if (captions.phase() === 'paused') return this.#listen(via);
        if (!isOff(captions.phase())) return captions.pause();
    }
  }

  /** Starts, or goes on after a pause. */
  async #listen(via: AppCommand['via']): Promise<void> {
    const { captions, zoneInForce, checkZone } = this.parts;
    const phase = captions.phase();
    if (!isOff(phase) && phase !== 'paused') return;
    if (via === 'link') {
      const zone = await zoneInForce();
      checkZone(zone);
      const listen = phase === 'paused' ? 'resume' : 'start';
      if (!(await this.#confirm({ listen, zone }))) return;
      // The person agreed to this zone and to no other.
      if ((await zoneInForce()) !== zone) return;
    }
    // A failed start is told by the status of the captions.
    await captions.start().catch(() => undefined);
  }

  async #move(zone: ZoneId, via: AppCommand['via']): Promise<void> {
    this.parts.checkZone(zone);
    if (via === 'link') {
      if ((await this.parts.zoneInForce()) === zone) return;
      if (!(await this.#confirm({ moveTo: zone }))) return;
    }
    this.parts.moveTo(zone);
  }

  /** One question at a time: a page that opens a hundred links doesn't get a hundred dialogs. */
  async #confirm(question: LinkQuestion): Promise<boolean> {
    if (this.#isAsking) return false;
    this.#isAsking = true;
    try {
      return await this.parts.confirm(question);
    } finally {
      this.#isAsking = false;
    }
  }
}

const isOff = (phase: CaptioningPhase): boolean => phase === 'stopped' || phase === 'failed';
