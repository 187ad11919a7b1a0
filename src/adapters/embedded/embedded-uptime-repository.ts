import type { UptimeRepository } from '../../application/ports/uptime-repository.js';
import type { Uptime } from '../../domain/hydration/uptime.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const uptimeTables = `
  CREATE TABLE uptime (id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL) STRICT;
`;

/** When intakes were accepted, in the embedded store. */
export class EmbeddedUptimeRepository implements UptimeRepository {
  constructor(private readonly database: EmbeddedDatabase) {}

  async get(): Promise<Uptime | undefined> {
    return this.find();
  }

  async update(change: (uptime: Uptime | undefined) => Uptime): Promise<Uptime> {
    return this.database.transaction(() => {
      const stored = this.find();
      const changed = change(stored);
      if (changed === stored) return stored;
      this.database.run(
        'INSERT INTO uptime (id, document) VALUES (1, ?) ON CONFLICT DO UPDATE SET document = excluded.document',
        JSON.stringify(changed),
      );
      return structuredClone(changed);
    });
  }

  private find(): Uptime | undefined {
    return this.database.document<Uptime>('SELECT document FROM uptime');
  }
}
