import type { Admin, EachBatchPayload, Kafka, KafkaMessage as Message } from 'kafkajs';
import { within } from '../../application/deadline.js';
import { LONGEST_STANDSTILL_MS, Tries, type Retry } from '../../application/delivery-policy.js';
import { EventTally } from '../../application/event-tally.js';
import { TOPICS, type Topic } from '../../application/events.js';
import { Lanes } from '../../application/lanes.js';
import type { Cancel, Clock } from '../../application/ports/clock.js';
import type { Backlog, ConsumerState, Subscription } from '../../application/ports/event-log.js';
import type { Log } from '../../application/ports/log.js';
import type { Instant } from '../../domain/time/instant.js';
import { FetchWatch } from './fetch-watch.js';
import { readGroupLag } from './group-lag.js';
import { KafkaMember, type BatchEnd } from './kafka-member.js';
import { readEvent } from './kafka-message.js';
import type { KafkaPublisher } from './kafka-publisher.js';
import type { KafkaNames } from './kafka-topics.js';
import { PartitionProgress } from './partition-progress.js';

/** A message, and where it came from. */
interface Taken {
  readonly topic: Topic;
  readonly partition: number;
  readonly message: Message;
}

/** Why it becomes a dead letter. */
interface Refusal {
  readonly reason: string;
}

const MOST_AT_ONCE = 32;
/** What was handled and not committed comes again after a crash; a commit costs as much as a message. */
const COMMIT_PAUSE_MS = 500;
const COMMIT_DEADLINE_MS = 3_000;
const PAUSE_AFTER_A_FAULT_MS = 1_000;

/**
 * Hands a group its messages. What is fetched goes into lanes in memory at once, so that fetching and heartbeats go on
 * whatever a handler does (kafkajs fetches nothing more from a broker until a whole batch is done), and one user's
 * failing event holds up nobody else. Offsets are committed up to the first message that is not finished.
 */
export class KafkaSubscription {
  private readonly topics: ReadonlyMap<string, Topic>;
  private readonly member: KafkaMember;
  private readonly lanes: Lanes;
  private readonly tally: EventTally;
  private readonly watch = new FetchWatch();
  private readonly partitions = new Map<string, PartitionProgress>();
  private ours: ReadonlySet<string> = new Set();
  /** Partitions of which too much waits, and how to go on with them. */
  private readonly held = new Map<string, () => void>();
  private cancelCommit: Cancel | undefined;
  private committing: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    kafka: Kafka,
    private readonly names: KafkaNames,
    private readonly subscription: Subscription,
    private readonly publisher: KafkaPublisher,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.topics = new Map(subscription.types.map((type) => [names.topic(TOPICS[type]), TOPICS[type]]));
    this.lanes = new Lanes(clock, MOST_AT_ONCE);
    this.tally = new EventTally([...this.topics.values()]);
    const events = {
      begins: () => {
        this.keepOnly({});
      },
      assigned: (partitions: Readonly<Record<string, readonly number[]>>) => {
        this.keepOnly(partitions);
      },
      batch: (payload: EachBatchPayload) => {
        this.take(payload);
      },
      batchEnds: (payload: BatchEnd) => {
        this.reach(payload);
      },
    };
    const groupId = names.group(subscription.group);
    this.member = new KafkaMember(kafka, groupId, [...this.topics.keys()], events, clock, log);
  }

  get state(): ConsumerState {
    const standsStill =
      this.lanes.hangs(LONGEST_STANDSTILL_MS) || this.watch.standsStill(LONGEST_STANDSTILL_MS, this.clock.now());
    const moving = this.member.joined && !standsStill;
    return { group: this.subscription.group, moving, counts: this.tally.all() };
  }

  /** Also looks whether messages come of all partitions that have some. */
  async backlog(admin: Admin): Promise<readonly Backlog[]> {
    const { group } = this.subscription;
    try {
      const lags = await readGroupLag(admin, this.names.group(group), [...this.topics.keys()]);
      const readable = lags
        .map((lag) => ({ ...lag, id: idOf(lag.topic, lag.partition) }))
        .filter(({ id }) => this.reads(id));
      const positionOf = (id: string) => this.partitions.get(id)?.position;
      this.watch.note(
        readable.map(({ id, committed, end }) => ({ id, position: positionOf(id) ?? committed, end })),
        this.clock.now(),
      );
      return [...this.topics].map(([name, topic]) => {
        const ofTopic = lags.filter((lag) => lag.topic === name);
        const events = ofTopic.reduce((sum, { committed, end }) => sum + Number(end - committed), 0);
        return { group, topic, events, oldest: this.oldestOf(name) };
      });
    } catch (error) {
      this.watch.forget();
      throw error;
    }
  }

  private reads(id: string): boolean {
    return this.ours.has(id) && !this.held.has(id);
  }

  private oldestOf(name: string): Instant | undefined {
    const times = [...this.partitions].flatMap(([id, { oldest }]) =>
      oldest === undefined || partitionOf(id).topic !== name ? [] : [oldest],
    );
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Resolves when messages flow, however long that takes, or at `stop`. */
  start(): Promise<void> {
    return this.member.start();
  }

  /** Resolves when what is in hand is done and committed. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.lanes.stop();
    this.cancelCommit?.();
    const committed = this.committing.then(() => this.commit());
    await within(COMMIT_DEADLINE_MS, this.clock, committed);
    await this.member.stop();
  }

  /** The rest went to another member, and is no longer ours to handle or commit. */
  private keepOnly(assignment: Readonly<Record<string, readonly number[]>>): void {
    const ours = new Set(Object.entries(assignment).flatMap(([topic, ids]) => ids.map((id) => idOf(topic, id))));
    this.ours = ours;
    this.watch.forget();
    for (const id of this.partitions.keys()) if (!ours.has(id)) this.partitions.delete(id);
    // A consumer goes on not fetching what it holds, also when it leaves and comes back.
    for (const id of this.held.keys()) if (!ours.has(id)) this.release(id);
  }

  private take(payload: EachBatchPayload): void {
    const { messages, partition, topic: name } = payload.batch;
    const topic = this.topics.get(name);
    const [first] = messages;
    if (this.stopped || topic === undefined || first === undefined) return;
    const id = idOf(name, partition);
    // It was fetched before the partition went to another member.
    if (!this.ours.has(id)) return;
    const known = this.partitions.get(id);
    const firstOffset = BigInt(first.offset);
    const progress = known === undefined || known.isBefore(firstOffset) ? new PartitionProgress(firstOffset) : known;
    this.partitions.set(id, progress);
    for (const message of messages) {
      if (progress.take(BigInt(message.offset), Number(message.timestamp), sizeOf(message)))
        this.enqueue(id, progress, { topic, partition, message });
    }
    if (progress.isFull) this.held.set(id, payload.pause());
  }

  private reach({ topic, partition, batchSize, lastOffset }: BatchEnd): void {
    const id = idOf(topic, partition);
    if (this.stopped || !this.ours.has(id)) return;
    const last = BigInt(lastOffset);
    if (batchSize === 0 && !this.partitions.has(id)) this.partitions.set(id, new PartitionProgress(last));
    this.partitions.get(id)?.reach(last + 1n);
    this.commitSoon();
  }

  private enqueue(id: string, progress: PartitionProgress, taken: Taken): void {
    const tries = new Tries();
    let refusal: Refusal | undefined;
    this.lanes.add(taken.message.key?.toString() ?? '', async () => {
      if (this.partitions.get(id) !== progress) return undefined;
      if (refusal === undefined) {
        const failure = await this.handle(taken, tries);
        if (failure !== undefined && 'retryAfterMs' in failure) return failure.retryAfterMs;
        refusal = failure;
      }
      if (refusal !== undefined && !(await this.bury(taken, refusal, tries.made))) return PAUSE_AFTER_A_FAULT_MS;
      this.tally.add(taken.topic, refusal === undefined ? 'processed' : 'deadLettered');
      progress.finish(BigInt(taken.message.offset));
      if (progress.hasRoom) this.release(id);
      this.commitSoon();
      return undefined;
    });
  }

  /** Returns what is to be done if it failed. */
  private async handle({ topic, message }: Taken, tries: Tries): Promise<Retry | Refusal | undefined> {
    try {
      const reading = readEvent(topic, message);
      if ('reason' in reading) return reading;
      await this.subscription.handle(reading.event);
      return undefined;
    } catch (error) {
      const verdict = tries.afterFailure(error);
      if (verdict === 'dead-letter') return { reason: error instanceof Error ? error.message : String(error) };
      const fields = { group: this.subscription.group, attempt: tries.made, error: String(error) };
      this.log.warn(fields, 'an event is tried again');
      this.tally.add(topic, 'retried');
      return verdict;
    }
  }

  /** False if the broker does not take it now. */
  private async bury({ topic, partition, message }: Taken, { reason }: Refusal, attempts: number): Promise<boolean> {
    const { key, value, offset } = message;
    const headers = {
      reason,
      'origin-topic': this.names.topic(topic),
      'origin-partition': String(partition),
      'origin-offset': offset,
      attempts: String(attempts),
    };
    const fields = { group: this.subscription.group, topic, partition, offset, attempts, reason };
    try {
      await this.publisher.send({ topic: this.names.deadLetters(topic), key, value, headers });
      this.log.error(fields, 'a message became a dead letter');
      return true;
    } catch (error) {
      this.log.warn({ ...fields, error: String(error) }, 'a message cannot be made a dead letter now');
      return false;
    }
  }

  private release(id: string): void {
    this.held.get(id)?.();
    this.held.delete(id);
  }

  private commitSoon(): void {
    this.cancelCommit ??= this.clock.after(COMMIT_PAUSE_MS, () => {
      this.cancelCommit = undefined;
      this.committing = this.committing.then(() => this.commit());
    });
  }

  private async commit(): Promise<void> {
    const commits = [...this.partitions].flatMap(([id, progress]) => {
      const offset = progress.toCommit;
      return offset === undefined ? [] : [{ ...partitionOf(id), offset, progress }];
    });
    if (commits.length === 0) return;
    try {
      await this.member.commit(
        commits.map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) })),
      );
      for (const { progress, offset } of commits) progress.noteCommitted(offset);
    } catch (error) {
      // It is tried with the next; what is never committed comes again.
      this.log.debug({ group: this.subscription.group, error: String(error) }, 'offsets were not committed');
    }
  }
}

/** In bytes. */
function sizeOf({ key, value, headers = {} }: Message): number {
  const parts = [key, value, ...Object.values(headers).flat()];
  return parts.reduce<number>((sum, part) => sum + (part?.length ?? 0), 0);
}

function idOf(topic: string, partition: number): string {
  return `${topic}:${partition}`;
}

function partitionOf(id: string): { topic: string; partition: number } {
  const end = id.lastIndexOf(':');
  return { topic: id.slice(0, end), partition: Number(id.slice(end + 1)) };
}
