/** Which of the Redis adapters carries notifications between nodes best. `npm run bench:rt-adapters`, needs REDIS_URL */
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Gate } from '../../tests/adapters/redis/gate.js';
import { uniqueName } from '../../tests/servers.js';
import { Child } from './child.js';
import type { Heard } from './clients.js';
import { now } from './message.js';
import { machine, rounds, spread } from './machine.js';

const CONTENDERS = ['pub/sub, serverSideEmit', 'pub/sub', 'sharded', 'sharded (twin)', 'streams', 'ours'];
const USERS = 400;
const PER_SECOND = 500;
const SECONDS = 3;
const ROUNDS = 5;
const BREAK_MS = 1000;

const url = process.env['REDIS_URL'];
if (url === undefined) {
  console.log('REDIS_URL is missing: nothing to measure');
  process.exit();
}
const redis = new Redis(url);
const clients = Child.start('./clients.js', []);

interface Result {
  /** Microseconds a message, of all processes but the clients. */
  readonly nodes: number[];
  readonly redis: number[];
  readonly p50: number[];
  readonly p99: number[];
  lost: number;
  duplicates: number;
}

/** Nodes with a share of the users' sockets each, and a process that sends. */
class Cluster {
  readonly prefix = uniqueName();
  private readonly nodes: readonly Child[];
  private readonly sender: Child;
  readonly result: Result = { nodes: [], redis: [], p50: [], p99: [], lost: 0, duplicates: 0 };

  constructor(contender: string, nodes: number, nodesRedis: string, sendersRedis: string) {
    const start = (address: string): Child =>
      Child.start('./adapter-node.js', [contender, address, this.prefix], ['--no-warnings']);
    this.nodes = Array.from({ length: nodes }, () => start(nodesRedis));
    this.sender = start(sendersRedis);
  }

  async open(users: number): Promise<void> {
    const ports = await Promise.all(this.nodes.map((node) => node.ask<number>('listen')));
    const devices = Array.from({ length: users }, (_, index) => ({
      url: `http://127.0.0.1:${ports[index % ports.length] ?? 0}`,
      auth: { userId: String(index) },
    }));
    await clients.ask('open', { group: this.prefix, devices });
    await pause(500);
  }

  async send(users: number, count: number): Promise<Heard> {
    await clients.ask('reset', this.prefix);
    await this.sender.ask('send', { users, count, perSecond: PER_SECOND });
    return clients.ask<Heard>('result', { group: this.prefix, expected: count, patienceMs: 3000 });
  }

  async round(): Promise<void> {
    const count = PER_SECOND * SECONDS;
    const before = [await this.cpu(), await redisCpu()] as const;
    const heard = await this.send(USERS, count);
    const after = [await this.cpu(), await redisCpu()] as const;
    this.result.nodes.push((after[0] - before[0]) / count);
    this.result.redis.push((after[1] - before[1]) / count);
    this.result.p50.push(heard.p50 / 1000);
    this.result.p99.push(heard.p99 / 1000);
    this.result.lost += count - heard.received;
    this.result.duplicates += heard.duplicates;
  }

  async end(): Promise<void> {
    await clients.ask('close', this.prefix);
    for (const child of [...this.nodes, this.sender]) child.end();
    const keys = await redis.keys(`${this.prefix}*`);
    if (keys.length > 0) await redis.del(keys);
  }

  private async cpu(): Promise<number> {
    const used = await Promise.all([...this.nodes, this.sender].map((child) => child.ask<number>('cpu')));
    return used.reduce((sum, each) => sum + each, 0);
  }
}

async function info(section: string, field: string): Promise<number> {
  return Number(new RegExp(`${field}:([\\d.]+)`).exec(await redis.info(section))?.[1]);
}

async function redisCpu(): Promise<number> {
  return 1e6 * ((await info('cpu', 'used_cpu_user')) + (await info('cpu', 'used_cpu_sys')));
}

async function throughput(nodes: number): Promise<void> {
  console.log(
    `\n${nodes} nodes and a sender, ${USERS} sockets, ${PER_SECOND} messages/s, ${ROUNDS} rounds of ${SECONDS} s`,
  );
  const clusters = new Map(CONTENDERS.map((name) => [name, new Cluster(name, nodes, url ?? '', url ?? '')]));
  for (const cluster of clusters.values()) {
    await cluster.open(USERS);
    await cluster.send(USERS, USERS);
  }
  await rounds(ROUNDS, CONTENDERS, (name) => clusters.get(name)?.round() ?? Promise.resolve());
  for (const [name, { result, prefix }] of clusters) {
    const kept = (await redis.exists(prefix)) === 1 ? Number(await redis.memory('USAGE', prefix, 'SAMPLES', 0)) : 0;
    console.log(
      `${name.padEnd(24)} CPU µs/message: processes ${spread(result.nodes, 0)}, Redis ${spread(result.redis, 0)}; ` +
        `ms p50 ${spread(result.p50, 2)}, p99 ${spread(result.p99, 2)}; lost ${result.lost}, doubled ${result.duplicates}; ` +
        `kept in Redis ${(kept / 1024).toFixed(0)} kB`,
    );
  }
  for (const cluster of clusters.values()) await cluster.end();
}

async function outage(): Promise<void> {
  const count = PER_SECOND * 4;
  console.log(`\n2 nodes that lose Redis for ${BREAK_MS} ms while ${count} messages are sent in 4 s`);
  for (const name of CONTENDERS) {
    const gate = new Gate(url ?? '');
    const cluster = new Cluster(name, 2, await gate.open(), url ?? '');
    await cluster.open(100);
    await cluster.send(100, 100);
    const sending = cluster.send(100, count);
    await pause(1000);
    gate.shut();
    await pause(BREAK_MS);
    await gate.open();
    const { received, duplicates } = await sending;
    console.log(`${name.padEnd(24)} lost ${count - received}, doubled ${duplicates}`);
    await cluster.end();
    gate.shut();
  }
}

/** What a room costs as a channel: in memory, and in time when a node comes back. */
async function subscriptions(count: number): Promise<void> {
  const subscriber = new Redis(url ?? '');
  await subscriber.ssubscribe('warm');
  const before = [await info('memory', 'used_memory'), now()] as const;
  await Promise.all(
    Array.from({ length: count }, (_, index) => subscriber.ssubscribe(`${uniqueName()}:user:${index}`)),
  );
  const [memory, milliseconds] = [(await info('memory', 'used_memory')) - before[0], (now() - before[1]) / 1000];
  console.log(
    `\n${count} subscriptions: ${(memory / count).toFixed(0)} bytes each in Redis, ${milliseconds.toFixed(0)} ms for all`,
  );
  subscriber.disconnect();
}

const LIBRARIES = ['socket.io', '@socket.io/redis-adapter', '@socket.io/redis-streams-adapter', 'ioredis'];
console.log(
  `${machine(LIBRARIES)}, Redis ${await redis.info('server').then((text) => /redis_version:(\S+)/.exec(text)?.[1])}`,
);
for (const nodes of [2, 4]) await throughput(nodes);
await outage();
await subscriptions(20_000);
console.log(machine(LIBRARIES));
clients.end();
redis.disconnect();
