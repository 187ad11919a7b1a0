/** Makes the load, in an open loop: what is late is sent at once, and its lateness counts. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { answer } from './child.js';
import { now, recipient, text } from './message.js';
import { Poster, type PosterSettings } from './poster.js';

interface Load {
  readonly userIds: readonly string[];
  readonly first: number;
  readonly count: number;
  readonly perSecond: number;
}

let producer: Producer | undefined;
let poster: Poster | undefined;

async function run(
  { userIds, first, count, perSecond }: Load,
  send: (userId: string, number: number) => Promise<unknown>,
): Promise<void> {
  const start = now();
  const sending: Promise<unknown>[] = [];
  while (sending.length < count) {
    const due = Math.min(count, Math.ceil(((now() - start) / 1e6) * perSecond));
    while (sending.length < due) {
      const index = sending.length;
      sending.push(send(recipient(userIds, index), first + index));
    }
    await pause(2);
  }
  await Promise.all(sending);
}

answer({
  connect: async (brokers: readonly string[]) => {
    const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
    producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
  },
  open: async (settings: PosterSettings) => {
    poster = new Poster(settings);
    await poster.start();
  },
  /** As a process of our API does; when each was published. */
  publish: async (load: Load) => {
    await run(load, (userId, number) => poster?.post(userId, number) ?? Promise.reject(new Error()));
    return poster?.publishedAt();
  },
  /** As any publisher may. */
  produce: ({ topic, ...load }: Load & { topic: string }) =>
    run(load, (userId, number) => {
      const occurredAt = new Date().toISOString();
      const data = { userId, message: text(number) };
      const value = JSON.stringify({ id: randomUUID(), type: 'notification.posted', version: 1, occurredAt, data });
      return producer?.send({ topic, acks: -1, messages: [{ key: userId, value }] }) ?? Promise.reject(new Error());
    }),
  post: ({ url, token, ...load }: Load & { url: string; token: string }) =>
    run(load, async (userId, number) => {
      const response = await fetch(`${url}/api/notifications`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ userId, message: text(number) }),
      });
      if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
      await response.arrayBuffer();
    }),
});
