import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** Somebody on this computer that a page must not reach. Counts what arrives. */
export class Outsider {
  /** TCP connections and UDP packets that arrived. */
  contacts = 0;

  private constructor(
    private readonly tcp: Server,
    private readonly udp: Socket,
  ) {}

  static async listen(): Promise<Outsider> {
    const tcp = createServer().listen(0, '127.0.0.1');
    const udp = createSocket('udp4').bind(0, '127.0.0.1');
    await Promise.all([once(tcp, 'listening'), once(udp, 'listening')]);
    const outsider = new Outsider(tcp, udp);
    tcp.on('connection', (socket) => {
      outsider.contacts += 1;
      socket.destroy();
    });
    udp.on('message', () => (outsider.contacts += 1));
    return outsider;
  }

  get address(): { tcp: string; udp: string } {
    return {
      tcp: `127.0.0.1:${(this.tcp.address() as AddressInfo).port}`,
      udp: `127.0.0.1:${this.udp.address().port}`,
    };
  }

  close(): void {
    this.tcp.close();
    this.udp.close();
  }
}

/**
 * Tries everything a page has to reach an address or a name; to be evaluated in the page. Resolves with the outcome of
 * each way once all of them have come to an end: what is `reached`, what the browser refused, and what it lets try
 * without telling (`silent`).
 */
export async function tryEveryWayOut({
  tcp,
  udp,
}: Outsider['address']): Promise<Record<string, 'reached' | 'refused' | 'silent'>> {
  type Outcome = 'reached' | 'refused' | 'silent';
  const http = `http://${tcp}`;
  const outcome = (attempt: (done: (outcome: Outcome) => void) => void): Promise<Outcome> =>
    new Promise((resolve) => {
      try {
        attempt(resolve);
      } catch {
        resolve('refused');
      }
    });
  const ofPromise = (start: () => Promise<unknown>) =>
    outcome((done) => {
      start().then(
        () => {
          done('reached');
        },
        () => {
          done('refused');
        },
      );
    });
  const ofElement = (tag: string, place: (element: HTMLElement) => void) =>
    outcome((done) => {
      const element = document.createElement(tag);
      element.onload = () => {
        done('reached');
      };
      element.onerror = () => {
        done('refused');
      };
      place(element);
      document.body.append(element);
    });
  const hint = (rel: string, href: string): Outcome => {
    const link = document.createElement('link');
    Object.assign(link, { rel, href });
    document.head.append(link);
    return 'silent';
  };

  return {
    fetch: await ofPromise(() => fetch(`${http}/v3/ws`, { mode: 'no-cors' })),
    beacon: navigator.sendBeacon(`${http}/beacon`, 'x') ? 'silent' : 'refused',
    eventSource: await outcome((done) => {
      const source = new EventSource(`${http}/events`);
      source.onopen = () => {
        done('reached');
      };
      source.onerror = () => {
        source.close();
        done('refused');
      };
    }),
    webSocket: await outcome((done) => {
      const socket = new WebSocket(`ws://${tcp}/v3/ws`);
      socket.onopen = () => {
        done('reached');
      };
      socket.onerror = () => {
        done('refused');
      };
    }),
    image: await ofElement('img', (image) => {
      (image as HTMLImageElement).src = `${http}/beacon.png`;
    }),
    script: await ofElement('script', (script) => {
      (script as HTMLScriptElement).src = `${http}/script.js`;
    }),
    stylesheet: await ofElement('link', (link) => {
      Object.assign(link, { rel: 'stylesheet', href: `${http}/style.css` });
    }),
    worker: await outcome((done) => {
      const code = `fetch('${http}/worker').then(() => postMessage('reached'), () => postMessage('refused'))`;
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
      worker.onmessage = ({ data }: MessageEvent<Outcome>) => {
        done(data);
      };
      worker.onerror = () => {
        done('refused');
      };
    }),
    // Where frames are refused, the frame shows an error page, which counts as loaded; it gets no bridge either.
    frame: await outcome((done) => {
      const frame = document.createElement('iframe');
      frame.onload = () => {
        const inside = frame.contentWindow as (Window & { sotto?: unknown }) | null;
        let hasBridge = false;
        try {
          hasBridge = inside?.sotto !== undefined;
        } catch {
          // Of another origin: out of reach.
        }
        done(hasBridge ? 'reached' : 'silent');
      };
      frame.src = `${http}/frame.html`;
      document.body.append(frame);
    }),
    form: await outcome((done) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (effectiveDirective === 'form-action') done('refused');
      });
      const form = document.createElement('form');
      Object.assign(form, { action: `${http}/form`, method: 'post', target: '_self' });
      document.body.append(form);
      form.submit();
    }),
    webRtc: await outcome((done) => {
      const connection = new RTCPeerConnection({
        iceServers: [
          { urls: `stun:${udp}` },
          { urls: `turn:${tcp}?transport=tcp`, username: 'a', credential: 'b' },
        ],
      });
      connection.createDataChannel('x');
      connection.onicegatheringstatechange = () => {
        if (connection.iceGatheringState === 'complete') done('silent');
      };
      void connection.createOffer().then((offer) => connection.setLocalDescription(offer));
    }),
    dnsPrefetch: hint('dns-prefetch', '//voice.example.org'),
    preconnect: hint('preconnect', http),
    prefetch: hint('prefetch', `${http}/next.html`),
    node: 'ipcRenderer' in window || 'require' in window || 'process' in window ? 'reached' : 'refused',
  };
}
