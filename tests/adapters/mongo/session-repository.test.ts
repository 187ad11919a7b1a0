import { MongoSessionRepository } from '../../../src/adapters/mongo/mongo-session-repository.js';
import { sessionRepositoryContract } from '../../contracts/session-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openOnMongo } from '../../stores.js';

describeWith('mongo', 'MongoSessionRepository', (url) => {
  sessionRepositoryContract(
    'MongoDB',
    openOnMongo(url, (connection) => new MongoSessionRepository(connection)),
  );
});
