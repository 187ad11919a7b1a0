import { MongoBroadcastRepository } from '../../../src/adapters/mongo/mongo-broadcast-repository.js';
import { broadcastRepositoryContract } from '../../contracts/broadcast-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openOnMongo } from '../../stores.js';

describeWith('mongo', 'MongoBroadcastRepository', (url) => {
  broadcastRepositoryContract(
    'MongoDB',
    openOnMongo(url, (connection) => new MongoBroadcastRepository(connection)),
  );
});
