import type { Session } from '../../domain/identity/session.js';
import { toIso } from '../../domain/time/instant.js';

/** A sign-in as its user sees it. */
export interface SessionView {
  readonly id: string;
  readonly createdAt: string;
  /** Signed in or refreshed. */
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

export function sessionView(session: Session, currentId: string): SessionView {
  const { id, createdAt, rotatedAt, expiresAt, ip, userAgent } = session;
  return {
    id,
    createdAt: toIso(createdAt),
    lastUsedAt: toIso(rotatedAt),
    expiresAt: toIso(expiresAt),
    ip,
    userAgent,
    current: id === currentId,
  };
}
