import type { Admin, Kafka, KafkaMessage } from 'kafkajs';
import { TOPICS, type Topic } from '../../application/events.js';
import type { Clock } from '../../application/ports/clock.js';
import {
  DEAD_LETTERS_KEPT_MS,
  toResend,
  type DeadLetter,
  type DeadLetterStore,
} from '../../application/ports/dead-letter-store.js';
import type { Log } from '../../application/ports/log.js';
import type { Instant } from '../../domain/time/instant.js';
import { readPartitions, type PartitionPart, type Reader } from './dead-letter-reader.js';
import { kafkaClient } from './kafka-client.js';
import { KafkaPublisher, unavailable } from './kafka-publisher.js';
import { KafkaNames } from './kafka-topics.js';
import { ResentOffsets } from './resent-offsets.js';

/** What is read of a partition of dead letters, and which of them were re-sent. */
interface Part extends PartitionPart {
  readonly origin: Topic;
  resent: ResentOffsets;
}

interface Found {
  readonly letter: DeadLetter;
  readonly part: Part;
  readonly message: KafkaMessage;
}

/**
 * The dead letters on Kafka. What was re-sent is the committed place of a group of their own, which shows in whatever
 * looks at groups; one process at a time is in it.
 */
export class KafkaDeadLetterStore implements DeadLetterStore {
  private readonly kafka: Kafka;
  private readonly names: KafkaNames;
  private readonly publisher: KafkaPublisher;
  private readonly admin: Admin;
  private reader: Reader | undefined;
  private found: readonly Found[] | undefined;

  constructor(
    settings: { readonly brokers: readonly string[]; readonly prefix: string },
    private readonly clock: Clock,
    log: Log,
  ) {
    this.kafka = kafkaClient(settings.brokers, 4, log);
    this.names = new KafkaNames(settings.prefix);
    this.publisher = new KafkaPublisher(this.kafka, clock, log, () => Promise.resolve());
    this.admin = this.kafka.admin();
  }

  /** @throws DomainError `unavailable` */
  async start(): Promise<void> {
    await this.admin.connect().catch(away);
    await this.publisher.start();
  }

  async stop(): Promise<void> {
    await this.reader?.stop();
    await Promise.all([this.publisher.stop(), this.admin.disconnect()]);
  }

  async list(): Promise<readonly DeadLetter[]> {
    this.found = await this.read().catch(away);
    return this.found.map(({ letter }) => letter);
  }

  async resend(ids: readonly string[]): Promise<number> {
    this.found ??= await this.read().catch(away);
    const letters = new Set(
      toResend(
        this.found.map(({ letter }) => letter),
        ids,
      ),
    );
    const wanted = this.found.filter(({ letter }) => letters.has(letter));
    // Nothing is sent of which could not be remembered that it was.
    for (const place of places(wanted).values()) place.toCommit();
    const sent: Found[] = [];
    try {
      // One after the other: what follows in a key must not overtake what has to be sent again.
      for (const one of wanted) {
        const { key, value } = one.message;
        await this.publisher.send({ topic: this.names.topic(one.letter.topic), key, value });
        sent.push(one);
      }
    } finally {
      await this.remember(sent).catch(away);
    }
    return sent.length;
  }

  private async read(): Promise<readonly Found[]> {
    const parts = await this.parts();
    if (parts.every(({ low, high }) => low === high)) return [];
    await this.reader?.stop();
    this.reader = await readPartitions(this.kafka, this.names.group('dead-letters'), parts, this.clock);
    const since = this.clock.now() - DEAD_LETTERS_KEPT_MS;
    return parts
      .flatMap(lettersOf)
      .filter(({ letter }) => letter.at > since)
      .toSorted((a, b) => a.letter.at - b.letter.at);
  }

  private async parts(): Promise<readonly Part[]> {
    const existing = new Set(await this.admin.listTopics());
    const topics = Object.values(TOPICS).filter((topic) => existing.has(this.names.deadLetters(topic)));
    const parts = await Promise.all(topics.map((topic) => this.partsOf(topic)));
    return parts.flat();
  }

  private async partsOf(origin: Topic): Promise<readonly Part[]> {
    const topic = this.names.deadLetters(origin);
    const [offsets, [committed]] = await Promise.all([
      this.admin.fetchTopicOffsets(topic),
      this.admin.fetchOffsets({ groupId: this.names.group('dead-letters'), topics: [topic] }),
    ]);
    return offsets.map(({ partition, low, high }) => {
      const place = committed?.partitions.find((one) => one.partition === partition);
      const resent = ResentOffsets.read(place?.offset ?? '-1', place?.metadata ?? null);
      return { origin, topic, partition, low: BigInt(low), high: BigInt(high), messages: [], resent };
    });
  }

  private async remember(sent: readonly Found[]): Promise<void> {
    const now = [...places(sent)];
    if (now.length === 0) return;
    await this.reader?.commit(now.map(([{ topic, partition }, place]) => ({ topic, partition, ...place.toCommit() })));
    for (const [part, place] of now) part.resent = place;
    this.found = this.found?.map((one) => ({ ...one, letter: { ...one.letter, resent: isResent(one) } }));
  }
}

/** What is to be remembered of each partition once these are re-sent. */
function places(found: readonly Found[]): ReadonlyMap<Part, ResentOffsets> {
  const parts = new Set(found.map(({ part }) => part));
  const offsetsOf = (part: Part) => found.filter((one) => one.part === part).map(({ message }) => message.offset);
  return new Map([...parts].map((part) => [part, part.resent.with(offsetsOf(part).map(BigInt), part.low)]));
}

/** In the order of the partition: the clocks of those who wrote them may differ. */
function lettersOf(part: Part): readonly Found[] {
  let latest = 0;
  return part.messages.map((message) => {
    latest = Math.max(latest, Number(message.timestamp));
    return { part, message, letter: letterOf(part, message, latest) };
  });
}

function letterOf(part: Part, message: KafkaMessage, at: Instant): DeadLetter {
  const { key, value, offset, headers = {} } = message;
  const header = (name: string, otherwise: string) => headers[name]?.toString() ?? otherwise;
  return {
    id: `${part.origin}/${part.partition}/${offset}`,
    topic: part.origin,
    key: key?.toString() ?? null,
    value: value?.toString() ?? null,
    reason: header('reason', ''),
    attempts: Number(header('attempts', '0')),
    origin: { partition: Number(header('origin-partition', '0')), offset: header('origin-offset', '') },
    at,
    resent: isResent({ part, message }),
  };
}

function isResent({ part, message }: Pick<Found, 'part' | 'message'>): boolean {
  return part.resent.has(BigInt(message.offset));
}

function away(error: unknown): never {
  throw error instanceof Error && error.name.startsWith('KafkaJS') ? unavailable(error) : error;
}
