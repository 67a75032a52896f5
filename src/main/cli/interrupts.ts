const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One Ctrl-C may come twice within moments: from the terminal to the whole process group, and once more handed on by
 * the programs that started this one (npm).
 */
const sameInterruptMs = 300;

/**
 * Listens for Ctrl-C and its kin. The first calls `stop`; a second one, for somebody in a hurry, calls `quit`.
 * @returns a function that stops listening
 */
export function onInterrupt(stop: () => void, quit: () => void): () => void {
  let firstAt: number | undefined;
  const interrupt = (): void => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      stop();
    } else if (performance.now() - firstAt > sameInterruptMs) {
      quit();
    }
  };
  for (const signal of signals) process.on(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}
