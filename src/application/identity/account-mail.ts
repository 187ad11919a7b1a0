import type { User } from '../../domain/identity/user.js';
import type { Mailer } from '../ports/mailer.js';

export interface MailLinkSettings {
  /** Address of the web pages, without a slash at its end; `PUBLIC_URL`. */
  readonly publicUrl: string;
}

/** The mails of an account. Opening a link only shows a page: mail scanners open links too. */
export class AccountMail {
  constructor(
    private readonly mailer: Mailer,
    private readonly settings: MailLinkSettings,
  ) {}

  /** @throws DomainError `unavailable` */
  async activation(user: User, token: string): Promise<void> {
    await this.send(user, 'Confirm your e-mail address', [
      'welcome to Streakline. To confirm your e-mail address, open this page within 24 hours:',
      this.link('activate', token),
      'If you have not registered, ignore this mail: without the confirmation nobody can use the account.',
    ]);
  }

  /** @throws DomainError `unavailable` */
  async passwordReset(user: User, token: string): Promise<void> {
    await this.send(user, 'Choose a new password', [
      'somebody, hopefully you, asked for a new password. To choose one, open this page within an hour:',
      this.link('reset-password', token),
      'If it was not you, ignore this mail: your password stays as it is.',
    ]);
  }

  private async send({ username, email }: User, subject: string, paragraphs: readonly string[]): Promise<void> {
    const text = [`Hello ${username},`, ...paragraphs, 'Streakline'].join('\n\n');
    await this.mailer.send({ to: email, subject, text: `${text}\n` });
  }

  private link(page: string, token: string): string {
    return `${this.settings.publicUrl}/${page}?token=${token}`;
  }
}
