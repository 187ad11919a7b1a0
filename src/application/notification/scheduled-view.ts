import type { Broadcast, BroadcastStatus } from '../../domain/notification/broadcast.js';
import { toIso, toIsoOrNull } from '../../domain/time/instant.js';

/** A message for one user that waits for its time, as who scheduled it sees it. */
export interface ScheduledView {
  readonly id: string;
  readonly userId: string | null;
  readonly message: string;
  readonly sendAt: string;
  readonly expiresAt: string | null;
  readonly status: BroadcastStatus;
  readonly createdAt: string;
}

export function scheduledView(broadcast: Broadcast): ScheduledView {
  const { id, userId, message, sendAt, expiresAt, status, createdAt } = broadcast;
  return {
    id,
    userId,
    message,
    sendAt: toIso(sendAt),
    expiresAt: toIsoOrNull(expiresAt),
    status,
    createdAt: toIso(createdAt),
  };
}
