import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { DomainError } from '../../domain/errors.js';
import { DiskSync } from './disk-sync.js';

export type SqlValue = string | number | bigint | Buffer | null;

interface Prepared {
  readonly statement: Database.Statement;
  readonly reads: boolean;
}

const FILE = 'streakline.db';
const DAMAGED = /^SQLITE_(NOTADB|CORRUPT)/;

/**
 * The one file of the embedded store: SQLite in WAL mode. A commit is in the file at once and survives `kill -9`; what
 * is written through `durably` also survives a power cut before anybody hears of it. One process owns it, as long as it
 * lives.
 */
export class EmbeddedDatabase {
  private readonly database: Database.Database;
  private readonly lock: Database.Database | undefined;
  private readonly statements = new Map<string, Prepared>();
  private disk: DiskSync;
  private writeAheadLog: FileHandle | undefined;
  private readonly version: number;
  private depth = 0;

  /**
   * @param directory `DATA_DIR`, made if missing; `:memory:` keeps nothing
   * @param migrations `MIGRATIONS` of `schema.ts`, each run once, in order
   * @param access `read` looks into a file that another process may own, and can change nothing
   */
  constructor(directory: string, migrations: readonly string[], access: 'own' | 'read' = 'own') {
    if (directory === ':memory:') {
      this.database = new Database(':memory:');
      this.disk = new DiskSync(() => Promise.resolve());
    } else if (access === 'read') {
      this.database = new Database(existingFile(directory));
      this.database.exec('PRAGMA query_only = ON');
      this.disk = new DiskSync(() => Promise.resolve());
    } else {
      mkdirSync(directory, { recursive: true });
      this.lock = takeLock(directory);
      this.database = new Database(join(directory, FILE));
      this.disk = new DiskSync(() => this.syncLog(join(directory, `${FILE}-wal`)));
    }
    this.version = migrations.length;
    try {
      if (this.lock !== undefined) this.database.exec('PRAGMA journal_mode = WAL');
      // A power cut takes the last commits, and never one before another. FULL would block the process at each of them.
      this.database.exec('PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON');
      this.migrate(migrations);
    } catch (error) {
      this.close();
      throw isSqliteError(error) && DAMAGED.test(error.code) ? damaged(directory, error) : error;
    }
  }

  /** Rows are what the SQL says: the caller knows. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names the row in place of a cast at each call
  all<Row>(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.execute(sql, values, (statement, fitting) => statement.all(...fitting) as Row[]);
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    return this.all<Row>(sql, ...values)[0];
  }

  /** The aggregates of rows that keep them as JSON in a column `document`, made anew: nobody shares them with the store. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names the aggregate in place of a cast at each call
  documents<T>(sql: string, ...values: readonly SqlValue[]): readonly T[] {
    return this.all<{ readonly document: string }>(sql, ...values).map(({ document }) => JSON.parse(document) as T);
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
  document<T>(sql: string, ...values: readonly SqlValue[]): T | undefined {
    return this.documents<T>(sql, ...values)[0];
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return this.execute(sql, values, (statement, fitting) => statement.run(...fitting).changes);
  }

  /** All or nothing; `work` is synchronous. A transaction within one is part of it. */
  transaction<T>(work: () => T): T {
    if (this.depth > 0) return work();
    return this.guarded(() => {
      this.database.exec('BEGIN IMMEDIATE');
      this.depth += 1;
      try {
        const result = work();
        this.database.exec('COMMIT');
        this.disk.noteCommit();
        return result;
      } catch (error) {
        if (this.database.inTransaction) this.database.exec('ROLLBACK');
        throw error;
      } finally {
        this.depth -= 1;
      }
    });
  }

  /** The same port, whose promises resolve only when what they stand for is on the disk. */
  durably<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...values: readonly unknown[]): unknown => {
          const before = this.disk.commits;
          const answer: unknown = Reflect.apply(member, target, values);
          return answer instanceof Promise ? this.onDisk(answer, before) : answer;
        };
      },
    });
  }

  /** From now on nothing waits for the disk: for who begins anew after a power cut. `close` still brings it there. */
  stopWaiting(): void {
    this.disk = new DiskSync(() => Promise.resolve());
  }

  /** Whether a commit reaches the file now: false on a full disk, where reads still go on. */
  healthy(): boolean {
    try {
      this.database.exec(`PRAGMA user_version = ${this.version}`);
      return true;
    } catch {
      return false;
    }
  }

  /** Leaves everything in the one file, so that a copy of it is a backup. */
  close(): void {
    this.statements.clear();
    void this.writeAheadLog?.close();
    this.writeAheadLog = undefined;
    if (this.lock !== undefined) this.emptyLog();
    this.database.close();
    this.lock?.close();
  }

  private execute<T>(
    sql: string,
    values: readonly SqlValue[],
    run: (statement: Database.Statement, fitting: readonly unknown[]) => T,
  ): T {
    return this.guarded(() => {
      const { statement, reads } = this.prepared(sql);
      const answer = run(statement, checked(values));
      if (!reads && this.depth === 0) this.disk.noteCommit();
      return answer;
    });
  }

  private prepared(sql: string): Prepared {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const prepared = { statement: this.database.prepare(sql), reads: /^\s*SELECT\b/i.test(sql) };
    this.statements.set(sql, prepared);
    return prepared;
  }

  private async onDisk<T>(answer: Promise<T>, before: number): Promise<T> {
    const value = await answer;
    const { commits } = this.disk;
    if (commits > before) await this.disk.reached(commits);
    return value;
  }

  private async syncLog(path: string): Promise<void> {
    try {
      this.writeAheadLog ??= await open(path, 'r+');
      await this.writeAheadLog.datasync();
    } catch (cause) {
      throw storageAway(cause);
    }
  }

  private emptyLog(): void {
    try {
      this.database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    } catch {
      // A full or damaged disk: what is in the log stays there, and is read from it.
    }
  }

  private migrate(migrations: readonly string[]): void {
    const version = this.pragma('user_version');
    if (version > migrations.length) throw new Error('DATA_DIR was written by a newer version of Streakline.');
    if (version > 0 && this.pragma('application_id') !== layoutOf(migrations.slice(0, version))) {
      throw new Error('DATA_DIR was written before its layout changed: move it away, or name another one.');
    }
    migrations.slice(version).forEach((sql, index) => {
      const next = version + index + 1;
      this.transaction(() => {
        this.database.exec(sql);
        this.database.exec(`PRAGMA application_id = ${layoutOf(migrations.slice(0, next))}`);
        this.database.exec(`PRAGMA user_version = ${next}`);
      });
    });
  }

  private pragma(name: 'user_version' | 'application_id'): number {
    const [row] = this.database.prepare(`PRAGMA ${name}`).all() as Readonly<Record<string, number>>[];
    return row?.[name] ?? 0;
  }

  private guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isSqliteError(error) && /^SQLITE_(FULL|IOERR|BUSY|CANTOPEN|READONLY)/.test(error.code)) {
        throw storageAway(error);
      }
      throw error;
    }
  }
}

/** A number that tells layouts apart, of 32 bits. */
function layoutOf(migrations: readonly string[]): number {
  return createHash('sha256').update(migrations.join('\n')).digest().readInt32BE();
}

function storageAway(cause: unknown): DomainError {
  return new DomainError('unavailable', 'storage-unavailable', 'The store is away.', { retryAfter: 2 }, { cause });
}

function isSqliteError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function damaged(directory: string, cause: unknown): Error {
  const advice = 'bring back a copy of it, or set DATA_DIR to another directory';
  return new Error(`${join(directory, FILE)} is damaged: ${advice}.`, { cause });
}

/** libsql ends the whole process over a boolean or an object, and takes NaN for NULL. */
function checked(values: readonly unknown[]): readonly unknown[] {
  for (const value of values) {
    const fits =
      typeof value === 'string' ||
      (typeof value === 'number' && !Number.isNaN(value)) ||
      typeof value === 'bigint' ||
      value === null ||
      Buffer.isBuffer(value);
    if (!fits) throw new TypeError('SQLite takes text, numbers, buffers and null only.');
  }
  return values;
}

function existingFile(directory: string): string {
  const file = join(directory, FILE);
  if (!existsSync(file)) throw new Error(`${directory} holds no store of Streakline: set DATA_DIR.`);
  return file;
}

/** The system lets go of SQLite's file lock with the process, however it ends: no stale lock file after a crash. */
function takeLock(directory: string): Database.Database {
  const lock = new Database(join(directory, 'lock'));
  try {
    lock.exec('PRAGMA busy_timeout = 0');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw new Error(`${directory} is in use by another process of Streakline: stop that first, or set DATA_DIR.`, {
      cause: error,
    });
  }
}
