/** The part of the `x11` package the host uses. Its own documentation: docs/ in the package. */
declare module 'x11' {
  type Callback<Value> = (error: Error | null, value: Value) => void;

  export interface XEvent {
    name: string;
    /** Window the event is about, or the one it was selected on; see the event's page in docs/core-events.md. */
    wid: number;
    wid1?: number;
    keycode?: number;
    /** Modifier mask of a key event. */
    buttons?: number;
    width?: number;
    height?: number;
    atom?: number;
    /** Of ReparentNotify. */
    parent?: number;
    /** Of focus events. */
    mode?: number;
    detail?: number;
  }

  export interface XProperty {
    type: number;
    data: Buffer;
  }

  export interface ShapeExtension {
    Kind: { Bounding: 0; Clip: 1; Input: 2 };
    Op: { Set: 0 };
    Rectangles(op: number, kind: number, window: number, x: number, y: number, rectangles: number[][]): void;
    Mask(op: number, kind: number, window: number, x: number, y: number, bitmap: number): void;
  }

  export interface XClient extends NodeJS.EventEmitter {
    InternAtom(onlyIfExists: boolean, name: string, callback: Callback<number>): void;
    GetProperty(
      del: number,
      window: number,
      name: number,
      type: number,
      offset: number,
      length: number,
      callback: Callback<XProperty>,
    ): void;
    ChangeProperty(
      mode: 0,
      window: number,
      name: number,
      type: number,
      format: 8 | 32,
      data: number[] | string | Buffer,
    ): void;
    ChangeWindowAttributes(
      window: number,
      attributes: { eventMask?: number; overrideRedirect?: boolean },
    ): void;
    ConfigureWindow(
      window: number,
      values: { x?: number; y?: number; width?: number; height?: number; stackMode?: number },
    ): void;
    MapWindow(window: number): void;
    UnmapWindow(window: number): void;
    SendEvent(destination: number, propagate: 0, eventMask: number, event: object): void;
    SendClientMessage(destination: number, window: number, type: number, format: 32, data: number[]): void;
    TranslateCoordinates(
      from: number,
      to: number,
      x: number,
      y: number,
      callback: Callback<{ destX: number; destY: number }>,
    ): void;
    SetInputFocus(window: number, revertTo: number): void;
    GetKeyboardMapping(first: number, count: number, callback: Callback<number[][]>): void;
    GrabKey(
      window: number,
      ownerEvents: 0 | 1,
      modifiers: number,
      key: number,
      pointer: 1,
      keyboard: 1,
    ): void;
    UngrabKey(window: number, key: number, modifiers: number): void;
    require(extension: 'shape', callback: Callback<ShapeExtension>): void;
    terminate(): void;
  }

  export interface XDisplay {
    client: XClient;
    screen: { root: number; pixel_width: number; pixel_height: number }[];
    min_keycode: number;
    max_keycode: number;
  }

  export function createClient(callback: (error: Error | null, display: XDisplay) => void): void;
  export const eventMask: Record<
    'StructureNotify' | 'SubstructureNotify' | 'SubstructureRedirect' | 'FocusChange' | 'PropertyChange',
    number
  >;
  export const keySyms: Record<string, { code: number }>;
  const x11: { createClient: typeof createClient; eventMask: typeof eventMask; keySyms: typeof keySyms };
  export default x11;
}
