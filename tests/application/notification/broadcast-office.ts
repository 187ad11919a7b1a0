import { EmbeddedBroadcastRepository } from '../../../src/adapters/embedded/embedded-broadcast-repository.js';
import { EmbeddedJobQueue } from '../../../src/adapters/embedded/embedded-job-queue.js';
import type { AppJob } from '../../../src/application/jobs.js';
import type { BroadcastView } from '../../../src/application/notification/broadcast-view.js';
import { CancelBroadcast } from '../../../src/application/notification/cancel-broadcast.js';
import { CancelScheduled } from '../../../src/application/notification/cancel-scheduled.js';
import { CreateBroadcast } from '../../../src/application/notification/create-broadcast.js';
import { GetBroadcast } from '../../../src/application/notification/get-broadcast.js';
import { ListBroadcasts } from '../../../src/application/notification/list-broadcasts.js';
import { ListScheduled } from '../../../src/application/notification/list-scheduled.js';
import { ScheduleBroadcast } from '../../../src/application/notification/schedule-broadcast.js';
import { ScheduleMessage } from '../../../src/application/notification/schedule-message.js';
import { SendBroadcastPage } from '../../../src/application/notification/send-broadcast-page.js';
import { SweepBroadcasts } from '../../../src/application/notification/sweep-broadcasts.js';
import type { Principal } from '../../../src/application/ports/access-tokens.js';
import type { Stop } from '../../../src/application/ports/event-log.js';
import type { Role } from '../../../src/domain/identity/role.js';
import { quietLog } from '../../quiet-log.js';
import { openEmbeddedDatabase } from '../../stores.js';
import { PostOffice } from './post-office.js';
import { RecordingLiveChannel } from './recording-live-channel.js';

const ORIGIN = { ip: null, userAgent: null };

export function principal(userId: string, role: Role = 'user'): Principal {
  return { userId, role, sessionId: 's', expiresAt: 0 };
}

/** Broadcasts and scheduled messages on embedded stores and queue, above a post office. */
export class BroadcastOffice extends PostOffice<RecordingLiveChannel> {
  private readonly store = openEmbeddedDatabase();
  readonly broadcasts = new EmbeddedBroadcastRepository(this.store);
  readonly queue = new EmbeddedJobQueue(this.store, this.clock, quietLog);
  private readonly schedule = new ScheduleBroadcast(this.broadcasts, this.queue, this.clock, quietLog);
  readonly sendPage = new SendBroadcastPage(this.broadcasts, this.users, this.post, this.queue, this.live, this.clock);
  readonly sweep = new SweepBroadcasts(this.broadcasts, this.queue, this.clock);
  readonly scheduleMessage = new ScheduleMessage(this.users, this.broadcasts, this.schedule);
  readonly listScheduled = new ListScheduled(this.broadcasts);
  readonly cancelScheduled = new CancelScheduled(this.broadcasts, this.clock);
  readonly createBroadcast = new CreateBroadcast(this.schedule, this.recordActivity);
  readonly listBroadcasts = new ListBroadcasts(this.broadcasts);
  readonly getBroadcast = new GetBroadcast(this.broadcasts);
  readonly cancelBroadcast = new CancelBroadcast(this.broadcasts, this.recordActivity, this.live, this.clock);
  /** Pages that were asked for, and begun. */
  readonly pages: string[] = [];
  private stop: Stop | undefined;

  constructor() {
    super(new RecordingLiveChannel());
  }

  override close(): void {
    this.store.close();
    super.close();
  }

  /** Takes pages until `rest`. */
  async work(): Promise<void> {
    this.stop = await this.queue.work((job) => this.run(job));
  }

  async rest(): Promise<void> {
    await this.stop?.();
    this.stop = undefined;
  }

  /** Does all pages that are asked for. */
  async sendAll(): Promise<void> {
    await this.work();
    await this.queue.idle();
    await this.rest();
  }

  async registerMany(count: number, name = 'u'): Promise<readonly string[]> {
    const ids = Array.from({ length: count }, (_, index) => `${name}${String(index).padStart(4, '0')}`);
    for (const id of ids) await this.register(id);
    this.clock.advance(1);
    return ids;
  }

  /** Of the administrator `root`, to users unless told otherwise; returns the id. */
  async broadcast(
    changes: { role?: Role | undefined; sendAt?: number; expiresAt?: number; id?: string } = {},
  ): Promise<string> {
    const administrator = principal('root', 'admin');
    const wanted = {
      administrator,
      id: this.ids.next(),
      message: 'to many',
      role: 'user' as const,
      ...ORIGIN,
      ...changes,
    };
    return (await this.createBroadcast.execute(wanted)).id;
  }

  async cancel(id: string): Promise<void> {
    await this.cancelBroadcast.execute({ administrator: principal('root', 'admin'), id, ...ORIGIN });
  }

  async progress(id: string): Promise<readonly [status: string, recipients: number | null, sent: number]> {
    const { status, recipients, sent } = await this.getBroadcast.execute({ id });
    return [status, recipients, sent];
  }

  /** How many notifications each of them has. */
  async countsOf(userIds: readonly string[]): Promise<readonly number[]> {
    return Promise.all(userIds.map((userId) => this.notifications.lastSequence(userId)));
  }

  /** What administrators heard of broadcasts. */
  get told(): readonly BroadcastView[] {
    return this.live.told.flatMap((event) => (event.event === 'broadcast' ? [event.payload] : []));
  }

  private async run(job: AppJob): Promise<void> {
    if (job.name !== 'broadcast-page') throw new Error(`nobody asked for ${job.name}`);
    this.pages.push(job.data.broadcastId);
    await this.sendPage.execute(job.data);
  }
}
