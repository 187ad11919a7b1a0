import { MongoNotificationRepository } from '../../../src/adapters/mongo/mongo-notification-repository.js';
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
});
