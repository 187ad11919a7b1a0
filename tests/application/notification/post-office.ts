import { EmbeddedActivityLog } from '../../../src/adapters/embedded/embedded-activity-log.js';
import { EmbeddedCache } from '../../../src/adapters/embedded/embedded-cache.js';
import { EmbeddedJobQueue } from '../../../src/adapters/embedded/embedded-job-queue.js';
import { EmbeddedNotificationRepository } from '../../../src/adapters/embedded/embedded-notification-repository.js';
import { EmbeddedPresence } from '../../../src/adapters/embedded/embedded-presence.js';
import { EmbeddedTrackingRepository } from '../../../src/adapters/embedded/embedded-tracking-repository.js';
import { EmbeddedUserRepository } from '../../../src/adapters/embedded/embedded-user-repository.js';
import { EmailChannel } from '../../../src/adapters/mail/email-channel.js';
import { WebhookChannel } from '../../../src/adapters/webhook/webhook-channel.js';
import { Background } from '../../../src/application/background.js';
import type { AppEvent } from '../../../src/application/events.js';
import { RecordActivity } from '../../../src/application/insight/record-activity.js';
import { AcknowledgeNotification } from '../../../src/application/notification/acknowledge-notification.js';
import { AnnouncePresence } from '../../../src/application/notification/announce-presence.js';
import { CatchUpDevice } from '../../../src/application/notification/catch-up-device.js';
import { ConnectDevice } from '../../../src/application/notification/connect-device.js';
import { DeliverNotifications } from '../../../src/application/notification/deliver-notifications.js';
import { DisconnectDevice } from '../../../src/application/notification/disconnect-device.js';
import { HandToChannels } from '../../../src/application/notification/hand-to-channels.js';
import { NotificationEvents } from '../../../src/application/notification/notification-events.js';
import type { NotificationView } from '../../../src/application/notification/notification-view.js';
import { PostNotification } from '../../../src/application/notification/post-notification.js';
import { ReleaseHeld } from '../../../src/application/notification/release-held.js';
import { RenewPresence } from '../../../src/application/notification/renew-presence.js';
import { ReplayNotifications } from '../../../src/application/notification/replay-notifications.js';
import { RequeueNotifications } from '../../../src/application/notification/requeue-notifications.js';
import { RouteNotification } from '../../../src/application/notification/route-notification.js';
import { SetQuietHours } from '../../../src/application/notification/set-quiet-hours.js';
import { SweepChannels } from '../../../src/application/notification/sweep-channels.js';
import { SweepPresence } from '../../../src/application/notification/sweep-presence.js';
import { TellUnread } from '../../../src/application/notification/tell-unread.js';
import type { LiveChannel } from '../../../src/application/ports/live-channel.js';
import type { Role } from '../../../src/domain/identity/role.js';
import { createUser } from '../../../src/domain/identity/user.js';
import type { DeliverySettings } from '../../../src/domain/notification/retry-policy.js';
import { initialCalendar } from '../../../src/domain/time/local-day.js';
import { ManualClock } from '../../manual-clock.js';
import { quietLog } from '../../quiet-log.js';
import { SequentialIds } from '../../sequential-ids.js';
import { openEmbeddedDatabase } from '../../stores.js';
import { MailBox } from '../identity/mail-box.js';
import { RecordingEventLog } from './recording-event-log.js';
import { RecordingLiveChannel } from './recording-live-channel.js';
import { RecordingWebhook } from './recording-webhook.js';

const NODE = 'node-1';

/** All of notifications on embedded stores, with the event log and the sockets in the hands of the test. */
export class PostOffice<Live extends LiveChannel> {
  readonly clock = new ManualClock('2026-11-21T10:00:00Z');
  readonly ids = new SequentialIds();
  readonly events = new RecordingEventLog();
  readonly delivery: DeliverySettings = { ackTimeout: 5, retryBase: 10, maxAttempts: 3 };
  private readonly grace = { grace: 5, ttl: 30 };

  private readonly database = openEmbeddedDatabase();
  readonly notifications = new EmbeddedNotificationRepository(this.database);
  readonly users = new EmbeddedUserRepository(this.database);
  readonly activities = new EmbeddedActivityLog(this.database);
  readonly tracking = new EmbeddedTrackingRepository(this.database);
  readonly presence = new EmbeddedPresence();
  readonly jobs = new EmbeddedJobQueue(this.database, this.clock, quietLog);
  readonly mailBox = new MailBox();
  readonly webhook = new RecordingWebhook();
  readonly channels = [new EmailChannel(this.mailBox, 'https://example.org'), new WebhookChannel(this.webhook)];

  readonly tellUnread: TellUnread;
  readonly post: PostNotification;
  readonly route: RouteNotification;
  readonly catchUpDevice: CatchUpDevice;
  readonly acknowledge: AcknowledgeNotification;
  readonly replay: ReplayNotifications;
  readonly recordActivity: RecordActivity;
  readonly requeue: RequeueNotifications;
  readonly sweepChannels: SweepChannels;
  readonly releaseHeld: ReleaseHeld;
  readonly setQuietHours: SetQuietHours;
  readonly connectDevice: ConnectDevice;
  readonly disconnectDevice: DisconnectDevice;
  readonly renewPresence: RenewPresence;
  readonly sweepPresence: SweepPresence;
  private readonly deliver: DeliverNotifications;
  private readonly open = new Set<string>();

  constructor(readonly live: Live) {
    const { clock, ids, events, delivery, grace, notifications, users, activities, presence } = this;
    this.tellUnread = new TellUnread(notifications, live);
    const toTell = new NotificationEvents(events, ids, clock);
    const background = new Background(quietLog);
    this.post = new PostNotification(notifications, users, presence, toTell, ids, clock, background, quietLog);
    const handToChannels = new HandToChannels(this.channels, notifications, this.jobs, clock);
    this.route = new RouteNotification(notifications, users, presence, handToChannels, toTell, ids, clock);
    this.deliver = new DeliverNotifications(notifications, users, presence, live, this.tellUnread, clock, delivery);
    this.catchUpDevice = new CatchUpDevice(notifications, users, live, clock, delivery);
    this.acknowledge = new AcknowledgeNotification(notifications, clock);
    this.replay = new ReplayNotifications(notifications, presence, toTell, clock, delivery);
    this.recordActivity = new RecordActivity(activities, new EmbeddedCache(clock), ids, clock);
    this.requeue = new RequeueNotifications(notifications, this.recordActivity, clock);
    this.sweepChannels = new SweepChannels(notifications, this.jobs, clock);
    this.releaseHeld = new ReleaseHeld(notifications, clock);
    this.setQuietHours = new SetQuietHours(users, this.releaseHeld, this.recordActivity, clock);
    const announce = new AnnouncePresence(presence, users, live, clock, quietLog);
    this.connectDevice = new ConnectDevice(presence, announce, clock, grace);
    this.disconnectDevice = new DisconnectDevice(presence, clock, grace);
    this.renewPresence = new RenewPresence(presence, announce, clock, grace);
    this.sweepPresence = new SweepPresence(presence, users, announce, clock, quietLog);
  }

  close(): void {
    this.database.close();
  }

  async register(userId: string, role: Role = 'user'): Promise<void> {
    const name = (text: string) => ({ text, key: text });
    await this.users.add(
      createUser({
        id: userId,
        username: name(userId),
        email: name(`${userId}@example.org`),
        passwordHash: '',
        role,
        active: true,
        calendar: initialCalendar('UTC'),
        createdAt: this.clock.now(),
      }),
    );
  }

  async connect(userId: string, node = NODE): Promise<void> {
    if (node === NODE) this.open.add(userId);
    await this.connectDevice.execute({ userId, node });
  }

  async disconnect(userId: string, node = NODE): Promise<void> {
    this.open.delete(userId);
    await this.disconnectDevice.execute({ userId, node });
  }

  /** Posts a message, and returns the id of its notification. */
  async send(userId: string, message: string): Promise<string> {
    const { id } = await this.post.execute({ id: this.ids.next(), userId, message });
    return id;
  }

  async handle(event: AppEvent): Promise<void> {
    if (event.type === 'notification.routed') await this.deliver.execute(event);
    else if (event.type !== 'gps-points.recorded') await this.route.execute(event);
  }

  /** Hands on what was published, and what is published by that, until nothing is. */
  async settle(): Promise<void> {
    const { events } = this.events;
    for (let event = events.shift(); event !== undefined; event = events.shift()) await this.handle(event);
  }

  /** Lets seconds pass, with open sockets staying open, and runs the job, all that it starts included. */
  async later(seconds: number): Promise<void> {
    this.clock.advance(seconds * 1000);
    await this.renewPresence.execute({ node: NODE, userIds: [...this.open] });
    await this.replay.execute();
    await this.settle();
  }

  /** What a device that has just connected is sent. */
  async caughtUp(userId: string): Promise<readonly NotificationView[]> {
    const sent: NotificationView[] = [];
    for await (const notification of this.catchUpDevice.execute({ userId })) sent.push(notification);
    return sent;
  }

  async statusOf(id: string): Promise<string | undefined> {
    return (await this.notifications.get(id))?.status;
  }
}

/** Opens a post office before each test, with ada as a user, and closes it behind. @param use gives it to the tests */
export function openOfficeBeforeEach(use: (office: PostOffice<RecordingLiveChannel>) => void): void {
  let office: PostOffice<RecordingLiveChannel>;
  beforeEach(async () => {
    office = new PostOffice(new RecordingLiveChannel());
    await office.register('ada');
    use(office);
  });
  afterEach(() => {
    office.close();
  });
}
