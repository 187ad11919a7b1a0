import { DomainError } from '../../domain/errors.js';

/** A connection, as far as it matters here. */
interface Connection {
  readonly readyState: string;
  once(event: 'close', listener: () => void): unknown;
}

/** How many connections each user has to this process, those included that are about to open. */
export class Seats {
  private readonly taken = new Map<string, number>();

  constructor(private readonly perUser: number) {}

  /** Until the connection closes. @throws DomainError `too-many-connections` */
  take(userId: string, connection: Connection): void {
    // It closed while its token was looked up, and says so no more.
    if (connection.readyState === 'closed') return;
    const taken = this.taken.get(userId) ?? 0;
    if (taken >= this.perUser) {
      const message = `A user may have ${this.perUser} connections at once.`;
      throw new DomainError('throttled', 'too-many-connections', message);
    }
    this.taken.set(userId, taken + 1);
    connection.once('close', () => {
      this.free(userId);
    });
  }

  private free(userId: string): void {
    const left = (this.taken.get(userId) ?? 0) - 1;
    if (left > 0) this.taken.set(userId, left);
    else this.taken.delete(userId);
  }
}
