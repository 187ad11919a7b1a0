import { MongoUserRepository } from '../../../src/adapters/mongo/mongo-user-repository.js';
import { userRepositoryContract } from '../../contracts/user-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openOnMongo } from '../../stores.js';

describeWith('mongo', 'MongoUserRepository', (url) => {
  userRepositoryContract(
    'MongoDB',
    openOnMongo(url, (connection) => new MongoUserRepository(connection)),
  );
});
