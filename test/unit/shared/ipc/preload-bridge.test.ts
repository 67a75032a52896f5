import { describe, expect, it } from 'vitest';
import { ipcSchema } from '../../../../src/shared/ipc/ipc-schema';
import {
  createBridge,
  type IpcTransport,
  type PortHandOver,
} from '../../../../src/shared/ipc/preload-bridge';

const setUp = (kind: 'capture' | 'overlay' | 'control') => {
  const sent: unknown[] = [];
  const listeners = new Map<string, (payload: unknown, ports: readonly MessagePort[]) => void>();
  const handedOver: PortHandOver[] = [];
  const transport: IpcTransport = {
    invoke: (channel, args) => Promise.resolve({ channel, args }),
    send: (channel, args) => sent.push({ channel, args }),
    on: (channel, listener) => {
      listeners.set(channel, listener);
      return () => listeners.delete(channel);
    },
  };
  const bridge = createBridge(ipcSchema, kind, transport, (message) => handedOver.push(message));
  return { bridge: bridge as Record<string, Record<string, unknown>>, sent, listeners, handedOver };
};

describe('preload bridge', () => {
  it('gives each kind of window only its own calls', () => {
    expect(Object.keys(setUp('capture').bridge)).toEqual(['capture']);
    expect(Object.keys(setUp('overlay').bridge)).not.toContain('key');
    expect(setUp('overlay').bridge['settings']).not.toHaveProperty('change');
    expect(setUp('control').bridge['key']).toHaveProperty('set');
  });

  it('has no call that gives a key back', () => {
    expect(Object.keys(setUp('control').bridge['key'] ?? {})).toEqual([
      'status',
      'set',
      'clear',
      'keepWeakly',
      'check',
      'setBroker',
    ]);
  });

  it('invokes, sends and subscribes on the channels of the schema', async () => {
    const { bridge, sent, listeners } = setUp('overlay');
    const call = (group: string, name: string) => bridge[group]?.[name] as (args?: unknown) => unknown;
    expect(await call('overlay', 'setVisible')(true)).toEqual({
      channel: 'sotto:overlay.setVisible',
      args: true,
    });
    call('overlay', 'nudge')({ dx: 1, dy: 0, dWidth: 0 });
    expect(sent).toEqual([{ channel: 'sotto:overlay.nudge', args: { dx: 1, dy: 0, dWidth: 0 } }]);
    const heard: unknown[] = [];
    const unsubscribe = call(
      'captioning',
      'caption',
    )((payload: unknown) => heard.push(payload)) as () => void;
    listeners.get('sotto:captioning.caption')?.('hello', []);
    unsubscribe();
    expect(heard).toEqual(['hello']);
    expect(listeners.has('sotto:captioning.caption')).toBe(false);
  });

  it('hands a port on to the page and exposes no call for it', () => {
    const { bridge, listeners, handedOver } = setUp('capture');
    expect(bridge['capture']).not.toHaveProperty('start');
    listeners.get('sotto:capture.start')?.({ any: 1 }, [new MessageChannel().port1]);
    expect(handedOver).toEqual([{ sottoPort: 'sotto:capture.start', payload: { any: 1 } }]);
  });
});
