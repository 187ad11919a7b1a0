import { mayBeAttempted, noteAttempt, type Notification } from '../../domain/notification/notification.js';
import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import type { Instant } from '../../domain/time/instant.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

/** A notification as it is now, and whether the caller, alone of many, has just taken the lease of an attempt. */
export interface Attempt {
  readonly notification: Notification;
  readonly started: boolean;
}

/** Takes the lease of an attempt if there is one to be taken; `undefined` for an unknown notification. */
export async function startAttempt(
  notifications: NotificationRepository,
  id: string,
  now: Instant,
  settings: DeliverySettings,
): Promise<Attempt | undefined> {
  let started = false;
  const notification = await notifications.update(id, (stored) => {
    started = mayBeAttempted(stored, now);
    return started ? noteAttempt(stored, now, settings) : stored;
  });
  return notification && { notification, started };
}
