import type { Instant } from '../../domain/time/instant.js';
import { foundUser } from '../../domain/identity/user.js';
import type { Principal } from '../ports/access-tokens.js';
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

/** A message that somebody sends later: users to themselves, administrators to anyone. */
export class ScheduleMessage {
  constructor(
    private readonly users: UserRepository,
    private readonly scheduleBroadcast: ScheduleBroadcast,
  ) {}

  /** @throws DomainError `forbidden`, `user-not-found`, `invalid-message`, `invalid-send-at`, `invalid-expiry` */
  async execute({ principal, expiresAt = null, ...message }: MessageToSchedule): Promise<ScheduledView> {
    requireMaySendTo(principal, message.userId);
    foundUser(await this.users.get(message.userId));
    const content = { ...message, role: null, expiresAt, createdBy: principal.userId };
    return scheduledView(await this.scheduleBroadcast.execute(content));
  }
}
