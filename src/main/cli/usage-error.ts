/** What the person typed can't be done. The message is a whole sentence; the exit code is 2. */
export class UsageError extends Error {}
