import { DomainError, invalidField } from '../errors.js';
import type { Role } from '../identity/role.js';
import { HOUR } from '../time/duration.js';
import type { Instant } from '../time/instant.js';
import { hasExpired, requireMessage } from './notification.js';

/**
 * `scheduled`: its time has not come. `sending`: page by page. `sent`: everybody had it. `cancelled`: who had it keeps it.
 * `expired`: it was too old before everybody had it.
 */
export const BROADCAST_STATUSES = ['scheduled', 'sending', 'sent', 'cancelled', 'expired'] as const;
export type BroadcastStatus = (typeof BROADCAST_STATUSES)[number];

/** A message for one user or for many, at a time. */
export interface Broadcast {
  readonly id: string;
  /** The only one it is for; null if it is for many. */
  readonly userId: string | null;
  /** Many: those with this role, or everybody if it is null. */
  readonly role: Role | null;
  readonly message: string;
  readonly sendAt: Instant;
  readonly expiresAt: Instant | null;
  readonly status: BroadcastStatus;
  /** How many it is for, counted when sending begins; null until then. */
  readonly recipients: number | null;
  /** How many have it. */
  readonly sent: number;
  /** The last user who was come to; null if nobody was. */
  readonly position: UserPosition | null;
  /** Id of the user who wanted it. */
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  /** When it was sent, cancelled or expired; null while there is something to do. */
  readonly finishedAt: Instant | null;
}

/** Where a user stands among all, the oldest first. */
export interface UserPosition {
  readonly createdAt: Instant;
  readonly id: string;
}

/** What somebody wants to be sent; at once without `sendAt`. */
export type NewBroadcast = Pick<Broadcast, 'id' | 'userId' | 'role' | 'message' | 'expiresAt' | 'createdBy'> & {
  readonly sendAt?: Instant | undefined;
};

/** Some of the recipients, who have been sent the message. */
export interface SentPage {
  /** Where it began: the position of the broadcast when it was read. */
  readonly from: UserPosition | null;
  /** Its last user; null if it was empty. */
  readonly to: UserPosition | null;
  /** How many of it have the message. */
  readonly sent: number;
  /** Nobody is behind it. */
  readonly last: boolean;
}

const MOST_AHEAD_MS = 366 * 24 * HOUR;

/** @throws DomainError `invalid-message`, `invalid-send-at`, `invalid-expiry` */
export function schedule({ sendAt, ...content }: NewBroadcast, now: Instant): Broadcast {
  requireMessage(content.message);
  if (sendAt !== undefined && (sendAt <= now || sendAt > now + MOST_AHEAD_MS)) {
    throw invalidField('sendAt', 'invalid-send-at', 'A message is sent in the future, and at most a year from now.');
  }
  const time = sendAt ?? now;
  if (hasExpired(content, time)) {
    throw invalidField('expiresAt', 'invalid-expiry', 'A message expires after it is sent.');
  }
  return {
    ...content,
    sendAt: time,
    status: 'scheduled',
    recipients: null,
    sent: 0,
    position: null,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
  };
}

/** Its time has come: it is sent from now on, or expired. Unchanged before its time, and once it has begun. */
export function begin(broadcast: Broadcast, recipients: number, now: Instant): Broadcast {
  if (broadcast.status !== 'scheduled' || broadcast.sendAt > now) return broadcast;
  return { ...broadcast, status: 'sending', recipients, startedAt: now };
}

/** Who has waited for too long is not told any more. */
export function expire(broadcast: Broadcast, now: Instant): Broadcast {
  if (broadcast.finishedAt !== null || !hasExpired(broadcast, now)) return broadcast;
  return { ...broadcast, status: 'expired', finishedAt: now };
}

/** A page was sent. It counts once, however many workers sent it; also for a cancelled broadcast, which stays so. */
export function pageSent(broadcast: Broadcast, { from, to, sent, last }: SentPage, now: Instant): Broadcast {
  if (broadcast.position?.id !== from?.id || broadcast.status === 'sent') return broadcast;
  const counted = { ...broadcast, sent: broadcast.sent + sent, position: to ?? from };
  return last && broadcast.status === 'sending' ? { ...counted, status: 'sent', finishedAt: now } : counted;
}

/**
 * Nobody else is sent it; a second time changes nothing.
 * @throws DomainError `already-sent` (conflict), also while it is on its way to the only one it is for
 */
export function cancel(broadcast: Broadcast, now: Instant): Broadcast {
  const { status, userId, finishedAt } = broadcast;
  if (status === 'sent' || (status === 'sending' && userId !== null)) {
    throw new DomainError('conflict', 'already-sent', 'The message was sent already.');
  }
  return finishedAt === null ? { ...broadcast, status: 'cancelled', finishedAt: now } : broadcast;
}
