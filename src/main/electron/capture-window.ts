import { MessageChannelMain, type MessagePortMain } from 'electron';
import type { PcmFrame } from '../../shared/audio';
import type { CaptureRequest } from '../../shared/ipc/ipc-schema';
import type { AppWindows } from './app-windows';
import { sendCapturePort } from './ipc-main';

/** What main keeps of a frame that came over the port; anything else is dropped. */
const isFrame = (data: unknown): data is PcmFrame => {
  const frame = data as Partial<PcmFrame> | null;
  return (
    (frame?.ch === 'you' || frame?.ch === 'others') &&
    typeof frame.seq === 'number' &&
    typeof frame.t0 === 'number' &&
    // An ArrayBuffer of another realm is no instance of ours.
    Object.prototype.toString.call(frame.pcm) === '[object ArrayBuffer]'
  );
};

/**
 * The hidden window that listens. Opened when captions first start, and again if it crashes while they run.
 * A new port for each capture: when it closes on either side, that capture is over.
 */
export class CaptureWindow {
  #port: MessagePortMain | undefined;
  #request: CaptureRequest | undefined;
  #ready = false;
  #picture: 'frame' | 'screen' = 'frame';

  constructor(
    private readonly windows: AppWindows,
    private readonly onFrame: (frame: PcmFrame) => void,
  ) {}

  /** Starts listening to these sources, ending an earlier capture. */
  start(request: CaptureRequest): void {
    this.#request = request;
    if (!this.windows.get('capture')) this.#open();
    else if (this.#ready) this.#sendPort(request);
  }

  stop(): void {
    this.#request = undefined;
    this.#port?.close();
    this.#port = undefined;
  }

  /** The page is up: it gets the port it may be waiting for. */
  pageReady(): void {
    this.#ready = true;
    if (this.#request) this.#sendPort(this.#request);
  }

  /**
   * Some time after the page crashed: opens it again, and listens again if it did.
   * @returns false where a new start has opened it meanwhile
   */
  reopen(): boolean {
    if (this.windows.get('capture')) return false;
    this.#port?.close();
    this.#port = undefined;
    this.#open();
    return true;
  }

  /** What is shared beside the sound at the next `getDisplayMedia`, of which only the sound is wanted. */
  get picture(): 'frame' | 'screen' {
    return this.#picture;
  }

  /** Chromium answers getDisplayMedia only after a gesture, which nobody can make in a hidden window. */
  async allowSharing(picture: 'frame' | 'screen'): Promise<undefined> {
    this.#picture = picture;
    // Where this fails, the page reports what the browser says.
    await this.windows
      .get('capture')
      ?.webContents.executeJavaScript('undefined', true)
      .catch(() => undefined);
  }

  /** Opens the page without listening, so that it can tell which microphones there are. */
  open(): void {
    // A crashed one that listened is about to be reopened.
    if (!this.#request && !this.windows.get('capture')) this.#open();
  }

  #open(): void {
    this.#ready = false;
    this.windows.open('capture', {
      show: false,
      title: 'Sotto listening',
      webPreferences: { backgroundThrottling: false },
    });
  }

  #sendPort(request: CaptureRequest): void {
    this.#port?.close();
    const { port1, port2 } = new MessageChannelMain();
    this.#port = port1;
    port1.on('message', ({ data }) => {
      if (isFrame(data) && this.#port === port1) this.onFrame(data);
    });
    port1.start();
    sendCapturePort(this.windows, request, port2);
  }
}
