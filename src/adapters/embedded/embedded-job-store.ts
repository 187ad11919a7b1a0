import type { TryCounts } from '../../application/delivery-policy.js';
import type { AppJob, JobName, TickName } from '../../application/jobs.js';
import type { Instant } from '../../domain/time/instant.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const jobTables = `
  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    data TEXT NOT NULL,
    key TEXT,
    due_at INTEGER NOT NULL,
    waits INTEGER NOT NULL DEFAULT 0,
    faults INTEGER NOT NULL DEFAULT 0,
    period INTEGER,
    round_at INTEGER NOT NULL,
    UNIQUE (name, key)
  ) STRICT;
  CREATE INDEX jobs_by_due ON jobs (due_at);
  CREATE INDEX jobs_that_run_once ON jobs (due_at, id, name) WHERE period IS NULL;
  CREATE UNIQUE INDEX jobs_that_tick ON jobs (name) WHERE period IS NOT NULL;
`;

/** A job that waits or runs: it stays in the table until it is done, so a killed process leaves it there. */
export interface StoredJob {
  readonly id: number;
  readonly job: AppJob;
  /** Those since it was added, or since its round began. */
  readonly tries: TryCounts;
  /** Milliseconds from one round of a tick to the next; `null` for a job that runs once. */
  readonly period: number | null;
  /** When the round of a tick was to begin. */
  readonly roundAt: Instant;
}

interface JobRow extends TryCounts {
  readonly id: number;
  readonly name: string;
  readonly data: string;
  readonly period: number | null;
  readonly round_at: Instant;
}

export class EmbeddedJobStore {
  constructor(private readonly database: EmbeddedDatabase) {}

  /** Nothing changes if a job of that name and key is there. */
  add({ name, data }: AppJob, key: string | null, dueAt: Instant): void {
    this.database.run(
      'INSERT INTO jobs (name, data, key, due_at, round_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name, key) DO NOTHING',
      name,
      JSON.stringify(data),
      key,
      dueAt,
      dueAt,
    );
  }

  /** The first round is due at once; a shorter period than before brings the next one forward. */
  setTick(name: TickName, period: number, now: Instant): void {
    this.database.run(
      `INSERT INTO jobs (name, data, due_at, period, round_at) VALUES (?, '{}', ?, ?, ?)
       ON CONFLICT (name) WHERE period IS NOT NULL DO UPDATE
       SET period = excluded.period, due_at = MIN(due_at, excluded.due_at + excluded.period),
         round_at = MIN(round_at, excluded.due_at + excluded.period)`,
      name,
      now,
      period,
      now,
    );
  }

  /**
   * Ticks first: they are few, and do not wait behind a long row of other jobs.
   * @param limit of those others
   * @param except names of which none are wanted
   */
  due(now: Instant, limit: number, except: readonly JobName[]): readonly StoredJob[] {
    return this.database
      .all<JobRow>(
        `SELECT * FROM (SELECT * FROM jobs WHERE period IS NOT NULL AND due_at <= ? ORDER BY due_at, id)
         UNION ALL
         SELECT * FROM (
           SELECT * FROM jobs
           WHERE period IS NULL AND due_at <= ? AND name NOT IN (SELECT value FROM json_each(?))
           ORDER BY due_at, id LIMIT ?
         )`,
        now,
        now,
        JSON.stringify(except),
        limit,
      )
      .map(({ id, name, data, waits, faults, period, round_at }) => ({
        id,
        job: { name, data: JSON.parse(data) as unknown } as AppJob,
        tries: { waits, faults },
        period,
        roundAt: round_at,
      }));
  }

  nextDueAfter(now: Instant): Instant | undefined {
    const row = this.database.get<{ at: Instant | null }>('SELECT MIN(due_at) AS at FROM jobs WHERE due_at > ?', now);
    return row?.at ?? undefined;
  }

  remove(id: number): void {
    this.database.run('DELETE FROM jobs WHERE id = ?', id);
  }

  retryAt(id: number, dueAt: Instant, { waits, faults }: TryCounts): void {
    this.database.run('UPDATE jobs SET due_at = ?, waits = ?, faults = ? WHERE id = ?', dueAt, waits, faults, id);
  }

  beginRoundAt(id: number, roundAt: Instant): void {
    this.database.run(
      'UPDATE jobs SET due_at = ?, round_at = ?, waits = 0, faults = 0 WHERE id = ?',
      roundAt,
      roundAt,
      id,
    );
  }
}
