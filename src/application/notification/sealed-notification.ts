import type { Instant } from '../../domain/time/instant.js';
import { parseInstant } from '../../domain/time/instant.js';
import type { Secrets } from '../ports/secrets.js';
import type { NotificationView } from './notification-view.js';

/** A notification as it was stored, under a seal that only this deployment can make. */
export interface SealedNotification {
  readonly notification: NotificationView;
  readonly seal: string;
}

const PURPOSE = 'stored notification';
/** It may have been read or deleted since, and its user may want quiet. */
const FRESH_MS = 2000;

export function seal(notification: NotificationView, secrets: Secrets): SealedNotification {
  return { notification, seal: secrets.derive(PURPOSE, JSON.stringify(notification)) };
}

/** What anyone may have published is believed if the seal is ours, and not for long; otherwise `undefined`. */
export function unseal(
  { notification, seal }: SealedNotification,
  secrets: Secrets,
  now: Instant,
): NotificationView | undefined {
  const isOurs = secrets.isDerived(seal, PURPOSE, JSON.stringify(notification));
  return isOurs && (parseInstant(notification.createdAt) ?? 0) > now - FRESH_MS ? notification : undefined;
}
