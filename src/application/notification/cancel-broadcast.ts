import { cancel } from '../../domain/notification/broadcast.js';
import type { Origin } from '../identity/origin.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Principal } from '../ports/access-tokens.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import { broadcastView } from './broadcast-view.js';
import { broadcastNotFound } from './get-broadcast.js';

/** Nobody else is sent a broadcast; the page in hand is the last one. */
export class CancelBroadcast {
  constructor(
    private readonly broadcasts: BroadcastRepository,
    private readonly record: RecordActivity,
    private readonly live: LiveChannel,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `broadcast-not-found`, `already-sent` */
  async execute({
    administrator: { userId, role },
    id,
    ip,
    userAgent,
  }: Origin & { readonly administrator: Principal; readonly id: string }): Promise<void> {
    const now = this.clock.now();
    const cancelled = await this.broadcasts.update(id, (broadcast) => {
      if (broadcast.userId !== null) throw broadcastNotFound();
      return cancel(broadcast, now);
    });
    if (cancelled === undefined) throw broadcastNotFound();
    const details = { broadcastId: id, sent: cancelled.sent };
    await this.record.execute({ type: 'broadcast-cancelled', userId, role, ip, userAgent, details });
    await this.live.sendToAdministrators({ event: 'broadcast', payload: broadcastView(cancelled) });
  }
}
