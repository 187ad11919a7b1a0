import { ContainerModule } from 'inversify';
import { BullMqJobQueue } from '../bullmq/bullmq-job-queue.js';
import { EmbeddedRateLimiter } from '../embedded/embedded-rate-limiter.js';
import { RedisCache } from '../redis/redis-cache.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { RedisPresence } from '../redis/redis-presence.js';
import { RedisRateLimiter } from '../redis/redis-rate-limiter.js';
import { CACHE, CLOCK, JOB_QUEUE, LOG, PRESENCE, RATE_LIMITER, token } from './tokens.js';

export const REDIS = token<RedisConnections>('RedisConnections');

/** Milliseconds that jobs in hand may take once stopping. */
const STOP_DEADLINE_MS = 5000;

/** Jobs, cache, presence and limits on Redis. */
export function redisModule(url: string, prefix: string): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(REDIS).toDynamicValue((c) => new RedisConnections(url, c.get(CLOCK), c.get(LOG)));
    bind(JOB_QUEUE).toDynamicValue(
      (c) => new BullMqJobQueue(c.get(REDIS), { prefix, stopDeadline: STOP_DEADLINE_MS }, c.get(CLOCK), c.get(LOG)),
    );
    bind(CACHE).toDynamicValue((c) => new RedisCache(c.get(REDIS).requests, prefix, c.get(LOG)));
    bind(PRESENCE).toDynamicValue((c) => new RedisPresence(c.get(REDIS).requests, prefix, c.get(LOG)));
    bind(RATE_LIMITER).toDynamicValue((c) => {
      const insurance = new EmbeddedRateLimiter(c.get(CLOCK));
      return new RedisRateLimiter(c.get(REDIS).requests, prefix, insurance, c.get(LOG));
    });
  });
}
