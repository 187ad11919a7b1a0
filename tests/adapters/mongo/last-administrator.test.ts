import { MongoUserRepository } from '../../../src/adapters/mongo/mongo-user-repository.js';
import { lastAdministrator } from '../../application/identity/last-administrator.js';
import { describeWith } from '../../servers.js';
import { openOnMongo } from '../../stores.js';

describeWith('mongo', 'Administrators', (url) => {
  lastAdministrator(
    'MongoDB',
    openOnMongo(url, (connection) => new MongoUserRepository(connection)),
    0.2,
  );
});
