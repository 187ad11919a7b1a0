import type { AccountMail } from './account-mail.js';
import type { OneTimeMail } from './one-time-mail.js';

const RESET_TTL_MS = 3_600_000;

export class RequestPasswordReset {
  constructor(
    private readonly oneTime: OneTimeMail,
    private readonly mail: AccountMail,
  ) {}

  /** Says nothing about whether the account exists. */
  execute({ email }: { readonly email: string }): Promise<void> {
    this.oneTime.post(email, {
      purpose: 'password-reset',
      ttlMs: RESET_TTL_MS,
      concerns: (user) => user.active && !user.disabled,
      send: (user, token) => this.mail.passwordReset(user, token),
    });
    return Promise.resolve();
  }
}
