import { MongoActivityLog } from '../../../src/adapters/mongo/mongo-activity-log.js';
import { activityLogContract } from '../../contracts/activity-log.contract.js';
import { describeWith } from '../../servers.js';
import { openOnMongo } from '../../stores.js';

describeWith('mongo', 'MongoActivityLog', (url) => {
  activityLogContract(
    'MongoDB',
    openOnMongo(url, (connection) => new MongoActivityLog(connection)),
  );
});
