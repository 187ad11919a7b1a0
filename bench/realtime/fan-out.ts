/**
 * What a delivery costs when one message goes to many devices, each of which acknowledges: ours, beside bare socket.io.
 * The aim is about the sockets, as bare socket.io keeps nothing; what it costs to write down that a message is delivered
 * is shown beside.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { goal, quartiles } from '../measure.js';
import { Child } from './child.js';
import type { Heard } from './clients.js';
import { rounds, spread } from './machine.js';

const CONTENDERS = ['bare socket.io', 'bare socket.io (twin)', 'ours, store aside', 'ours'];
const ROUNDS = 9;
const DELIVERIES = 20_000;
const PATIENCE_MS = 5000;
const CALENDAR_MS = Date.parse('2026-11-21T10:15:00Z');

interface Figures {
  readonly cpu: number[];
  lost: number;
  duplicates: number;
}

/** @param devices of each user */
export async function fanOut(users: number, devices: number, most: number): Promise<void> {
  const clients = Child.start('./clients.js', []);
  const userIds = Array.from({ length: users }, (_, user) => `user-${user}`);
  const count = DELIVERIES / devices;
  const servers = new Map(CONTENDERS.map((name) => [name, Child.start('./fan-out-node.js', [name], ['--expose-gc'])]));
  const results = new Map<string, Figures>();
  for (const [name, server] of servers) {
    const url = await server.ask<string>('listen', devices);
    const auths = userIds.flatMap((userId) => Array.from({ length: devices }, () => authOf(userId)));
    await clients.ask('open', { group: name, devices: auths.map((auth) => ({ url, auth })) });
    results.set(name, { cpu: [], lost: 0, duplicates: 0 });
  }
  let first = 0;
  const round = async (name: string, number: number): Promise<void> => {
    const [server, figures] = [servers.get(name), results.get(name)];
    if (server === undefined || figures === undefined) return;
    first += count;
    await clients.ask('reset', name);
    await server.ask('prepare', { userIds, first, count });
    const before = [await server.ask<number>('cpu'), await server.ask<number>('acknowledgements')] as const;
    await server.ask('send', { userIds, first, count });
    const expected = count * devices;
    const { received, duplicates } = await clients.ask<Heard>('result', {
      group: name,
      expected,
      patienceMs: PATIENCE_MS,
    });
    const acknowledged = (await allAcknowledged(server, before[1] + count)) - before[1];
    await pause(100);
    const cpu = (await server.ask<number>('cpu')) - before[0];
    // The first round warms up.
    if (number > 0) figures.cpu.push(cpu / expected);
    figures.lost += expected - received + count - acknowledged;
    figures.duplicates += duplicates;
  };
  await rounds(ROUNDS + 1, CONTENDERS, round);
  console.log(
    `\nFan-out: ${users} users with ${devices} devices each, ${ROUNDS} rounds of ${DELIVERIES} acknowledged deliveries`,
  );
  for (const [name, { cpu, lost, duplicates }] of results) {
    console.log(`${name.padEnd(30)} CPU µs/delivery ${spread(cpu)}; lost ${lost}, doubled ${duplicates}`);
  }
  const median = (name: string): number => quartiles(results.get(name)?.cpu ?? []).median;
  const ratio = (name: string): number => median(name) / median('bare socket.io');
  const aside = ratio('ours, store aside');
  goal(
    `CPU per delivery ≤ ${most} × bare socket.io: ${aside.toFixed(2)}; with the store ${ratio('ours').toFixed(2)}`,
    aside <= most,
  );
  for (const child of [...servers.values(), clients]) child.end();
}

function authOf(userId: string): Readonly<Record<string, unknown>> {
  const principal = { userId, sessionId: userId, role: 'user', expiresAt: CALENDAR_MS };
  return { token: JSON.stringify(principal) };
}

async function allAcknowledged(server: Child, expected: number): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const acknowledged = await server.ask<number>('acknowledgements');
    if (acknowledged >= expected) return acknowledged;
    await pause(50);
  }
  return server.ask<number>('acknowledgements');
}
