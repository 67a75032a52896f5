/** Time since the start as `m:ss`, or `h:mm:ss` from an hour on. */
export function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const hours = Math.floor(seconds / 3600);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours > 0 ? `${String(hours)}:${twoDigits(minutes)}` : String(minutes)}:${twoDigits(seconds % 60)}`;
}
