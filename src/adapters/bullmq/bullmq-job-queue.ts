import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker, type DefaultJobOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { afterFailure } from '../../application/delivery-policy.js';
import type { AppJob, JobName, TickName } from '../../application/jobs.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Stop } from '../../application/ports/event-log.js';
import type { JobOptions, JobQueue } from '../../application/ports/job-queue.js';
import type { Log } from '../../application/ports/log.js';
import { DomainError } from '../../domain/errors.js';

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
  'streak-reset': true,
  reminders: true,
  'notification-replay': true,
  'channel-sweep': true,
  'broadcast-sweep': true,
  'broadcast-page': true,
  'daily-report': true,
  'login-spike': true,
  'track-sweep': true,
  retention: true,
  'channel-attempt': true,
  'alert-webhook': true,
} satisfies Record<JobName, true>) as readonly JobName[];

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

/** Of a worker, where it is not one: what waits for a slow receiver. */
const AT_ONCE: Partial<Record<JobName, number>> = { 'channel-attempt': 16 };

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
      const closing = Promise.all(this.workers.map((worker) => worker.close())).then(() => undefined);
      await this.withinDeadline(closing);
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
    const run = (job: { readonly data: unknown }): Promise<void> => handle({ name, data: job.data } as AppJob);
    const worker = new Worker(name, run, {
      ...WORKER,
      concurrency: AT_ONCE[name] ?? 1,
      connection: this.connections.patient,
      prefix: this.keyPrefix(),
      settings: {
        backoffStrategy: (attempts, _type, error, job) =>
          pauseAfter(error, attempts, job?.repeatJobKey === undefined ? undefined : this.periods.get(name)),
      },
    });
    worker.on('failed', (job, error) => {
      this.log.warn({ job: name, attempts: job?.attemptsMade, error: error.message }, 'a job failed');
    });
    worker.on('error', (error) => {
      this.log.debug({ job: name, error: error.message }, 'a worker is cut off');
    });
    return worker;
  }

  private async withinDeadline(closing: Promise<void>): Promise<void> {
    const deadline = new AbortController();
    const late = pause(this.settings.stopDeadline, undefined, { signal: deadline.signal }).then(
      () => {
        this.log.warn({}, 'jobs in hand did not end in time: they run again');
      },
      () => undefined,
    );
    await Promise.race([closing, late]);
    deadline.abort();
  }

  private keyPrefix(): string {
    return `${this.settings.prefix}jobs`;
  }
}

/**
 * Milliseconds until the next try, or -1 for none. A tick is tried again within its round only: the next one looks for
 * the same work anyway.
 */
function pauseAfter(error: unknown, attempts: number, period: number | undefined): number {
  const verdict = afterFailure(error, attempts);
  if (verdict === 'dead-letter') return -1;
  if (period === undefined) return verdict.retryAfterMs;
  return pausesUntil(error, attempts) < period ? verdict.retryAfterMs : -1;
}

/** All the pauses after so many failures. */
function pausesUntil(error: unknown, attempts: number): number {
  const verdicts = Array.from({ length: attempts }, (_, index) => afterFailure(error, index + 1));
  return verdicts.reduce((sum, verdict) => sum + (verdict === 'dead-letter' ? 0 : verdict.retryAfterMs), 0);
}
