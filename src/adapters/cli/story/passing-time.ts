import type { SweepPresence } from '../../../application/notification/sweep-presence.js';
import type { Instant } from '../../../domain/time/instant.js';
import type { PastClock } from './past-clock.js';
import type { StoryLog } from './story-log.js';

const QUARTER_HOUR = 15 * 60_000;

/** Somebody who works when the clock says so. */
export interface Worker {
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

/** Lets time pass for those who work in the background of a story, at the latest every quarter of an hour. */
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
    for (; next < instant; next = nextQuarter(next)) await this.moveTo(next);
    await this.moveTo(instant);
  }

  private async moveTo(instant: Instant): Promise<void> {
    this.clock.moveTo(instant);
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
