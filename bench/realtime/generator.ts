/** Makes the load, in an open loop: what is late is sent at once, and its lateness counts. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { answer } from './child.js';
import { now, text } from './message.js';

interface Load {
  readonly userIds: readonly string[];
  readonly first: number;
  readonly count: number;
  readonly perSecond: number;
}

let producer: Producer | undefined;

/** @returns how many were taken */
async function run(
  { userIds, first, count, perSecond }: Load,
  send: (userId: string, message: string) => Promise<unknown>,
) {
  const start = now();
  const sending: Promise<unknown>[] = [];
  while (sending.length < count) {
    const due = Math.min(count, Math.ceil(((now() - start) / 1e6) * perSecond));
    while (sending.length < due) {
      const userId = userIds[(sending.length * 7919) % userIds.length] ?? '';
      sending.push(send(userId, text(first + sending.length)));
    }
    await pause(2);
  }
  await Promise.all(sending);
  return sending.length;
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
  /** As any publisher may: an envelope without the id of a notification. */
  produce: ({ topic, ...load }: Load & { topic: string }) =>
    run(load, (userId, message) => {
      const occurredAt = new Date().toISOString();
      const data = { userId, message };
      const value = JSON.stringify({ id: randomUUID(), type: 'notification.posted', version: 1, occurredAt, data });
      return producer?.send({ topic, acks: -1, messages: [{ key: userId, value }] }) ?? Promise.reject(new Error());
    }),
  post: ({ url, token, ...load }: Load & { url: string; token: string }) =>
    run(load, async (userId, message) => {
      const response = await fetch(`${url}/api/notifications`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ userId, message }),
      });
      if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
      await response.arrayBuffer();
    }),
});
