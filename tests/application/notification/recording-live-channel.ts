import type { NotificationView } from '../../../src/application/notification/notification-view.js';
import type { AdministratorEvent, LiveChannel, LiveEvent } from '../../../src/application/ports/live-channel.js';

/** What would have reached sockets. */
export class RecordingLiveChannel implements LiveChannel {
  readonly pushed: NotificationView[] = [];
  readonly sent: (LiveEvent & { readonly userId: string })[] = [];
  readonly told: AdministratorEvent[] = [];

  get messages(): readonly string[] {
    return this.pushed.map(({ message }) => message);
  }

  get unreadTold(): readonly number[] {
    return this.sent.flatMap((event) => (event.event === 'unread' ? [event.payload.count] : []));
  }

  push(_userId: string, notification: NotificationView): Promise<void> {
    this.pushed.push(notification);
    return Promise.resolve();
  }

  send(userId: string, event: LiveEvent): Promise<void> {
    this.sent.push({ userId, ...event });
    return Promise.resolve();
  }

  sendToAdministrators(event: AdministratorEvent): Promise<void> {
    this.told.push(event);
    return Promise.resolve();
  }

  endSession(): Promise<void> {
    return Promise.resolve();
  }

  endUser(): Promise<void> {
    return Promise.resolve();
  }
}
