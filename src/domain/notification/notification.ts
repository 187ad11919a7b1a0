import { DomainError, invalidField } from '../errors.js';
import type { Instant } from '../time/instant.js';
import { handedOver, type ChannelDeliveries } from './channel-delivery.js';
import { retryPause, type DeliverySettings } from './retry-policy.js';

export const NOTIFICATION_TYPES = [
  'message',
  'goal-reached',
  'streak-lost',
  'streak-at-risk',
  'reminder',
  'freeze-used',
  'daily-report',
  'login-spike',
  'login-spike-resolved',
  'security',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/**
 * `pending`: waiting, nobody is connected, no attempt used up. `delivered`: acknowledged. `failed`: an attempt went
 * unacknowledged. `dead`: attempts used up.
 */
export type NotificationStatus = 'pending' | 'delivered' | 'failed' | 'dead';

export interface Notification {
  readonly id: string;
  readonly userId: string;
  /** Unique per user where it is not null: the same thing is told once. */
  readonly key: string | null;
  readonly type: NotificationType;
  readonly message: string;
  /** Grows by one per user, from 1. */
  readonly sequence: number;
  readonly status: NotificationStatus;
  readonly attempts: number;
  /** Until when the attempt in hand may be acknowledged; null if there is none. */
  readonly attemptExpiresAt: Instant | null;
  /** When something has to be done about it: the attempt expires or a retry is due; null if nothing. */
  readonly dueAt: Instant | null;
  readonly lastError: string | null;
  /** What became of it on the ways out of the service. */
  readonly channels: ChannelDeliveries;
  /** The earliest `dueAt` of its channels; null if there is none. */
  readonly channelsDueAt: Instant | null;
  /** Whether the event log has it. */
  readonly published: boolean;
  readonly createdAt: Instant;
  /** From then on it is not sent any more; it stays in the inbox. Null if it is always worth knowing. */
  readonly expiresAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly readAt: Instant | null;
  /** When its user deleted it: what is left keeps the sequence without a gap, and the key. */
  readonly deletedAt: Instant | null;
}

/** A notification to be: the store gives the sequence. */
export type NotificationDraft = Omit<Notification, 'sequence'>;

/** In characters, not in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 2000;

/** A new notification. @throws DomainError `invalid-message`, `invalid-expiry` */
export function draft(
  content: Pick<Notification, 'id' | 'userId' | 'key' | 'type' | 'message' | 'published' | 'createdAt' | 'expiresAt'>,
): NotificationDraft {
  requireMessage(content.message);
  if (hasExpired(content, content.createdAt)) {
    throw invalidField('expiresAt', 'invalid-expiry', 'A notification expires in the future.');
  }
  return {
    ...content,
    status: 'pending',
    attempts: 0,
    attemptExpiresAt: null,
    dueAt: null,
    lastError: null,
    channels: {},
    channelsDueAt: null,
    deliveredAt: null,
    readAt: null,
    deletedAt: null,
  };
}

/** @throws DomainError `invalid-message` */
export function requireMessage(text: string): void {
  const length = Array.from(text).length;
  if (/\S/u.test(text) && length <= MAX_MESSAGE_LENGTH) return;
  const message = `A message has 1 to ${MAX_MESSAGE_LENGTH} characters, not only white space.`;
  throw invalidField('message', 'invalid-message', message);
}

export function hasExpired({ expiresAt }: Pick<Notification, 'expiresAt'>, now: Instant): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/** Whether a device still has to hear of it. */
export function isWorthTelling(notification: Notification, now: Instant): boolean {
  return notification.deletedAt === null && !hasExpired(notification, now);
}

/** No longer worth telling to those who have not heard of it. Unchanged once it is delivered or expired. */
export function recall(notification: Notification, now: Instant): Notification {
  if (notification.status === 'delivered' || hasExpired(notification, now)) return notification;
  return { ...notification, expiresAt: now };
}

/** Whether its time has come: an attempt may start, and no retry has to be waited for. */
export function isDue(notification: Notification, now: Instant): boolean {
  const { dueAt } = notification;
  return mayBeAttempted(notification, now) && (dueAt === null || dueAt <= now);
}

/** Whether an attempt may start: none is in hand, there are some left, and it is still worth telling. */
export function mayBeAttempted(notification: Notification, now: Instant): boolean {
  return waits(notification) && !hasExpired(notification, now);
}

/** Whether there are attempts to come, and none is in hand. */
function waits({ status, attemptExpiresAt }: NotificationDraft): boolean {
  return (status === 'pending' || status === 'failed') && attemptExpiresAt === null;
}

/**
 * An attempt starts: a lease until its acknowledgement is overdue, that only one of many can take.
 * @throws DomainError `no-attempt` (conflict) while one runs, when it is delivered or expired, or when attempts are used up
 */
export function noteAttempt(notification: Notification, now: Instant, settings: DeliverySettings): Notification {
  if (!mayBeAttempted(notification, now)) {
    throw new DomainError('conflict', 'no-attempt', 'This notification is not to be sent now.');
  }
  const expiresAt = now + settings.ackTimeout * 1000;
  return { ...notification, attempts: notification.attempts + 1, attemptExpiresAt: expiresAt, dueAt: expiresAt };
}

/** A device has it, so there was an attempt, even if it is not noted yet. The first acknowledgement counts, however late. */
export function acknowledge(notification: Notification, now: Instant): Notification {
  if (notification.status === 'delivered') return notification;
  const attempts = Math.max(1, notification.attempts);
  return { ...notification, status: 'delivered', attempts, attemptExpiresAt: null, dueAt: null, deliveredAt: now };
}

/** What the silence of an attempt means: a later retry, or the end. Unchanged while there is still time. */
export function expireAttempt(notification: Notification, now: Instant, settings: DeliverySettings): Notification {
  const { id, attempts, attemptExpiresAt } = notification;
  if (attemptExpiresAt === null || attemptExpiresAt > now) return notification;
  const failed = {
    ...notification,
    attemptExpiresAt: null,
    lastError: `no acknowledgement in ${settings.ackTimeout} s`,
  };
  return attempts >= settings.maxAttempts
    ? { ...failed, status: 'dead', dueAt: null }
    : { ...failed, status: 'failed', dueAt: now + retryPause(id, attempts, settings) };
}

/** A retry was asked for: not again before its pause has passed once more. Unchanged if it has come to an attempt since. */
export function replayAsked(notification: Notification, now: Instant, settings: DeliverySettings): Notification {
  if (notification.dueAt === null || !isDue(notification, now)) return notification;
  return { ...notification, dueAt: now + retryPause(notification.id, Math.max(1, notification.attempts), settings) };
}

/** Puts it off to the end of its user's quiet hours. Unchanged outside of them, or if no attempt is to come. */
export function hold<N extends NotificationDraft>(notification: N, until: Instant | undefined): N {
  return until !== undefined && waits(notification) ? { ...notification, dueAt: until } : notification;
}

/** From now on it waits for its user to connect, not for a time: nobody is connected, or it has expired. */
export function park(notification: Notification, now: Instant): Notification {
  const { attemptExpiresAt, dueAt } = notification;
  return attemptExpiresAt === null && dueAt !== null && dueAt <= now ? { ...notification, dueAt: null } : notification;
}

/**
 * Due at an instant, by somebody's will: at once for an administrator, at the end of quiet hours for a device that has
 * connected in them. A dead one starts anew. Unchanged when delivered or expired by then, or while an attempt runs.
 */
export function requeue(notification: Notification, at: Instant): Notification {
  const { status, attemptExpiresAt } = notification;
  if (status === 'delivered' || attemptExpiresAt !== null || hasExpired(notification, at)) return notification;
  return notification.status === 'dead'
    ? { ...notification, status: 'failed', attempts: 0, dueAt: at }
    : { ...notification, dueAt: at };
}

/** What became of it on some of its channels. */
export function noteChannels(notification: Notification, changed: ChannelDeliveries): Notification {
  const channels = { ...notification.channels, ...changed };
  const due = Object.values(channels).flatMap(({ dueAt }) => dueAt ?? []);
  return { ...notification, channels, channelsDueAt: due.length === 0 ? null : Math.min(...due) };
}

/** Its dead channels start anew at once, by an administrator's will. Unchanged if there are none, or it has expired. */
export function requeueChannels(notification: Notification, now: Instant): Notification {
  const dead = Object.entries(notification.channels).filter(([, { status }]) => status === 'dead');
  if (dead.length === 0 || !isWorthTelling(notification, now)) return notification;
  return noteChannels(notification, Object.fromEntries(dead.map(([name]) => [name, handedOver(now)])));
}

/**
 * Deleted by its user, who has seen it by then: it is neither unread nor to be sent any more. Its place in the sequence
 * and its key stay. Further times change nothing.
 */
export function discard(notification: Notification, now: Instant): Notification {
  if (notification.deletedAt !== null) return notification;
  const { deliveredAt, readAt } = notification;
  return {
    ...notification,
    message: '',
    status: 'delivered',
    attemptExpiresAt: null,
    dueAt: null,
    lastError: null,
    published: true,
    deliveredAt: deliveredAt ?? now,
    readAt: readAt ?? now,
    deletedAt: now,
  };
}

/** Read for the first time; further times change nothing. */
export function markRead(notification: Notification, now: Instant): Notification {
  return notification.readAt === null ? { ...notification, readAt: now } : notification;
}
