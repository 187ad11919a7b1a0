import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Log } from '../../application/ports/log.js';
import type { Allowance, RateLimit, RateLimiter } from '../../application/ports/rate-limiter.js';

/**
 * In place of the library's script: a take beyond the limit is not counted, so that it costs nothing, and no more is
 * given back than was taken. ARGV: points to add, seconds, the limit.
 */
const COUNT = `
local points, seconds, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local taken = tonumber(redis.call('get', KEYS[1]) or '0')
local left = redis.call('pttl', KEYS[1])
if points > 0 and taken + points > limit then return {taken + points, left} end
if points < 0 and taken <= 0 then return {0, left} end
if left < 0 then
  redis.call('set', KEYS[1], points, 'EX', seconds)
  return {points, seconds * 1000}
end
return {redis.call('incrby', KEYS[1], points), left}
`;

/** Windows in Redis, shared by all processes. While it is away each process counts for itself: never open. */
export class RedisRateLimiter implements RateLimiter {
  private readonly limiters = new Map<string, RateLimiterRedis>();
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
    const inRedis = async (): Promise<Allowance> => {
      const result = await this.limiterOf(limit)
        .consume(key)
        .then((taken) => ({ allowed: true, taken }), refusal);
      const resetAfter = Math.ceil(Math.max(0, result.taken.msBeforeNext) / 1000);
      return { allowed: result.allowed, remaining: result.taken.remainingPoints, resetAfter };
    };
    return this.insured(inRedis, () => this.insurance.take(limit, key));
  }

  giveBack(limit: RateLimit, key: string): Promise<void> {
    return this.insured(
      async () => {
        await this.limiterOf(limit).reward(key);
      },
      () => this.insurance.giveBack(limit, key),
    );
  }

  async clear(limit: RateLimit, key: string): Promise<void> {
    await this.insurance.clear(limit, key);
    await this.insured(
      async () => {
        await this.limiterOf(limit).delete(key);
      },
      () => Promise.resolve(),
    );
  }

  private limiterOf(limit: RateLimit): RateLimiterRedis {
    const id = `${limit.name} ${limit.points} ${limit.seconds}`;
    const known = this.limiters.get(id);
    if (known !== undefined) return known;
    const limiter = new RateLimiterRedis({
      storeClient: this.redis,
      keyPrefix: `${this.prefix}limit:${limit.name}`,
      points: limit.points,
      duration: limit.seconds,
      rejectIfRedisNotReady: true,
      customIncrTtlLuaScript: COUNT,
    });
    this.limiters.set(id, limiter);
    return limiter;
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

/** The library rejects with the count itself when a take is beyond the limit, with an error when Redis is away. */
function refusal(reason: unknown): { allowed: false; taken: RateLimiterRes } {
  if (reason instanceof RateLimiterRes) return { allowed: false, taken: reason };
  throw reason;
}
