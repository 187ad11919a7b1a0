import { KafkaEventLog } from '../../src/adapters/kafka/kafka-event-log.js';
import { MongoConnection } from '../../src/adapters/mongo/mongo-connection.js';
import { MongoNotificationRepository } from '../../src/adapters/mongo/mongo-notification-repository.js';
import { MongoUserRepository } from '../../src/adapters/mongo/mongo-user-repository.js';
import { RedisConnections } from '../../src/adapters/redis/redis-connections.js';
import { RedisPresence } from '../../src/adapters/redis/redis-presence.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { UuidV7Ids } from '../../src/adapters/system/uuid-v7-ids.js';
import type { AppEvent } from '../../src/application/events.js';
import { Background } from '../../src/application/background.js';
import { NotificationEvents } from '../../src/application/notification/notification-events.js';
import { PostNotification } from '../../src/application/notification/post-notification.js';
import { now, readText, text } from './message.js';

/** The deployment that it posts for. */
export interface PosterSettings {
  readonly mongo: string;
  readonly brokers: readonly string[];
  readonly redis: string;
  /** Of topics and groups. */
  readonly prefix: string;
  readonly redisPrefix: string;
}

class StampedEventLog extends KafkaEventLog {
  readonly publishedAt: (readonly [number: number, publishedAt: number])[] = [];

  override publish(event: AppEvent): Promise<void> {
    // Of the two events of a connected user's notification the one that is published first.
    const message = event.type === 'notification.routed' && event.data.notification?.message;
    if (message) this.publishedAt.push([readText(message).number, now()]);
    return super.publish(event);
  }
}

const log = { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error };

/** What a process of our API does with messages, and when it published each. */
export class Poster {
  private readonly ids = new UuidV7Ids();
  private readonly mongo: MongoConnection;
  private readonly redis: RedisConnections;
  private readonly events: StampedEventLog;
  private readonly posting: PostNotification;

  constructor({ mongo, brokers, redis, prefix, redisPrefix }: PosterSettings) {
    const clock = new SystemClock();
    this.mongo = new MongoConnection(mongo);
    this.redis = new RedisConnections(redis, clock, log);
    this.events = new StampedEventLog(
      { brokers, prefix, partitions: 6, retention: 7, replication: undefined },
      clock,
      log,
    );
    this.posting = new PostNotification(
      new MongoNotificationRepository(this.mongo.connection),
      new MongoUserRepository(this.mongo.connection),
      new RedisPresence(this.redis.requests, redisPrefix, log),
      new NotificationEvents(this.events, this.ids, clock),
      this.ids,
      clock,
      new Background(log),
      log,
    );
  }

  async start(): Promise<void> {
    await this.mongo.connect();
    await this.redis.start();
    await this.events.start();
  }

  post(userId: string, number: number): Promise<unknown> {
    return this.posting.execute({ id: this.ids.next(), userId, message: text(number, 0) });
  }

  /** In microseconds, since it was last asked. */
  publishedAt(): readonly (readonly [number: number, publishedAt: number])[] {
    return this.events.publishedAt.splice(0);
  }
}
