import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { KafkaDeadLetterStore } from '../../../src/adapters/kafka/kafka-dead-letter-store.js';
import { KafkaEventLog, type KafkaSettings } from '../../../src/adapters/kafka/kafka-event-log.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import type { Topic } from '../../../src/application/events.js';
import type { DeadLetter } from '../../../src/application/ports/dead-letter-store.js';
import { realTime } from '../../contracts/passing-time.js';
import { eventually } from '../../eventually.js';
import { removeTopics } from '../../leftovers.js';
import { quietLog } from '../../quiet-log.js';
import { uniqueName } from '../../servers.js';

export function kafkaSettings(brokers: string, prefix: string): KafkaSettings {
  return { brokers: brokers.split(','), prefix, partitions: 2, retention: 7, replication: undefined };
}

/** An event log of its own on the real broker, and the means to look behind it. */
export async function openKafka(brokers: string, prefix = `${uniqueName()}-`) {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const port = new KafkaEventLog(kafkaSettings(brokers, prefix), new SystemClock(), quietLog);
  await port.start();

  /** All messages of a topic, as they are. */
  const messagesOf = async (topic: string): Promise<readonly KafkaMessage[]> => {
    let offsets: Awaited<ReturnType<typeof admin.fetchTopicOffsets>> = [];
    // A topic that was just made may have no leader yet.
    await eventually(async () => (offsets = await admin.fetchTopicOffsets(`${prefix}${topic}`)));
    const count = offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
    const messages: KafkaMessage[] = [];
    if (count === 0) return messages;
    const consumer = kafka.consumer({ groupId: `${prefix}reader-${uniqueName()}`, maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topic: `${prefix}${topic}`, fromBeginning: true });
    await consumer.run({ eachMessage: ({ message }) => Promise.resolve(void messages.push(message)) });
    while (messages.length < count) await pause(20);
    await consumer.disconnect();
    return messages;
  };

  const stores: KafkaDeadLetterStore[] = [];
  /** A new look at the dead letters, in place of an earlier one. */
  const deadLetterStore = async (): Promise<KafkaDeadLetterStore> => {
    await Promise.all(stores.splice(0).map((store) => store.stop()));
    const store = new KafkaDeadLetterStore({ brokers: brokers.split(','), prefix }, new SystemClock(), quietLog);
    stores.push(store);
    await store.start();
    return store;
  };
  const deadLetters = async (topic: Topic): Promise<readonly DeadLetter[]> =>
    (await (await deadLetterStore()).list()).filter((letter) => letter.topic === topic);

  const close = async (): Promise<void> => {
    await Promise.all([port.stop(), ...stores.map((store) => store.stop())]);
    await removeTopics(admin, prefix);
    await admin.disconnect();
  };

  return { port, kafka, admin, prefix, messagesOf, deadLetterStore, deadLetters, close, ...realTime };
}
