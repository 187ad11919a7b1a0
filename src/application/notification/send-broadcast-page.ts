import { DomainError } from '../../domain/errors.js';
import { administers, type User } from '../../domain/identity/user.js';
import {
  begin,
  cancel,
  expire,
  pageSent,
  type Broadcast,
  type UserPosition,
} from '../../domain/notification/broadcast.js';
import type { Instant } from '../../domain/time/instant.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import type { Clock } from '../ports/clock.js';
import type { JobQueue } from '../ports/job-queue.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { UserFilter, UserRepository } from '../ports/user-repository.js';
import { addBroadcastJob } from './broadcast-job.js';
import { broadcastView } from './broadcast-view.js';
import type { PostNotification } from './post-notification.js';

/** So many users are held, and sent to, at once; and between two looks at whether it was cancelled. */
const PAGE = 50;

/** Some recipients, in the order of their positions. */
interface RecipientPage {
  readonly userIds: readonly string[];
  readonly to: UserPosition | null;
  readonly last: boolean;
}

/**
 * The job `broadcast-page`: sends a broadcast to its next recipients, and asks for the page behind them. A user has it
 * once under its key, and a page counts once by its position: a crash, or a second worker, repeats work and no message.
 */
export class SendBroadcastPage {
  constructor(
    private readonly broadcasts: BroadcastRepository,
    private readonly users: UserRepository,
    private readonly post: PostNotification,
    private readonly jobs: JobQueue,
    private readonly live: LiveChannel,
    private readonly clock: Clock,
  ) {}

  /** Nothing happens for one that is unknown, finished, or whose time has not come. */
  async execute({ broadcastId }: { readonly broadcastId: string }): Promise<void> {
    const broadcast = await this.begun(broadcastId);
    if (broadcast === undefined) return;
    if (broadcast.status !== 'sending') return this.tell(broadcast);
    const { userIds, to, last } = await this.recipients(broadcast);
    const reached = await Promise.all(userIds.map((userId) => this.send(broadcast, userId)));
    const page = { from: broadcast.position, to, sent: reached.filter(Boolean).length, last };
    const now = this.clock.now();
    const counted = await this.broadcasts.update(broadcastId, (stored) => pageSent(expire(stored, now), page, now));
    if (counted === undefined) return;
    if (counted.status === 'sending') await addBroadcastJob(this.jobs, counted);
    await this.tell(counted);
  }

  private async begun(id: string): Promise<Broadcast | undefined> {
    const now = this.clock.now();
    const stored = await this.broadcasts.get(id);
    if (stored === undefined || stored.finishedAt !== null || stored.sendAt > now) return undefined;
    if (stored.status !== 'scheduled') return this.broadcasts.update(id, (broadcast) => expire(broadcast, now));
    if (!(await this.maySend(stored))) return this.broadcasts.update(id, (broadcast) => withdraw(broadcast, now));
    const recipients = await this.count({ ...stored, startedAt: now });
    return this.broadcasts.update(id, (broadcast) => begin(expire(broadcast, now), recipients, now));
  }

  /** What was allowed when it was scheduled need not be any more: to others only administrators send. */
  private async maySend({ userId, createdBy }: Broadcast): Promise<boolean> {
    if (userId === createdBy) return true;
    const creator = await this.users.get(createdBy);
    return creator !== undefined && administers(creator);
  }

  private async count(broadcast: Broadcast): Promise<number> {
    return broadcast.userId === null ? this.users.count(audienceOf(broadcast)) : 1;
  }

  private async recipients(broadcast: Broadcast): Promise<RecipientPage> {
    const { userId, position } = broadcast;
    if (userId !== null) return { userIds: [userId], to: null, last: true };
    const after = position === null ? undefined : { key: position.createdAt, id: position.id };
    const page = await this.users.list(audienceOf(broadcast), 'createdAt', after, PAGE);
    return { userIds: page.map(({ id }) => id), to: positionOf(page.at(-1)), last: page.length < PAGE };
  }

  /** Whether the user is still there, and it still worth while, to be told. */
  private async send({ id, message, expiresAt }: Broadcast, userId: string): Promise<boolean> {
    try {
      await this.post.execute({ userId, message, key: `broadcast:${id}`, expiresAt });
      return true;
    } catch (error) {
      if (error instanceof DomainError && ['user-not-found', 'invalid-expiry'].includes(error.code)) return false;
      throw error;
    }
  }

  private async tell(broadcast: Broadcast): Promise<void> {
    if (broadcast.userId !== null) return;
    await this.live.sendToAdministrators({ event: 'broadcast', payload: broadcastView(broadcast) });
  }
}

/** Unless somebody else has begun it. */
function withdraw(broadcast: Broadcast, now: Instant): Broadcast {
  return broadcast.status === 'scheduled' ? cancel(expire(broadcast, now), now) : broadcast;
}

/** Who can sign in, and registered before it began. */
function audienceOf({ role, startedAt }: Broadcast): UserFilter {
  return { role: role ?? undefined, active: true, disabled: false, createdTo: startedAt ?? undefined };
}

function positionOf(user: User | undefined): UserPosition | null {
  return user === undefined ? null : { createdAt: user.createdAt, id: user.id };
}
