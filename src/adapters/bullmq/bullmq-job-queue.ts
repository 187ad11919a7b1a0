import { DelayedError, Queue, Worker, type DefaultJobOptions, type Job, type MinimalJob } from 'bullmq';
import type { Redis } from 'ioredis';
import { within } from '../../application/deadline.js';
import { Tries, type TryCounts } from '../../application/delivery-policy.js';
import { TICKS, type AppJob, type JobName, type TickName } from '../../application/jobs.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Stop } from '../../application/ports/event-log.js';
import type { JobOptions, JobQueue } from '../../application/ports/job-queue.js';
import type { Log } from '../../application/ports/log.js';
import { DomainError, isUnavailable } from '../../domain/errors.js';
import type { Instant } from '../../domain/time/instant.js';

export interface BullMqSettings {
  readonly prefix: string;
  /** Milliseconds that `stop` waits for jobs in hand; what is cut off runs again elsewhere. */
  readonly stopDeadline: number;
}

export interface BullMqConnections {
  /** Fails fast. */
  readonly requests: Redis;
  /** Waits until Redis is back. */
  readonly patient: Redis;
}

/** One queue a name, so that the rounds of one tick never hold up another. */
const NAMES = Object.keys({
  ...TICKS,
  'broadcast-page': true,
  'channel-attempt': true,
  'alert-webhook': true,
} satisfies Record<JobName, unknown>) as readonly JobName[];

/** When tries end is said by the delivery policy alone. */
const JOB: DefaultJobOptions = {
  attempts: 1_000_000,
  backoff: { type: 'delivery-policy' },
  removeOnComplete: { age: 3_600, count: 100 },
  removeOnFail: { age: 7 * 24 * 3_600, count: 1_000 },
};

/** A killed worker's job is taken over after at most lock and check together; that may happen to it often. */
const WORKER = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 20,
  runRetryDelay: 1_000,
} as const;

/** Of a worker, where it is not one: what waits for a slow receiver, and all that people scheduled for the same minute. */
const AT_ONCE: Partial<Record<JobName, number>> = { 'channel-attempt': 16, 'broadcast-page': 8 };

/** Jobs in Redis, for many workers. */
export class BullMqJobQueue implements JobQueue {
  private readonly queues: ReadonlyMap<JobName, Queue>;
  private readonly schedules = new Map<TickName, Queue>();
  /** Milliseconds from one round of a tick to the next. */
  private readonly periods = new Map<JobName, number>();
  private workers: readonly Worker[] = [];

  constructor(
    private readonly connections: BullMqConnections,
    private readonly settings: BullMqSettings,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.queues = new Map(NAMES.map((name) => [name, this.queue(name, connections.requests)]));
  }

  async add(job: AppJob, options: JobOptions = {}): Promise<void> {
    try {
      // Without this the library waits for a connection that was never made.
      if (this.connections.requests.status !== 'ready') throw new Error('Redis is not connected');
      await this.queues.get(job.name)?.add(job.name, job.data, {
        ...JOB,
        ...(options.runAt === undefined ? {} : { delay: Math.max(0, options.runAt - this.clock.now()) }),
        ...(options.key === undefined ? {} : { deduplication: { id: options.key } }),
      });
    } catch (cause) {
      throw new DomainError('unavailable', 'job-queue-unavailable', 'The job queue is away.', {}, { cause });
    }
  }

  async every(name: TickName, seconds: number): Promise<void> {
    const queue = this.schedules.get(name) ?? this.queue(name, this.connections.patient);
    this.schedules.set(name, queue);
    this.periods.set(name, seconds * 1000);
    await queue.setGlobalConcurrency(1);
    await queue.upsertJobScheduler(name, { every: seconds * 1000 }, { name, data: {}, opts: JOB });
  }

  work(handle: (job: AppJob) => Promise<void>): Promise<Stop> {
    if (this.workers.length > 0) return Promise.reject(new Error('this process works already'));
    this.workers = NAMES.map((name) => this.worker(name, handle));
    return Promise.resolve(async () => {
      const closing = Promise.all(this.workers.map((worker) => worker.close()));
      await within(this.settings.stopDeadline, this.clock, closing, () => {
        this.log.warn({}, 'jobs in hand did not end in time: they run again');
      });
      this.workers = [];
    });
  }

  async healthy(): Promise<boolean> {
    try {
      await this.connections.requests.ping();
      return this.workers.every((worker) => worker.isRunning());
    } catch {
      return false;
    }
  }

  /** Lets go of the connections; they are closed by whoever opened them. */
  async stop(): Promise<void> {
    await Promise.all([...this.queues.values(), ...this.schedules.values()].map((queue) => queue.close()));
  }

  private queue(name: JobName, connection: Redis): Queue {
    // Asking for the version of Redis may fail, and the library would never ask again.
    const queue = new Queue(name, { connection, prefix: this.keyPrefix(), skipVersionCheck: true });
    queue.on('error', (error) => {
      this.log.debug({ queue: name, error: error.message }, 'a job queue is away');
    });
    return queue;
  }

  private worker(name: JobName, handle: (job: AppJob) => Promise<void>): Worker {
    const run = async (job: Job<unknown>, token?: string): Promise<void> => {
      try {
        await handle({ name, data: job.data } as AppJob);
      } catch (error) {
        await this.putOff(job, token, error);
      }
    };
    const worker = new Worker<unknown>(name, run, {
      ...WORKER,
      concurrency: AT_ONCE[name] ?? 1,
      connection: this.connections.patient,
      prefix: this.keyPrefix(),
      settings: {
        // An outage that comes to this has lasted longer than the round of its tick.
        backoffStrategy: (faults, _type, error, job) =>
          (isUnavailable(error) ? undefined : this.pauseAfter(error, { waits: 0, faults: faults - 1 }, job)) ?? -1,
      },
    });
    worker.on('failed', (job, error) => {
      const fields = { job: name, faults: job?.attemptsMade, error: error.message };
      if (job?.finishedOn === undefined) this.log.warn(fields, 'a job is tried again');
      else this.log.error(fields, 'a job failed');
    });
    worker.on('error', (error) => {
      this.log.debug({ job: name, error: error.message }, 'a worker is cut off');
    });
    return worker;
  }

  /** Infrastructure away: later again. The library counts as begun, but not as made, a try that ends like this. */
  private async putOff(job: Job, token: string | undefined, error: unknown): Promise<never> {
    const waits = Math.max(0, job.attemptsStarted - 1 - job.attemptsMade);
    const pauseMs = isUnavailable(error) ? this.pauseAfter(error, { waits, faults: job.attemptsMade }, job) : undefined;
    if (pauseMs === undefined) throw error;
    this.log.warn({ job: job.name, waits: waits + 1, error: String(error) }, 'a job is tried again');
    await job.moveToDelayed(this.clock.now() + pauseMs, token);
    throw new DelayedError();
  }

  /** Milliseconds until the next try; `undefined` for none. */
  private pauseAfter(error: unknown, earlier: TryCounts, job: MinimalJob | undefined): number | undefined {
    const verdict = new Tries(earlier).afterFailure(error);
    if (verdict === 'dead-letter') return undefined;
    return this.clock.now() + verdict.retryAfterMs < this.roundEnd(job) ? verdict.retryAfterMs : undefined;
  }

  /** When the round of a tick ends; a job that runs once has none. */
  private roundEnd(job: MinimalJob | undefined): Instant {
    const period = this.periods.get(job?.name as JobName);
    if (job?.repeatJobKey === undefined || period === undefined) return Infinity;
    const { timestamp = 0, delay = 0 } = job.opts;
    return timestamp + delay + period;
  }

  private keyPrefix(): string {
    return `${this.settings.prefix}jobs`;
  }
}
