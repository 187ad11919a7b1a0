import type { Circumstances } from '../../domain/hydration/judged-days.js';
import { areRemindersVoid, dueReminders, withReminded, type Reminder } from '../../domain/hydration/reminder.js';
import type { User } from '../../domain/identity/user.js';
import { isWanted } from '../../domain/notification/preferences.js';
import type { PostNotification } from '../notification/post-notification.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import { dueUsers, type DueUser } from './due-users.js';
import type { RecallReminders } from './recall-reminders.js';
import type { ReadCircumstances } from './read-circumstances.js';
import { reminderMessage } from './reminder-message.js';

/**
 * Reminds those who have not reached their goal. The ledger only says at whom to look: whether there is anything to say
 * is judged when it is said, by all that holds then. A crash before it is noted says nothing twice: the key is the same.
 */
export class SendReminders {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly users: UserRepository,
    private readonly readCircumstances: ReadCircumstances,
    private readonly post: PostNotification,
    private readonly recallReminders: RecallReminders,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws DomainError `unavailable`; what fails for one user is tried again in the next run, and holds nobody up */
  async execute(): Promise<void> {
    const now = this.clock.now();
    for await (const page of dueUsers(this.users, (limit, after) => this.days.toRemind(now, limit, after))) {
      const circumstancesOf = await this.readCircumstances.forMany();
      await Promise.all(page.map((due) => this.tryReminding(due, circumstancesOf)));
    }
  }

  private async tryReminding({ userId, user }: DueUser, circumstancesOf: (user: User) => Circumstances): Promise<void> {
    try {
      if (user !== undefined) await this.remind(user, circumstancesOf);
      else if (await this.users.wasRemoved(userId)) await this.days.remove(userId);
    } catch (error) {
      this.log.error({ error, userId }, 'a user could not be reminded; the next run tries again');
    }
  }

  private async remind(user: User, circumstancesOf: (user: User) => Circumstances): Promise<void> {
    const { id: userId } = user;
    const ledger = await this.days.ledger(userId);
    if (ledger === undefined) return;
    const circumstances = circumstancesOf(user);
    const due = dueReminders(ledger, circumstances);
    const told = due.find(({ type }) => !user.disabled && isWanted(user.preferences, type, 'inApp'));
    if (told !== undefined) await this.tell(userId, told);
    const noted = await this.days.updateExisting(userId, (stored) => withReminded(stored, due, told, circumstances));
    // The goal may have been reached since it was judged.
    if (noted !== undefined && areRemindersVoid(noted, circumstances)) await this.recallReminders.execute({ userId });
  }

  private async tell(userId: string, reminder: Reminder): Promise<void> {
    const { type, day, number, until: expiresAt } = reminder;
    const key = type === 'reminder' ? `${type}:${day}:${number}` : `${type}:${day}`;
    const message = reminderMessage(reminder);
    await this.post.execute({ userId, message, type, key, expiresAt });
  }
}
