import type { Instant } from '../time/instant.js';

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
  /** Whether the event log has it. */
  readonly published: boolean;
  readonly createdAt: Instant;
  readonly deliveredAt: Instant | null;
  readonly readAt: Instant | null;
}

/** A notification to be: the store gives the sequence. */
export type NotificationDraft = Omit<Notification, 'sequence'>;
