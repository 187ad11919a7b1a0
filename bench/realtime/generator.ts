/** Makes the load, in an open loop: what is late is sent at once, and its lateness counts. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { answer } from './child.js';
import { now, recipient, text } from './message.js';

interface Load {
  readonly userIds: readonly string[];
  readonly first: number;
  readonly count: number;
  readonly perSecond: number;
}

let producer: Producer | undefined;

/** @returns when each was sent, in microseconds, by its number */
async function run(
  { userIds, first, count, perSecond }: Load,
  send: (userId: string, message: string, index: number) => Promise<unknown>,
): Promise<readonly (readonly [number: number, sentAt: number])[]> {
  const start = now();
  const sending: Promise<unknown>[] = [];
  const sentAt: (readonly [number: number, sentAt: number])[] = [];
  while (sending.length < count) {
    const due = Math.min(count, Math.ceil(((now() - start) / 1e6) * perSecond));
    while (sending.length < due) {
      const index = sending.length;
      sentAt.push([first + index, now()]);
      sending.push(send(recipient(userIds, index), text(first + index), index));
    }
    await pause(2);
  }
  await Promise.all(sending);
  return sentAt;
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
  /** As our API does with those that it has stored; without their ids as any publisher may. */
  produce: ({ topic, notificationIds, ...load }: Load & { topic: string; notificationIds?: readonly string[] }) =>
    run(load, (userId, message, index) => {
      const occurredAt = new Date().toISOString();
      const data = { userId, notificationId: notificationIds?.[index], message };
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
