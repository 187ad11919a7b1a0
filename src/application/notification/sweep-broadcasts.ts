import type { Broadcast } from '../../domain/notification/broadcast.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import type { Clock } from '../ports/clock.js';
import type { JobQueue } from '../ports/job-queue.js';
import { addBroadcastJob } from './broadcast-job.js';

const PAGE = 100;

/** The job `broadcast-sweep`: asks for the next page of what is due, should a crash or an outage have left it without. */
export class SweepBroadcasts {
  constructor(
    private readonly broadcasts: BroadcastRepository,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    let last: Broadcast | undefined;
    do {
      const after = last === undefined ? undefined : { key: last.sendAt, id: last.id };
      const page = await this.broadcasts.due(now, after, PAGE);
      for (const broadcast of page) await addBroadcastJob(this.queue, broadcast);
      last = page.length < PAGE ? undefined : page.at(-1);
    } while (last !== undefined);
  }
}
