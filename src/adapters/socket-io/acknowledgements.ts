import { LRUCache } from 'lru-cache';
import type { Background } from '../../application/background.js';
import type { AcknowledgeNotification } from '../../application/notification/acknowledge-notification.js';

/** How many notifications are remembered to be delivered: those that many devices acknowledge at about the same time. */
const MEMORY = 5000;

/** What devices acknowledge. Of all devices of a user the first delivers; the store does not hear of the others. */
export class Acknowledgements {
  private readonly taken = new LRUCache<string, true>({ max: MEMORY });

  constructor(
    private readonly acknowledgeNotification: AcknowledgeNotification,
    private readonly background: Background,
  ) {}

  take(userId: string, id: string): void {
    if (this.taken.has(id)) return;
    this.taken.set(id, true);
    this.background.run('acknowledgement', async () => {
      try {
        await this.acknowledgeNotification.execute({ userId, id });
      } catch (error) {
        // It comes again, and is acknowledged again.
        this.taken.delete(id);
        throw error;
      }
    });
  }
}
