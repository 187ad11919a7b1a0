import { EmbeddedActivityLog } from '../../../src/adapters/embedded/embedded-activity-log.js';
import { activityLogContract } from '../../contracts/activity-log.contract.js';
import { openEmbedded } from '../../stores.js';

activityLogContract(
  'libsql',
  openEmbedded((database) => new EmbeddedActivityLog(database)),
);
