/** From produce to socket: ours, beside bare socket.io and raw kafkajs, in one run. */
import { setTimeout as pause } from 'node:timers/promises';
import { goal, quartiles } from '../measure.js';
import { removeLeftovers } from '../../tests/leftovers.js';
import { uniqueName } from '../../tests/servers.js';
import { Child } from './child.js';
import type { Heard } from './clients.js';
import { rounds, spread } from './machine.js';
import { Service } from './our-service.js';
import { people, type Person } from './people.js';

const RAW = 'raw kafkajs, two hops';
const STORED = 'ours, published by our API';
const FOREIGN = 'ours, published by others';
const USERS = 100;
const PER_SECOND = 20;
const SECONDS = 5;
const ROUNDS = 7;
const COUNT = PER_SECOND * SECONDS;
const PATIENCE_MS = 5000;

export interface Servers {
  readonly mongo: string;
  readonly brokers: readonly string[];
  readonly redis: string;
}

/** Something that takes messages here and gives them out there. */
interface Contender {
  /** Whose CPU counts. */
  readonly process: Child;
  /** Sends messages with numbers from `first`. */
  readonly send: (first: number) => Promise<unknown>;
  readonly reset: () => Promise<unknown>;
  readonly heard: () => Promise<Heard>;
  readonly end: () => Promise<unknown>;
}

interface Figures {
  readonly p50: number[];
  readonly p99: number[];
  readonly cpu: number[];
  lost: number;
  duplicates: number;
}

const generator = Child.start('./generator.js', []);
const clients = Child.start('./clients.js', []);

function onClients(group: string): Pick<Contender, 'reset' | 'heard'> {
  return {
    reset: () => clients.ask('reset', group),
    heard: () => clients.ask<Heard>('result', { group, expected: COUNT, patienceMs: PATIENCE_MS }),
  };
}

async function bare(name: string): Promise<Contender> {
  const server = Child.start('./adapter-node.js', ['bare socket.io']);
  const port = await server.ask<number>('listen');
  const devices = Array.from({ length: USERS }, (_, user) => ({
    url: `http://127.0.0.1:${port}`,
    auth: { userId: String(user) },
  }));
  await clients.ask('open', { group: name, devices });
  return {
    process: server,
    send: (first) => server.ask('send', { users: USERS, first, count: COUNT, perSecond: PER_SECOND }),
    ...onClients(name),
    end: () => ended(server),
  };
}

function ended(child: Child): Promise<void> {
  child.end();
  return Promise.resolve();
}

async function hops({ brokers }: Servers): Promise<Contender> {
  const prefix = uniqueName();
  const hopping = Child.start('./kafka-hops.js', [brokers.join(','), prefix]);
  const topic = await hopping.ask<string>('start');
  const userIds = Array.from({ length: USERS }, (_, user) => String(user));
  return {
    process: hopping,
    send: (first) => generator.ask('produce', { topic, userIds, first, count: COUNT, perSecond: PER_SECOND }),
    reset: () => hopping.ask('reset'),
    heard: () => hopping.ask<Heard>('result', { expected: COUNT, patienceMs: PATIENCE_MS }),
    end: async () => {
      hopping.end();
      await removeLeftovers({ KAFKA_BROKERS: brokers.join(','), KAFKA_PREFIX: prefix });
    },
  };
}

async function connected(name: string, service: Service): Promise<readonly Person[]> {
  const persons = await people(service.url, USERS);
  const devices = persons.map(({ token }) => ({ url: service.url, auth: { token } }));
  await clients.ask('open', { group: name, devices });
  return persons;
}

async function embedded(name: string): Promise<Contender> {
  const service = await Service.start();
  const userIds = (await connected(name, service)).map(({ userId }) => userId);
  const { token } = await service.administrator();
  const load = { url: service.url, token, userIds, count: COUNT, perSecond: PER_SECOND };
  return {
    process: service.process,
    send: (first) => generator.ask('post', { ...load, first }),
    ...onClients(name),
    end: () => service.end(),
  };
}

/** Ours on servers: what anybody publishes, which is stored on its way, and what our API had stored before. */
async function onServers(
  name: string,
  { mongo, brokers, redis }: Servers,
): Promise<{ readonly foreign: Contender; readonly stored: Contender }> {
  const own = uniqueName();
  const address = new URL(mongo);
  address.pathname = `/${own}`;
  const service = await Service.start({
    MONGO_URL: address.href,
    KAFKA_BROKERS: brokers.join(','),
    REDIS_URL: redis,
    KAFKA_PREFIX: `${own}.`,
    REDIS_PREFIX: `${own}:`,
  });
  const userIds = (await connected(name, service)).map(({ userId }) => userId);
  const load = { topic: `${own}.Push-Notification`, userIds, count: COUNT, perSecond: PER_SECOND };
  const foreign = {
    process: service.process,
    send: (first: number) => generator.ask('produce', { ...load, first }),
    ...onClients(name),
    end: () => service.end(),
  };
  await generator.ask('open', {
    mongo: address.href,
    brokers,
    redis,
    prefix: `${own}.`,
    redisPrefix: `${own}:`,
  });
  let sentAt: unknown;
  const stored = {
    ...foreign,
    send: async (first: number) => {
      const published = await generator.ask<readonly unknown[]>('publish', { ...load, first });
      if (published.length !== COUNT)
        throw new Error(`${published.length} of ${COUNT} users were seen to be connected`);
      sentAt = published;
    },
    heard: () => clients.ask<Heard>('result', { group: name, expected: COUNT, patienceMs: PATIENCE_MS, sentAt }),
    end: () => Promise.resolve(),
  };
  return { foreign, stored };
}

async function round(contender: Contender, figures: Figures, first: number): Promise<void> {
  await contender.reset();
  const before = await contender.process.ask<number>('cpu');
  await contender.send(first);
  const { received, duplicates, p50, p99 } = await contender.heard();
  const cpu = (await contender.process.ask<number>('cpu')) - before;
  figures.p50.push(p50 / 1000);
  figures.p99.push(p99 / 1000);
  figures.cpu.push(cpu / COUNT);
  figures.lost += COUNT - received;
  figures.duplicates += duplicates;
}

/** @param servers real ones, if there are any */
export async function latency(servers: Servers | undefined): Promise<void> {
  if (servers !== undefined) await generator.ask('connect', servers.brokers);
  const ours = servers && (await onServers('servers', servers));
  const contenders = new Map<string, Contender>([
    ['bare socket.io', await bare('bare')],
    ['bare socket.io (twin)', await bare('bare twin')],
    ['ours, embedded, by POST', await embedded('embedded')],
    ...(servers === undefined || ours === undefined
      ? []
      : [[RAW, await hops(servers)] as const, [STORED, ours.stored] as const, [FOREIGN, ours.foreign] as const]),
  ]);
  await pause(3000);
  const results = new Map<string, Figures>();
  for (const name of contenders.keys()) results.set(name, { p50: [], p99: [], cpu: [], lost: 0, duplicates: 0 });
  const measured = async (name: string, first: number, figures = results.get(name)): Promise<void> => {
    const contender = contenders.get(name);
    if (contender !== undefined && figures !== undefined) await round(contender, figures, first);
  };
  // The first round warms up.
  const warm: Figures = { p50: [], p99: [], cpu: [], lost: 0, duplicates: 0 };
  for (const name of contenders.keys()) await measured(name, 0, warm);
  await rounds(ROUNDS, [...contenders.keys()], (name, number) => measured(name, (number + 1) * COUNT));
  console.log(`\nFrom produce to socket: ${USERS} users, ${PER_SECOND} messages/s, ${ROUNDS} rounds of ${SECONDS} s`);
  for (const [name, { p50, p99, cpu, lost, duplicates }] of results) {
    console.log(
      `${name.padEnd(30)} ms p50 ${spread(p50, 2)}, p99 ${spread(p99, 2)}; CPU µs/message ${spread(cpu, 0)}; ` +
        `sent ${COUNT * ROUNDS}, lost ${lost}, doubled ${duplicates}`,
    );
  }
  judge(results);
  for (const contender of contenders.values()) await contender.end();
  for (const child of [generator, clients]) child.end();
}

function judge(results: ReadonlyMap<string, Figures>): void {
  const p99 = (name: string): number => quartiles(results.get(name)?.p99 ?? []).median;
  const faults = [...results.values()].reduce((sum, { lost, duplicates }) => sum + lost + duplicates, 0);
  goal(`nothing lost, nothing doubled: ${faults}`, faults === 0);
  if (!results.has(RAW)) return;
  const most = p99(RAW) + 2 * p99('bare socket.io');
  for (const name of [STORED, FOREIGN]) {
    const told = `p99 ≤ raw kafkajs + 2 × bare socket.io = ${most.toFixed(1)} ms, ${name}: ${p99(name).toFixed(1)} ms`;
    goal(told, p99(name) <= most);
  }
}
