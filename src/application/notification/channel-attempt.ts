import { MINUTE } from '../../domain/time/duration.js';
import type { Instant } from '../../domain/time/instant.js';
import type { JobData } from '../jobs.js';
import type { JobQueue } from '../ports/job-queue.js';

export type ChannelAttempt = JobData['channel-attempt'];

/** How late an attempt may be, in milliseconds, until it is asked for again: the job queue may have lost it in a crash. */
export const ATTEMPT_LATE_MS = MINUTE;

/** However often it is asked for, it waits once. @throws DomainError `unavailable` */
export function addChannelAttempt(jobs: JobQueue, data: ChannelAttempt, runAt?: Instant): Promise<void> {
  const key = `${data.notificationId}:${data.channel}:${data.attempt}`;
  return jobs.add({ name: 'channel-attempt', data }, runAt === undefined ? { key } : { key, runAt });
}
