import type { Instant } from '../../domain/time/instant.js';
import type { AppJob, TickName } from '../jobs.js';
import type { Stop } from './event-log.js';

export interface JobOptions {
  /** While a job of this name and key waits or runs, adding it again changes nothing. After it ran, the key is free. */
  readonly key?: string;
  /** Not before this instant; at once if it is missing. */
  readonly runAt?: Instant;
}

/** Work for later, durable. A job runs at least once, is never early, and is tried again with backoff when it fails. */
export interface JobQueue {
  /** Resolves when the job is durable. @throws DomainError `unavailable` */
  add(job: AppJob, options?: JobOptions): Promise<void>;
  /** Runs a tick every so many seconds, on one worker at a time however many processes ask for it. Asking again changes its period. Waits while the queue is away. */
  every(name: TickName, seconds: number): Promise<void>;
  /** Takes jobs until stopped. A job may add others, its own successor too. */
  work(handle: (job: AppJob) => Promise<void>): Promise<Stop>;
  healthy(): Promise<boolean>;
}
