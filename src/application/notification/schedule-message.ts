import { DomainError } from '../../domain/errors.js';
import type { Instant } from '../../domain/time/instant.js';
import { foundUser } from '../../domain/identity/user.js';
import type { Principal } from '../ports/access-tokens.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { ScheduleBroadcast } from './schedule-broadcast.js';
import { scheduledView, type ScheduledView } from './scheduled-view.js';
import { requireMaySendTo } from './send-message.js';

export interface MessageToSchedule {
  readonly principal: Principal;
  /** The same id again is the same message. */
  readonly id: string;
  readonly userId: string;
  readonly message: string;
  readonly sendAt: Instant;
  readonly expiresAt?: Instant | null | undefined;
}

/** So many messages of one sender may wait for their time. */
export const MOST_SCHEDULED = 1000;

/** A message that somebody sends later: users to themselves, administrators to anyone. */
export class ScheduleMessage {
  constructor(
    private readonly users: UserRepository,
    private readonly broadcasts: BroadcastRepository,
    private readonly scheduleBroadcast: ScheduleBroadcast,
  ) {}

  /**
   * @throws DomainError `forbidden`, `user-not-found`, `too-many-scheduled`, `invalid-message`, `invalid-send-at`,
   *   `invalid-expiry`
   */
  async execute({ principal, expiresAt = null, ...message }: MessageToSchedule): Promise<ScheduledView> {
    requireMaySendTo(principal, message.userId);
    foundUser(await this.users.get(message.userId));
    await this.requireRoom(principal, message.id);
    const content = { ...message, role: null, expiresAt, createdBy: principal.userId };
    return scheduledView(await this.scheduleBroadcast.execute(content));
  }

  private async requireRoom({ userId }: Principal, id: string): Promise<void> {
    if ((await this.broadcasts.countScheduledBy(userId)) < MOST_SCHEDULED) return;
    if ((await this.broadcasts.get(id)) !== undefined) return;
    const message = `At most ${MOST_SCHEDULED} of your messages may wait for their time.`;
    throw new DomainError('conflict', 'too-many-scheduled', message);
  }
}
