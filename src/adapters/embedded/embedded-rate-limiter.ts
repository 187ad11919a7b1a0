import type { Cancel, Clock } from '../../application/ports/clock.js';
import {
  UNDECIDED_SECONDS,
  type Allowance,
  type RateLimit,
  type RateLimiter,
  type Reservation,
} from '../../application/ports/rate-limiter.js';
import type { Instant } from '../../domain/time/instant.js';

interface Window {
  readonly endsAt: Instant;
  taken: number;
  /** How many of the taken may be given back, and until when. */
  undecided: number;
  undecidedUntil: Instant;
  readonly cancelEnd: Cancel;
}

/** Fixed windows in memory, each from the first take of its key. Also what the Redis limiter falls back to. */
export class EmbeddedRateLimiter implements RateLimiter {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly clock: Clock) {}

  async take(limit: RateLimit, key: string): Promise<Allowance> {
    return this.count(limit, this.window(limit, key));
  }

  async reserve(limit: RateLimit, key: string): Promise<Reservation> {
    const window = this.window(limit, key);
    const now = this.clock.now();
    if (window.undecidedUntil <= now) window.undecided = 0;
    const allowance = this.count(limit, window);
    if (allowance.allowed) {
      window.undecided += 1;
      window.undecidedUntil = now + UNDECIDED_SECONDS * 1000;
    }
    return { ...allowance, undecided: window.undecided > 0 };
  }

  async keep(limit: RateLimit, key: string): Promise<void> {
    const window = this.current(limit, key);
    if (window !== undefined) window.undecided = Math.max(0, window.undecided - 1);
  }

  async giveBack(limit: RateLimit, key: string): Promise<void> {
    const window = this.current(limit, key);
    if (window === undefined) return;
    window.taken -= 1;
    window.undecided = Math.max(0, window.undecided - 1);
    if (window.taken <= 0) await this.clear(limit, key);
  }

  async clear(limit: RateLimit, key: string): Promise<void> {
    const name = nameOf(limit, key);
    this.windows.get(name)?.cancelEnd();
    this.windows.delete(name);
  }

  private count(limit: RateLimit, window: Window): Allowance {
    const allowed = window.taken < limit.points;
    if (allowed) window.taken += 1;
    return {
      allowed,
      remaining: Math.max(0, limit.points - window.taken),
      resetAfter: Math.ceil((window.endsAt - this.clock.now()) / 1000),
    };
  }

  private window(limit: RateLimit, key: string): Window {
    return this.current(limit, key) ?? this.open(limit, key);
  }

  private current(limit: RateLimit, key: string): Window | undefined {
    const window = this.windows.get(nameOf(limit, key));
    return window !== undefined && window.endsAt > this.clock.now() ? window : undefined;
  }

  private open(limit: RateLimit, key: string): Window {
    const name = nameOf(limit, key);
    this.windows.get(name)?.cancelEnd();
    const cancelEnd = this.clock.after(limit.seconds * 1000, () => this.windows.delete(name));
    const endsAt = this.clock.now() + limit.seconds * 1000;
    const window = { endsAt, taken: 0, undecided: 0, undecidedUntil: 0, cancelEnd };
    this.windows.set(name, window);
    return window;
  }
}

function nameOf(limit: RateLimit, key: string): string {
  return `${limit.name}:${key}`;
}
