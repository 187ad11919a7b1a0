import type { Mailer } from '../../application/ports/mailer.js';
import type { NotificationChannel } from '../../application/ports/notification-channel.js';
import type { User } from '../../domain/identity/user.js';
import type { Notification, NotificationType } from '../../domain/notification/notification.js';

const SUBJECTS: Readonly<Record<NotificationType, string>> = {
  message: 'A message for you',
  'goal-reached': 'You have reached your goal',
  'streak-lost': 'Your streak has ended',
  'streak-at-risk': 'Your streak is at risk',
  reminder: 'Time for a glass of water',
  'freeze-used': 'A freeze has saved your streak',
  'daily-report': 'The daily report',
  'login-spike': 'Failed logins are far above normal',
  'login-spike-resolved': 'Failed logins are back to normal',
  security: 'About the security of your account',
};

/** Mails a notification to its user. */
export class EmailChannel implements NotificationChannel {
  readonly name = 'email';

  /** @param publicUrl address of the web pages, without a slash at its end */
  constructor(
    private readonly mailer: Mailer,
    private readonly publicUrl: string,
  ) {}

  async send({ username, email }: User, { id, type, message }: Notification): Promise<void> {
    const text = [
      `Hello ${username},`,
      message,
      `All your notifications: ${this.publicUrl}/`,
      'You have switched on mails of this kind; the preferences of your account switch them off.',
      'Streakline',
    ].join('\n\n');
    await this.mailer.send({ id, to: email, subject: SUBJECTS[type], text: `${text}\n` });
  }
}
