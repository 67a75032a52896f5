import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** The server's end of a connection, as far as the rules need one: a WebSocket's, or one in memory. */
export interface ServerSocket {
  readonly isOpen: boolean;
  send(data: string | Uint8Array): void;
  close(code: number, reason?: string): void;
  /** Breaks off without a close frame, after what was sent. */
  drop(): void;
  /** Breaks off by a TCP reset. */
  reset(): void;
  /** Reads nothing more, so that no ping is answered either. */
  stopReading(): void;
  /** Reads again. */
  resumeReading(): void;
  /** Sends bytes that belong to no frame. */
  sendNoise(bytes: Uint8Array): void;
}

/** @param tcp the connection below TLS: only that one can be reset */
export const serverSocket = (webSocket: WebSocket, tcp: Socket): ServerSocket => {
  const { _socket: stream } = webSocket as unknown as { _socket: Socket };
  let isDropped = false;
  return {
    get isOpen() {
      return !isDropped && webSocket.readyState === webSocket.OPEN;
    },
    send: (data) => webSocket.send(data, () => undefined),
    close: (code, reason) => webSocket.close(code, reason),
    drop: () => {
      isDropped = true;
      stream.end();
    },
    reset: () => {
      isDropped = true;
      tcp.resetAndDestroy();
    },
    stopReading: () => void stream.pause(),
    resumeReading: () => void stream.resume(),
    sendNoise: (bytes) => void stream.write(bytes),
  };
};
