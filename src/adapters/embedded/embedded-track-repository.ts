import type { TrackHead, TrackRepository, Walked } from '../../application/ports/track-repository.js';
import { preferred, type GpsPoint } from '../../domain/movement/gps-point.js';
import { LONGEST_GAP_MS } from '../../domain/movement/plausibility.js';
import type { QuarterHour } from '../../domain/movement/track.js';
import type { Instant, InstantRange } from '../../domain/time/instant.js';
import { oneOf, where } from './conditions.js';
import type { EmbeddedDatabase, SqlValue } from './embedded-database.js';

export const trackTables = `
  CREATE TABLE track_heads (
    user_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    dirty_from INTEGER,
    dirty_to INTEGER
  ) STRICT;
  CREATE INDEX track_heads_dirty ON track_heads (user_id) WHERE dirty_from IS NOT NULL;
  CREATE TABLE gps_points (
    user_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    accuracy REAL,
    altitude REAL,
    speed REAL,
    starts_segment INTEGER NOT NULL,
    PRIMARY KEY (user_id, at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX gps_points_by_age ON gps_points (at);
  CREATE TABLE track_tombstones (
    user_id TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    until INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX track_tombstones_by_user ON track_tombstones (user_id, to_at);
  CREATE INDEX track_tombstones_by_end ON track_tombstones (until);
  CREATE TABLE quarter_hours (
    user_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (user_id, start)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX quarter_hours_by_start ON quarter_hours (start);
  CREATE TABLE track_retention (id INTEGER PRIMARY KEY CHECK (id = 1), retained_from INTEGER NOT NULL) STRICT;
`;

type PointRow = Omit<GpsPoint, 'startsSegment'> & { readonly startsSegment: number };

const POINT = 'at, latitude, longitude, accuracy, altitude, speed, starts_segment AS startsSegment';

/** GPS points and quarter-hours in the embedded store. */
export class EmbeddedTrackRepository implements TrackRepository {
  constructor(private readonly database: EmbeddedDatabase) {}

  async head(userId: string): Promise<TrackHead> {
    return this.findHead(userId);
  }

  async markDirty(userId: string, from: Instant, to: Instant): Promise<TrackHead> {
    return this.database.transaction(() => {
      this.database.run(
        `INSERT INTO track_heads (user_id, version, dirty_from, dirty_to) VALUES (?, 1, ?, ?)
         ON CONFLICT DO UPDATE SET version = version + 1,
           dirty_from = min(coalesce(dirty_from, excluded.dirty_from), excluded.dirty_from),
           dirty_to = max(coalesce(dirty_to, excluded.dirty_to), excluded.dirty_to)`,
        userId,
        from,
        to,
      );
      return this.findHead(userId);
    });
  }

  async markClean(userId: string, version: number): Promise<boolean> {
    const cleaned = this.database.run(
      'UPDATE track_heads SET dirty_from = NULL, dirty_to = NULL WHERE user_id = ? AND version = ?',
      userId,
      version,
    );
    return cleaned > 0;
  }

  async dirty(limit: number, after = ''): Promise<readonly string[]> {
    return this.database
      .all<{ userId: string }>(
        `SELECT user_id AS userId FROM track_heads WHERE dirty_from IS NOT NULL AND user_id > ?
         ORDER BY user_id LIMIT ?`,
        after,
        limit,
      )
      .map(({ userId }) => userId);
  }

  async putPoints(userId: string, points: readonly GpsPoint[]): Promise<void> {
    this.database.transaction(() => {
      for (const point of points) {
        if (!this.isUnderTombstone(userId, point.at)) this.putPoint(userId, point);
      }
    });
  }

  async points(userId: string, range: InstantRange, limit: number): Promise<readonly GpsPoint[]> {
    return this.selectPoints('user_id = ? AND at >= ? AND at < ? ORDER BY at LIMIT ?', userId, ...edges(range), limit);
  }

  async latestPoints(userId: string, range: InstantRange, limit: number): Promise<readonly GpsPoint[]> {
    const clauses = 'user_id = ? AND at >= ? AND at < ? ORDER BY at DESC LIMIT ?';
    return this.selectPoints(clauses, userId, ...edges(range), limit);
  }

  async removePoints(userId: string, range: InstantRange, until: Instant): Promise<void> {
    this.database.transaction(() => {
      this.database.run(
        'INSERT INTO track_tombstones (user_id, from_at, to_at, until) VALUES (?, ?, ?, ?)',
        userId,
        ...edges(range),
        until,
      );
      this.database.run('DELETE FROM gps_points WHERE user_id = ? AND at >= ? AND at < ?', userId, ...edges(range));
    });
  }

  async quarterBefore(userId: string, instant: Instant): Promise<QuarterHour | undefined> {
    return this.database.document<QuarterHour>(
      'SELECT document FROM quarter_hours WHERE user_id = ? AND start < ? ORDER BY start DESC LIMIT 1',
      userId,
      instant,
    );
  }

  async quarters(userId: string, range: InstantRange): Promise<readonly QuarterHour[]> {
    return this.database.documents<QuarterHour>(
      'SELECT document FROM quarter_hours WHERE user_id = ? AND start >= ? AND start < ? ORDER BY start',
      userId,
      ...edges(range),
    );
  }

  async replaceQuarters(
    userId: string,
    range: InstantRange,
    quarters: readonly QuarterHour[],
    version: number,
  ): Promise<boolean> {
    return this.database.transaction(() => {
      if (!this.widen(userId, range, version)) return false;
      this.database.run(
        'DELETE FROM quarter_hours WHERE user_id = ? AND start >= ? AND start < ?',
        userId,
        ...edges(range),
      );
      for (const quarter of quarters) {
        this.database.run(
          'INSERT INTO quarter_hours (user_id, start, document) VALUES (?, ?, ?)',
          userId,
          quarter.start,
          JSON.stringify(quarter),
        );
      }
      return true;
    });
  }

  async walked({ from, to }: InstantRange, userIds?: readonly string[]): Promise<Walked> {
    const { sql, values } = where(
      // A line back over a gap gives to earlier quarter-hours too.
      { sql: 'start >= ? AND start < ?', values: [from, to + LONGEST_GAP_MS] },
      { sql: "credit.value ->> 'quarter' >= ? AND credit.value ->> 'quarter' < ?", values: [from, to] },
      oneOf('user_id', userIds),
    );
    const row = this.database.get<Walked>(
      `SELECT coalesce(sum(credit.value ->> 'metres'), 0) AS metres, coalesce(sum(credit.value ->> 'points'), 0) AS points
       FROM quarter_hours, json_each(document, '$.credits') AS credit ${sql}`,
      ...values,
    );
    return row ?? { metres: 0, points: 0 };
  }

  async retainedFrom(): Promise<Instant> {
    const row = this.database.get<{ retainedFrom: Instant }>(
      'SELECT retained_from AS retainedFrom FROM track_retention',
    );
    return row?.retainedFrom ?? 0;
  }

  async removePointsBefore(instant: Instant, now: Instant): Promise<number> {
    return this.database.transaction(() => {
      this.database.run(
        `INSERT INTO track_retention (id, retained_from) VALUES (1, ?)
         ON CONFLICT DO UPDATE SET retained_from = max(retained_from, excluded.retained_from)`,
        instant,
      );
      this.database.run('DELETE FROM track_tombstones WHERE until <= ?', now);
      return this.database.run('DELETE FROM gps_points WHERE at < ?', instant);
    });
  }

  async remove(userId: string): Promise<void> {
    this.database.transaction(() => {
      for (const table of ['gps_points', 'quarter_hours', 'track_tombstones', 'track_heads']) {
        this.database.run(`DELETE FROM ${table} WHERE user_id = ?`, userId);
      }
    });
  }

  private findHead(userId: string): TrackHead {
    const head = this.database.get<TrackHead>(
      'SELECT version, dirty_from AS dirtyFrom, dirty_to AS dirtyTo FROM track_heads WHERE user_id = ?',
      userId,
    );
    return head ?? { version: 0, dirtyFrom: null, dirtyTo: null };
  }

  /** Makes the range dirty, if the head is at this version. */
  private widen(userId: string, range: InstantRange, version: number): boolean {
    const widened = this.database.run(
      `UPDATE track_heads SET dirty_from = min(coalesce(dirty_from, ?1), ?1), dirty_to = max(coalesce(dirty_to, ?2), ?2)
       WHERE user_id = ?3 AND version = ?4`,
      range.from,
      range.to - 1,
      userId,
      version,
    );
    return widened > 0;
  }

  private putPoint(userId: string, point: GpsPoint): void {
    const [stored] = this.selectPoints('user_id = ? AND at = ?', userId, point.at);
    if (stored !== undefined && preferred(stored, point) === stored) return;
    this.database.run(
      `INSERT OR REPLACE INTO gps_points
         (user_id, at, latitude, longitude, accuracy, altitude, speed, starts_segment) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      userId,
      point.at,
      point.latitude,
      point.longitude,
      point.accuracy,
      point.altitude,
      point.speed,
      Number(point.startsSegment),
    );
  }

  private isUnderTombstone(userId: string, at: Instant): boolean {
    const sql = 'SELECT 1 FROM track_tombstones WHERE user_id = ? AND to_at > ? AND from_at <= ? LIMIT 1';
    return this.database.get(sql, userId, at, at) !== undefined;
  }

  private selectPoints(clauses: string, ...values: readonly SqlValue[]): readonly GpsPoint[] {
    return this.database
      .all<PointRow>(`SELECT ${POINT} FROM gps_points WHERE ${clauses}`, ...values)
      .map((row) => ({ ...row, startsSegment: row.startsSegment === 1 }));
  }
}

function edges(range: InstantRange): readonly [Instant, Instant] {
  return [range.from, range.to];
}
