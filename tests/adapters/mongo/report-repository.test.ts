import { MongoReportRepository } from '../../../src/adapters/mongo/mongo-report-repository.js';
import { reportRepositoryContract } from '../../contracts/report-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openOnMongo } from '../../stores.js';

describeWith('mongo', 'MongoReportRepository', (url) => {
  reportRepositoryContract(
    'MongoDB',
    openOnMongo(url, (connection) => new MongoReportRepository(connection)),
  );
});
