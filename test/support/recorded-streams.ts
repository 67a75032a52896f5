/** A message of a recogniser, as it came. */
export interface RecordedTurn {
  /** When it came, ms since the first audio. */
  readonly atMs: number;
  readonly turn: number;
  readonly final: boolean;
  readonly text: string;
}
