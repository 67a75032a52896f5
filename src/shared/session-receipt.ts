import { z } from 'zod';
import { channels } from './audio';
import { zoneIds } from './zones';

/** Fields of a later Sotto are kept as they are. */
export const sessionReceiptSchema = z.looseObject({
  zone: z.enum(zoneIds).describe('Data zone the audio went to.'),
  host: z.string().describe('Host, with its port where it is not the usual one.'),
  remoteAddress: z
    .string()
    .describe("Network address the connection went to; the proxy's where there is one.")
    .exactOptional(),
  proxy: z.string().describe('Host and port of the proxy the connection led through.').exactOptional(),
  tlsVersion: z
    .string()
    .describe('Absent on an unencrypted connection, as on this computer.')
    .exactOptional(),
  certificateFingerprint: z
    .string()
    .describe("SHA-256 of the server's certificate, in hex with colons.")
    .exactOptional(),
  channel: z.enum(channels).describe('you: the microphone. others: what the computer plays.'),
  sessionId: z.string().describe('As the server named the session.').exactOptional(),
  model: z.string().describe('Speech model, as the server echoed it.').exactOptional(),
  beganAt: z.iso.datetime().describe('When the server accepted the session (UTC).'),
  endedAt: z.iso
    .datetime()
    .describe('Absent while the session is open, and where Sotto was killed.')
    .exactOptional(),
  audioMsSent: z
    .number()
    .nonnegative()
    .describe('Audio sent, ms; audio sent again after a drop counts again.'),
  audioBytesSent: z.int().nonnegative().describe('The same in bytes: 32 for each ms.'),
  endReason: z
    .string()
    .describe('Termination where it ended as it should, else what ended it.')
    .exactOptional(),
  appVersion: z.string().describe('Version of Sotto.'),
});

/** Proof of where a session's audio went (rule Z7). It holds nothing of what was said. */
export type SessionReceipt = Pick<z.infer<typeof sessionReceiptSchema>, KnownKeys>;
type KnownKeys = keyof (typeof sessionReceiptSchema)['shape'];

/**
 * What the links between the lines of a transcript file say of it. `intact`: every line is as it was written, in its
 * place. `unchained`: written before lines were linked. `broken`: the line, or one just before it, was changed, added
 * or taken out.
 */
export type ChainState = { state: 'intact' } | { state: 'unchained' } | { state: 'broken'; line: number };

/** The receipts of one conversation, in the order its sessions began. */
export interface ConversationReceipts {
  receipts: SessionReceipt[];
  chain: ChainState;
}
