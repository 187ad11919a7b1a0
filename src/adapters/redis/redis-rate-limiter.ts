import type { Redis } from 'ioredis';
import type { Log } from '../../application/ports/log.js';
import {
  UNDECIDED_SECONDS,
  type Allowance,
  type RateLimit,
  type RateLimiter,
  type Reservation,
} from '../../application/ports/rate-limiter.js';
import { SETTLE, TAKE } from './rate-limit-scripts.js';

/** Windows in Redis, shared by all processes. While it is away each process counts for itself: never open. */
export class RedisRateLimiter implements RateLimiter {
  private away = false;

  /**
   * @param redis one that fails fast
   * @param insurance counts while Redis is away
   */
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private readonly insurance: RateLimiter,
    private readonly log: Log,
  ) {}

  take(limit: RateLimit, key: string): Promise<Allowance> {
    return this.insured(
      async () => {
        const { allowed, remaining, resetAfter } = await this.count(limit, key, 0);
        return { allowed, remaining, resetAfter };
      },
      () => this.insurance.take(limit, key),
    );
  }

  reserve(limit: RateLimit, key: string): Promise<Reservation> {
    return this.insured(
      () => this.count(limit, key, UNDECIDED_SECONDS),
      () => this.insurance.reserve(limit, key),
    );
  }

  keep(limit: RateLimit, key: string): Promise<void> {
    return this.insured(
      () => this.settle(limit, key, 0),
      () => this.insurance.keep(limit, key),
    );
  }

  giveBack(limit: RateLimit, key: string): Promise<void> {
    return this.insured(
      () => this.settle(limit, key, 1),
      () => this.insurance.giveBack(limit, key),
    );
  }

  async clear(limit: RateLimit, key: string): Promise<void> {
    await this.insurance.clear(limit, key);
    await this.insured(
      async () => {
        await this.redis.del(...this.keysOf(limit, key));
      },
      () => Promise.resolve(),
    );
  }

  private async count(limit: RateLimit, key: string, undecidedFor: number): Promise<Reservation> {
    const answer = await this.script(TAKE, limit, key, limit.points, limit.seconds, undecidedFor);
    const [allowed, taken, left, undecided] = answer as [number, number, number, number];
    return {
      allowed: allowed === 1,
      remaining: Math.max(0, limit.points - taken),
      resetAfter: Math.ceil(Math.max(0, left) / 1000),
      undecided: undecided === 1,
    };
  }

  private async settle(limit: RateLimit, key: string, points: 0 | 1): Promise<void> {
    await this.script(SETTLE, limit, key, points);
  }

  private script(lua: string, limit: RateLimit, key: string, ...values: readonly number[]): Promise<unknown> {
    const keys = this.keysOf(limit, key);
    return this.redis.eval(lua, keys.length, ...keys, ...values);
  }

  private keysOf(limit: RateLimit, key: string): readonly [taken: string, undecided: string] {
    const name = `${this.prefix}limit:${limit.name}:${key}`;
    return [name, `${name}:undecided`];
  }

  private async insured<T>(ask: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      if (this.away) this.log.info({}, 'limits are counted in Redis again');
      this.away = false;
      return answer;
    } catch (error) {
      if (!this.away) this.log.warn({ error: String(error) }, 'Redis is away: this process counts limits for itself');
      this.away = true;
      return otherwise();
    }
  }
}
