import type { Admin, ITopicConfig } from 'kafkajs';
import { TOPICS, type Topic } from '../../application/events.js';

const SEVEN_DAYS_MS = String(7 * 24 * 3_600_000);
/** A dead letter is its message with headers: room for the largest message and them. */
const LARGEST_DEAD_LETTER = String(2 * 1024 * 1024);

/** What an event log on Kafka is called there. */
export class KafkaNames {
  constructor(private readonly prefix: string) {}

  topic(topic: Topic): string {
    return `${this.prefix}${topic}`;
  }

  deadLetters(topic: Topic): string {
    return `${this.prefix}${topic}.dead-letter`;
  }

  group(group: string): string {
    return `${this.prefix}${group}`;
  }
}

/** Makes the topics that are missing. Partitions are chosen once: those of a topic that exists stay as they are. */
export async function createTopics(admin: Admin, names: KafkaNames, partitions: number): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = Object.values(TOPICS)
    .flatMap((topic): ITopicConfig[] => [
      { topic: names.topic(topic), numPartitions: partitions, configEntries: [retention()] },
      {
        topic: names.deadLetters(topic),
        numPartitions: partitions,
        configEntries: [retention(), { name: 'max.message.bytes', value: LARGEST_DEAD_LETTER }],
      },
    ])
    .filter(({ topic }) => !existing.has(topic));
  // Another process may make them at the same time: kafkajs answers false then, and all is well.
  if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: true });
}

function retention(): { name: string; value: string } {
  return { name: 'retention.ms', value: SEVEN_DAYS_MS };
}
