import type { Mail, Mailer } from '../../../src/application/ports/mailer.js';
import { DomainError } from '../../../src/domain/errors.js';

/** What was mailed; away at will. */
export class MailBox implements Mailer {
  readonly mails: Mail[] = [];
  away = false;

  send(mail: Mail): Promise<void> {
    if (this.away) return Promise.reject(new DomainError('unavailable', 'mail-unavailable', 'Mail is away.'));
    this.mails.push(mail);
    return Promise.resolve();
  }

  /** The token in the last mail's link. */
  get token(): string {
    return /\?token=([\w-]+)$/m.exec(this.mails.at(-1)?.text ?? '')?.[1] ?? '';
  }
}
