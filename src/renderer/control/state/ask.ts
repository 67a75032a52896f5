import type { Result } from '../../../shared/ipc/ipc-contract';
import { toProblem } from '../../../shared/problems';

/** Main's answer. A call that couldn't even be made is a problem like any other. */
export async function ask<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call();
  } catch (error) {
    return { ok: false, problem: toProblem(error) };
  }
}

/** Asks, and keeps a good answer in a store. */
export async function askInto<T>(
  store: { set: (value: T) => void },
  call: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const answer = await ask(call);
  if (answer.ok) store.set(answer.value);
  return answer;
}
