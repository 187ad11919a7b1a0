import { nameKey } from '../../domain/identity/account-name.js';
import type { User } from '../../domain/identity/user.js';
import type { Clock } from '../ports/clock.js';
import type { OneTimeTokenRepository, TokenPurpose } from '../ports/one-time-token-repository.js';
import type { RateLimiter } from '../ports/rate-limiter.js';
import type { Secrets } from '../ports/secrets.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { Background } from '../background.js';

/** How many mails of a purpose an address gets, whoever asks for them. */
const LIMIT = { points: 5, seconds: 3600 };

export interface OneTimeMailing {
  readonly purpose: TokenPurpose;
  readonly ttlMs: number;
  readonly concerns: (user: User) => boolean;
  readonly send: (user: User, token: string) => Promise<void>;
}

/** Mails a fresh token to whom it concerns. The caller learns nothing, not even from the time it takes. */
export class OneTimeMail {
  constructor(
    private readonly users: UserRepository,
    private readonly tokens: OneTimeTokenRepository,
    private readonly secrets: Secrets,
    private readonly limiter: RateLimiter,
    private readonly background: Background,
    private readonly clock: Clock,
  ) {}

  post(email: string, mailing: OneTimeMailing): void {
    this.background.run(`${mailing.purpose} mail`, async () => {
      // Where the store answers without waiting, all of it would otherwise be done before the caller is answered.
      await new Promise(setImmediate);
      await this.send(nameKey(email), mailing);
    });
  }

  private async send(key: string, { purpose, ttlMs, concerns, send }: OneTimeMailing): Promise<void> {
    const user = await this.users.byEmailKey(key);
    if (user === undefined || !concerns(user)) return;
    const { allowed } = await this.limiter.take({ name: `mail-${purpose}`, ...LIMIT }, user.id);
    if (!allowed) return;
    const token = this.secrets.random();
    const expiresAt = this.clock.now() + ttlMs;
    await this.tokens.add({ digest: this.secrets.digest(token), purpose, userId: user.id, expiresAt, usedAt: null });
    await send(user, token);
  }
}
