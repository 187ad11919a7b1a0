import type { Cancel, Clock } from '../../application/ports/clock.js';
import type { Instant } from '../../domain/time/instant.js';

/** Node fires a timer that is set further ahead at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The time of the machine. Timers follow its monotonic clock, so setting the time neither fires nor delays one. */
export class SystemClock implements Clock {
  now(): Instant {
    return Date.now();
  }

  after(milliseconds: number, run: () => void): Cancel {
    const end = performance.now() + milliseconds;
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const left = end - performance.now();
      if (left <= 0) run();
      // A timer may fire a fraction of a millisecond early; it is then set again for the rest.
      else timer = setTimeout(wait, Math.min(Math.ceil(left), LONGEST_TIMER_MS)).unref();
    };
    timer = setTimeout(wait, Math.min(Math.max(0, Math.ceil(milliseconds)), LONGEST_TIMER_MS)).unref();
    return () => {
      clearTimeout(timer);
    };
  }
}
