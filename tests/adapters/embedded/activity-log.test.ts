import { EmbeddedActivityLog } from '../../../src/adapters/embedded/embedded-activity-log.js';
import { activityLogContract } from '../../contracts/activity-log.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

activityLogContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedActivityLog(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
