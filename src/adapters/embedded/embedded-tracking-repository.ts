import type { TrackingRepository } from '../../application/ports/tracking-repository.js';
import type { Tracking } from '../../domain/movement/tracking.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const trackingTables = `
  CREATE TABLE trackings (user_id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
`;

/** When users wanted to be tracked, in the embedded store. */
export class EmbeddedTrackingRepository implements TrackingRepository {
  constructor(private readonly database: EmbeddedDatabase) {}

  async get(userId: string): Promise<Tracking | undefined> {
    return this.find(userId);
  }

  async update(userId: string, change: (tracking: Tracking | undefined) => Tracking): Promise<Tracking> {
    return this.database.transaction(() => {
      const stored = this.find(userId);
      const changed = change(stored);
      if (changed === stored) return stored;
      this.database.run(
        'INSERT INTO trackings (user_id, document) VALUES (?, ?) ON CONFLICT DO UPDATE SET document = excluded.document',
        userId,
        JSON.stringify(changed),
      );
      return structuredClone(changed);
    });
  }

  async remove(userId: string): Promise<void> {
    this.database.run('DELETE FROM trackings WHERE user_id = ?', userId);
  }

  private find(userId: string): Tracking | undefined {
    return this.database.document<Tracking>('SELECT document FROM trackings WHERE user_id = ?', userId);
  }
}
