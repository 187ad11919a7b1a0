import type { Position } from '../../application/paging.js';
import type { AlertRepository } from '../../application/ports/alert-repository.js';
import type { LoginAlert } from '../../domain/insight/login-spike.js';
import type { Instant } from '../../domain/time/instant.js';
import { behind, where } from './conditions.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const alertTables = `
  CREATE TABLE login_alerts (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    started_at INTEGER NOT NULL AS (document ->> 'startedAt') STORED,
    open INTEGER NOT NULL AS (document ->> 'resolvedAt' IS NULL) STORED
  ) STRICT;
  CREATE INDEX login_alerts_by_start ON login_alerts (started_at, id);
  CREATE UNIQUE INDEX one_open_login_alert ON login_alerts (open) WHERE open = 1;
`;

/** Alerts on spikes of failed logins, in the embedded store. */
export class EmbeddedAlertRepository implements AlertRepository {
  private readonly alerts: DocumentTable<LoginAlert>;

  constructor(private readonly database: EmbeddedDatabase) {
    this.alerts = new DocumentTable(database, 'login_alerts');
  }

  async open(alert: LoginAlert): Promise<boolean> {
    return this.alerts.add(alert.id, alert);
  }

  async get(id: string): Promise<LoginAlert | undefined> {
    return this.alerts.find(id);
  }

  async current(): Promise<LoginAlert | undefined> {
    return this.database.document<LoginAlert>('SELECT document FROM login_alerts WHERE open = 1');
  }

  async update(id: string, change: (alert: LoginAlert) => LoginAlert): Promise<LoginAlert | undefined> {
    return this.alerts.update(id, change);
  }

  async list(after: Position | undefined, limit: number): Promise<readonly LoginAlert[]> {
    const { sql, values } = where(behind('started_at', -1, after));
    return this.database.documents<LoginAlert>(
      `SELECT document FROM login_alerts ${sql} ORDER BY started_at DESC, id DESC LIMIT ?`,
      ...values,
      limit,
    );
  }

  async removeBefore(instant: Instant): Promise<number> {
    return this.database.run('DELETE FROM login_alerts WHERE started_at < ? AND open = 0', instant);
  }
}
