import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import type { Deployment } from './deployment.js';

/** Longer than any pause of the broker: what is being sent then is sent once. */
const PATIENCE_MS = 60_000;

/** Somebody else's program that posts messages in order. */
export class KafkaPeer {
  private constructor(
    private readonly producer: Producer,
    private readonly topic: string,
  ) {}

  static async connect({ kafkaPrefix }: Deployment): Promise<KafkaPeer> {
    const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
    const kafka = new Kafka({ brokers, requestTimeout: PATIENCE_MS, logLevel: logLevel.NOTHING });
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return new KafkaPeer(producer, `${kafkaPrefix}Push-Notification`);
  }

  async post(posts: readonly { readonly userId: string; readonly message: string }[]): Promise<void> {
    const messages = posts.map((data) => ({
      key: data.userId,
      value: JSON.stringify({
        id: randomUUID(),
        type: 'notification.posted',
        version: 1,
        occurredAt: new Date().toISOString(),
        data,
      }),
    }));
    await this.producer.send({ topic: this.topic, messages });
  }

  async leave(): Promise<void> {
    await this.producer.disconnect();
  }
}
