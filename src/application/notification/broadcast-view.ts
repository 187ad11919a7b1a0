import type { Role } from '../../domain/identity/role.js';
import type { Broadcast, BroadcastStatus } from '../../domain/notification/broadcast.js';
import { toIso, toIsoOrNull } from '../../domain/time/instant.js';

/** A broadcast as administrators see it, in lists and on their sockets. */
export interface BroadcastView {
  readonly id: string;
  readonly role: Role | null;
  readonly message: string;
  readonly status: BroadcastStatus;
  readonly sendAt: string;
  readonly expiresAt: string | null;
  readonly recipients: number | null;
  readonly sent: number;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export function broadcastView(broadcast: Broadcast): BroadcastView {
  const { id, role, message, status, recipients, sent, createdBy } = broadcast;
  return {
    id,
    role,
    message,
    status,
    sendAt: toIso(broadcast.sendAt),
    expiresAt: toIsoOrNull(broadcast.expiresAt),
    recipients,
    sent,
    createdBy,
    createdAt: toIso(broadcast.createdAt),
    startedAt: toIsoOrNull(broadcast.startedAt),
    finishedAt: toIsoOrNull(broadcast.finishedAt),
  };
}
