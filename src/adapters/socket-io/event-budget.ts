import type { Clock } from '../../application/ports/clock.js';
import { SECOND } from '../../domain/time/duration.js';

/** More than any client needs that waits for its answers. */
const ALLOWED = 50;
/** Nobody asks this often but to do harm. */
const FLOOD = 500;

export type Verdict = 'allowed' | 'refused' | 'flood';

/** How many events a second one socket may send. */
export class EventBudget {
  private windowStart = 0;
  private count = 0;

  constructor(private readonly clock: Clock) {}

  take(): Verdict {
    const now = this.clock.now();
    if (Math.abs(now - this.windowStart) >= SECOND) {
      this.windowStart = now;
      this.count = 0;
    }
    this.count += 1;
    if (this.count <= ALLOWED) return 'allowed';
    return this.count <= FLOOD ? 'refused' : 'flood';
  }
}
