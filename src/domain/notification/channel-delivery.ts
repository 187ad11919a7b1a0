import type { Instant } from '../time/instant.js';

/** The ways on which notifications leave the service. */
export const OUTER_CHANNELS = ['email', 'webhook'] as const;
export type OuterChannel = (typeof OUTER_CHANNELS)[number];

/** `pending`: an attempt failed, another follows. `dead`: refused for good, or attempts used up. */
export type ChannelStatus = 'pending' | 'sent' | 'dead';

/** What became of one notification on one channel. */
export interface ChannelDelivery {
  readonly status: ChannelStatus;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly sentAt: Instant | null;
}

/** Outer channel → what became of it; one that is missing was not tried. */
export type ChannelDeliveries = Readonly<Record<string, ChannelDelivery>>;

/** Whether an attempt is still to be made, whatever was heard of it meanwhile. @param attempt from 1 */
export function awaitsAttempt(delivery: ChannelDelivery | undefined, attempt: number): boolean {
  return delivery === undefined || (delivery.status === 'pending' && delivery.attempts < attempt);
}

export function noteSent(delivery: ChannelDelivery | undefined, attempt: number, now: Instant): ChannelDelivery {
  return { status: 'sent', attempts: attempt, lastError: delivery?.lastError ?? null, sentAt: now };
}

/** @param last whether no further attempt follows. What was sent stays sent. */
export function noteFailed(
  delivery: ChannelDelivery | undefined,
  attempt: number,
  lastError: string,
  last: boolean,
): ChannelDelivery {
  if (delivery !== undefined && !awaitsAttempt(delivery, attempt)) return delivery;
  return { status: last ? 'dead' : 'pending', attempts: attempt, lastError, sentAt: null };
}
