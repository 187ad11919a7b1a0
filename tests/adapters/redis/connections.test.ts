import { expect } from 'chai';
import { RedisConnections } from '../../../src/adapters/redis/redis-connections.js';
import { eventually } from '../../eventually.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith } from '../../servers.js';
import { Gate } from './gate.js';

describeWith('redis', 'RedisConnections', (url) => {
  let gate: Gate;
  let connections: RedisConnections;
  beforeEach(async () => {
    gate = new Gate(url);
    connections = new RedisConnections({ url: await gate.open() }, quietLog);
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
});
