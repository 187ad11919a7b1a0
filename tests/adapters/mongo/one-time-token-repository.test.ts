import { MongoOneTimeTokenRepository } from '../../../src/adapters/mongo/mongo-one-time-token-repository.js';
import { oneTimeTokenRepositoryContract } from '../../contracts/one-time-token-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openOnMongo } from '../../stores.js';

describeWith('mongo', 'MongoOneTimeTokenRepository', (url) => {
  oneTimeTokenRepositoryContract(
    'MongoDB',
    openOnMongo(url, (connection) => new MongoOneTimeTokenRepository(connection)),
  );
});
