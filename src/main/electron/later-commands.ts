import { app } from 'electron';
import { parseAppArguments, parseAppLink, type AppCommand } from '../core/controls/app-commands';

/** What the later start of the program hands over: its own arguments, in their order, which `argv` doesn't keep. */
export interface HandedOver {
  args: readonly string[];
}

/** What later starts of the program and links ask for, in order; kept until somebody listens. */
export class LaterCommands {
  readonly #waiting: AppCommand[] = [];
  #run: ((command: AppCommand) => void) | undefined;

  constructor() {
    // macOS hands links over by an event, the first one before the app is ready.
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.#take(() => parseAppLink(url));
    });
    app.on('second-instance', (_event, _argv, _folder, handedOver) => {
      const { args } = handedOver as Partial<HandedOver>;
      if (Array.isArray(args)) this.#take(() => parseAppArguments(args.map(String)));
    });
  }

  listen(run: (command: AppCommand) => void): void {
    this.#run = run;
    for (const command of this.#waiting.splice(0)) run(command);
  }

  #take(parse: () => AppCommand): void {
    let command: AppCommand;
    try {
      command = parse();
    } catch {
      // The later start has said so already; whoever made a bad link needn't be told.
      return;
    }
    if (this.#run) this.#run(command);
    else this.#waiting.push(command);
  }
}
