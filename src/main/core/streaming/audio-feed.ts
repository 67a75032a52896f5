import { bytesPerSample, frameSamples, msToSamples, samplesToMs } from '../../../shared/audio';
import type { ZoneId } from '../../../shared/zones';
import type { AudioTimeline } from './audio-timeline';
import type { Clock } from './clock';
import { SendPacer } from './send-pacer';
import type { SessionConnection } from './session-connection';

export interface AudioFeedOptions {
  connection: SessionConnection;
  timeline: AudioTimeline;
  /** Only audio captured under this stamp is sent (rule Z3). */
  zone: ZoneId;
  clock: Clock;
  /** Position of the first audio to send. */
  from: number;
  /** Whether the server wants no more than real time. */
  isPaced: boolean;
  /** Audio went out, samples. */
  sent: (samples: number) => void;
  /** Audio before `to` that can't be sent any more was passed over. */
  skipped: (from: number, to: number) => void;
}

const maxFrameSamples = msToSamples(200);
/** Two seconds of audio waiting in the socket: more would only hide that the network is too slow. */
const maxBufferedBytes = 64_000;
const bufferRetryMs = 20;
/** How far behind a server may be that isn't asked to keep real time, and one that is. */
const hearingMarginMs = { unpaced: 30_000, paced: 5_000 };

/** Feeds one live connection from the timeline: frames of a legal length, in order, not too fast. */
export class AudioFeed {
  readonly #options: AudioFeedOptions;
  readonly #pacer: SendPacer | undefined;
  /** When a server that hears in real time will have heard all it was sent. */
  #heardAt: number;
  #cursor: number;
  #isBlocked = false;

  constructor(options: AudioFeedOptions) {
    this.#options = options;
    this.#cursor = options.from;
    this.#heardAt = options.clock.monotonic();
    this.#pacer = options.isPaced ? new SendPacer(this.#heardAt) : undefined;
  }

  /** Next audio to send. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Whether the last pump ended because the network takes no more. */
  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  /** How far the server is behind, if it hears in real time: it still needs so long for what it has, ms. */
  get behindMs(): number {
    return Math.max(0, this.#heardAt - this.#options.clock.monotonic());
  }

  /**
   * Sends what may be sent now. Returns after how many ms to come again, or undefined when that is only worth while
   * once more audio is there.
   * @param end Position after the last audio that will ever come, once that is known.
   */
  pump(end: number | undefined): number | undefined {
    const { connection, timeline, zone, clock, sent, skipped } = this.#options;
    this.#isBlocked = false;
    while (connection.live) {
      const room = (end ?? Infinity) - this.#cursor;
      const audio = timeline.read(this.#cursor, Math.min(maxFrameSamples, room));
      if (!audio || (end !== undefined && audio.start >= end)) return undefined;
      const samples = audio.pcm.byteLength / bytesPerSample;
      const after = audio.start + samples;
      if (audio.start > this.#cursor) skipped(this.#cursor, audio.start);
      this.#cursor = audio.start;
      if (audio.zone !== zone || connection.destination.zone !== zone) {
        skipped(audio.start, after);
        this.#cursor = after;
        continue;
      }
      const mayGrow = after === timeline.end && end === undefined;
      if (samples < frameSamples && mayGrow) return undefined;
      if (connection.bufferedAmount > maxBufferedBytes) {
        this.#isBlocked = true;
        return bufferRetryMs;
      }
      const padding = Math.max(0, frameSamples - samples);
      if (this.#pacer && this.#pacer.allowance(clock.monotonic()) < samples + padding) {
        return this.#pacer.waitMs(samples + padding);
      }
      connection.sendAudio(audio.start, audio.pcm, padding);
      this.#pacer?.spend(samples + padding);
      // Not counted from the beginning: a source that paused and then delivers its backlog isn't heard any faster.
      this.#heardAt = Math.max(clock.monotonic(), this.#heardAt) + samplesToMs(samples + padding);
      this.#cursor = after;
      sent(samples);
    }
    return undefined;
  }

  /** Whether nothing is left to send before `end`. */
  isDone(end: number): boolean {
    return (this.#options.timeline.read(this.#cursor, 1)?.start ?? Infinity) >= end;
  }

  /**
   * Position up to which the server has certainly listened, given what it says it received: it hears in about real
   * time; an engine that takes audio faster gets a wider margin. Undefined while that is nothing.
   * @param untoldMs how much of what was heard may be in a turn that isn't told yet
   */
  heardUntil(receivedMs: number, untoldMs: number): number | undefined {
    const { connection } = this.#options;
    const margin = this.#pacer ? hearingMarginMs.paced : hearingMarginMs.unpaced;
    const inRealTimeMs = samplesToMs(connection.sent.samples) - this.behindMs;
    const heardMs = Math.min(receivedMs, inRealTimeMs) - margin - untoldMs;
    return heardMs > 0 ? connection.sent.endOf(heardMs) : undefined;
  }
}
