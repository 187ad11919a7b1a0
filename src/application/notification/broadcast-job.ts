import type { Broadcast } from '../../domain/notification/broadcast.js';
import type { JobOptions, JobQueue } from '../ports/job-queue.js';

/**
 * Asks for the next page of a broadcast, not before its time. Under a key of that page: it waits or runs once, and a
 * page that runs can ask for the one behind it.
 */
export async function addBroadcastJob(jobs: JobQueue, { id, sendAt, position }: Broadcast): Promise<void> {
  const options: JobOptions = { key: `${id}:${position?.id ?? ''}`, runAt: sendAt };
  await jobs.add({ name: 'broadcast-page', data: { broadcastId: id } }, options);
}
