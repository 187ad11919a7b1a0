import type { SweepPresence } from '../../../application/notification/sweep-presence.js';
import { MINUTE } from '../../../domain/time/duration.js';
import type { Instant } from '../../../domain/time/instant.js';
import type { PastClock } from './past-clock.js';
import type { StoryLog } from './story-log.js';

export const QUARTER_HOUR = 15 * MINUTE;

/** Somebody who works when the clock says so. */
export interface Worker {
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

/** Lets time pass for those who work in the background of a story: they look at the clock on the quarters of an hour. */
export class PassingTime {
  constructor(
    private readonly clock: PastClock,
    private readonly workers: readonly Worker[],
    private readonly sweepPresence: SweepPresence,
    private readonly log: StoryLog,
  ) {}

  /** @throws Error if something has gone wrong in the background */
  async until(instant: Instant): Promise<void> {
    await this.settle();
    let next = nextQuarter(this.clock.now());
    for (; next <= instant; next = nextQuarter(next)) {
      this.clock.moveTo(next);
      await this.lookAtClock();
    }
    this.clock.moveTo(instant);
  }

  /** @throws Error as above */
  async lookAtClock(): Promise<void> {
    this.clock.strike();
    await this.settle();
    await this.sweepPresence.execute();
  }

  private async settle(): Promise<void> {
    for (const worker of this.workers) await worker.idle();
    this.log.check();
  }
}

function nextQuarter(instant: Instant): Instant {
  return (Math.floor(instant / QUARTER_HOUR) + 1) * QUARTER_HOUR;
}
