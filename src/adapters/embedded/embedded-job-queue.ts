import { setImmediate as nextTurn } from 'node:timers/promises';
import { Tries } from '../../application/delivery-policy.js';
import type { AppJob, JobName, TickName } from '../../application/jobs.js';
import type { Cancel, Clock } from '../../application/ports/clock.js';
import type { Stop } from '../../application/ports/event-log.js';
import type { JobOptions, JobQueue } from '../../application/ports/job-queue.js';
import type { Log } from '../../application/ports/log.js';
import type { Instant } from '../../domain/time/instant.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { EmbeddedJobStore, type StoredJob } from './embedded-job-store.js';

const MOST_AT_ONCE = 8;
/** Of one name: receivers that never answer, of notifications and of alerts, leave room for all else. */
const MOST_OF_A_NAME = 3;
/** Timers run on a monotonic clock: when the time of the machine is set forward, jobs are late by no more than this. */
const LONGEST_SLEEP_MS = 30_000;
const PAUSE_AFTER_A_FAULT_MS = 1_000;

type Handle = (job: AppJob) => Promise<void>;

interface Running {
  readonly name: JobName;
  readonly work: Promise<void>;
}

/** Jobs in the embedded store, run by this one process: what ran when it was killed is still there, and runs again. */
export class EmbeddedJobQueue implements JobQueue {
  private readonly store: EmbeddedJobStore;
  private readonly running = new Map<number, Running>();
  private handle: Handle | undefined;
  private cancelWake: Cancel | undefined;

  constructor(
    database: EmbeddedDatabase,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.store = new EmbeddedJobStore(database);
  }

  async add(job: AppJob, options: JobOptions = {}): Promise<void> {
    this.store.add(job, options.key ?? null, options.runAt ?? this.clock.now());
    this.wake();
  }

  async every(name: TickName, seconds: number): Promise<void> {
    this.store.setTick(name, seconds * 1000, this.clock.now());
    this.wake();
  }

  async work(handle: Handle): Promise<Stop> {
    if (this.handle !== undefined) throw new Error('this process works already');
    this.handle = handle;
    this.wake();
    return async () => {
      this.handle = undefined;
      this.cancelWake?.();
      await this.idle();
    };
  }

  async healthy(): Promise<boolean> {
    try {
      this.store.nextDueAfter(this.clock.now());
      return true;
    } catch {
      return false;
    }
  }

  /** Resolves when no job is in hand; one that waits for its time or another try does not count. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(Array.from(this.running.values(), ({ work }) => work));
  }

  /** Starts what is due, and sleeps until the next will be. */
  private wake(): void {
    this.cancelWake?.();
    if (this.handle === undefined) return;
    const now = this.clock.now();
    try {
      this.startDue(now, this.handle);
      const next = this.store.nextDueAfter(now);
      if (next !== undefined) this.sleep(Math.min(next - now, LONGEST_SLEEP_MS));
    } catch (error) {
      this.log.error({ error: String(error) }, 'the jobs cannot be read');
      this.sleep(PAUSE_AFTER_A_FAULT_MS);
    }
  }

  /** Round after round: a row of jobs of one name does not hide what is due behind them. */
  private startDue(now: Instant, handle: Handle): void {
    for (let due = this.startable(now); due.length > 0; due = this.startable(now)) {
      for (const stored of due) if (this.hasRoomFor(stored.job.name)) this.start(stored, handle);
    }
  }

  private startable(now: Instant): readonly StoredJob[] {
    const full = [...new Set(this.namesInHand())].filter((name) => !this.hasRoomFor(name));
    const due = this.store.due(now, MOST_AT_ONCE, full);
    return due.filter(({ id, job }) => !this.running.has(id) && this.hasRoomFor(job.name));
  }

  private hasRoomFor(name: JobName): boolean {
    const names = this.namesInHand();
    return names.length < MOST_AT_ONCE && names.filter((each) => each === name).length < MOST_OF_A_NAME;
  }

  private namesInHand(): readonly JobName[] {
    return Array.from(this.running.values(), ({ name }) => name);
  }

  private sleep(milliseconds: number): void {
    this.cancelWake = this.clock.after(milliseconds, () => {
      this.wake();
    });
  }

  private start(stored: StoredJob, handle: Handle): void {
    const work = this.run(stored, handle).finally(() => {
      this.running.delete(stored.id);
      this.wake();
    });
    this.running.set(stored.id, { name: stored.job.name, work });
  }

  private async run(stored: StoredJob, handle: Handle): Promise<void> {
    // The store answers synchronously: without a turn a row of jobs would keep requests from being served.
    await nextTurn();
    if (this.handle !== handle) return;
    const failure = await failureOf(() => handle(stored.job));
    try {
      if (failure === undefined) this.finish(stored);
      else this.retryOrGiveUp(stored, failure.error);
    } catch (error) {
      this.log.error({ job: stored.job.name, error: String(error) }, 'the end of a job cannot be noted: it runs again');
      await new Promise<void>((resolve) => this.clock.after(PAUSE_AFTER_A_FAULT_MS, resolve));
    }
  }

  /** A tick goes on with the first round that is still to come: those missed are not made up for. */
  private finish({ id, period, roundAt }: StoredJob): void {
    if (period === null) {
      this.store.remove(id);
    } else {
      const rounds = Math.floor((this.clock.now() - roundAt) / period) + 1;
      this.store.beginRoundAt(id, roundAt + Math.max(1, rounds) * period);
    }
  }

  private retryOrGiveUp(stored: StoredJob, error: unknown): void {
    const { id, job, period, roundAt } = stored;
    const tries = new Tries(stored.tries);
    const verdict = tries.afterFailure(error);
    const fields = { job: job.name, ...tries.counts, error: String(error) };
    const retryAt = verdict === 'dead-letter' ? Infinity : this.clock.now() + verdict.retryAfterMs;
    const end = period === null ? Infinity : roundAt + period;
    if (retryAt < end) {
      this.log.warn(fields, 'a job is tried again');
      this.store.retryAt(id, retryAt, tries.counts);
    } else {
      this.log.error(fields, 'a job failed');
      this.finish(stored);
    }
  }
}

/** What the work fails with, however it does. */
async function failureOf(work: () => Promise<void>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return { error };
  }
}
