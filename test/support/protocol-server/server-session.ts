import type { Clock } from '../../../src/main/core/streaming/clock';
import { familyOf } from '../../../src/main/core/streaming/connection-query';
import { NamedTimers } from '../../../src/main/core/streaming/named-timers';
import { bytesPerSample, samplesToMs } from '../../../src/shared/audio';
import { CodedEar } from '../coded-audio';
import type { Fault, FaultOf } from './faults';
import { echoedConfiguration, ignoredInUpdate, refusedQuery, refusedUpdate } from './query-rules';
import type { ServerSocket } from './server-socket';
import type { SessionRecord } from './session-record';
import type { SessionRules } from './session-rules';
import { TurnModel, type Turn } from './turn-model';

/** The close reason the real server gives with every error; the Error frame has the text. */
const errorReason = 'See Error message for details';

/**
 * Serves one accepted connection as the real server would, strictly (AssemblyAI's docs and logged live sessions). It
 * is told what comes in by `received` and `closed`; the socket may be a real one or one in memory.
 */
export class ServerSession {
  readonly record: SessionRecord;
  readonly #socket: ServerSocket;
  readonly #rules: SessionRules;
  readonly #faults: Fault[];
  readonly #clock: Clock;
  readonly #timers: NamedTimers;
  readonly #turns: TurnModel;
  readonly #ear = new CodedEar();
  #beganAt: number;
  /** When what was received will have been heard. */
  #heardAt: number;
  #shortFrames = 0;
  #isFrozen = false;
  #isStalled = false;

  constructor(
    socket: ServerSocket,
    record: SessionRecord,
    rules: SessionRules,
    faults: readonly Fault[],
    clock: Clock,
    isOverLimit: boolean,
  ) {
    this.record = record;
    this.#socket = socket;
    this.#rules = rules;
    this.#faults = [...faults];
    this.#clock = clock;
    this.#timers = new NamedTimers(clock);
    this.#beganAt = clock.now();
    this.#heardAt = this.#beganAt;
    const model = record.query.get('speech_model') ?? '';
    const formats = record.query.get('format_turns') === 'true' && !this.#fault('no-formatting');
    this.#turns = new TurnModel(familyOf(model), {
      formatTurns: formats,
      speakerLabels: record.query.get('speaker_labels') === 'true',
      absorbsSilence: rules.absorbsSilence,
    });
    const refused = this.#refusedKey();
    const badQuery = refusedQuery(record.query);
    if (refused) this.#refuse(1008, refused);
    else if (isOverLimit) this.#refuse(3009, 'Too many new sessions');
    else if (badQuery) this.#refuse(3006, badQuery);
    else if (!this.#runFaults(0) && !this.#fault('no-begin')) this.#awaitBegin();
  }

  #awaitBegin(): void {
    const slow = this.#fault('slow-begin');
    const delayMs = this.#fault('late-begin')?.ms ?? this.#rules.beginMs;
    if (slow) void slow.until.then(() => this.#begin());
    else if (delayMs > 0) this.#timers.set('begin', delayMs, () => this.#begin());
    else this.#begin();
  }

  #begin(): void {
    if (!this.record.isOpen) return;
    this.record.hasBegun = true;
    this.#beganAt = this.#clock.now();
    this.#heardAt = this.#beganAt;
    const expiresAt = Math.round(
      (this.#beganAt + (this.#fault('expires')?.inMs ?? this.#rules.maxAgeMs)) / 1000,
    );
    this.#say({
      type: 'Begin',
      id: this.record.id,
      expires_at: expiresAt,
      configuration: echoedConfiguration(this.record.query),
    });
    this.#timers.set('age', expiresAt * 1000 - this.#clock.now(), () =>
      this.#fail(3008, 'Session expired: maximum session duration exceeded'),
    );
    if (this.record.query.get('session_heartbeat') === 'true') this.#planHeartbeat();
    this.#watchActivity();
    this.#sayScripted(0);
  }

  #refusedKey(): string | undefined {
    const { authorization } = this.record.headers;
    if (!authorization) return 'Missing Authorization header';
    return authorization === this.#rules.key ? undefined : 'Invalid API key';
  }

  /** A frame from the client. */
  received(data: Buffer, isBinary: boolean): void {
    if (!this.#socket.isOpen || this.#isFrozen || this.#isStalled) return;
    this.#watchActivity();
    if (isBinary) this.#take(data);
    else this.#obey(String(data));
  }

  /** The connection is gone, whoever ended it. */
  closed(): void {
    this.record.isOpen = false;
    this.#timers.cancelAll();
  }

  /** Breaks the connection off. */
  drop(): void {
    this.record.isEndedByServer = true;
    this.#socket.drop();
  }

  /** The network comes back, too late for this session. */
  thaw(): void {
    if (this.record.isOpen) this.#socket.resumeReading();
  }

  #take(frame: Buffer): void {
    const { record } = this;
    if (!record.hasBegun) return this.#refuse(3005, 'Audio before Begin');
    if (frame.byteLength > 128 * 1024) {
      record.refusedFor = '1009';
      record.isEndedByServer = true;
      return this.#socket.close(1009);
    }
    if (frame.byteLength % bytesPerSample !== 0) return this.#refuse(3006, 'Odd number of bytes');
    const ms = samplesToMs(frame.byteLength / bytesPerSample);
    record.received(frame, ms);
    // Measured on the live server: short frames end the session after about fifty of them, long ones at once.
    if (ms < 50) this.#shortFrames += 1;
    if (ms > 1_000 || this.#shortFrames >= 49) {
      return this.#refuse(3007, 'Input Duration Violation: audio chunks must be between 50 and 1000 ms');
    }
    const elapsedMs = this.#clock.now() - this.#beganAt;
    if (this.#receivedMs > this.#rules.maxBurstMs + 1.25 * elapsedMs) {
      return this.#refuse(3007, `Audio Transmission Rate Exceeded: Received ${this.#receivedMs / 1000} sec.`);
    }
    if (this.#receivedMs - elapsedMs > this.#rules.maxBacklogMs) {
      return this.#refuse(3007, 'Audio Transmission Rate Exceeded: too much audio buffered');
    }
    this.#inTurn(ms, () => this.#hear(frame));
    this.#sayScripted(this.#receivedMs);
    this.#runFaults(this.#receivedMs);
  }

  #hear(frame: Buffer): void {
    for (const word of this.#ear.hear(frame)) {
      this.record.words.push(word.text);
      this.#sayTurns(this.#turns.hear(word));
    }
    if (this.#turns.isOpen && this.#ear.silentMs >= this.#rules.turnSilenceMs) {
      this.#sayTurns(this.#turns.endTurn(this.#ear.silentMs));
    }
  }

  get #receivedMs(): number {
    return samplesToMs(this.record.audioBytes / bytesPerSample);
  }

  /** Does what comes in one after the other, audio no faster than it was spoken. */
  #inTurn(ms: number, act: () => void): void {
    const { hearingLagMs } = this.#rules;
    if (hearingLagMs === undefined) return act();
    const now = this.#clock.now();
    this.#heardAt = Math.max(now, this.#heardAt + ms);
    this.#clock.after(this.#heardAt + hearingLagMs - now, () => {
      if (this.#socket.isOpen && !this.#isFrozen) act();
    });
  }

  /** Applies the scripted endings that are due. */
  #runFaults(receivedMs: number): boolean {
    for (const fault of this.#faults) {
      const isEnding = fault.kind === 'error' || fault.kind === 'close' || 'afterMs' in fault;
      if (!isEnding || fault.kind === 'say' || (fault.afterMs ?? 0) > receivedMs) continue;
      this.#faults.splice(this.#faults.indexOf(fault), 1);
      this.record.isEndedByServer = true;
      if (fault.kind === 'error') this.#fail(fault.code, fault.text);
      if (fault.kind === 'close') this.#socket.close(fault.code, fault.reason);
      if (fault.kind === 'drop') this.#socket.drop();
      if (fault.kind === 'reset') this.#socket.reset();
      if (fault.kind === 'noise') this.#socket.sendNoise(fault.bytes);
      if (fault.kind === 'freeze') this.#freeze();
      if (fault.kind === 'stall') this.#stall();
      return true;
    }
    return false;
  }

  #sayScripted(receivedMs: number): void {
    const said = this.#fault('say');
    if (!said || (said.afterMs ?? 0) > receivedMs) return;
    this.#faults.splice(this.#faults.indexOf(said), 1);
    if (said.ends) this.record.isEndedByServer = true;
    for (const frame of said.frames) if (this.#socket.isOpen) this.#socket.send(frame);
  }

  #obey(text: string): void {
    let message: Record<string, unknown> | null;
    try {
      message = JSON.parse(text) as typeof message;
    } catch {
      return this.#refuse(3006, 'Invalid JSON');
    }
    const { type, ...fields } = message ?? {};
    this.record.messages.push(String(type));
    if (type === 'UpdateConfiguration') return this.#update(fields);
    if (type === 'Terminate') return this.#inTurn(0, () => this.#terminate());
    if (type === 'ForceEndpoint') {
      return this.#inTurn(0, () => {
        if (this.#turns.isOpen) this.#sayTurns(this.#turns.endTurn(this.#ear.silentMs));
      });
    }
    if (type !== 'KeepAlive') this.#refuse(3006, `Invalid Message Type: ${String(type)}`);
  }

  #update(fields: Record<string, unknown>): void {
    const refused = refusedUpdate(fields);
    if (refused) return this.#refuse(3006, refused);
    this.record.updates.push(fields);
    this.record.ignored.push(
      ...ignoredInUpdate(fields, familyOf(this.record.query.get('speech_model') ?? '')),
    );
  }

  #terminate(): void {
    if (this.#fault('drop-on-terminate')) return this.drop();
    this.#sayTurns(this.#turns.isOpen ? this.#turns.endTurn(this.#ear.silentMs) : [this.#turns.emptyFinal()]);
    if (this.#turns.revision) this.#say(this.#turns.revision);
    if (this.#fault('no-termination')) return;
    this.record.isTerminated = true;
    this.#say({
      type: 'Termination',
      audio_duration_seconds: Math.round(this.#receivedMs / 1000),
      session_duration_seconds: Math.round((this.#clock.now() - this.#beganAt) / 1000),
    });
    this.#socket.close(1000, 'Session Ended');
  }

  #planHeartbeat(): void {
    this.#timers.set('heartbeat', this.#rules.heartbeatMs, () => {
      this.#say({
        type: 'Heartbeat',
        total_audio_received_ms: Math.round(this.#receivedMs),
        total_duration_ms: Math.round(this.#clock.now() - this.#beganAt),
        realtime_factor: 1,
        max_speech_probability: 0,
      });
      this.#planHeartbeat();
    });
  }

  /** `inactivity_timeout` counts the time without audio and messages. */
  #watchActivity(): void {
    const seconds = Number(this.record.query.get('inactivity_timeout'));
    if (seconds > 0 && this.record.hasBegun)
      this.#timers.set('inactive', seconds * 1000, () =>
        this.#fail(3006, 'Session closed due to inactivity'),
      );
  }

  #refuse(code: number, text: string): void {
    this.record.refusedFor = `${code} ${text}`;
    this.#fail(code, text);
  }

  /** Errors come as a frame and a close with the same code; no Termination follows. */
  #fail(code: number, text: string): void {
    this.record.isEndedByServer = true;
    this.#say({ type: 'Error', error_code: code, error: text });
    // 410 is the code of a frame but can't be that of a close.
    this.#socket.close(code < 1000 ? 1008 : code, errorReason);
  }

  #freeze(): void {
    this.#isFrozen = true;
    this.#timers.cancelAll();
    // A dead network answers no ping either.
    this.#socket.stopReading();
  }

  #stall(): void {
    this.#isStalled = true;
    this.#socket.stopReading();
  }

  #sayTurns(turns: readonly Turn[]): void {
    for (const turn of turns) this.#say(turn);
  }

  #say(message: object): void {
    if (this.#socket.isOpen && !this.#isFrozen) this.#socket.send(JSON.stringify(message));
  }

  #fault<Kind extends Fault['kind']>(kind: Kind): FaultOf<Kind> | undefined {
    return this.#faults.find((fault): fault is FaultOf<Kind> => fault.kind === kind);
  }
}
