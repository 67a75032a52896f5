import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { Captioner } from '../../src/main/core/captioning/captioner';
import { createOpenSocket } from '../../src/main/core/streaming/open-socket';
import { createDestinationOf } from '../../src/main/core/zones/zone-destination';
import { frameBytes, frameMs } from '../../src/shared/audio';
import type { CaptioningStatus } from '../../src/shared/captioning-status';
import type { Caption } from '../../src/shared/captions';
import { channelName } from '../../src/shared/ipc/ipc-contract';
import { defaultSettings } from '../../src/shared/settings';
import { startRendererHarness } from '../../test/support/renderer-harness';
import { percentile, summary } from './percentiles';

// What Sotto itself adds to the time from a word to its caption: frame to socket, message to caption, caption to paint.
// The network and the model are not in it: the server here is on this computer and answers at once. Nor is the hop from
// the capture window to main, which needs Electron.

const seconds = 20;
const framesPerMessage = 4;

interface Measured {
  /** From a frame given to the captioner to its arrival at the server, ms. */
  toSocket: number[];
  /** From a message sent by the server to the caption that came of it, ms. */
  toCaption: number[];
}

async function measureSession(): Promise<Measured> {
  const measured: Measured = { toSocket: [], toCaption: [] };
  const pushedAt: number[] = [];
  const toldAt = new Map<string, number>();
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  server.on('connection', (socket) => {
    serve(socket, pushedAt, toldAt, measured);
  });

  const captioner = new Captioner({
    destinationOf: createDestinationOf({
      selfHosted: () => ({
        url: `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
        allowInsecure: false,
      }),
      readKey: () => Promise.resolve(undefined),
      engine: () => Promise.reject(new Error('not used')),
    }),
    openSocket: createOpenSocket(),
    appVersion: 'bench',
  });
  captioner.on('caption', ({ text }) => {
    const told = toldAt.get(text);
    if (told !== undefined) measured.toCaption.push(performance.now() - told);
  });
  const live = new Promise<void>((resolve) => {
    captioner.on('session', ({ state }) => {
      if (state === 'live') resolve();
    });
  });
  captioner.start({ zone: 'self-hosted' }, ['you']);
  await live;
  const pcm = new Uint8Array(frameBytes).fill(1);
  for (let frame = 0; frame < (seconds * 1000) / frameMs; frame += 1) {
    pushedAt.push(performance.now());
    captioner.pushAudio('you', pcm);
    await new Promise((resolve) => setTimeout(resolve, frameMs));
  }
  await captioner.stop();
  server.close();
  return measured;
}

/** As much of the v3 protocol as one session without faults needs. */
function serve(
  socket: WebSocket,
  pushedAt: number[],
  toldAt: Map<string, number>,
  { toSocket }: Measured,
): void {
  const send = (message: object): void => {
    socket.send(JSON.stringify(message));
  };
  send({ type: 'Begin', id: 'bench', expires_at: Math.round(Date.now() / 1000) + 10_800 });
  let bytes = 0;
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) {
      if (String(data).includes('Terminate')) {
        send({ type: 'Termination', audio_duration_seconds: 0, session_duration_seconds: 0 });
        socket.close(1000);
      }
      return;
    }
    const first = bytes / frameBytes;
    bytes += data.byteLength;
    for (let frame = first; frame < bytes / frameBytes; frame += 1) {
      toSocket.push(performance.now() - (pushedAt[frame] ?? Number.NaN));
    }
    if ((bytes / frameBytes) % framesPerMessage !== 0) return;
    const transcript = `Frame ${String(bytes / frameBytes)}.`;
    toldAt.set(transcript, performance.now());
    const end = (bytes / frameBytes) * frameMs;
    const words = [{ text: transcript, start: 0, end, confidence: 1, word_is_final: false }];
    send({
      type: 'Turn',
      turn_order: 0,
      turn_is_formatted: true,
      end_of_turn: false,
      end_of_turn_confidence: 0,
      transcript,
      words,
    });
  });
}

/** From a caption that reaches the overlay page to the frame that shows it, ms, in real Chromium. */
async function measurePaint(): Promise<number[]> {
  const harness = await startRendererHarness();
  const status: CaptioningStatus = { phase: 'live', zone: 'device', host: '', channels: [] };
  const { page, close } = await harness.open('overlay', {
    captioning: { status: () => status, recent: () => [] },
    settings: { get: () => defaultSettings },
  });
  await page.waitForSelector('[data-phase="live"]');
  const painted = await page.evaluate(
    async (channel) => {
      const { notifyPage } = window as unknown as { notifyPage: (channel: string, payload: unknown) => void };
      const times: number[] = [];
      for (let update = 1; update <= 200; update += 1) {
        const text = `Words so far ${String(update)}`;
        const caption: Caption = {
          channel: 'you',
          turn: Math.ceil(update / 20),
          text,
          final: update % 20 === 0,
          startMs: update,
          endMs: update + 1,
        };
        const said = performance.now();
        notifyPage(channel, caption);
        do await new Promise(requestAnimationFrame);
        while (!document.body.innerText.includes(text));
        times.push(performance.now() - said);
        await new Promise((resolve) => setTimeout(resolve, 7 + (update % 20)));
      }
      return times;
    },
    channelName('captioning', 'caption'),
  );
  await close();
  await harness.close();
  return painted;
}

const { toSocket, toCaption } = await measureSession();
const toPaint = await measurePaint();
const frameFill = (share: number): number => frameMs * share;
console.log(`frame to socket      ${summary(toSocket)}`);
console.log(`message to caption   ${summary(toCaption)}`);
console.log(`caption to paint     ${summary(toPaint)}`);
for (const [share, budget] of [
  [0.5, 60],
  [0.95, 90],
] as const) {
  const parts = [toSocket, toCaption, toPaint].map((part) => percentile(part, share));
  const total = parts.reduce((sum, part) => sum + part, frameFill(share));
  const name = `P${String(share * 100)}`;
  console.log(
    `with filling a 50 ms frame, ${name}: ${total.toFixed(0)} ms of ${String(budget)} ms budget (ratio ${(total / budget).toFixed(2)})`,
  );
}
process.exit(0);
