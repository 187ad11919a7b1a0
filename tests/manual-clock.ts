import type { Cancel, Clock } from '../src/application/ports/clock.js';
import type { Instant } from '../src/domain/time/instant.js';

interface Timer {
  readonly at: Instant;
  readonly run: () => void;
}

/** A clock that moves only when told to. */
export class ManualClock implements Clock {
  private instant: Instant;
  private timers: readonly Timer[] = [];

  constructor(iso: string) {
    this.instant = Date.parse(iso);
  }

  now(): Instant {
    return this.instant;
  }

  after(milliseconds: number, run: () => void): Cancel {
    const timer = { at: this.instant + Math.max(0, milliseconds), run };
    this.timers = [...this.timers, timer];
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Moves on and fires, in their order, the timers that are due; those they set are fired too if they are due. */
  advance(milliseconds: number): void {
    const end = this.instant + milliseconds;
    for (let next = this.nextBy(end); next !== undefined; next = this.nextBy(end)) {
      const timer = next;
      this.timers = this.timers.filter((other) => other !== timer);
      this.instant = Math.max(this.instant, timer.at);
      timer.run();
    }
    this.instant = end;
  }

  /** Sets the time without firing anything, backwards too. */
  set(iso: string): void {
    this.instant = Date.parse(iso);
  }

  private nextBy(end: Instant): Timer | undefined {
    return this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
