import type { EmbeddedDatabase } from '../../../src/adapters/embedded/embedded-database.js';
import { EmbeddedNotificationRepository } from '../../../src/adapters/embedded/embedded-notification-repository.js';
import { EmbeddedPresence } from '../../../src/adapters/embedded/embedded-presence.js';
import { EmbeddedUptimeRepository } from '../../../src/adapters/embedded/embedded-uptime-repository.js';
import { EmbeddedUserRepository } from '../../../src/adapters/embedded/embedded-user-repository.js';
import { EmbeddedWaterDayRepository } from '../../../src/adapters/embedded/embedded-water-day-repository.js';
import { Background } from '../../../src/application/background.js';
import { ChangeIntake } from '../../../src/application/hydration/change-intake.js';
import { ChangeLedger } from '../../../src/application/hydration/change-ledger.js';
import { CloseDays } from '../../../src/application/hydration/close-days.js';
import { DeleteIntake } from '../../../src/application/hydration/delete-intake.js';
import { GetStreak } from '../../../src/application/hydration/get-streak.js';
import { GetToday } from '../../../src/application/hydration/get-today.js';
import { GetWaterGoal } from '../../../src/application/hydration/get-water-goal.js';
import { ListIntakes } from '../../../src/application/hydration/list-intakes.js';
import { ListWaterDays } from '../../../src/application/hydration/list-water-days.js';
import { LogIntake } from '../../../src/application/hydration/log-intake.js';
import { ReadCircumstances } from '../../../src/application/hydration/read-circumstances.js';
import { RecallReminders } from '../../../src/application/hydration/recall-reminders.js';
import { RecordUptime } from '../../../src/application/hydration/record-uptime.js';
import { SendReminders } from '../../../src/application/hydration/send-reminders.js';
import { SetWaterGoal } from '../../../src/application/hydration/set-water-goal.js';
import { TellWater } from '../../../src/application/hydration/tell-water.js';
import type { IntakeAnswer } from '../../../src/application/hydration/water-view.js';
import { NotificationEvents } from '../../../src/application/notification/notification-events.js';
import { PostNotification } from '../../../src/application/notification/post-notification.js';
import type { NotificationRepository } from '../../../src/application/ports/notification-repository.js';
import { DomainError } from '../../../src/domain/errors.js';
import type { WaterLedger } from '../../../src/domain/hydration/water-ledger.js';
import { createUser } from '../../../src/domain/identity/user.js';
import type { Notification, NotificationDraft } from '../../../src/domain/notification/notification.js';
import { initialCalendar } from '../../../src/domain/time/local-day.js';
import { ManualClock } from '../../manual-clock.js';
import { quietLog } from '../../quiet-log.js';
import { SequentialIds } from '../../sequential-ids.js';
import { openEmbeddedDatabase } from '../../stores.js';
import { RecordingEventLog } from '../notification/recording-event-log.js';
import { RecordingLiveChannel } from '../notification/recording-live-channel.js';

const away = (): DomainError => new DomainError('unavailable', 'storage-unavailable', 'The store is away.');

/** Ledgers that fail for some users, and notes of what is updated. */
class FragileWaterDays extends EmbeddedWaterDayRepository {
  readonly failFor = new Set<string>();
  failNextUpdate = false;
  updates = 0;

  override async update(
    userId: string,
    change: (ledger: WaterLedger | undefined) => WaterLedger,
  ): Promise<WaterLedger> {
    this.noteUpdate(userId);
    return super.update(userId, change);
  }

  override async updateExisting(
    userId: string,
    change: (ledger: WaterLedger) => WaterLedger,
  ): Promise<WaterLedger | undefined> {
    this.noteUpdate(userId);
    return super.updateExisting(userId, change);
  }

  private noteUpdate(userId: string): void {
    if (this.failFor.has(userId) || this.failNextUpdate) {
      this.failNextUpdate = false;
      throw away();
    }
    this.updates += 1;
  }
}

class FragileNotifications extends EmbeddedNotificationRepository {
  away = false;

  override async add(draft: NotificationDraft): Promise<Notification> {
    if (this.away) throw away();
    return super.add(draft);
  }

  override async undelivered(...page: Parameters<NotificationRepository['undelivered']>) {
    if (this.away) throw away();
    return super.undelivered(...page);
  }
}

/** All of water on the embedded store, with the clock and the failures in the hands of the test. */
export class WaterWorks {
  readonly clock = new ManualClock('2026-05-10T12:00:00Z');
  readonly ids = new SequentialIds();
  readonly live = new RecordingLiveChannel();
  private readonly database: EmbeddedDatabase = openEmbeddedDatabase();
  readonly users = new EmbeddedUserRepository(this.database);
  readonly days = new FragileWaterDays(this.database);
  readonly notifications = new FragileNotifications(this.database);
  private readonly uptime = new EmbeddedUptimeRepository(this.database);
  private readonly settings = { outageExcusesAfter: 4 };

  private readonly post = new PostNotification(
    this.notifications,
    this.users,
    new EmbeddedPresence(),
    new NotificationEvents(new RecordingEventLog(), this.ids, this.clock),
    this.ids,
    this.clock,
    new Background(quietLog),
    quietLog,
  );
  private readonly recallReminders = new RecallReminders(this.notifications, this.clock);
  private readonly tell = new TellWater(this.days, this.post, this.recallReminders, this.live, quietLog);
  private readonly circumstances = new ReadCircumstances(this.users, this.uptime, this.clock, this.settings);
  private readonly changeLedger = new ChangeLedger(this.days, this.users, this.circumstances, this.tell);

  readonly logIntake = new LogIntake(this.changeLedger);
  readonly changeIntake = new ChangeIntake(this.days, this.circumstances, this.changeLedger);
  readonly deleteIntake = new DeleteIntake(this.days, this.circumstances, this.changeLedger);
  readonly setGoal = new SetWaterGoal(this.changeLedger);
  readonly getGoal = new GetWaterGoal(this.days, this.circumstances);
  readonly getToday = new GetToday(this.days, this.circumstances);
  readonly getStreak = new GetStreak(this.days, this.circumstances);
  readonly listDays = new ListWaterDays(this.days, this.circumstances);
  readonly listIntakes = new ListIntakes(this.days, this.circumstances);
  readonly recordUptime = new RecordUptime(this.uptime, this.clock);
  readonly closeDays = new CloseDays(this.days, this.users, this.circumstances, this.tell, this.clock, quietLog);

  readonly sendReminders = new SendReminders(
    this.days,
    this.users,
    this.circumstances,
    this.post,
    this.recallReminders,
    this.clock,
    quietLog,
  );

  close(): void {
    this.database.close();
  }

  async register(userId: string, timeZone = 'UTC'): Promise<void> {
    await this.users.add(
      createUser({
        id: userId,
        username: { text: userId, key: userId },
        email: { text: `${userId}@example.org`, key: `${userId}@example.org` },
        passwordHash: '',
        role: 'user',
        active: true,
        calendar: initialCalendar(timeZone),
        createdAt: this.clock.now(),
      }),
    );
  }

  /** An id as the service makes them at this moment. */
  id(): string {
    const time = this.clock.now().toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}${this.ids.next().slice(13)}`;
  }

  log(userId: string, millilitres: number, at?: string): Promise<IntakeAnswer> {
    return this.logIntake.execute({ id: this.id(), userId, millilitres, at: at === undefined ? at : Date.parse(at) });
  }

  /** Goes to the instant, the service being up all the while, and closes days. */
  async until(iso: string): Promise<void> {
    await this.goTo(iso);
    await this.closeDays.execute();
  }

  /** Goes to the instant, the service being up all the while, and reminds. */
  async remindAt(iso: string): Promise<void> {
    await this.goTo(iso);
    await this.sendReminders.execute();
  }

  private async goTo(iso: string): Promise<void> {
    await this.uptime.update(() => ({ firstBeat: 0, lastBeat: Date.parse(iso), outages: [] }));
    this.clock.set(iso);
  }

  /** What the user was told, oldest first. */
  async told(userId: string): Promise<readonly string[]> {
    const all = await this.notifications.list(userId, {}, undefined, 100);
    return all.map(({ key }) => key ?? '').reverse();
  }

  get streaksSent(): readonly number[] {
    return this.live.sent.flatMap((event) => (event.event === 'streak' ? [event.payload.current] : []));
  }
}
