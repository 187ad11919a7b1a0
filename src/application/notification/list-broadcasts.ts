import { readPage, type Page, type PageRequest } from '../paging.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import { broadcastView, type BroadcastView } from './broadcast-view.js';

/** What administrators sent, or will send, to many, newest first. */
export class ListBroadcasts {
  constructor(private readonly broadcasts: BroadcastRepository) {}

  /** @throws DomainError `invalid-cursor` */
  async execute(request: PageRequest): Promise<Page<BroadcastView>> {
    return readPage(
      request,
      (after, limit) => this.broadcasts.list(after, limit),
      ({ createdAt, id }) => ({ key: createdAt, id }),
      broadcastView,
    );
  }
}
