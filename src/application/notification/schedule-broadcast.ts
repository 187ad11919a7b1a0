import { schedule, type Broadcast, type NewBroadcast } from '../../domain/notification/broadcast.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import type { Clock } from '../ports/clock.js';
import type { JobQueue } from '../ports/job-queue.js';
import type { Log } from '../ports/log.js';
import { addBroadcastJob } from './broadcast-job.js';

/** Stores a broadcast, then asks for it to be sent. Once it is stored it will be: a sweep asks again. */
export class ScheduleBroadcast {
  constructor(
    private readonly broadcasts: BroadcastRepository,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** The same id again is the same broadcast. @throws DomainError `invalid-message`, `invalid-send-at`, `invalid-expiry` */
  async execute(wanted: NewBroadcast): Promise<Broadcast> {
    const known = await this.broadcasts.get(wanted.id);
    if (known !== undefined) return known;
    const broadcast = await this.broadcasts.add(schedule(wanted, this.clock.now()));
    await addBroadcastJob(this.jobs, broadcast).catch((error: unknown) => {
      this.log.warn({ error, broadcastId: broadcast.id }, 'a broadcast is stored, and sent when the sweep comes round');
    });
    return broadcast;
  }
}
