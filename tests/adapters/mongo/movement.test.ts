import { MongoTrackRepository } from '../../../src/adapters/mongo/mongo-track-repository.js';
import { MongoTrackingRepository } from '../../../src/adapters/mongo/mongo-tracking-repository.js';
import { MongoUserRepository } from '../../../src/adapters/mongo/mongo-user-repository.js';
import { hoursInAnyOrder } from '../../application/movement/hours-in-any-order.js';
import type { MovementStores } from '../../application/movement/movement-world.js';
import { racingWorkers } from '../../application/movement/racing-workers.js';
import { describeWith } from '../../servers.js';
import { openMongo } from '../../stores.js';

describeWith('mongo', 'Movement', (url) => {
  const open = async (): Promise<MovementStores> => {
    const mongo = await openMongo(url);
    const stores = {
      users: new MongoUserRepository(mongo.connection),
      tracking: new MongoTrackingRepository(mongo.connection),
      tracks: new MongoTrackRepository(mongo.connection),
      close: () => mongo.stop(),
    };
    await mongo.createIndexes();
    return stores;
  };
  hoursInAnyOrder('MongoDB', open, 0.2);
  racingWorkers('MongoDB', open, 0.2);
});
