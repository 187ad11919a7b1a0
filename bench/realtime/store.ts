import { randomUUID } from 'node:crypto';
import { MongoConnection } from '../../src/adapters/mongo/mongo-connection.js';
import { MongoNotificationRepository } from '../../src/adapters/mongo/mongo-notification-repository.js';
import { draft } from '../../src/domain/notification/notification.js';
import { recipient, text } from './message.js';

/** The notifications of a service on MongoDB, before anybody was told of them. */
export class Store {
  private constructor(
    private readonly mongo: MongoConnection,
    private readonly notifications: MongoNotificationRepository,
  ) {}

  static async open(url: string): Promise<Store> {
    const mongo = new MongoConnection(url);
    const notifications = new MongoNotificationRepository(mongo.connection);
    await mongo.connect();
    return new Store(mongo, notifications);
  }

  /** As our API stores what it is about to publish; returns their ids. */
  async add(userIds: readonly string[], first: number, count: number): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const message = text(first + index, 0);
      const content = { id: randomUUID(), userId: recipient(userIds, index), message, createdAt: Date.now() };
      const made = draft({ ...content, key: null, type: 'message', published: true, expiresAt: null });
      ids.push((await this.notifications.add(made)).id);
    }
    return ids;
  }

  close(): Promise<void> {
    return this.mongo.stop();
  }
}
