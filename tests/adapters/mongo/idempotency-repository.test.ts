import { MongoIdempotencyRepository } from '../../../src/adapters/mongo/mongo-idempotency-repository.js';
import { idempotencyRepositoryContract } from '../../contracts/idempotency-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openOnMongo } from '../../stores.js';

describeWith('mongo', 'MongoIdempotencyRepository', (url) => {
  idempotencyRepositoryContract(
    'MongoDB',
    openOnMongo(url, (connection) => new MongoIdempotencyRepository(connection)),
  );
});
