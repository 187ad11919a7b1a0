import { CompressionTypes, Partitioners, type Kafka, type Message, type Producer } from 'kafkajs';
import { pause, within } from '../../application/deadline.js';
import type { Cancel, Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';
import { DomainError } from '../../domain/errors.js';

export interface KafkaMessage {
  readonly topic: string;
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Waiting {
  readonly message: KafkaMessage;
  readonly settle: (error?: unknown) => void;
}

const PUBLISH_DEADLINE_MS = 3_000;
const RECONNECT_PAUSE_MS = 500;
/** A broker refuses a batch above a mebibyte, and all of a batch may go to one partition. */
const MOST_BYTES_A_SEND = 1_000_000;
const MOST_MESSAGES_A_SEND = 1_000;
const OVERHEAD_BYTES = 200;

/**
 * Sends in order, one batch at a time; what comes meanwhile goes with the next. After a batch that failed the producer
 * is replaced: its next message would carry the same sequence number, and the broker would drop it as a repetition if
 * the failed one had landed after all.
 */
export class KafkaPublisher {
  private readonly waiting = new Set<Waiting>();
  private producer: Producer | undefined;
  private sending: Promise<void> | undefined;
  private connecting: Promise<void> | undefined;
  /** A batch in hand has outlasted the deadline of a message: the broker is away or hangs. */
  private late = false;
  private stopped = false;

  /** @param prepare what has to be done on the broker before the first message, again and again until it is */
  constructor(
    private readonly kafka: Kafka,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly prepare: () => Promise<void>,
  ) {}

  get up(): boolean {
    return this.producer !== undefined && !this.late;
  }

  /** Resolves when messages can be sent, however long that takes, or at `stop`. */
  start(): Promise<void> {
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  /** Resolves when the message is durable. @throws DomainError `unavailable`: at once while the broker is known to be away */
  async send(message: KafkaMessage): Promise<void> {
    if (!this.up) throw unavailable();
    let cancel: Cancel = () => undefined;
    const sent = new Promise<void>((resolve, reject) => {
      const waiting: Waiting = {
        message,
        settle: (error) => {
          if (error === undefined) resolve();
          else reject(unavailable(error));
        },
      };
      cancel = this.clock.after(PUBLISH_DEADLINE_MS, () => {
        this.late = true;
        this.waiting.delete(waiting);
        waiting.settle('no answer in time');
      });
      this.waiting.add(waiting);
    });
    this.sending ??= this.sendAll().finally(() => {
      this.sending = undefined;
    });
    try {
      await sent;
    } finally {
      cancel();
    }
  }

  /** Resolves when what was taken is sent or given up, at the deadline of a message at the latest. */
  async stop(): Promise<void> {
    this.stopped = true;
    const ended = async (): Promise<void> => {
      await this.sending;
      await this.connecting;
      await this.producer?.disconnect().catch(() => undefined);
    };
    await within(PUBLISH_DEADLINE_MS, this.clock, ended());
    this.producer = undefined;
  }

  private async sendAll(): Promise<void> {
    // All that is published in one turn goes together.
    await Promise.resolve();
    while (this.waiting.size > 0) {
      const batch = this.nextBatch();
      const failure = await this.sendBatch(batch.map(({ message }) => message));
      for (const { settle } of batch) settle(failure);
      this.late = false;
      if (failure !== undefined) this.replaceProducer(failure);
    }
  }

  private nextBatch(): readonly Waiting[] {
    const batch: Waiting[] = [];
    let bytes = 0;
    for (const waiting of this.waiting) {
      bytes += sizeOf(waiting.message);
      if (batch.length > 0 && (bytes > MOST_BYTES_A_SEND || batch.length >= MOST_MESSAGES_A_SEND)) break;
      batch.push(waiting);
      this.waiting.delete(waiting);
    }
    return batch;
  }

  /** Returns what went wrong. */
  private async sendBatch(messages: readonly KafkaMessage[]): Promise<unknown> {
    if (this.producer === undefined) return 'not connected';
    const topics = new Map<string, Message[]>();
    for (const { topic, ...message } of messages) {
      const ofTopic = topics.get(topic) ?? [];
      ofTopic.push(message);
      topics.set(topic, ofTopic);
    }
    try {
      await this.producer.sendBatch({
        topicMessages: [...topics].map(([topic, ofTopic]) => ({ topic, messages: ofTopic })),
        acks: -1,
        compression: CompressionTypes.None,
      });
      return undefined;
    } catch (error) {
      return error;
    }
  }

  private replaceProducer(failure: unknown): void {
    if (this.producer === undefined) return;
    this.log.warn({ error: String(failure) }, 'Kafka is away');
    this.producer.disconnect().catch(() => undefined);
    this.producer = undefined;
    void this.start();
  }

  private async connect(): Promise<void> {
    while (!this.stopped && this.producer === undefined) {
      const producer = this.kafka.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        createPartitioner: Partitioners.DefaultPartitioner,
      });
      try {
        await this.prepare();
        await producer.connect();
        this.producer = producer;
      } catch (error) {
        this.log.debug({ error: String(error) }, 'Kafka is still away');
        await producer.disconnect().catch(() => undefined);
        await pause(RECONNECT_PAUSE_MS, this.clock);
      }
    }
  }
}

function sizeOf({ key, value, headers = {} }: KafkaMessage): number {
  const texts = [key ?? '', value ?? '', ...Object.entries(headers).flat()];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), OVERHEAD_BYTES);
}

export function unavailable(cause?: unknown): DomainError {
  const details = { retryAfter: 1 };
  return new DomainError('unavailable', 'event-log-unavailable', 'The event log is away.', details, { cause });
}
