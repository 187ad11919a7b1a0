import { DomainError } from '../../domain/errors.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import { broadcastView, type BroadcastView } from './broadcast-view.js';

/** How far a broadcast has come. */
export class GetBroadcast {
  constructor(private readonly broadcasts: BroadcastRepository) {}

  /** @throws DomainError `broadcast-not-found`, also for a message to one user */
  async execute({ id }: { readonly id: string }): Promise<BroadcastView> {
    const broadcast = await this.broadcasts.get(id);
    if (broadcast?.userId !== null) throw broadcastNotFound();
    return broadcastView(broadcast);
  }
}

export function broadcastNotFound(): DomainError {
  return new DomainError('not-found', 'broadcast-not-found', 'There is no such broadcast.');
}
