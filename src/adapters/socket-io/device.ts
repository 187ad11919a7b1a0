import type { NotificationView } from '../../application/notification/notification-view.js';
import type { Principal } from '../../application/ports/access-tokens.js';
import type { Clock } from '../../application/ports/clock.js';
import { RecentMap } from '../../application/recent-map.js';
import type { Instant } from '../../domain/time/instant.js';
import type { ClientSocket, ServerEvents } from './socket-events.js';

/** Sends a notification to devices, each of which may acknowledge it, however late. */
export type Send = (devices: readonly Device[], notification: NotificationView) => void;

const UPDATED = 'notification:updated' satisfies keyof ServerEvents;
const DELETED = 'notification:deleted' satisfies keyof ServerEvents;

/** How many notifications a device is remembered to have been sent. */
const MEMORY = 500;

/**
 * One open socket, and what it has been sent. While it catches up, pushed notifications wait, so that it hears them in
 * their order and each of them once, as they are by then.
 */
export class Device {
  /** Sequence → until when it may be acknowledged before it is sent again; for ever once it was. */
  private readonly inHand = new RecentMap<number, Instant>(MEMORY);
  private catchingUp: Promise<void> = Promise.resolve();
  private waiting: NotificationView[] = [];
  /** What the device heard of notifications while it catches up: how each is since then; null if it is deleted. */
  private readonly changed = new Map<string, NotificationView | null>();
  private catchUps = 0;
  private lastSeen: number | undefined;

  /**
   * @param send what the device takes goes this way
   * @param delivered told each time that the device is known to have a notification
   * @param patienceMs until when a sent one is not sent again
   * @param hearsAll false while what other processes push may be missed here
   */
  constructor(
    readonly socket: ClientSocket,
    readonly principal: Principal,
    private readonly send: Send,
    private readonly delivered: (id: string) => void,
    private readonly clock: Clock,
    private readonly patienceMs: number,
    private readonly hearsAll: () => boolean,
  ) {
    this.lastSeen = socket.data.seen;
  }

  /**
   * Sends what was missed, then what was pushed since the call. One at a time: a further call catches up once more.
   * @param ready from when on nothing can be missed any more; it never rejects
   */
  catchUp(ready: Promise<void>, missed: () => AsyncIterable<NotificationView>): Promise<void> {
    if (this.catchUps === 0) this.socket.onAnyOutgoing(this.hear);
    this.catchUps += 1;
    const before = this.catchingUp.then(() => ready);
    const done = before
      .then(() => this.sendAll(missed))
      .finally(() => {
        this.catchUps -= 1;
        if (this.catchUps === 0) this.caughtUp();
      });
    this.catchingUp = done.catch(() => undefined);
    return done;
  }

  /** Whether a pushed notification is to be sent to it now: it comes later while it catches up, and not if it has it. */
  takes(notification: NotificationView): boolean {
    if (this.catchUps === 0) return this.lacks(notification);
    this.waiting.push(notification);
    return false;
  }

  /** The sequence behind which it may have missed some: the highest it was sent, or that there was when it connected. */
  get seen(): number | undefined {
    return this.lastSeen;
  }

  /** It has said that it has this one. */
  acknowledge({ id, sequence }: NotificationView): void {
    this.inHand.set(sequence, Infinity);
    this.delivered(id);
  }

  private readonly hear = (event: string, said: { readonly id: string }): void => {
    if (event === DELETED) this.changed.set(said.id, null);
    if (event === UPDATED) this.changed.set(said.id, said as NotificationView);
  };

  private caughtUp(): void {
    this.giveWaiting(Infinity);
    this.socket.offAnyOutgoing(this.hear);
    this.changed.clear();
  }

  private async sendAll(missed: () => AsyncIterable<NotificationView>): Promise<void> {
    for await (const notification of missed()) {
      if (!this.socket.connected) return;
      this.giveWaiting(notification.sequence);
      this.give(notification);
    }
  }

  /** What waits up to a sequence. Catching up itself pushes, to this device too: nearly all of it is not needed any more. */
  private giveWaiting(upTo: number): void {
    const due = this.waiting.filter(({ sequence }) => sequence <= upTo);
    this.waiting = this.waiting.filter(({ sequence }) => sequence > upTo);
    for (const notification of due.sort((a, b) => a.sequence - b.sequence)) this.give(notification);
  }

  private give(notification: NotificationView): void {
    const since = this.changed.get(notification.id);
    if (since === null) return;
    const current = since ?? notification;
    if (this.lacks(current)) this.send([this], current);
  }

  /** False if it has the notification, or has been sent it and may still acknowledge; from now on that is so. */
  private lacks({ id, sequence }: NotificationView): boolean {
    const until = this.inHand.get(sequence) ?? -Infinity;
    if (until === Infinity) this.delivered(id);
    const now = this.clock.now();
    if (until > now) return false;
    this.inHand.set(sequence, now + this.patienceMs);
    if (this.hearsAll()) this.lastSeen = Math.max(this.lastSeen ?? sequence, sequence);
    return true;
  }
}
