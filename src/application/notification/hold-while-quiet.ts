import type { User } from '../../domain/identity/user.js';
import { hold, type Notification } from '../../domain/notification/notification.js';
import { heldUntil } from '../../domain/notification/quiet-hours.js';
import type { Instant } from '../../domain/time/instant.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

/** Puts a notification off to the end of its user's quiet hours. Returns whether it has to wait: there are some just now. */
export async function holdWhileQuiet(
  notifications: NotificationRepository,
  user: User,
  { id, type, dueAt }: Notification,
  now: Instant,
): Promise<boolean> {
  const until = heldUntil(user, type, now);
  if (until !== undefined && dueAt !== until) await notifications.update(id, (stored) => hold(stored, until));
  return until !== undefined;
}
