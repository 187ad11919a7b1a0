import type { NotificationView } from '../../application/notification/notification-view.js';
import type { Principal } from '../../application/ports/access-tokens.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Instant } from '../../domain/time/instant.js';
import type { ClientSocket } from './socket-events.js';

/** How many notifications a device is remembered to have been sent. */
const MEMORY = 500;

/**
 * One open socket, and what it has been sent. While it catches up, pushed notifications wait, so that it hears them in
 * their order and each of them once.
 */
export class Device {
  /** Sequence → until when it may be acknowledged before it is sent again; for ever once it was. */
  private readonly inHand = new Map<number, Instant>();
  private catchingUp: Promise<void> = Promise.resolve();
  private readonly waiting: NotificationView[] = [];
  private catchUps = 0;

  /**
   * @param acknowledged told each time that the device is known to have a notification
   * @param patienceMs until when a sent one is not sent again
   */
  constructor(
    readonly socket: ClientSocket,
    readonly principal: Principal,
    private readonly acknowledged: (id: string) => void,
    private readonly clock: Clock,
    private readonly patienceMs: number,
  ) {}

  /**
   * Sends what was missed, then what was pushed since the call. One at a time: a further call catches up once more.
   * @param ready from when on nothing can be missed any more; it never rejects
   */
  catchUp(ready: Promise<void>, missed: () => AsyncIterable<NotificationView>): Promise<void> {
    this.catchUps += 1;
    const before = this.catchingUp.then(() => ready);
    const done = before
      .then(() => this.sendAll(missed))
      .finally(() => {
        this.catchUps -= 1;
        if (this.catchUps === 0) for (const notification of this.waiting.splice(0)) this.send(notification);
      });
    this.catchingUp = done.catch(() => undefined);
    return done;
  }

  /** Sends a pushed notification, as soon as those before it are sent. */
  offer(notification: NotificationView): void {
    if (this.catchUps > 0) this.waiting.push(notification);
    else this.send(notification);
  }

  private async sendAll(missed: () => AsyncIterable<NotificationView>): Promise<void> {
    for await (const notification of missed()) {
      if (!this.socket.connected) return;
      this.send(notification);
    }
  }

  private send(notification: NotificationView): void {
    const { id, sequence } = notification;
    const until = this.inHand.get(sequence);
    if (until === Infinity) this.acknowledged(id);
    if (until !== undefined && until > this.clock.now()) return;
    this.remember(sequence, this.clock.now() + this.patienceMs);
    // Without a timeout: an acknowledgement counts however late. What is never acknowledged goes with the socket.
    this.socket.emit('notification', notification, () => {
      this.remember(sequence, Infinity);
      this.acknowledged(id);
    });
  }

  private remember(sequence: number, until: Instant): void {
    this.inHand.delete(sequence);
    this.inHand.set(sequence, until);
    if (this.inHand.size > MEMORY) this.inHand.delete(this.inHand.keys().next().value ?? sequence);
  }
}
