import { expect } from 'chai';
import { RedisConnections } from '../../../src/adapters/redis/redis-connections.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { eventually } from '../../eventually.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith, uniqueName } from '../../servers.js';
import { Gate } from './gate.js';

describeWith('redis', 'RedisConnections', (url) => {
  let gate: Gate;
  let connections: RedisConnections;
  beforeEach(async () => {
    gate = new Gate(url);
    connections = new RedisConnections(await gate.open(), new SystemClock(), quietLog);
    await connections.start();
  });
  afterEach(async () => {
    await connections.stop();
    gate.shut();
  });

  it('is healthy while Redis answers, and again after it was away', async () => {
    expect(await connections.healthy()).to.equal(true);
    gate.shut();
    await eventually(async () => !(await connections.healthy()));
    await gate.open();
    await eventually(() => connections.healthy());
  });

  it('fails requests at once while Redis is away, and lets workers wait', async () => {
    const subscriber = connections.dedicate();
    await subscriber.ping();
    gate.shut();
    await eventually(() => connections.requests.status !== 'ready' && connections.patient.status !== 'ready');
    const begin = performance.now();
    expect(await connections.requests.ping().catch(() => 'refused')).to.equal('refused');
    expect(performance.now() - begin).to.be.below(1_000);
    const waiting = [connections.patient.ping(), subscriber.ping()];
    await gate.open();
    expect(await Promise.all(waiting)).to.deep.equal(['PONG', 'PONG']);
  });

  it('lets go of connections that died without a word, those that only listen too', async function () {
    this.timeout(40_000);
    const subscriber = connections.dedicate();
    const heard: string[] = [];
    subscriber.on('message', (_channel, message: string) => heard.push(message));
    const channel = uniqueName();
    await subscriber.subscribe(channel);
    gate.hold();
    await eventually(() => connections.healthy());
    await eventually(async () => {
      await connections.requests.publish(channel, 'x');
      return heard.length > 0;
    }, 30_000);
  });

  it('makes no request wait for a server that hangs, once one has', async () => {
    gate.hang();
    expect(await connections.requests.ping().catch(() => 'refused')).to.equal('refused');
    await eventually(() => connections.requests.status !== 'ready');
    const outcomes = await Promise.all([1, 2, 3].map(() => connections.requests.ping().catch(String)));
    for (const outcome of outcomes) expect(outcome).to.match(/isn't writeable/);
    gate.letGo();
    await eventually(() => connections.healthy());
  });

  it('says once that Redis is away, whatever each attempt ends with', async () => {
    const warnings: string[] = [];
    const log = { ...quietLog, warn: (_fields: object, message: string) => warnings.push(message) };
    gate.shut();
    const watched = new RedisConnections(await gate.open(), new SystemClock(), log);
    await watched.start();
    gate.hang();
    expect(await watched.healthy()).to.equal(false);
    for (let end = 0; end < 4; end += 1) await new Promise((resolve) => watched.requests.once('reconnecting', resolve));
    await watched.stop();
    expect(warnings).to.deep.equal(['Redis is away']);
  });
});
