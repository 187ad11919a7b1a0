import type { NotificationView } from '../../src/application/notification/notification-view.js';

/** The clock that all processes of a machine share; microseconds. */
export function now(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** A notification as ours are, with the time of sending and a number in its message. */
export function notification(userId: string, number: number): NotificationView {
  return {
    id: `01999999-9999-7999-8999-${String(number).padStart(12, '0')}`,
    userId,
    message: text(number),
    read: false,
    type: 'message',
    status: 'pending',
    sequence: number + 1,
    attempts: 1,
    createdAt: '2026-11-21T10:00:00.000Z',
    channels: {},
    expiresAt: null,
    deliveredAt: null,
    readAt: null,
    deletedAt: null,
  };
}

/** @param sentAt 0 if who sends it tells that apart */
export function text(number: number, sentAt = now()): string {
  return `${sentAt} ${number} Time for a glass of water: two more and the day is achieved`;
}

export function readText(message: string): { readonly sentAt: number; readonly number: number } {
  const [sentAt, number] = message.split(' ', 2).map(Number);
  return { sentAt: sentAt ?? NaN, number: number ?? NaN };
}

/** Whom a message is for: each user in turn, not one beside the other. */
export function recipient(userIds: readonly string[], index: number): string {
  return userIds[(index * 7919) % userIds.length] ?? '';
}
