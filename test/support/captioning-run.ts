import { Captioner, type CaptionerOptions } from '../../src/main/core/captioning/captioner';
import type { SessionEvent, SessionReceipt } from '../../src/main/core/captioning/captioning';
import { createOpenSocket, type SocketOptions } from '../../src/main/core/streaming/open-socket';
import type { RoutesTo } from '../../src/main/core/transport/proxy-routes';
import { createDestinationOf, type DestinationSources } from '../../src/main/core/zones/zone-destination';
import { frameBytes, type Channel } from '../../src/shared/audio';
import type { Caption, Gap } from '../../src/shared/captions';
import type { ZoneId } from '../../src/shared/zones';
import type { ProtocolServer } from './protocol-server/protocol-server';

/** What a run needs to know of a server. */
export type Reachable = Pick<ProtocolServer, 'key' | 'caFile' | 'dial'>;

export interface CaptioningRunOptions extends Partial<CaptionerOptions> {
  key?: string | undefined;
  selfHosted?: { url: string; allowInsecure: boolean; ca?: string };
  /** PEM file the client trusts; the server's own authority by default. */
  caFile?: string | undefined;
  /** Where hosts are dialled; the server by default. */
  dial?: SocketOptions['dial'];
  /** Ways to a host; straight ones by default, whatever the environment says. */
  routesTo?: RoutesTo;
  timeoutMs?: SocketOptions['timeoutMs'];
  /** The organisation's tokens. */
  tokenFor?: DestinationSources['tokenFor'];
}

/** No proxy, as far as tests are concerned. */
export const straight: RoutesTo = () => Promise.resolve(['direct']);

/** A captioner on real sockets to a protocol server (or on others, if given), with everything it tells collected. */
export class CaptioningRun {
  readonly captioner: Captioner;
  readonly captions: Caption[] = [];
  readonly gaps: Gap[] = [];
  readonly events: SessionEvent[] = [];
  readonly receipts = new Set<SessionReceipt>();
  readonly zones: { zone: ZoneId; host: string; atMs: number }[] = [];

  constructor(server: Reachable, options: CaptioningRunOptions = {}) {
    const { key, selfHosted, caFile, tokenFor, ...others } = options;
    const { dial = server.dial, routesTo = straight, timeoutMs = 10_000, ...rest } = others;
    const openSocket = createOpenSocket({ dial, routesTo, timeoutMs, extraCaFile: caFile ?? server.caFile });
    this.captioner = new Captioner({
      destinationOf: createDestinationOf({
        readKey: () => Promise.resolve('key' in options ? key : server.key),
        selfHosted: () => selfHosted ?? { url: '', allowInsecure: false },
        ...(tokenFor && { tokenFor }),
        engine: () => Promise.reject(new Error('no engine in this test')),
      }),
      openSocket,
      appVersion: '1.2.3',
      random: () => 0,
      ...rest,
    });
    this.captioner.on('caption', (caption) => this.captions.push(caption));
    this.captioner.on('gap', (gap) => this.gaps.push(gap));
    this.captioner.on('session', (event) => this.events.push(event));
    this.captioner.on('receipt', (receipt) => this.receipts.add(receipt));
    this.captioner.on('zone', (change) => this.zones.push(change));
  }

  /** Pushes audio in captured frames, as fast as it goes. */
  say(pcm: Buffer, channel: Channel = 'you'): void {
    for (let offset = 0; offset < pcm.byteLength; offset += frameBytes) {
      this.captioner.pushAudio(channel, pcm.subarray(offset, offset + frameBytes));
    }
  }

  /** Final captions with text, in the order they came. */
  finals(channel: Channel = 'you'): string[] {
    return this.captions
      .filter((caption) => caption.final && caption.text && caption.channel === channel)
      .map(({ text }) => text);
  }

  /** Resolves once the channel has shown this text. */
  async shown(text: string, channel: Channel = 'you'): Promise<void> {
    await until(() => this.captions.some((caption) => caption.channel === channel && caption.text === text));
  }

  /** Resolves once a session reached this state. */
  async reached(state: SessionEvent['state'], times = 1): Promise<void> {
    await until(() => this.events.filter((event) => event.state === state).length >= times);
  }

  /** Turn ids that don't have exactly one final, as the last thing said of them. */
  unfinishedTurns(): number[] {
    const byTurn = new Map<string, Caption[]>();
    for (const caption of this.captions) {
      const key = `${caption.channel} ${caption.turn}`;
      byTurn.set(key, [...(byTurn.get(key) ?? []), caption]);
    }
    return [...byTurn.values()]
      .filter((said) => said.filter(({ final }) => final).length !== 1 || !said.at(-1)?.final)
      .map((said) => said[0]?.turn ?? 0);
  }
}

/** Waits for a condition; fails after half a minute. */
export const until = async (condition: () => boolean): Promise<void> => {
  const began = performance.now();
  while (!condition()) {
    if (performance.now() - began > 30_000) throw new Error(`still waiting for ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
