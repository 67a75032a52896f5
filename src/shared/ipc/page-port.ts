import { channelName, type IpcSchema, type Port, type WindowKind } from './ipc-contract';
import type { PortHandOver } from './preload-bridge';

type PortNames<Calls> = {
  [Name in keyof Calls]: Calls[Name] extends Port<WindowKind, infer _> ? Name : never;
}[keyof Calls];

/**
 * Subscribes a page to the ports main sends it. The preload posts them with `window.postMessage`, the only way a
 * MessagePort gets from the preload's world into the page's.
 * @returns a function that ends the subscription
 */
export function onPort<
  Schema extends IpcSchema,
  Group extends keyof Schema & string,
  Name extends PortNames<Schema[Group]> & string,
>(
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>,
  group: Group,
  name: Name,
  listener: (
    payload: Schema[Group][Name] extends Port<WindowKind, infer Payload> ? Payload : never,
    port: MessagePort,
  ) => void,
): () => void {
  const receive = (event: MessageEvent<Partial<PortHandOver> | null>): void => {
    const [port] = event.ports;
    // Only this page's own preload posts with this page as source.
    if (event.source !== (page as unknown) || event.data?.sottoPort !== channelName(group, name) || !port)
      return;
    listener(event.data.payload as never, port);
  };
  page.addEventListener('message', receive);
  return () => {
    page.removeEventListener('message', receive);
  };
}
