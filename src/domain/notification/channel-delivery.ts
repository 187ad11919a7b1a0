import type { Instant } from '../time/instant.js';

/** The ways on which notifications leave the service. */
export const OUTER_CHANNELS = ['email', 'webhook'] as const;
export type OuterChannel = (typeof OUTER_CHANNELS)[number];

/** `pending`: an attempt follows. `dead`: refused for good, attempts used up, or nobody is to be told any more. */
export type ChannelStatus = 'pending' | 'sent' | 'dead';

/** What became of one notification on one channel. */
export interface ChannelDelivery {
  readonly status: ChannelStatus;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly sentAt: Instant | null;
  /** If the next attempt was not made by then, it is asked for again; null if none follows. */
  readonly dueAt: Instant | null;
}

/** Outer channel → what became of it; one that is missing was not handed over. */
export type ChannelDeliveries = Readonly<Record<string, ChannelDelivery>>;

export function handedOver(dueAt: Instant): ChannelDelivery {
  return { status: 'pending', attempts: 0, lastError: null, sentAt: null, dueAt };
}

/** Whether this attempt is still to be made: it may have been asked for twice. @param attempt from 1 */
export function awaitsAttempt(delivery: ChannelDelivery | undefined, attempt: number): boolean {
  return delivery === undefined || (delivery.status === 'pending' && delivery.attempts < attempt);
}

export function noteSent(delivery: ChannelDelivery | undefined, attempt: number, now: Instant): ChannelDelivery {
  return { status: 'sent', attempts: attempt, lastError: delivery?.lastError ?? null, sentAt: now, dueAt: null };
}

/** @param dueAt null if no further attempt follows. What was sent stays sent. */
export function noteFailed(
  delivery: ChannelDelivery | undefined,
  attempt: number,
  lastError: string,
  dueAt: Instant | null,
): ChannelDelivery {
  if (delivery !== undefined && !awaitsAttempt(delivery, attempt)) return delivery;
  return { status: dueAt === null ? 'dead' : 'pending', attempts: attempt, lastError, sentAt: null, dueAt };
}

/** The next attempt comes later, or not at all. Unchanged if none is to be made. @param dueAt null: never */
export function putOff(delivery: ChannelDelivery, dueAt: Instant | null): ChannelDelivery {
  if (delivery.status !== 'pending') return delivery;
  return { ...delivery, status: dueAt === null ? 'dead' : 'pending', dueAt };
}
