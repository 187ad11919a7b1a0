import type { TrackingRepository } from '../../application/ports/tracking-repository.js';
import type { Tracking } from '../../domain/movement/tracking.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const trackingTables = `
  CREATE TABLE trackings (user_id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
`;

/** When users wanted to be tracked, in the embedded store. */
export class EmbeddedTrackingRepository implements TrackingRepository {
  private readonly trackings: DocumentTable<Tracking>;

  constructor(private readonly database: EmbeddedDatabase) {
    this.trackings = new DocumentTable(database, 'trackings', 'user_id');
  }

  async get(userId: string): Promise<Tracking | undefined> {
    return this.trackings.find(userId);
  }

  async update(userId: string, change: (tracking: Tracking | undefined) => Tracking): Promise<Tracking> {
    return this.trackings.upsert(userId, change);
  }

  async remove(userId: string): Promise<void> {
    this.database.run('DELETE FROM trackings WHERE user_id = ?', userId);
  }
}
