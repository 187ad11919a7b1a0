import { ContainerModule } from 'inversify';
import { Background } from '../../application/background.js';
import { NoteLook } from '../../application/insight/note-look.js';
import { RecordActivity } from '../../application/insight/record-activity.js';
import { AcknowledgeNotification } from '../../application/notification/acknowledge-notification.js';
import { AnnouncePresence } from '../../application/notification/announce-presence.js';
import { CatchUpDevice } from '../../application/notification/catch-up-device.js';
import { ConnectDevice } from '../../application/notification/connect-device.js';
import { DeleteNotification } from '../../application/notification/delete-notification.js';
import { DeliverNotifications } from '../../application/notification/deliver-notifications.js';
import { DisconnectDevice } from '../../application/notification/disconnect-device.js';
import { GetNotification } from '../../application/notification/get-notification.js';
import { GetQuietHours } from '../../application/notification/get-quiet-hours.js';
import { GetPreferences } from '../../application/notification/get-preferences.js';
import { HandToChannels } from '../../application/notification/hand-to-channels.js';
import { ListFailedNotifications } from '../../application/notification/list-failed-notifications.js';
import { ListNotifications } from '../../application/notification/list-notifications.js';
import { MarkAllRead } from '../../application/notification/mark-all-read.js';
import { MarkNotification } from '../../application/notification/mark-notification.js';
import { NotificationEvents } from '../../application/notification/notification-events.js';
import { PostNotification } from '../../application/notification/post-notification.js';
import { ReleaseHeld } from '../../application/notification/release-held.js';
import { RenewPresence } from '../../application/notification/renew-presence.js';
import { ReplayNotifications } from '../../application/notification/replay-notifications.js';
import { RequeueNotifications } from '../../application/notification/requeue-notifications.js';
import { RouteNotification } from '../../application/notification/route-notification.js';
import { SendMessage } from '../../application/notification/send-message.js';
import { SetQuietHours } from '../../application/notification/set-quiet-hours.js';
import { SetPreferences } from '../../application/notification/set-preferences.js';
import { SweepPresence } from '../../application/notification/sweep-presence.js';
import { SyncNotifications } from '../../application/notification/sync-notifications.js';
import { TellUnread } from '../../application/notification/tell-unread.js';
import { ViewNotification } from '../../application/notification/view-notification.js';
import type { Settings } from '../config/settings.js';
import { CLOCK, EVENT_LOG, IDS, LIVE_CHANNEL, LOG, NOTIFICATIONS, PRESENCE, USERS } from './tokens.js';

export function notificationModule({ notification, presence }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(AcknowledgeNotification).toDynamicValue(
      (c) => new AcknowledgeNotification(c.get(NOTIFICATIONS), c.get(CLOCK)),
    );
    bind(AnnouncePresence).toDynamicValue(
      (c) => new AnnouncePresence(c.get(PRESENCE), c.get(USERS), c.get(LIVE_CHANNEL), c.get(CLOCK), c.get(LOG)),
    );
    bind(CatchUpDevice).toDynamicValue(
      (c) => new CatchUpDevice(c.get(NOTIFICATIONS), c.get(USERS), c.get(LIVE_CHANNEL), c.get(CLOCK), notification),
    );
    bind(ConnectDevice).toDynamicValue(
      (c) => new ConnectDevice(c.get(PRESENCE), c.get(AnnouncePresence), c.get(CLOCK), presence),
    );
    bind(DeleteNotification).toDynamicValue(
      (c) => new DeleteNotification(c.get(NOTIFICATIONS), c.get(LIVE_CHANNEL), c.get(TellUnread), c.get(CLOCK)),
    );
    bind(DeliverNotifications).toDynamicValue(
      (c) =>
        new DeliverNotifications(
          c.get(NOTIFICATIONS),
          c.get(USERS),
          c.get(PRESENCE),
          c.get(LIVE_CHANNEL),
          c.get(TellUnread),
          c.get(CLOCK),
          notification,
        ),
    );
    bind(DisconnectDevice).toDynamicValue((c) => new DisconnectDevice(c.get(PRESENCE), c.get(CLOCK), presence));
    bind(GetNotification).toDynamicValue((c) => new GetNotification(c.get(NOTIFICATIONS)));
    bind(GetPreferences).toDynamicValue((c) => new GetPreferences(c.get(USERS)));
    bind(GetQuietHours).toDynamicValue((c) => new GetQuietHours(c.get(USERS), c.get(CLOCK)));
    bind(ListFailedNotifications).toDynamicValue(
      (c) => new ListFailedNotifications(c.get(NOTIFICATIONS), c.get(USERS)),
    );
    bind(ListNotifications).toDynamicValue((c) => new ListNotifications(c.get(NOTIFICATIONS)));
    bind(MarkAllRead).toDynamicValue(
      (c) => new MarkAllRead(c.get(NOTIFICATIONS), c.get(LIVE_CHANNEL), c.get(TellUnread), c.get(CLOCK)),
    );
    bind(MarkNotification).toDynamicValue(
      (c) => new MarkNotification(c.get(NOTIFICATIONS), c.get(LIVE_CHANNEL), c.get(TellUnread), c.get(CLOCK)),
    );
    bind(NotificationEvents).toDynamicValue((c) => new NotificationEvents(c.get(EVENT_LOG), c.get(IDS), c.get(CLOCK)));
    bind(PostNotification).toDynamicValue(
      (c) =>
        new PostNotification(
          c.get(NOTIFICATIONS),
          c.get(USERS),
          c.get(PRESENCE),
          c.get(NotificationEvents),
          c.get(IDS),
          c.get(CLOCK),
          c.get(Background),
          c.get(LOG),
        ),
    );
    bind(RenewPresence).toDynamicValue(
      (c) => new RenewPresence(c.get(PRESENCE), c.get(AnnouncePresence), c.get(CLOCK), presence),
    );
    bind(ReplayNotifications).toDynamicValue(
      (c) =>
        new ReplayNotifications(
          c.get(NOTIFICATIONS),
          c.get(PRESENCE),
          c.get(NotificationEvents),
          c.get(CLOCK),
          notification,
        ),
    );
    bind(ReleaseHeld).toDynamicValue((c) => new ReleaseHeld(c.get(NOTIFICATIONS), c.get(CLOCK)));
    bind(RequeueNotifications).toDynamicValue(
      (c) => new RequeueNotifications(c.get(NOTIFICATIONS), c.get(RecordActivity), c.get(CLOCK)),
    );
    bind(RouteNotification).toDynamicValue(
      (c) =>
        new RouteNotification(
          c.get(NOTIFICATIONS),
          c.get(USERS),
          c.get(PRESENCE),
          c.get(HandToChannels),
          c.get(NotificationEvents),
          c.get(IDS),
          c.get(CLOCK),
        ),
    );
    bind(SendMessage).toDynamicValue((c) => new SendMessage(c.get(PostNotification)));
    bind(SetPreferences).toDynamicValue((c) => new SetPreferences(c.get(USERS), c.get(RecordActivity)));
    bind(SetQuietHours).toDynamicValue(
      (c) => new SetQuietHours(c.get(USERS), c.get(ReleaseHeld), c.get(RecordActivity), c.get(CLOCK)),
    );
    bind(SweepPresence).toDynamicValue(
      (c) => new SweepPresence(c.get(PRESENCE), c.get(USERS), c.get(AnnouncePresence), c.get(CLOCK), c.get(LOG)),
    );
    bind(SyncNotifications).toDynamicValue((c) => new SyncNotifications(c.get(NOTIFICATIONS)));
    bind(TellUnread).toDynamicValue((c) => new TellUnread(c.get(NOTIFICATIONS), c.get(LIVE_CHANNEL)));
    bind(ViewNotification).toDynamicValue((c) => new ViewNotification(c.get(NOTIFICATIONS), c.get(NoteLook)));
  });
}
