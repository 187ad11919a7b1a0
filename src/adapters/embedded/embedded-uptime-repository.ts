import type { UptimeRepository } from '../../application/ports/uptime-repository.js';
import type { Uptime } from '../../domain/hydration/uptime.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const uptimeTables = `
  CREATE TABLE uptime (id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL) STRICT;
`;

/** The one row. */
const ID = 1;

/** When intakes were accepted, in the embedded store. */
export class EmbeddedUptimeRepository implements UptimeRepository {
  private readonly uptime: DocumentTable<Uptime>;

  constructor(database: EmbeddedDatabase) {
    this.uptime = new DocumentTable(database, 'uptime');
  }

  async get(): Promise<Uptime | undefined> {
    return this.uptime.find(ID);
  }

  async update(change: (uptime: Uptime | undefined) => Uptime): Promise<Uptime> {
    return this.uptime.upsert(ID, change);
  }
}
