import { expect } from 'chai';
import type { ConsumerRunConfig, EachBatchPayload, Kafka } from 'kafkajs';
import { KafkaPublisher } from '../../../src/adapters/kafka/kafka-publisher.js';
import { KafkaSubscription } from '../../../src/adapters/kafka/kafka-subscription.js';
import { KafkaNames } from '../../../src/adapters/kafka/kafka-topics.js';
import { posted } from '../../contracts/event-log.contract.js';
import { eventually } from '../../eventually.js';
import { ManualClock } from '../../manual-clock.js';
import { quietLog } from '../../quiet-log.js';

const TOPIC = 'Push-Notification';

/** A consumer to which the test says what the broker would: no broker rebalances at a chosen moment. */
class ManualConsumer {
  readonly events = { GROUP_JOIN: 'join', FETCH: 'fetch', END_BATCH_PROCESS: 'end', CRASH: 'crash' };
  readonly paused: number[] = [];
  private eachBatch: ConsumerRunConfig['eachBatch'];
  private readonly listeners = new Map<string, (event: { payload: unknown }) => void>();

  readonly on = (event: string, listener: (event: { payload: unknown }) => void) =>
    void this.listeners.set(event, listener);
  readonly connect = () => Promise.resolve();
  readonly subscribe = () => Promise.resolve();
  readonly disconnect = () => Promise.resolve();
  readonly commitOffsets = () => Promise.resolve();
  readonly run = ({ eachBatch }: ConsumerRunConfig) => {
    this.eachBatch = eachBatch;
    this.assign(0, 1);
    return Promise.resolve();
  };

  assign(...partitions: readonly number[]): void {
    this.listeners.get('join')?.({ payload: { memberAssignment: { [TOPIC]: partitions } } });
  }

  async fetch(partition: number, texts: readonly string[]): Promise<void> {
    const messages = texts.map((text, offset) => {
      const value = Buffer.from(JSON.stringify({ ...posted('ann', text), id: 'e' }));
      return { key: Buffer.from('ann'), value, offset: String(offset), timestamp: '0' };
    });
    const pause = () => {
      this.paused.push(partition);
      return () => void this.paused.splice(this.paused.indexOf(partition), 1);
    };
    await this.eachBatch?.({ batch: { topic: TOPIC, partition, messages }, pause } as unknown as EachBatchPayload);
  }
}

describe('KafkaSubscription', () => {
  let consumer: ManualConsumer;
  let subscription: KafkaSubscription;
  let seen: string[];
  let finish: () => void;

  beforeEach(async () => {
    consumer = new ManualConsumer();
    seen = [];
    const mayEnd = new Promise<void>((resolve) => (finish = resolve));
    const kafka = { consumer: () => consumer } as unknown as Kafka;
    const clock = new ManualClock('2026-11-21T10:00:00Z');
    subscription = new KafkaSubscription(
      kafka,
      new KafkaNames(''),
      {
        group: 'notification-routing',
        types: ['notification.posted'],
        handle: async (event) => {
          if (event.type === 'notification.posted') seen.push(event.data.message.slice(0, 9));
          await mayEnd;
        },
      },
      new KafkaPublisher(kafka, clock, quietLog, () => Promise.resolve()),
      clock,
      quietLog,
    );
    await subscription.start();
  });
  afterEach(async () => {
    finish();
    await subscription.stop();
  });

  it('handles nothing of a partition that went to another member', async () => {
    consumer.assign(1);
    await consumer.fetch(0, ['not ours']);
    await consumer.fetch(1, ['ours']);
    finish();
    await eventually(() => seen.includes('ours'));
    expect(seen).to.deep.equal(['ours']);
  });

  it('fetches no more of a partition while 8 MiB of it wait', async () => {
    await consumer.fetch(0, ['small']);
    await consumer.fetch(
      1,
      Array.from({ length: 9 }, () => 'x'.repeat(1_000_000)),
    );
    expect(consumer.paused).to.deep.equal([1]);
    finish();
    await eventually(() => consumer.paused.length === 0);
  });

  it('fetches again of a full partition that went to another member and came back', async () => {
    await consumer.fetch(
      1,
      Array.from({ length: 9 }, () => 'x'.repeat(1_000_000)),
    );
    consumer.assign(0);
    consumer.assign(0, 1);
    expect(consumer.paused).to.deep.equal([]);
  });
});
