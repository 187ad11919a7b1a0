import { randomUUID } from 'node:crypto';
import type { NotificationView } from '../../application/notification/notification-view.js';
import type { AdapterConnection } from './adapter-connection.js';

export type Push = (userId: string, notification: NotificationView) => void;

interface Message {
  /** Which process says it: one that holds the user itself does not need to hear it. */
  readonly from: string;
  readonly notification: NotificationView;
}

/**
 * Notifications on their way from one process to others. Each user has a channel, so that Redis hands a notification to
 * those processes alone that hold a device of the user.
 */
export class PushChannels {
  private readonly process = randomUUID();

  constructor(
    private readonly publisher: AdapterConnection,
    private readonly subscriber: AdapterConnection,
    private readonly prefix: string,
    take: Push,
  ) {
    subscriber.on('smessageBuffer', (rawChannel, message) => {
      const channel = rawChannel.toString();
      // The connection carries the channels of the adapter too.
      if (!channel.startsWith(prefix)) return;
      const { from, notification } = JSON.parse(message.toString()) as Message;
      if (from !== this.process) take(channel.slice(prefix.length), notification);
    });
  }

  /** This process holds a device of the user from now on. */
  open(userId: string): void {
    this.subscriber.ssubscribe(this.prefix + userId);
  }

  /** It holds none any more. */
  close(userId: string): void {
    this.subscriber.sunsubscribe(this.prefix + userId);
  }

  publish(userId: string, notification: NotificationView): void {
    const message: Message = { from: this.process, notification };
    void this.publisher.spublish(this.prefix + userId, JSON.stringify(message));
  }
}
