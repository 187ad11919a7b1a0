import type { Consumer, ConsumerEndBatchProcessEvent, EachBatchPayload, Kafka, TopicPartitionOffset } from 'kafkajs';
import { within } from '../../application/deadline.js';
import type { Cancel, Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';

export type BatchEnd = ConsumerEndBatchProcessEvent['payload'];

export interface MemberEvents {
  /** A new consumer begins: it reads from what was committed. */
  readonly begins: () => void;
  /** Which partitions are ours from now on. */
  readonly assigned: (partitions: Readonly<Record<string, readonly number[]>>) => void;
  readonly batch: (payload: EachBatchPayload) => void;
  /** A batch was read to its last offset, after `batch`, or without it if it held nothing but marks of transactions. */
  readonly batchEnds: (payload: BatchEnd) => void;
}

/**
 * The least that brokers allow by default. Others take over what a killed member had after 7 s (with the usual 10 s: 9
 * to 11 s); one that stalls for longer joins again by itself, and handlers bear what comes twice.
 */
const SESSION_TIMEOUT_MS = 6_000;
/** For how long a fetch waits for messages. A shorter wait costs every idle group CPU; a stop takes as long. */
const LONGEST_FETCH_MS = 1_000;
const RESTART_PAUSE_MS = 1_000;
const STOP_DEADLINE_MS = 5_000;
/** A consumer asks for messages about once a second; one that is this quiet hangs. */
const LONGEST_SILENCE_MS = 45_000;

/** A membership in a consumer group that lasts: a consumer that crashes or hangs is replaced, for as long as it takes. */
export class KafkaMember {
  private consumer: Consumer | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private endNow: () => void = () => undefined;
  /** Whether there is a consumer, and the group has taken it in. */
  joined = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly groupId: string,
    private readonly topics: readonly string[],
    private readonly events: MemberEvents,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Resolves when messages flow, however long that takes, or at `stop`. */
  start(): Promise<void> {
    return new Promise((flows) => {
      this.running = this.runForGood(flows);
    });
  }

  async commit(offsets: TopicPartitionOffset[]): Promise<void> {
    await this.consumer?.commitOffsets(offsets);
  }

  /** Leaves the group, so that others take over at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.endNow();
    await this.withinDeadline(this.running);
  }

  private async runForGood(flows: () => void): Promise<void> {
    for (;;) {
      const failure = await this.runOnce(flows);
      this.joined = false;
      if (failure === 'stopped') break;
      this.log.warn({ group: this.groupId, error: failure }, 'a consumer crashed; it is started again');
      await this.pause();
    }
    flows();
  }

  /** Runs one consumer until it fails or is stopped; returns why. */
  private async runOnce(flows: () => void): Promise<string> {
    if (this.stopped) return 'stopped';
    const consumer = this.kafka.consumer({
      groupId: this.groupId,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: SESSION_TIMEOUT_MS / 3,
      rebalanceTimeout: 10_000,
      maxWaitTimeInMs: LONGEST_FETCH_MS,
      allowAutoTopicCreation: false,
      retry: { restartOnFailure: () => Promise.resolve(false) },
    });
    this.events.begins();
    try {
      const ended = this.endOf(consumer, flows);
      await consumer.connect();
      await consumer.subscribe({ topics: [...this.topics], fromBeginning: true });
      this.consumer = consumer;
      const eachBatch = (payload: EachBatchPayload): Promise<void> => {
        this.events.batch(payload);
        return Promise.resolve();
      };
      await consumer.run({ autoCommit: false, eachBatch });
      return await ended;
    } catch (error) {
      return String(error);
    } finally {
      this.consumer = undefined;
      await this.withinDeadline(consumer.disconnect());
    }
  }

  /** Resolves when the consumer crashes, falls silent or is to stop. */
  private endOf(consumer: Consumer, flows: () => void): Promise<string> {
    return new Promise((resolve) => {
      let cancelWatch: Cancel = () => undefined;
      const end = (reason: string): void => {
        cancelWatch();
        resolve(reason);
      };
      const watch = (): void => {
        cancelWatch();
        cancelWatch = this.clock.after(LONGEST_SILENCE_MS, () => {
          end('it fell silent');
        });
      };
      watch();
      this.endNow = () => {
        end('stopped');
      };
      consumer.on(consumer.events.FETCH, watch);
      consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
        this.events.batchEnds(payload);
      });
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        end(String(payload.error));
      });
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        this.events.assigned(payload.memberAssignment);
        this.joined = true;
        flows();
      });
    });
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(RESTART_PAUSE_MS, resolve);
      this.endNow = () => {
        cancel();
        resolve();
      };
    });
  }

  private async withinDeadline(work: Promise<void>): Promise<void> {
    await within(
      STOP_DEADLINE_MS,
      this.clock,
      work.catch(() => undefined),
    );
  }
}
