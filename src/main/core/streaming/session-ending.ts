/** How one connection ended, before anyone judges it (see retry-policy.ts). */
export type SessionEnding =
  /** The server closed; `text` is its Error frame, else the close reason. */
  | { by: 'close'; code: number; text: string }
  /** The upgrade was answered by HTTP. */
  | { by: 'http'; status: number; text: string }
  /** No connection, or it broke: DNS, refused, reset, timeout. `wasReached` false: the server can't know of it. */
  | { by: 'network'; text: string; wasReached?: boolean }
  /** The peer could not prove who it is. */
  | { by: 'certificate'; text: string }
  /** The proxy on the way could not be reached. */
  | { by: 'proxy'; proxy: string; text: string }
  /** The proxy answered that it won't lead there; `status` is HTTP's, for SOCKS the one that says the same. */
  | { by: 'proxy-answer'; proxy: string; status: number; text: string }
  /** Behind the proxy somebody else's certificate was shown in the server's name. */
  | { by: 'interception'; proxy: string; text: string }
  /** Neither message nor pong for too long. */
  | { by: 'silence'; text: string };

/** One line for the receipt. */
export const describeEnding = (ending: SessionEnding): string => {
  switch (ending.by) {
    case 'close':
      return ending.text ? `${ending.code} ${ending.text}` : String(ending.code);
    case 'http':
      return `HTTP ${ending.status} ${ending.text}`.trim();
    default:
      return ending.text;
  }
};

/** Close or HTTP code behind an ending, where there is one. */
export const codeOf = (ending: SessionEnding): number | undefined => {
  if (ending.by === 'close') return ending.code;
  return ending.by === 'http' || ending.by === 'proxy-answer' ? ending.status : undefined;
};
