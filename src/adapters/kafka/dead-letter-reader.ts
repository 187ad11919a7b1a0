import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { Clock } from '../../application/ports/clock.js';
import { unavailable } from './kafka-publisher.js';

/** A partition to be read from `low` up to before `high`. */
export interface PartitionPart {
  readonly topic: string;
  readonly partition: number;
  readonly low: bigint;
  readonly high: bigint;
  /** Filled by reading, in order. */
  readonly messages: KafkaMessage[];
}

/** A membership in the group, without which no place can be committed. */
export interface Reader {
  commit(places: Parameters<Consumer['commitOffsets']>[0]): Promise<void>;
  stop(): Promise<void>;
}

/** Without a message for so long, the broker is away. */
const LONGEST_SILENCE_MS = 20_000;

/**
 * Reads these partitions, all that there are of their topics, from their beginnings, whatever the group has committed.
 * @throws DomainError `unavailable`; Error when another process is in the group
 */
export async function readPartitions(
  kafka: Kafka,
  groupId: string,
  parts: readonly PartitionPart[],
  clock: Clock,
): Promise<Reader> {
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: 6_000,
    heartbeatInterval: 2_000,
    maxWaitTimeInMs: 300,
    allowAutoTopicCreation: false,
    retry: { restartOnFailure: () => Promise.resolve(false) },
  });
  try {
    const read = readAll(consumer, parts, clock);
    // It is awaited below, once the consumer runs.
    read.catch(() => undefined);
    await consumer.connect();
    await consumer.subscribe({ topics: [...new Set(parts.map(({ topic }) => topic))], fromBeginning: true });
    const eachBatch = (payload: EachBatchPayload): Promise<void> => {
      collect(parts, payload);
      return Promise.resolve();
    };
    await consumer.run({ autoCommit: false, eachBatch });
    await read;
  } catch (error) {
    await consumer.disconnect();
    throw error;
  }
  return { commit: (places) => consumer.commitOffsets(places), stop: () => consumer.disconnect() };
}

function collect(parts: readonly PartitionPart[], { batch }: EachBatchPayload): void {
  const part = parts.find((one) => one.topic === batch.topic && one.partition === batch.partition);
  if (part === undefined) return;
  for (const message of batch.messages) {
    const offset = BigInt(message.offset);
    const last = part.messages.at(-1);
    if (offset < part.high && (last === undefined || offset > BigInt(last.offset))) part.messages.push(message);
  }
}

/** Resolves when every partition was read to its end. */
function readAll(consumer: Consumer, parts: readonly PartitionPart[], clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const unread = new Set(parts.filter(({ low, high }) => high > low));
    const expire = () =>
      clock.after(LONGEST_SILENCE_MS, () => {
        reject(unavailable('no answer in time'));
      });
    let cancel = expire();
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      const assigned = Object.values(payload.memberAssignment).flat().length;
      if (assigned < parts.length)
        reject(new Error('Another process looks at the dead letters: wait until it is done.'));
      for (const { topic, partition, low } of parts) consumer.seek({ topic, partition, offset: String(low) });
      if (unread.size === 0) resolve();
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      reject(payload.error);
    });
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { topic, partition, lastOffset } }) => {
      cancel();
      cancel = expire();
      for (const part of unread)
        if (part.topic === topic && part.partition === partition && BigInt(lastOffset) + 1n >= part.high)
          unread.delete(part);
      if (unread.size === 0) resolve();
    });
  });
}
