import { DomainError } from '../../domain/errors.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Principal } from '../ports/access-tokens.js';
import type { NotificationView } from './notification-view.js';
import type { PostNotification } from './post-notification.js';

/** A message that somebody sends: users to themselves, administrators to anyone. */
export class SendMessage {
  constructor(private readonly post: PostNotification) {}

  /** @throws DomainError `forbidden`, `user-not-found`, `invalid-message`, `invalid-expiry` */
  async execute(message: {
    readonly principal: Principal;
    readonly id: string;
    readonly userId: string;
    readonly message: string;
    readonly expiresAt?: Instant | undefined;
  }): Promise<NotificationView> {
    const { principal, id, userId, message: text, expiresAt = null } = message;
    requireMaySendTo(principal, userId);
    return this.post.execute({ id, userId, message: text, expiresAt });
  }
}

/** @throws DomainError `forbidden` */
export function requireMaySendTo({ role, userId }: Principal, recipientId: string): void {
  if (role === 'admin' || userId === recipientId) return;
  throw new DomainError('forbidden', 'forbidden', 'Only administrators send messages to others.');
}
