import type { Position } from '../../application/paging.js';
import type { ActivityFilter, ActivityLog } from '../../application/ports/activity-log.js';
import type { Activity } from '../../domain/insight/activity.js';
import type { FailedLogin } from '../../domain/insight/spike-figures.js';
import type { Instant } from '../../domain/time/instant.js';
import { behind, given, oneOf, where, type Condition } from './conditions.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const activityTables = `
  CREATE TABLE activities (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    type TEXT NOT NULL AS (document ->> 'type') STORED,
    user_id TEXT AS (document ->> 'userId') STORED,
    role TEXT AS (document ->> 'role') STORED,
    at INTEGER NOT NULL AS (document ->> 'at') STORED
  ) STRICT;
  CREATE INDEX activities_by_time ON activities (at, id);
  CREATE INDEX activities_by_user ON activities (user_id, at, id);
  CREATE INDEX activities_by_type ON activities (type, at, id);
  CREATE INDEX activities_by_role ON activities (role, at, id);
  CREATE INDEX activities_by_role_and_type ON activities (role, type, at, id);
`;

/** What accounts did, in the embedded store. */
export class EmbeddedActivityLog implements ActivityLog {
  private readonly activities: DocumentTable<Activity>;

  constructor(private readonly database: EmbeddedDatabase) {
    this.activities = new DocumentTable(database, 'activities');
  }

  async append(activity: Activity): Promise<void> {
    this.activities.add(activity.id, activity);
  }

  async list(filter: ActivityFilter, after: Position | undefined, limit: number): Promise<readonly Activity[]> {
    const { sql, values } = where(...conditionsOf(filter), behind('at', -1, after));
    return this.database.documents<Activity>(
      `SELECT document FROM activities ${sql} ORDER BY at DESC, id DESC LIMIT ?`,
      ...values,
      limit,
    );
  }

  async count(filter: ActivityFilter): Promise<number> {
    const { sql, values } = where(...conditionsOf(filter));
    const row = this.database.get<{ count: number }>(`SELECT count(*) AS count FROM activities ${sql}`, ...values);
    return row?.count ?? 0;
  }

  async failedLogins(from: Instant, limit: number): Promise<readonly FailedLogin[]> {
    return this.database.all<FailedLogin>(
      `SELECT user_id AS userId, document ->> '$.details.account' AS account, document ->> 'ip' AS ip
       FROM activities WHERE type = 'login-failed' AND at >= ? ORDER BY at DESC, id DESC LIMIT ?`,
      from,
      limit,
    );
  }

  async pseudonymise(userId: string): Promise<void> {
    this.database.run(
      `UPDATE activities SET document = json_set(
         document, '$.userId', NULL, '$.ip', NULL, '$.userAgent', NULL, '$.details', json('{}')
       ) WHERE user_id = ?`,
      userId,
    );
  }

  async removeBefore(instant: Instant): Promise<number> {
    return this.database.run('DELETE FROM activities WHERE at < ?', instant);
  }
}

function conditionsOf(filter: ActivityFilter): (Condition | undefined)[] {
  return [
    ofTypes(filter.types),
    given('user_id = ?', filter.userId),
    given('role = ?', filter.role),
    given('at >= ?', filter.from),
    given('at < ?', filter.to),
  ];
}

/** One type is asked for in a way that lets its index give the order too. */
function ofTypes(types: readonly string[] | undefined): Condition | undefined {
  if (types?.length === 1) return given('type = ?', types[0]);
  return oneOf('type', types);
}
