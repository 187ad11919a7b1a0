import type { Clock } from '../../application/ports/clock.js';

/** As the work ends, or `undefined` if it takes longer: it goes on, and nobody waits for it. */
export function within<T>(milliseconds: number, clock: Clock, work: Promise<T>): Promise<T | undefined> {
  return Promise.race([work, pause(milliseconds, clock)]);
}

export function pause(milliseconds: number, clock: Clock): Promise<undefined> {
  return new Promise((resolve) => {
    clock.after(milliseconds, () => {
      resolve(undefined);
    });
  });
}
