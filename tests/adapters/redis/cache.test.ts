import { expect } from 'chai';
import { RedisCache } from '../../../src/adapters/redis/redis-cache.js';
import { RedisConnections } from '../../../src/adapters/redis/redis-connections.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { cacheContract } from '../../contracts/cache.contract.js';
import { realTime } from '../../contracts/passing-time.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith } from '../../servers.js';
import { openRedis } from './open-redis.js';

describeWith('redis', 'RedisCache', (url) => {
  cacheContract('Redis', async () => {
    const { connections, prefix, close } = await openRedis(url);
    return { port: new RedisCache(connections.requests, prefix, quietLog), close, ...realTime };
  });

  it('keeps the copies of two prefixes apart', async () => {
    const { connections, prefix, close } = await openRedis(url);
    await new RedisCache(connections.requests, prefix, quietLog).set('key', 1, 60);
    expect(await new RedisCache(connections.requests, `${prefix}b`, quietLog).get('key')).to.equal(undefined);
    await close();
  });
});

describe('RedisCache without Redis', () => {
  it('holds nothing, and never fails', async () => {
    const connections = new RedisConnections('redis://127.0.0.1:1', new SystemClock(), quietLog);
    const cache = new RedisCache(connections.requests, '', quietLog);
    await cache.set('key', 1, 60);
    await cache.delete('key');
    expect(await cache.get('key')).to.equal(undefined);
    await connections.stop();
  });
});
