import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { TOPICS, type Topic } from '../../application/events.js';
import { DEAD_LETTERS_KEPT_MS } from '../../application/ports/dead-letter-store.js';
import type { Log } from '../../application/ports/log.js';
import { HOUR } from '../../domain/time/duration.js';

const { ConfigResourceTypes, ConfigSource, KafkaJSProtocolError } = kafkajs;

/** A dead letter is its message with headers: room for the largest message and them. */
const LARGEST_DEAD_LETTER = String(2 * 1024 * 1024);
/** Others may publish with a codec that kafkajs lacks: the broker unpacks what it takes, and counts it unpacked. */
const UNCOMPRESSED: Config = { name: 'compression.type', value: 'uncompressed' };

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

export interface TopicSettings {
  /** Of topics that are made; those of existing topics stay. */
  readonly partitions: number;
  /** days; of dead letters always seven */
  readonly retention: number;
  /** Of topics that are made; the brokers' default if it is missing. */
  readonly replication: number | undefined;
}

interface Config {
  readonly name: string;
  readonly value: string;
}

interface Plan {
  readonly topic: string;
  readonly configs: readonly Config[];
}

/**
 * Makes the topics that are missing, and sets retention and compression where they differ. Partitions are chosen once:
 * with more of them a user's events would go to another one, and overtake earlier ones.
 */
export async function prepareTopics(admin: Admin, names: KafkaNames, settings: TopicSettings, log: Log): Promise<void> {
  const plans = plan(names, settings);
  const known = new Set(await admin.listTopics());
  const existing = plans.filter(({ topic }) => known.has(topic));
  const missing = plans.filter(({ topic }) => !known.has(topic));
  if (missing.length > 0) {
    const { partitions: numPartitions, replication: replicationFactor = -1 } = settings;
    const topics = missing.map(({ topic, configs }): ITopicConfig => {
      return { topic, numPartitions, replicationFactor, configEntries: [...configs] };
    });
    // Another process may make them at the same time: kafkajs answers false then, and all is well.
    await admin.createTopics({ topics, waitForLeaders: true });
  }
  if (existing.length === 0) return;
  await tellOtherPartitions(admin, existing, settings.partitions, log);
  await setConfigs(admin, existing, log);
}

function plan(names: KafkaNames, { retention }: TopicSettings): readonly Plan[] {
  return Object.values(TOPICS).flatMap((topic) => [
    { topic: names.topic(topic), configs: [UNCOMPRESSED, keptFor(retention * 24 * HOUR)] },
    {
      topic: names.deadLetters(topic),
      configs: [UNCOMPRESSED, keptFor(DEAD_LETTERS_KEPT_MS), { name: 'max.message.bytes', value: LARGEST_DEAD_LETTER }],
    },
  ]);
}

function keptFor(milliseconds: number): Config {
  return { name: 'retention.ms', value: String(Math.round(milliseconds)) };
}

async function tellOtherPartitions(admin: Admin, plans: readonly Plan[], wanted: number, log: Log): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: plans.map(({ topic }) => topic) });
  for (const { name: topic, partitions } of topics) {
    if (partitions.length === wanted) continue;
    log.warn(
      { topic, partitions: partitions.length, wanted },
      'a topic has another number of partitions than KAFKA_PARTITIONS and keeps it: set KAFKA_PARTITIONS to it, or delete the topic once its consumers have no lag',
    );
  }
}

/** Kafka replaces all configs of a topic at once, so what others have set is sent along. */
async function setConfigs(admin: Admin, plans: readonly Plan[], log: Log): Promise<void> {
  const type = ConfigResourceTypes.TOPIC;
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: plans.map(({ topic: name }) => ({ type, name })),
    });
    const changes = plans.flatMap(({ topic: name, configs }) => {
      const entries = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
      const own = entries.filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG);
      const now = new Map(own.map(({ configName, configValue }) => [configName, configValue]));
      if (configs.every((config) => now.get(config.name) === config.value)) return [];
      const wanted = new Map([...now, ...configs.map((config) => [config.name, config.value] as const)]);
      return [{ type, name, configEntries: [...wanted].map(([entry, value]) => ({ name: entry, value })) }];
    });
    if (changes.length === 0) return;
    await admin.alterConfigs({ validateOnly: false, resources: changes });
    log.info({ topics: changes.map(({ name }) => name) }, 'retention and compression of topics were set');
  } catch (error) {
    if (!(error instanceof KafkaJSProtocolError)) throw error;
    log.warn(
      { error: error.message },
      'retention and compression of topics that exist could not be set: they stay as they are',
    );
  }
}
