import { expect } from 'chai';
import { MongoConnection } from '../../../src/adapters/mongo/mongo-connection.js';
import { MongoNotificationRepository } from '../../../src/adapters/mongo/mongo-notification-repository.js';
import { notificationDraft } from '../../contracts/notification-draft.js';
import { notificationRepositoryContract } from '../../contracts/notification-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openMongo } from '../../stores.js';

describeWith('mongo', 'MongoNotificationRepository', (url) => {
  notificationRepositoryContract('MongoDB', async () => {
    const mongo = await openMongo(url);
    const port = new MongoNotificationRepository(mongo.connection);
    await mongo.createIndexes();
    return { port, close: () => mongo.stop() };
  });

  it('gives sequences without a gap to notifications that several processes add at once', async () => {
    const first = await openMongo(url);
    const repository = new MongoNotificationRepository(first.connection);
    await first.createIndexes();
    const second = new MongoConnection(url, first.connection.name);
    const repositories = [repository, new MongoNotificationRepository(second.connection)];
    await second.connect();
    const added = await Promise.all(
      Array.from({ length: 20 }, (_, index) => repositories[index % 2]!.add(notificationDraft(`n-${index}`))),
    );
    const sequences = added.map(({ sequence }) => sequence).toSorted((a, b) => a - b);
    expect(sequences).to.deep.equal(Array.from({ length: 20 }, (_, index) => index + 1));
    await second.stop();
    await first.stop();
  }).timeout(60_000);
});
