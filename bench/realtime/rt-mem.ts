/** What an idle, authenticated socket takes, beside bare socket.io. `npm run bench:rt-mem` */
import { setTimeout as pause } from 'node:timers/promises';
import { goal } from '../measure.js';
import { Child } from './child.js';
import type { DeviceToOpen } from './clients.js';
import { machine } from './machine.js';
import type { Memory } from './memory.js';
import { Service } from './our-service.js';
import { people } from './people.js';

const USERS = 400;
const DEVICES = 3;
/** Measured from here on: the first ones pay for code that is compiled, and heaps that are grown. */
const FIRST = 200;
const MOST = 1.5;
const EXPOSE_GC = ['--expose-gc'];

const clients = Child.start('./clients.js', []);

interface PerSocket {
  readonly live: number;
  readonly pss: number;
}

/** @returns bytes a socket */
async function memoryOf(name: string, process: Child, devices: readonly DeviceToOpen[]): Promise<PerSocket> {
  const measured: Memory[] = [];
  for (const some of [devices.slice(0, FIRST), devices.slice(FIRST)]) {
    await clients.ask('open', { group: name, devices: some });
    // Until what follows a connection is done.
    await pause(4000);
    measured.push(await process.ask<Memory>('memory'));
  }
  await clients.ask('close', name);
  const [before, after] = measured;
  const slope = (of: keyof Memory): number => ((after?.[of] ?? NaN) - (before?.[of] ?? NaN)) / (devices.length - FIRST);
  const [live, pss] = [slope('live'), slope('pss')];
  console.log(
    `${name.padEnd(24)} ${(live / 1024).toFixed(1)} KiB a socket in use, ${(pss / 1024).toFixed(1)} KiB of PSS`,
  );
  return { live, pss };
}

async function bare(name: string): Promise<PerSocket> {
  const server = Child.start('./adapter-node.js', ['bare socket.io'], EXPOSE_GC);
  const url = `http://127.0.0.1:${await server.ask<number>('listen')}`;
  const devices = Array.from({ length: USERS * DEVICES }, (_, index) => ({
    url,
    auth: { userId: String(index % USERS) },
  }));
  const bytes = await memoryOf(name, server, devices);
  server.end();
  return bytes;
}

async function ours(): Promise<PerSocket> {
  const service = await Service.start({}, EXPOSE_GC);
  const persons = await people(service.url, USERS);
  const one = persons.map(({ token }) => ({ url: service.url, auth: { token } }));
  const bytes = await memoryOf('ours', service.process, Array<typeof one>(DEVICES).fill(one).flat());
  await service.end();
  return bytes;
}

console.log(`${USERS * DEVICES} sockets of ${USERS} users, after forced collections; ${machine(['socket.io'])}\n`);
const [one, twin] = [await bare('bare socket.io'), await bare('bare socket.io (twin)')];
const ratio = (await ours()).live / ((one.live + twin.live) / 2);
console.log(`the twins differ by ${(100 * Math.abs(one.live / twin.live - 1)).toFixed(1)} % in use`);
goal(`an idle socket ≤ ${MOST} × bare socket.io, in use: ${ratio.toFixed(2)}`, ratio <= MOST);
clients.end();
