import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { WebSocket } from 'ws';
import { familyOf } from '../../../src/main/core/streaming/connection-query';
import { bytesPerSample, samplesToMs } from '../../../src/shared/audio';
import { CodedEar } from '../coded-audio';
import type { Fault, FaultOf } from './faults';
import { echoedConfiguration, ignoredInUpdate, refusedQuery, refusedUpdate } from './query-rules';
import { TurnModel, type Turn } from './turn-model';

/** Everything one connection showed the server. */
export interface SessionRecord {
  host: string;
  id: string;
  headers: IncomingHttpHeaders;
  query: URLSearchParams;
  /** PCM16 LE as received, all frames in a row. */
  audio: Buffer;
  /** Length of each audio frame, ms. */
  frameMs: number[];
  /** Words heard, in order. */
  words: string[];
  /** Types of the text frames received. */
  messages: string[];
  /** `UpdateConfiguration` messages, without their type. */
  updates: Readonly<Record<string, unknown>>[];
  /** What of them the real server would have ignored. */
  ignored: string[];
  hasBegun: boolean;
  isOpen: boolean;
  isTerminated: boolean;
}

export interface SessionRules {
  key: string;
  heartbeatMs: number;
  /** Silence that ends a turn, ms. */
  turnSilenceMs: number;
  /** Seconds of audio that may wait before the server ends the session (3007). */
  maxBacklogMs: number;
}

/** The close reason the real server gives with every error; the Error frame has the text. */
const errorReason = 'See Error message for details';

/** Serves one accepted connection as the real server would, strictly (AssemblyAI's docs and logged live sessions). */
export class ServerSession {
  readonly record: SessionRecord;
  readonly #socket: WebSocket;
  readonly #rules: SessionRules;
  readonly #faults: readonly Fault[];
  readonly #turns: TurnModel;
  readonly #ear = new CodedEar();
  readonly #beganAt = Date.now();
  #shortFrames = 0;
  #frozen = false;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, record: SessionRecord, rules: SessionRules, faults: readonly Fault[]) {
    this.record = record;
    this.#socket = socket;
    this.#rules = rules;
    this.#faults = faults;
    const model = record.query.get('speech_model') ?? '';
    const formats = record.query.get('format_turns') === 'true' && !this.#fault('no-formatting');
    this.#turns = new TurnModel(familyOf(model), formats, record.query.get('speaker_labels') === 'true');
    socket.on('message', (data, isBinary) => {
      if (this.#socket.readyState !== this.#socket.OPEN || this.#frozen) return;
      if (isBinary) this.#hear(data as Buffer);
      else this.#obey(String(data));
    });
    socket.on('close', () => {
      record.isOpen = false;
      clearInterval(this.#heartbeat);
    });
    socket.on('error', () => socket.terminate());
    void this.#begin();
  }

  async #begin(): Promise<void> {
    const refused = this.#refusedKey();
    if (refused) return this.#fail(1008, refused);
    const badQuery = refusedQuery(this.record.query);
    if (badQuery) return this.#fail(3006, badQuery);
    if (this.#endings(0)) return;
    if (this.#fault('no-begin')) return;
    await this.#fault('slow-begin')?.until;
    if (!this.record.isOpen) return;
    this.record.hasBegun = true;
    const lifeMs = this.#fault('expires')?.inMs ?? 10_800_000;
    this.#say({
      type: 'Begin',
      id: this.record.id,
      expires_at: Math.round((Date.now() + lifeMs) / 1000),
      configuration: echoedConfiguration(this.record.query),
    });
    for (const frame of this.#fault('say')?.frames ?? []) this.#socket.send(frame);
    if (this.record.query.get('session_heartbeat') === 'true') {
      this.#heartbeat = setInterval(() => this.#beat(), this.#rules.heartbeatMs);
    }
  }

  #refusedKey(): string | undefined {
    const { authorization } = this.record.headers;
    if (!authorization) return 'Missing Authorization header';
    return authorization === this.#rules.key ? undefined : 'Invalid API key';
  }

  #hear(frame: Buffer): void {
    const { record } = this;
    if (!record.hasBegun) return this.#fail(3005, 'Audio before Begin');
    if (frame.byteLength > 128 * 1024) return this.#socket.close(1009);
    if (frame.byteLength % bytesPerSample !== 0) return this.#fail(3006, 'Odd number of bytes');
    const ms = samplesToMs(frame.byteLength / bytesPerSample);
    record.frameMs.push(ms);
    record.audio = Buffer.concat([record.audio, frame]);
    // Measured on the live server: short frames end the session after about fifty of them, long ones at once.
    if (ms < 50) this.#shortFrames += 1;
    if (ms > 1_000 || this.#shortFrames >= 49) {
      return this.#fail(3007, 'Input Duration Violation: audio chunks must be between 50 and 1000 ms');
    }
    const receivedMs = samplesToMs(record.audio.byteLength / bytesPerSample);
    if (receivedMs - (Date.now() - this.#beganAt) > this.#rules.maxBacklogMs) {
      return this.#fail(3007, 'Audio Transmission Rate Exceeded: too much audio buffered');
    }
    for (const word of this.#ear.hear(frame)) {
      record.words.push(word.text);
      this.#sayTurns(this.#turns.hear(word));
    }
    if (this.#turns.isOpen && samplesToMs(this.#ear.silentSamples) >= this.#rules.turnSilenceMs) {
      this.#sayTurns(this.#turns.endTurn());
    }
    this.#endings(receivedMs);
  }

  /** Applies the scripted endings that are due. */
  #endings(receivedMs: number): boolean {
    for (const fault of this.#faults) {
      if (!('afterMs' in fault) && fault.kind !== 'error' && fault.kind !== 'close') continue;
      if ((fault.afterMs ?? 0) > receivedMs) continue;
      if (fault.kind === 'error') this.#fail(fault.code, fault.text);
      if (fault.kind === 'close') this.#socket.close(fault.code, fault.reason);
      if (fault.kind === 'drop') this.#socket.terminate();
      if (fault.kind === 'freeze') this.#freeze();
      return true;
    }
    return false;
  }

  #obey(text: string): void {
    let message: Record<string, unknown> | null;
    try {
      message = JSON.parse(text) as typeof message;
    } catch {
      return this.#fail(3006, 'Invalid JSON');
    }
    const { type, ...fields } = message ?? {};
    this.record.messages.push(String(type));
    if (type === 'UpdateConfiguration') return this.#update(fields);
    if (type === 'Terminate') return this.#terminate();
    if (type === 'ForceEndpoint') {
      if (this.#turns.isOpen) this.#sayTurns(this.#turns.endTurn());
      return;
    }
    if (type !== 'KeepAlive') this.#fail(3006, `Invalid Message Type: ${String(type)}`);
  }

  #update(fields: Record<string, unknown>): void {
    const refused = refusedUpdate(fields);
    if (refused) return this.#fail(3006, refused);
    this.record.updates.push(fields);
    this.record.ignored.push(
      ...ignoredInUpdate(fields, familyOf(this.record.query.get('speech_model') ?? '')),
    );
  }

  #terminate(): void {
    this.#sayTurns(this.#turns.isOpen ? this.#turns.endTurn() : [this.#turns.emptyFinal()]);
    if (this.#turns.revision) this.#say(this.#turns.revision);
    if (this.#fault('no-termination')) return;
    this.record.isTerminated = true;
    const seconds = Math.round(samplesToMs(this.record.audio.byteLength / bytesPerSample) / 1000);
    this.#say({
      type: 'Termination',
      audio_duration_seconds: seconds,
      session_duration_seconds: Math.round((Date.now() - this.#beganAt) / 1000),
    });
    this.#socket.close(1000, 'Session Ended');
  }

  #beat(): void {
    const receivedMs = samplesToMs(this.record.audio.byteLength / bytesPerSample);
    this.#say({
      type: 'Heartbeat',
      total_audio_received_ms: Math.round(receivedMs),
      total_duration_ms: Date.now() - this.#beganAt,
      realtime_factor: 1,
      max_speech_probability: 0,
    });
  }

  /** Errors come as a frame and a close with the same code; no Termination follows. */
  #fail(code: number, text: string): void {
    this.#say({ type: 'Error', error_code: code, error: text });
    this.#socket.close(code, errorReason);
  }

  #freeze(): void {
    this.#frozen = true;
    clearInterval(this.#heartbeat);
    // A dead network answers no ping either.
    (this.#socket as unknown as { _socket: { pause(): void } })._socket.pause();
  }

  #sayTurns(turns: readonly Turn[]): void {
    for (const turn of turns) this.#say(turn);
  }

  #say(message: object): void {
    if (this.#socket.readyState === this.#socket.OPEN && !this.#frozen)
      this.#socket.send(JSON.stringify(message));
  }

  #fault<Kind extends Fault['kind']>(kind: Kind): FaultOf<Kind> | undefined {
    return this.#faults.find((fault): fault is FaultOf<Kind> => fault.kind === kind);
  }
}

export const newRecord = (
  host: string,
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
): SessionRecord => ({
  host,
  id: randomUUID(),
  headers,
  query,
  audio: Buffer.alloc(0),
  frameMs: [],
  words: [],
  messages: [],
  updates: [],
  ignored: [],
  hasBegun: false,
  isOpen: true,
  isTerminated: false,
});
