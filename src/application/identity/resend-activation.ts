import type { AccountMail } from './account-mail.js';
import { ACTIVATION_TTL_MS } from './activate-user.js';
import type { OneTimeMail } from './one-time-mail.js';

export class ResendActivation {
  constructor(
    private readonly oneTime: OneTimeMail,
    private readonly mail: AccountMail,
  ) {}

  /** Says nothing about whether the account exists, or is active already. */
  execute({ email }: { readonly email: string }): Promise<void> {
    this.oneTime.post(email, {
      purpose: 'activation',
      ttlMs: ACTIVATION_TTL_MS,
      concerns: (user) => !user.active,
      send: (user, token) => this.mail.activation(user, token),
    });
    return Promise.resolve();
  }
}
