import { expect } from 'chai';
import { EmbeddedRateLimiter } from '../../../src/adapters/embedded/embedded-rate-limiter.js';
import { RedisConnections } from '../../../src/adapters/redis/redis-connections.js';
import { RedisRateLimiter } from '../../../src/adapters/redis/redis-rate-limiter.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import {
  UNDECIDED_SECONDS,
  type Allowance,
  type RateLimit,
  type RateLimiter,
  type Reservation,
} from '../../../src/application/ports/rate-limiter.js';
import { manualTime, realTime } from '../../contracts/passing-time.js';
import { rateLimiterContract } from '../../contracts/rate-limiter.contract.js';
import { ManualClock } from '../../manual-clock.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith } from '../../servers.js';
import { openRedis } from './open-redis.js';

/** Counts what it is asked, and allows nothing. */
class Insurance implements RateLimiter {
  readonly asked: string[] = [];

  take(limit: RateLimit, key: string): Promise<Allowance> {
    this.asked.push(`take ${limit.name} ${key}`);
    return Promise.resolve({ allowed: false, remaining: 0, resetAfter: 7 });
  }

  async reserve(limit: RateLimit, key: string): Promise<Reservation> {
    return { ...(await this.take(limit, key)), undecided: false };
  }

  keep(limit: RateLimit, key: string): Promise<void> {
    return Promise.resolve(void this.asked.push(`keep ${limit.name} ${key}`));
  }

  giveBack(limit: RateLimit, key: string): Promise<void> {
    return Promise.resolve(void this.asked.push(`give back ${limit.name} ${key}`));
  }

  clear(limit: RateLimit, key: string): Promise<void> {
    return Promise.resolve(void this.asked.push(`clear ${limit.name} ${key}`));
  }
}

const LOGIN: RateLimit = { name: 'login', points: 5, seconds: 900 };

describeWith('redis', 'RedisRateLimiter', (url) => {
  rateLimiterContract('Redis', async () => {
    const { connections, prefix, close } = await openRedis(url);
    return { port: new RedisRateLimiter(connections.requests, prefix, new Insurance(), quietLog), close, ...realTime };
  });

  it('counts together with other processes', async () => {
    const [one, other] = await Promise.all([openRedis(url), openRedis(url)]);
    const insurance = new Insurance();
    const limiters = [one, other].map(
      ({ connections }) => new RedisRateLimiter(connections.requests, one.prefix, insurance, quietLog),
    );
    const takes = Array.from({ length: 40 }, (_, index) => limiters[index % 2]!.take(LOGIN, 'ann'));
    expect((await Promise.all(takes)).filter(({ allowed }) => allowed)).to.have.length(5);
    expect(insurance.asked).to.deep.equal([]);
    await Promise.all([one.close(), other.close()]);
  });

  it('waits for no process that died before it decided', async () => {
    const { connections, prefix, close } = await openRedis(url);
    const limiter = new RedisRateLimiter(connections.requests, prefix, new Insurance(), quietLog);
    await limiter.reserve(LOGIN, 'ann');
    const left = await connections.requests.pttl(`${prefix}limit:login:ann:undecided`);
    expect(left).to.be.within(1, UNDECIDED_SECONDS * 1000);
    await close();
  });
});

describe('RedisRateLimiter without Redis', () => {
  rateLimiterContract('memory while Redis is away', () => {
    const connections = new RedisConnections('redis://127.0.0.1:1', new SystemClock(), quietLog);
    const clock = new ManualClock('2026-11-21T10:00:00Z');
    const limiter = new RedisRateLimiter(connections.requests, '', new EmbeddedRateLimiter(clock), quietLog);
    return Promise.resolve({ port: limiter, close: () => connections.stop(), ...manualTime(clock) });
  });

  it('leaves the counting to its insurance', async () => {
    const connections = new RedisConnections('redis://127.0.0.1:1', new SystemClock(), quietLog);
    const insurance = new Insurance();
    const limiter = new RedisRateLimiter(connections.requests, '', insurance, quietLog);
    expect(await limiter.take(LOGIN, 'ann')).to.deep.equal({ allowed: false, remaining: 0, resetAfter: 7 });
    expect(await limiter.reserve(LOGIN, 'bob')).to.include({ allowed: false, resetAfter: 7 });
    await limiter.keep(LOGIN, 'bob');
    await limiter.giveBack(LOGIN, 'ann');
    await limiter.clear(LOGIN, 'ann');
    expect(insurance.asked).to.deep.equal([
      'take login ann',
      'take login bob',
      'keep login bob',
      'give back login ann',
      'clear login ann',
    ]);
    await connections.stop();
  });
});
