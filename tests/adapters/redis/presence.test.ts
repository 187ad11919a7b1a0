import { expect } from 'chai';
import { RedisConnections } from '../../../src/adapters/redis/redis-connections.js';
import { RedisPresence } from '../../../src/adapters/redis/redis-presence.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { DomainError } from '../../../src/domain/errors.js';
import { presenceContract } from '../../contracts/presence.contract.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith } from '../../servers.js';
import { openRedis } from './open-redis.js';

describeWith('redis', 'RedisPresence', (url) => {
  presenceContract('Redis', async () => {
    const { connections, prefix, close } = await openRedis(url);
    return { port: new RedisPresence(connections.requests, prefix, quietLog), close };
  });

  it('names once whom it found before Redis went away in the middle, and the rest later', async () => {
    const { connections, prefix, close } = await openRedis(url);
    const { requests } = connections;
    const presence = new RedisPresence(requests, prefix, quietLog);
    const script = requests.eval.bind(requests);
    /** Lets one script through. */
    const goAway = (): void => {
      requests.eval = ((...first: Parameters<typeof script>) => {
        requests.eval = () => Promise.reject(new Error('away'));
        return script(...first);
      }) as typeof script;
    };
    const users = Array.from({ length: 700 }, (_, index) => `user-${index}`);
    for (const find of [() => presence.renew('node-1', users, 0, 1_000), () => presence.sweep(1_000)]) {
      goAway();
      const found = await find();
      expect(found).to.have.length(500);
      requests.eval = script;
      const rest = await find();
      expect([...found, ...rest].sort()).to.deep.equal([...users].sort());
    }
    await close();
  });

  it('leaves nothing behind when everybody is gone', async () => {
    const { connections, prefix, close } = await openRedis(url);
    const presence = new RedisPresence(connections.requests, prefix, quietLog);
    await presence.renew('node-1', ['ann', 'bob'], 0, 1_000);
    await presence.sweep(1_000);
    expect(await connections.requests.keys(`${prefix}*`)).to.deep.equal([]);
    await close();
  });
});

describe('RedisPresence without Redis', () => {
  it('shows nobody as connected, and fails where that would be wrong', async () => {
    const connections = new RedisConnections('redis://127.0.0.1:1', new SystemClock(), quietLog);
    const presence = new RedisPresence(connections.requests, '', quietLog);
    expect(await presence.connected(['ann'], 0)).to.deep.equal(new Set());
    expect(await presence.count(0)).to.equal(0);
    for (const asked of [presence.reachable('ann', 0), presence.renew('node-1', ['ann'], 0, 1), presence.sweep(1)]) {
      expect(await asked.catch((error: unknown) => error))
        .to.be.instanceOf(DomainError)
        .with.property('kind', 'unavailable');
    }
    await connections.stop();
  });
});
