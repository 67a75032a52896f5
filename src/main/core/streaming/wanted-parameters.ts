import type { StreamingParameters } from './connection-query';
import { parameterChange } from './parameter-change';
import type { SessionConnection } from './session-connection';

/** What a session asks of its server now, and what the server took before. */
export class WantedParameters {
  #wanted: StreamingParameters;
  /** What the live connection had before its last update. */
  #before: StreamingParameters | undefined;

  constructor(wanted: StreamingParameters) {
    this.#wanted = wanted;
  }

  get current(): StreamingParameters {
    return this.#wanted;
  }

  /** @param wanted checked: a bad value ends a running session */
  want(wanted: StreamingParameters): void {
    this.#wanted = wanted;
  }

  /** Updates a live connection to what is wanted. Returns false where only a new session can have that. */
  giveTo(connection: SessionConnection): boolean {
    const change = parameterChange(connection.parameters, this.#wanted);
    if (change.how === 'update') {
      this.#before = connection.parameters;
      connection.update(change.fields, this.#wanted);
    }
    return change.how !== 'hand-over';
  }

  /** Whether a connection has what is wanted, or can be updated to it. */
  suit({ parameters }: SessionConnection): boolean {
    return parameterChange(parameters, this.#wanted).how !== 'hand-over';
  }

  /** Another connection is live: earlier updates are no longer to blame for anything. */
  begin(): void {
    this.#before = undefined;
  }

  /** Gives up what is wanted for what this connection has. */
  keep({ parameters }: SessionConnection): void {
    this.#wanted = parameters;
  }

  /** The server refused a parameter: back to those before the last update. False where there was none. */
  undo(): boolean {
    if (!this.#before) return false;
    this.#wanted = this.#before;
    this.#before = undefined;
    return true;
  }
}
