import { bytesPerSample, samplesToMs, type Channel } from '../../../shared/audio';
import type { Destination, SessionReceipt } from '../captioning/captioning';
import { hostOf } from '../zones/zone-destination';
import { AudioIntake } from './audio-intake';
import type { Clock } from './clock';
import { connectionQuery, type StreamingParameters } from './connection-query';
import type { OpenSocket, Peer, SessionSocket } from './open-socket';
import { SentAudio } from './sent-audio';
import {
  parseServerMessage,
  type BeginMessage,
  type HeartbeatMessage,
  type ServerConfiguration,
  type ServerMessage,
  type SpeakerRevisionMessage,
  type TurnMessage,
  type WarningMessage,
} from './server-message';
import { describeEnding, type SessionEnding } from './session-ending';
import type { SessionTimings } from './session-timings';

export interface ConnectionEvents {
  begin: (message: BeginMessage) => void;
  turn: (message: TurnMessage) => void;
  heartbeat: (message: HeartbeatMessage) => void;
  revision: (message: SpeakerRevisionMessage) => void;
  warning: (message: WarningMessage) => void;
  /** The receipt began or grew; the same object each time. */
  receipt: (receipt: SessionReceipt) => void;
  /** Exactly once. `terminated` says whether the server's `Termination` had come. */
  ended: (ending: SessionEnding, terminated: boolean) => void;
}

export interface ConnectionOptions {
  destination: Destination;
  channel: Channel;
  parameters: StreamingParameters;
  /** Source position of the first audio it will get. */
  fromSample: number;
  openSocket: OpenSocket;
  clock: Clock;
  timings: SessionTimings;
  appVersion: string;
}

/**
 * One session of the v3 protocol over one socket: from the upgrade to its end. It knows the protocol and nothing of
 * retries, turns or buffers. The constructor throws what `openSocket` throws.
 */
export class SessionConnection {
  readonly destination: Destination;
  readonly host: string;
  readonly sent: SentAudio;
  /** What the server says it does, where it said so. */
  configuration: ServerConfiguration | undefined;
  #parameters: StreamingParameters;
  readonly #events: ConnectionEvents;
  readonly #clock: Clock;
  readonly #timings: SessionTimings;
  readonly #socket: SessionSocket;
  readonly #receipt: SessionReceipt;
  #peer: Peer = {};
  #phase: 'opening' | 'live' | 'terminating' | 'ended' = 'opening';
  #terminated = false;
  /** What the server said in an Error frame; the close after it repeats only the code. */
  #error: { code: number | undefined; text: string } | undefined;
  /** When the connection counts as dead unless something is heard, on the monotonic clock. */
  #deadAt: number;
  readonly #intake = new AudioIntake();
  #cancelTick: () => void;
  #expiresAt: number | undefined;

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    const { destination, channel, clock, timings } = options;
    this.destination = destination;
    this.host = hostOf(destination);
    this.sent = new SentAudio(options.fromSample);
    this.#parameters = options.parameters;
    this.#events = events;
    this.#clock = clock;
    this.#timings = timings;
    this.#receipt = {
      zone: destination.zone,
      host: this.host,
      channel,
      beganAt: new Date(clock.now()).toISOString(),
      audioMsSent: 0,
      audioBytesSent: 0,
      appVersion: options.appVersion,
    };
    this.#deadAt = Infinity;
    this.#socket = options.openSocket(destination, connectionQuery(options.parameters), {
      open: (peer) => this.#opened(peer),
      message: (data) => this.#heard(parseServerMessage(data)),
      pong: () => this.#alive(),
      ended: (ending) => this.#end(ending),
    });
    // The handshake has its own time limit; this one is for a Begin that never comes.
    const beginMs = destination.zone === 'device' ? timings.engineBeginMs : timings.beginMs;
    this.#cancelTick = clock.after(beginMs, () => this.#abort({ by: 'network', text: 'no Begin' }));
  }

  /** True from `Begin` until `terminate` or the end: audio may be sent. */
  get live(): boolean {
    return this.#phase === 'live';
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  /** Wall time at which the server will end the session, ms; undefined where it didn't say. */
  get expiresAt(): number | undefined {
    return this.#expiresAt;
  }

  get sessionId(): string | undefined {
    return this.#receipt.sessionId;
  }

  /** What the session was asked for, updates included. */
  get parameters(): StreamingParameters {
    return this.#parameters;
  }

  /** Sends one frame: `source` is the position of its first sample; `padding` silent samples at its end have none. */
  sendAudio(source: number, pcm: Uint8Array, padding = 0): void {
    const samples = pcm.byteLength / bytesPerSample;
    const frame = padding === 0 ? pcm : Buffer.concat([pcm, Buffer.alloc(padding * bytesPerSample)]);
    this.#socket.send(frame);
    this.sent.record(source, samples, padding);
    this.#receipt.audioBytesSent += frame.byteLength;
    this.#receipt.audioMsSent = samplesToMs(this.sent.samples);
  }

  /** Ends the open turn now, for a source that fell silent without sending silence. */
  forceEndpoint(): void {
    if (this.live) this.#socket.send(JSON.stringify({ type: 'ForceEndpoint' }));
  }

  /** Gives the running session other parameters: `fields` are what changes, checked before; there is no answer. */
  update(fields: Readonly<Record<string, unknown>>, parameters: StreamingParameters): void {
    if (!this.live) return;
    this.#socket.send(JSON.stringify({ type: 'UpdateConfiguration', ...fields }));
    this.#parameters = parameters;
  }

  /** Asks for the last final and the end. Sessions are billed by the time they are open. */
  terminate(): void {
    if (this.#phase !== 'live') return;
    this.#phase = 'terminating';
    this.#socket.send(JSON.stringify({ type: 'Terminate' }));
  }

  /**
   * The computer woke or its network changed: a connection that doesn't answer soon is dead, and a handshake begun
   * before that will hardly come to its end.
   */
  probe(): void {
    if (this.#phase === 'opening') return this.#abort({ by: 'network', text: 'the network changed' });
    if (this.#phase === 'ended' || this.#terminated) return;
    this.#deadAt = Math.min(this.#deadAt, this.#clock.monotonic() + this.#timings.probeMs);
    this.#socket.ping();
    this.#watchLife();
  }

  /** Drops the connection without waiting for anything. A live server is still told, as an open session is billed. */
  abandon(reason: string): void {
    this.terminate();
    this.#abort({ by: 'network', text: reason });
  }

  #opened(peer: Peer): void {
    this.#peer = peer;
  }

  #heard(message: ServerMessage): void {
    if (this.#phase === 'ended') return;
    this.#alive();
    switch (message.type) {
      case 'Begin':
        return this.#begin(message);
      case 'Turn':
        if (this.#phase !== 'opening') this.#events.turn(message);
        return;
      case 'Heartbeat':
        this.#intake.heartbeat(
          message.total_audio_received_ms ?? undefined,
          this.#receipt.audioMsSent,
          this.#clock.monotonic(),
        );
        this.#events.heartbeat(message);
        return this.#events.receipt(this.#receipt);
      case 'Termination':
        this.#terminated = true;
        this.#cancelTick();
        this.#cancelTick = this.#clock.after(this.#timings.closeMs, () =>
          this.#abort({ by: 'close', code: 1000, text: 'Termination' }),
        );
        return;
      case 'Error':
        return this.#refused(message.error_code ?? undefined, message.error);
      case 'SpeakerRevision':
        return this.#events.revision(message);
      case 'Warning':
        return this.#events.warning(message);
      // The first comes with the first partial and says no more; the second repeats what heartbeats and turns say.
      case 'SpeechStarted':
      case 'Silence':
      case 'other':
        return;
    }
  }

  #begin(message: BeginMessage): void {
    if (this.#phase !== 'opening') return;
    this.#phase = 'live';
    if (message.expires_at) this.#expiresAt = message.expires_at * 1000;
    Object.assign(this.#receipt, this.#peer, {
      sessionId: message.id,
      beganAt: new Date(this.#clock.now()).toISOString(),
    });
    this.configuration = message.configuration ?? undefined;
    if (message.configuration?.model) this.#receipt.model = message.configuration.model;
    this.#watchLife();
    this.#events.receipt(this.#receipt);
    this.#events.begin(message);
  }

  /** The close that follows carries the code; a server that forgets it is closed by us. */
  #refused(code: number | undefined, text: string): void {
    this.#error = { code, text };
    this.#cancelTick();
    this.#cancelTick = this.#clock.after(this.#timings.closeMs, () =>
      this.#abort({ by: 'close', code: code ?? 3005, text }),
    );
  }

  #alive(): void {
    this.#deadAt = this.#clock.monotonic() + this.#timings.silenceMs;
  }

  #watchLife(): void {
    this.#cancelTick();
    const leftMs = this.#deadAt - this.#clock.monotonic();
    this.#cancelTick = this.#clock.after(Math.min(this.#timings.pingMs, leftMs), () => {
      const now = this.#clock.monotonic();
      if (now >= this.#deadAt) return this.#abort({ by: 'silence', text: 'no sign of life from the server' });
      if (this.#intake.stuckMs(now) >= this.#timings.silenceMs)
        return this.#abort({ by: 'silence', text: 'the server takes no more audio' });
      this.#socket.ping();
      this.#watchLife();
    });
  }

  #abort(ending: SessionEnding): void {
    this.#end(ending);
    this.#socket.terminate();
  }

  #end(ending: SessionEnding): void {
    if (this.#phase === 'ended') return;
    this.#phase = 'ended';
    this.#cancelTick();
    const told: SessionEnding =
      this.#error && ending.by !== 'http'
        ? {
            by: 'close',
            code: this.#error.code ?? (ending.by === 'close' ? ending.code : 3005),
            text: this.#error.text,
          }
        : ending;
    if (this.#receipt.sessionId !== undefined) {
      this.#receipt.endedAt = new Date(this.#clock.now()).toISOString();
      this.#receipt.endReason = this.#terminated ? 'Termination' : describeEnding(told);
      this.#events.receipt(this.#receipt);
    }
    this.#events.ended(told, this.#terminated);
  }
}
