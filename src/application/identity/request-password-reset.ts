import type { AccountMail } from './account-mail.js';
import type { OneTimeMail } from './one-time-mail.js';
import { HOUR } from '../../domain/time/duration.js';

export class RequestPasswordReset {
  constructor(
    private readonly oneTime: OneTimeMail,
    private readonly mail: AccountMail,
  ) {}

  /** Says nothing about whether the account exists. */
  execute({ email }: { readonly email: string }): Promise<void> {
    this.oneTime.post(email, {
      purpose: 'password-reset',
      ttlMs: HOUR,
      concerns: (user) => !user.disabled,
      send: (user, token) => this.mail.passwordReset(user, token),
    });
    return Promise.resolve();
  }
}
