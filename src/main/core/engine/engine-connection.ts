import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { bytesPerSample, samplesToMs } from '../../../shared/audio';
import {
  beginMessage,
  errorMessage,
  heartbeatMessage,
  terminationMessage,
  turnMessage,
} from './engine-messages';
import { EngineSession } from './engine-session';
import type { MoonshineSize, Recognizer } from './moonshine';
import { ParameterError, parseQuery, parseUpdate, type SessionParameters } from './session-parameters';
import type { VoiceDetector } from './silero-vad';

/** What sessions share. `recognizer` loads a model when it is first wanted. */
export interface SpeechModels {
  recognizer(wanted?: MoonshineSize): Promise<{ size: MoonshineSize; recognizer: Recognizer }>;
  voiceDetector(): Promise<VoiceDetector>;
}

/** The cloud service ends a session after 3 h; here nothing is paid by the hour. */
const maxSessionMs = 24 * 3_600_000;
const heartbeatEveryMs = 5_000;
/** Audio in one message, ms. Too much is refused at once, too little after as many messages as the cloud service bears. */
const shortestAudioMs = 50;
const longestAudioMs = 1_000;
const shortMessagesBorne = 50;
/** A client that is faster than recognition is held back when this much audio waits, and goes on at the lower mark. */
const pauseAboveMs = 3_000;
const resumeBelowMs = 1_500;
/** WebSocket close reasons are short: the text is in the Error frame before. */
const closeReason = 'See Error message for details';

/** Ends a socket the way the protocol does: the reason as a frame, then a close with the same code. */
export const refuse = (socket: WebSocket, code: number, text: string): void => {
  socket.send(JSON.stringify(errorMessage(code, text)));
  socket.close(code, closeReason);
};

/** Serves one accepted socket to its end. Needs a socket nothing was read from yet. */
export const serveConnection = async (
  socket: WebSocket,
  search: URLSearchParams,
  models: SpeechModels,
): Promise<void> => {
  let parameters: SessionParameters;
  try {
    parameters = parseQuery(search);
  } catch (error) {
    refuse(socket, 3006, error instanceof ParameterError ? error.message : 'Invalid parameters');
    return;
  }
  // What is sent before `Begin` waits in the network's buffers.
  socket.pause();
  try {
    const { size, recognizer } = await models.recognizer(parameters.size);
    const voiceDetector = await models.voiceDetector();
    new EngineConnection(socket, parameters, size, recognizer, voiceDetector);
  } catch {
    refuse(socket, 1011, 'The speech model could not be loaded');
  }
  socket.resume();
};

class EngineConnection {
  readonly #socket: WebSocket;
  readonly #session: EngineSession;
  readonly #began = performance.now();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #inactivityMs: number | undefined;
  #inactivity: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #shortMessages = 0;
  #ended = false;

  constructor(
    socket: WebSocket,
    parameters: SessionParameters,
    size: MoonshineSize,
    recognizer: Recognizer,
    voiceDetector: VoiceDetector,
  ) {
    this.#socket = socket;
    this.#session = new EngineSession({
      recognizer,
      voiceDetector,
      silence: parameters.silence,
      onTurn: (turn) => this.#send(turnMessage(turn)),
      onProgress: () => {
        if (this.#socket.isPaused && this.#session.waitingMs < resumeBelowMs) this.#socket.resume();
      },
      onFailure: () => this.#fail(3005, 'Session Cancelled: An error occurred'),
      now: () => performance.now(),
    });
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', () => this.#end());
    const expires = setTimeout(() => this.#fail(3008, 'Session Expired'), maxSessionMs);
    this.#timers.add(expires);
    this.#inactivityMs = parameters.inactivityTimeout && parameters.inactivityTimeout * 1_000;
    this.#send(beginMessage(randomUUID(), Date.now() + maxSessionMs, size));
    this.#setHeartbeat(parameters.sessionHeartbeat);
    this.#noteActivity();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#ended) return;
    this.#noteActivity();
    // One buffer a message: ws' default binaryType.
    const bytes = data as Buffer;
    if (isBinary) this.#receiveAudio(bytes);
    else this.#receiveMessage(bytes.toString('utf8'));
  }

  #receiveAudio(pcm: Buffer): void {
    const ms = samplesToMs(pcm.length / bytesPerSample);
    if (pcm.length % bytesPerSample !== 0) return this.#fail(3006, 'Audio must be whole 16-bit samples');
    this.#shortMessages = ms < shortestAudioMs ? this.#shortMessages + 1 : 0;
    if (ms > longestAudioMs || this.#shortMessages >= shortMessagesBorne) {
      return this.#fail(
        3007,
        `Input Duration Error: a message must hold ${shortestAudioMs} to ${longestAudioMs} ms of audio, not ${ms}`,
      );
    }
    this.#session.accept(pcm);
    if (this.#session.waitingMs > pauseAboveMs) this.#socket.pause();
  }

  #receiveMessage(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return this.#fail(3006, 'Invalid JSON');
    }
    const type =
      typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined;
    switch (type) {
      case 'KeepAlive':
        return;
      case 'ForceEndpoint':
        return this.#session.forceEndpoint();
      case 'UpdateConfiguration':
        return this.#update(message);
      case 'Terminate':
        void this.#terminate();
        return;
      default:
        return this.#fail(3006, `Invalid message type: ${String(type)}`);
    }
  }

  #update(message: unknown): void {
    try {
      const update = parseUpdate(message, this.#session.silence);
      if (update.silence) this.#session.silence = update.silence;
      if (update.sessionHeartbeat !== undefined) this.#setHeartbeat(update.sessionHeartbeat);
    } catch (error) {
      this.#fail(3006, error instanceof ParameterError ? error.message : 'Invalid configuration');
    }
  }

  async #terminate(): Promise<void> {
    await this.#session.finish();
    if (this.#ended) return;
    this.#send(terminationMessage(this.#session.receivedMs, performance.now() - this.#began));
    this.#end();
    this.#socket.close(1000, 'Session Ended');
  }

  #setHeartbeat(on: boolean): void {
    clearInterval(this.#heartbeat);
    if (!on) return;
    let before = { at: performance.now(), receivedMs: this.#session.receivedMs };
    this.#heartbeat = setInterval(() => {
      const now = { at: performance.now(), receivedMs: this.#session.receivedMs };
      this.#send(
        heartbeatMessage({
          receivedMs: now.receivedMs,
          sessionMs: now.at - this.#began,
          realtimeFactor: (now.receivedMs - before.receivedMs) / (now.at - before.at),
          maxSpeechProbability: this.#session.takeMaxProbability(),
        }),
      );
      before = now;
    }, heartbeatEveryMs);
  }

  #noteActivity(): void {
    if (this.#inactivityMs === undefined) return;
    clearTimeout(this.#inactivity);
    this.#inactivity = setTimeout(() => {
      this.#fail(3006, 'Session closed due to inactivity');
    }, this.#inactivityMs);
  }

  #send(message: object): void {
    if (!this.#ended) this.#socket.send(JSON.stringify(message));
  }

  #fail(code: number, text: string): void {
    if (this.#ended) return;
    this.#end();
    refuse(this.#socket, code, text);
  }

  #end(): void {
    this.#ended = true;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#inactivity);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#session.dispose();
    // A paused socket would not see the other side's close.
    this.#socket.resume();
  }
}
