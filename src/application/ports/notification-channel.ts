import type { User } from '../../domain/identity/user.js';
import type { OuterChannel } from '../../domain/notification/channel-delivery.js';
import type { Notification } from '../../domain/notification/notification.js';

/** A way by which a notification leaves the service, whether or not its user has an app open. */
export interface NotificationChannel {
  readonly name: OuterChannel;
  /**
   * Resolves when it is handed over. At least once: after a crash it may be sent again, under the same id, by which
   * receivers tell that they have it.
   * @throws DomainError `unavailable` if it may be taken later, `receiver-resting` if nobody was asked, as the receiver
   * wants to be left alone for `askedPauseMs`; with any other error it never will be
   */
  send(user: User, notification: Notification): Promise<void>;
}
