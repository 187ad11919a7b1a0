import type { Broadcast } from '../../domain/notification/broadcast.js';
import { itemsOf } from '../paging.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import type { Clock } from '../ports/clock.js';
import type { JobQueue } from '../ports/job-queue.js';
import { addBroadcastJob } from './broadcast-job.js';

/** The job `broadcast-sweep`: asks for the next page of what is due, should a crash or an outage have left it without. */
export class SweepBroadcasts {
  constructor(
    private readonly broadcasts: BroadcastRepository,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    const due = itemsOf<Broadcast>((last, limit) =>
      this.broadcasts.due(now, last && { key: last.sendAt, id: last.id }, limit),
    );
    for await (const broadcast of due) await addBroadcastJob(this.jobs, broadcast);
  }
}
