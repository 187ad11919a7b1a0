import type { Role } from '../../domain/identity/role.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Origin } from '../identity/origin.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Principal } from '../ports/access-tokens.js';
import { broadcastView, type BroadcastView } from './broadcast-view.js';
import type { ScheduleBroadcast } from './schedule-broadcast.js';

export interface BroadcastToCreate extends Origin {
  readonly administrator: Principal;
  /** The same id again is the same broadcast. */
  readonly id: string;
  readonly message: string;
  /** Everybody without it. */
  readonly role?: Role | undefined;
  /** At once without it. */
  readonly sendAt?: Instant | undefined;
  readonly expiresAt?: Instant | null | undefined;
}

/** A message of an administrator to all, or to those with a role. */
export class CreateBroadcast {
  constructor(
    private readonly scheduleBroadcast: ScheduleBroadcast,
    private readonly record: RecordActivity,
  ) {}

  /** @throws DomainError `invalid-message`, `invalid-send-at`, `invalid-expiry` */
  async execute({ administrator, id, ip, userAgent, ...content }: BroadcastToCreate): Promise<BroadcastView> {
    const { userId, role } = administrator;
    const { message, sendAt, expiresAt = null } = content;
    const audience = content.role ?? null;
    const wanted = { id, userId: null, role: audience, message, sendAt, expiresAt, createdBy: userId };
    const broadcast = broadcastView(await this.scheduleBroadcast.execute(wanted));
    const details = { broadcastId: id, role: audience, sendAt: broadcast.sendAt };
    await this.record.execute({ id, type: 'broadcast-created', userId, role, ip, userAgent, details });
    return broadcast;
  }
}
