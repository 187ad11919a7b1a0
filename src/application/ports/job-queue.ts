import type { Instant } from '../../domain/time/instant.js';
import type { AppJob, TickName } from '../jobs.js';
import type { Stop } from './event-log.js';

export interface JobOptions {
  /** While a job of this name and key waits or runs, adding it again changes nothing. After it ran, the key is free. */
  readonly key?: string;
  /** Not before this instant; at once if it is missing. */
  readonly runAt?: Instant;
}

/**
 * Work for later, durable. A job runs at least once and is never early. One that fails is judged by the delivery policy:
 * `unavailable` puts it off for as long as it takes, without using up a try, with pauses that grow up to a bound or as long
 * as was asked for; any other DomainError ends it at once; an unexpected error does after a few tries. A tick is tried
 * again within its round only: the next one looks for the same work anyway.
 */
export interface JobQueue {
  /** Resolves when the job is durable. @throws DomainError `unavailable` */
  add(job: AppJob, options?: JobOptions): Promise<void>;
  /**
   * Runs a tick every so many seconds, on one worker at a time however many processes ask for it. Asking again changes
   * its period. Waits while the queue is away.
   */
  every(name: TickName, seconds: number): Promise<void>;
  /** Takes jobs until stopped. A job may add others, its own successor too. */
  work(handle: (job: AppJob) => Promise<void>): Promise<Stop>;
  /** False when the queue is away, or this process no longer takes jobs though it should. */
  healthy(): Promise<boolean>;
}
