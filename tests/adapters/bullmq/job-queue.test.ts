import { expect } from 'chai';
import { BullMqJobQueue } from '../../../src/adapters/bullmq/bullmq-job-queue.js';
import { RedisConnections } from '../../../src/adapters/redis/redis-connections.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { DomainError } from '../../../src/domain/errors.js';
import { jobQueueContract } from '../../contracts/job-queue.contract.js';
import { realTime } from '../../contracts/passing-time.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith } from '../../servers.js';
import { Gate } from '../redis/gate.js';
import { openRedis, type OpenRedis } from '../redis/open-redis.js';

function queueOn({ connections, prefix }: OpenRedis, stopDeadline = 5_000): BullMqJobQueue {
  return new BullMqJobQueue(connections, { prefix, stopDeadline }, new SystemClock(), quietLog);
}

async function open(url: string) {
  const redis = await openRedis(url);
  const port = queueOn(redis);
  const close = async (): Promise<void> => {
    await port.stop();
    await redis.close();
  };
  return { port, redis, close, ...realTime };
}

describeWith('redis', 'BullMqJobQueue', (url) => {
  jobQueueContract('BullMQ', () => open(url));

  it('runs a tick on one worker at a time, whoever asks for it', async () => {
    const { port, redis, until, close } = await open(url);
    const other = queueOn(redis);
    let [inHand, most, rounds] = [0, 0, 0];
    const handle = async (): Promise<void> => {
      inHand += 1;
      most = Math.max(most, inHand);
      rounds += 1;
      const end = performance.now() + 300;
      await until(() => performance.now() > end);
      inHand -= 1;
    };
    const stops = await Promise.all([port.work(handle), other.work(handle)]);
    await Promise.all([port.every('retention', 0.1), other.every('retention', 0.1)]);
    await until(() => rounds >= 4);
    expect(most).to.equal(1);
    await Promise.all(stops.map((stop) => stop()));
    await other.stop();
    await close();
  });

  it('refuses jobs while Redis is away, and goes on by itself when it is back', async () => {
    const gate = new Gate(url);
    const { port, redis, close } = await open(await gate.open());
    const ran: string[] = [];
    const stop = await port.work((job) => Promise.resolve(void ran.push(job.name)));
    await port.add({ name: 'retention', data: {} });
    await realTime.until(() => ran.length === 1);
    gate.shut();
    await realTime.until(() => redis.connections.requests.status !== 'ready');
    const refused = await port.add({ name: 'retention', data: {} }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DomainError).with.property('kind', 'unavailable');
    const scheduled = port.every('login-spike', 60);
    await gate.open();
    await scheduled;
    await realTime.until(() => ran.includes('login-spike'));
    await stop();
    await close();
    gate.shut();
  });

  it('keeps a job whose try ends while Redis is away, with all its tries', async () => {
    const gate = new Gate(url);
    const { port, redis, close } = await open(await gate.open());
    const failures = [
      new DomainError('unavailable', 'presence-unavailable', 'Redis is away.'),
      ...Array.from({ length: 4 }, () => new Error('of no use')),
    ];
    let begun = 0;
    let done = false;
    const stop = await port.work(async () => {
      const failure = failures[begun];
      begun += 1;
      if (begun === 1) {
        gate.shut();
        await realTime.until(() => redis.connections.patient.status === 'reconnecting');
      }
      if (failure !== undefined) throw failure;
      done = true;
    });
    await port.add({ name: 'broadcast-page', data: { broadcastId: 'b-1' } });
    await realTime.until(() => redis.connections.patient.status === 'reconnecting');
    await gate.open();
    await realTime.until(() => done);
    expect(begun).to.equal(6);
    await stop();
    await close();
    gate.shut();
  });

  it('takes and runs jobs when Redis comes after it', async () => {
    const gate = new Gate(url);
    const address = await gate.open();
    gate.shut();
    const connections = new RedisConnections(address, new SystemClock(), quietLog);
    const { prefix, close } = await openRedis(url);
    const queue = new BullMqJobQueue(connections, { prefix, stopDeadline: 5_000 }, new SystemClock(), quietLog);
    const ran: string[] = [];
    const stop = await queue.work((job) => Promise.resolve(void ran.push(job.name)));
    const tried = await queue.add({ name: 'retention', data: {} }).catch((error: unknown) => error);
    expect(tried).to.be.instanceOf(DomainError).with.property('kind', 'unavailable');
    await realTime.until(() => connections.patient.status === 'reconnecting');
    await gate.open();
    await realTime.until(() =>
      queue.add({ name: 'retention', data: {} }).then(
        () => true,
        () => false,
      ),
    );
    await realTime.until(() => ran.length > 0);
    await stop();
    await queue.stop();
    await close();
    await connections.stop();
    gate.shut();
  });

  it('stops at its deadline though a job hangs', async () => {
    const redis = await openRedis(url);
    const queue = queueOn(redis, 100);
    let finish: (() => void) | undefined;
    const stop = await queue.work(() => new Promise((resolve) => (finish = resolve)));
    await queue.add({ name: 'retention', data: {} });
    await realTime.until(() => finish !== undefined);
    await stop();
    finish?.();
    await queue.stop();
    await redis.close();
  });
});

describe('BullMqJobQueue without Redis', () => {
  it('refuses jobs at once', async () => {
    const connections = new RedisConnections('redis://127.0.0.1:1', new SystemClock(), quietLog);
    const queue = new BullMqJobQueue(connections, { prefix: '', stopDeadline: 100 }, new SystemClock(), quietLog);
    const refused = await queue.add({ name: 'retention', data: {} }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DomainError).with.property('code', 'job-queue-unavailable');
    expect(await queue.healthy()).to.equal(false);
    await connections.stop();
  });
});
