import { activityTables } from './embedded-activity-log.js';
import { sessionTables } from './embedded-session-repository.js';
import { userTables } from './embedded-user-repository.js';

/** Every table of the embedded store, in the order of creation. */
const TABLES: readonly string[] = [userTables, sessionTables, activityTables];

/** One entry a schema version; what was released is never changed, only added to. */
export const MIGRATIONS: readonly string[] = [TABLES.join('\n')];
