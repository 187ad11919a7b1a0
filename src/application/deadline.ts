import type { Cancel, Clock } from './ports/clock.js';

/**
 * As the work ends; if that takes longer, as `late` does: the work goes on, and nobody waits for it.
 * @param late `undefined` unless told otherwise; may throw
 */
export async function within<T, Late = undefined>(
  milliseconds: number,
  clock: Clock,
  work: PromiseLike<T>,
  late: () => Late = () => undefined as Late,
): Promise<T | Late> {
  let cancel: Cancel = () => undefined;
  const deadline = new Promise<void>((resolve) => {
    cancel = clock.after(milliseconds, resolve);
  });
  try {
    return await Promise.race([work, deadline.then(late)]);
  } finally {
    cancel();
  }
}

export function pause(milliseconds: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.after(milliseconds, resolve);
  });
}
