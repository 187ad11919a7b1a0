import type { Cancel, Clock } from '../../../application/ports/clock.js';
import type { Instant } from '../../../domain/time/instant.js';

interface Timer {
  readonly at: Instant;
  readonly run: () => void;
}

/** The time of a story: it moves when told, never backwards, and runs what has become due when told. */
export class PastClock implements Clock {
  private readonly timers = new Set<Timer>();

  constructor(private instant: Instant) {}

  now(): Instant {
    return this.instant;
  }

  after(milliseconds: number, run: () => void): Cancel {
    const timer = { at: this.instant + Math.max(0, milliseconds), run };
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
    };
  }

  moveTo(instant: Instant): void {
    this.instant = Math.max(this.instant, instant);
  }

  /** Runs what was to run by now, in order. */
  strike(): void {
    const due = [...this.timers].filter(({ at }) => at <= this.instant).sort((one, other) => one.at - other.at);
    for (const timer of due) if (this.timers.delete(timer)) timer.run();
  }
}
