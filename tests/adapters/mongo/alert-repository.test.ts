import { MongoAlertRepository } from '../../../src/adapters/mongo/mongo-alert-repository.js';
import { alertRepositoryContract } from '../../contracts/alert-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openOnMongo } from '../../stores.js';

describeWith('mongo', 'MongoAlertRepository', (url) => {
  alertRepositoryContract(
    'MongoDB',
    openOnMongo(url, (connection) => new MongoAlertRepository(connection)),
  );
});
