import type { ArchivedDay, WaterLedger } from '../../domain/hydration/water-ledger.js';
import type { Day } from '../../domain/time/local-day.js';
import type { Instant, InstantRange } from '../../domain/time/instant.js';

/** What many users drank. */
export interface Drunk {
  readonly intakes: number;
  readonly millilitres: number;
  /** Days that came to their goal. */
  readonly goals: number;
}

/** Whose ledger something has to be done about, and since when. */
export interface DueLedger {
  readonly userId: string;
  readonly at: Instant;
}

/**
 * The water of a user: one ledger with the days that can still change, and the archive of those that cannot.
 * The ledger is one document, indexed by `dueAt`, `remindAt`, its intakes and when its goals were reached.
 */
export interface WaterDayRepository {
  /** `undefined` before the first `update`. */
  ledger(userId: string): Promise<WaterLedger | undefined>;
  /**
   * Creates or replaces the ledger by `change`, which is pure and may run again after a conflict: of racing updates all
   * count. A throw writes nothing.
   */
  update(userId: string, change: (ledger: WaterLedger | undefined) => WaterLedger): Promise<WaterLedger>;
  /** As `update`, but makes none: `undefined` if there is no ledger. */
  updateExisting(userId: string, change: (ledger: WaterLedger) => WaterLedger): Promise<WaterLedger | undefined>;
  /** Users whose ledger has `dueAt` ≤ now, by (dueAt, userId), behind `after`. */
  due(now: Instant, limit: number, after?: DueLedger): Promise<readonly DueLedger[]>;
  /** Users whose ledger has `remindAt` ≤ now, by (remindAt, userId), behind `after`. */
  toRemind(now: Instant, limit: number, after?: DueLedger): Promise<readonly DueLedger[]>;
  /** Keeps closed days; one a (user, day), the last wins. */
  archive(userId: string, days: readonly ArchivedDay[]): Promise<void>;
  /** Archived days of [from, to], ascending. */
  archived(userId: string, from: Day, to: Day): Promise<readonly ArchivedDay[]>;
  /** What all users drank in the range, by when they drank it. A goal belongs to the intake that brought its day there. */
  drunk(range: InstantRange): Promise<Drunk>;
  /** The goals alone, of days that can still change; of all users, or of these. Reads an index, not the ledgers. */
  goalsReached(range: InstantRange, userIds?: readonly string[]): Promise<number>;
  remove(userId: string): Promise<void>;
}
