import { cancel } from '../../domain/notification/broadcast.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import type { Clock } from '../ports/clock.js';
import { notificationNotFound } from './get-notification.js';

/** A message that a user has scheduled is not sent. A second time changes nothing. */
export class CancelScheduled {
  constructor(
    private readonly broadcasts: BroadcastRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `already-sent`; `notification-not-found`, also for one that another user scheduled */
  async execute({ userId, id }: { readonly userId: string; readonly id: string }): Promise<void> {
    const now = this.clock.now();
    const cancelled = await this.broadcasts.update(id, (broadcast) => {
      if (broadcast.userId === null || broadcast.createdBy !== userId) throw notificationNotFound();
      return cancel(broadcast, now);
    });
    if (cancelled === undefined) throw notificationNotFound();
  }
}
