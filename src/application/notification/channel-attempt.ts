import type { Instant } from '../../domain/time/instant.js';
import type { JobData } from '../jobs.js';
import type { JobQueue } from '../ports/job-queue.js';

export type ChannelAttempt = JobData['channel-attempt'];

/** However often it is asked for, it waits once. @throws DomainError `unavailable` */
export function addChannelAttempt(jobs: JobQueue, attempt: ChannelAttempt, runAt?: Instant): Promise<void> {
  const parts = [attempt.notificationId, attempt.channel, attempt.attempt, ...(runAt === undefined ? [] : [runAt])];
  const options = { key: parts.join(':'), ...(runAt === undefined ? {} : { runAt }) };
  return jobs.add({ name: 'channel-attempt', data: attempt }, options);
}
