import { DomainError } from '../../domain/errors.js';
import { noteAttempt, type Notification } from '../../domain/notification/notification.js';
import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import type { Instant } from '../../domain/time/instant.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

/** Takes the lease of an attempt: the notification as it is then, or `undefined` for all but one of many callers. */
export async function startAttempt(
  notifications: NotificationRepository,
  id: string,
  now: Instant,
  settings: DeliverySettings,
): Promise<Notification | undefined> {
  try {
    return await notifications.update(id, (notification) => noteAttempt(notification, now, settings));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'no-attempt') return undefined;
    throw error;
  }
}
