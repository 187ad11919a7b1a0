import type { Clock } from '../../application/ports/clock.js';
import type { Allowance, RateLimit, RateLimiter } from '../../application/ports/rate-limiter.js';
import type { Instant } from '../../domain/time/instant.js';

interface Window {
  readonly endsAt: Instant;
  taken: number;
}

/** Fixed windows in memory, each from the first take of its key. Also what the Redis limiter falls back to. */
export class EmbeddedRateLimiter implements RateLimiter {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly clock: Clock) {}

  async take(limit: RateLimit, key: string): Promise<Allowance> {
    const window = this.current(limit, key) ?? this.open(limit, key);
    const allowed = window.taken < limit.points;
    if (allowed) window.taken += 1;
    return {
      allowed,
      remaining: Math.max(0, limit.points - window.taken),
      resetAfter: Math.ceil((window.endsAt - this.clock.now()) / 1000),
    };
  }

  async giveBack(limit: RateLimit, key: string): Promise<void> {
    const window = this.current(limit, key);
    if (window !== undefined) window.taken = Math.max(0, window.taken - 1);
  }

  async clear(limit: RateLimit, key: string): Promise<void> {
    this.windows.delete(nameOf(limit, key));
  }

  private current(limit: RateLimit, key: string): Window | undefined {
    const window = this.windows.get(nameOf(limit, key));
    return window !== undefined && window.endsAt > this.clock.now() ? window : undefined;
  }

  private open(limit: RateLimit, key: string): Window {
    const name = nameOf(limit, key);
    const window = { endsAt: this.clock.now() + limit.seconds * 1000, taken: 0 };
    this.windows.set(name, window);
    this.clock.after(limit.seconds * 1000, () => {
      if (this.windows.get(name) === window) this.windows.delete(name);
    });
    return window;
  }
}

function nameOf(limit: RateLimit, key: string): string {
  return `${limit.name}:${key}`;
}
