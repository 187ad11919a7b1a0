/** What one would write without us: a consumer that hands every message on to a second topic, and one that ends there. */
import { build } from 'hdr-histogram-js';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { answer } from './child.js';
import type { Heard } from './clients.js';
import { now, readText } from './message.js';

const [, , brokers = '', prefix = ''] = process.argv;
const PARTITIONS = 6;
const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
const topics = [`${prefix}.first`, `${prefix}.second`] as const;

let latencies = build({ numberOfSignificantValueDigits: 3 });
let heard = new Set<number>();
let duplicates = 0;

function hear(value: string): void {
  const { data } = JSON.parse(value) as { data: { message: string } };
  const { sentAt, number } = readText(data.message);
  if (heard.has(number)) duplicates += 1;
  else latencies.recordValue(Math.max(1, now() - sentAt));
  heard.add(number);
}

async function consume(topic: string, handle: (key: string, value: string) => Promise<unknown>): Promise<void> {
  const consumer = kafka.consumer({ groupId: `${topic}.group` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    partitionsConsumedConcurrently: PARTITIONS,
    eachMessage: async ({ message }) => {
      await handle(message.key?.toString() ?? '', message.value?.toString() ?? '');
    },
  });
  await joined;
}

answer({
  start: async () => {
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({
      waitForLeaders: true,
      topics: topics.map((topic) => ({ topic, numPartitions: PARTITIONS, replicationFactor: 1 })),
    });
    await admin.disconnect();
    const producer = kafka.producer({ idempotent: true, createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const [first, second] = topics;
    await consume(first, (key, value) => producer.send({ topic: second, acks: -1, messages: [{ key, value }] }));
    await consume(second, (_key, value) => {
      hear(value);
      return Promise.resolve();
    });
    return first;
  },
  reset: () => {
    latencies = build({ numberOfSignificantValueDigits: 3 });
    heard = new Set();
    duplicates = 0;
  },
  result: async ({ expected, patienceMs }: { expected: number; patienceMs: number }): Promise<Heard> => {
    const start = now();
    while (heard.size < expected && now() - start < patienceMs * 1000) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const at = (percentile: number): number => latencies.getValueAtPercentile(percentile);
    return { received: heard.size, duplicates, p50: at(50), p99: at(99), max: latencies.maxValue };
  },
});
