import type { Instant } from '../domain/time/instant.js';
import type { Cancel, Clock } from './ports/clock.js';

/**
 * One piece of work of a lane. Never rejects.
 * @returns milliseconds until it is to be tried again; `undefined` when it is done
 */
export type Work = () => Promise<number | undefined>;

/**
 * Work in order by key, keys side by side: what waits for another try holds up its own lane only. The consumers of
 * every event log run on it, so that they keep the same order.
 */
export class Lanes {
  private readonly lanes = new Map<string, Work[]>();
  /** Keys whose first work may begin, in the order they came. */
  private readonly ready = new Set<string>();
  private readonly pauses = new Set<Cancel>();
  /** What runs, and since when, the longest first. */
  private readonly inHand = new Map<Promise<void>, Instant>();
  private stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly mostAtOnce: number,
  ) {}

  add(key: string, work: Work): void {
    const lane = this.lanes.get(key);
    if (lane !== undefined) {
      lane.push(work);
    } else {
      this.lanes.set(key, [work]);
      this.ready.add(key);
      this.fill();
    }
  }

  get active(): boolean {
    return this.inHand.size > 0;
  }

  /** Whether one try is under way for longer than so many milliseconds. */
  hangs(milliseconds: number): boolean {
    const [longest] = this.inHand.values();
    return longest !== undefined && this.clock.now() - longest > milliseconds;
  }

  /** Resolves when nothing is in hand; what waits for another try does not count. */
  async idle(): Promise<void> {
    while (this.inHand.size > 0) await Promise.all(this.inHand.keys());
  }

  /** Resolves when what is in hand is done; nothing else is begun. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const cancel of this.pauses) cancel();
    await this.idle();
  }

  private fill(): void {
    for (const key of this.ready) {
      if (this.stopped || this.inHand.size >= this.mostAtOnce) return;
      this.ready.delete(key);
      const run = this.runFirst(key).finally(() => {
        this.inHand.delete(run);
        this.fill();
      });
      this.inHand.set(run, this.clock.now());
    }
  }

  private async runFirst(key: string): Promise<void> {
    const lane = this.lanes.get(key);
    const work = lane?.[0];
    if (lane === undefined || work === undefined) return;
    const pauseMs = await work();
    if (pauseMs !== undefined) {
      this.pause(key, pauseMs);
      return;
    }
    lane.shift();
    if (lane.length > 0) this.ready.add(key);
    else this.lanes.delete(key);
  }

  private pause(key: string, milliseconds: number): void {
    const cancel = this.clock.after(milliseconds, () => {
      this.pauses.delete(cancel);
      this.ready.add(key);
      this.fill();
    });
    this.pauses.add(cancel);
  }
}
