import { emailOf, usernameOf } from '../../domain/identity/account-name.js';
import { createUser, type User } from '../../domain/identity/user.js';
import { initialCalendar } from '../../domain/time/local-day.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { OneTimeTokenRepository } from '../ports/one-time-token-repository.js';
import type { Secrets } from '../ports/secrets.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { AccountMail } from './account-mail.js';
import { ACTIVATION_TTL_MS } from './activate-user.js';
import type { HashNewPassword } from './hash-new-password.js';
import type { Origin } from './origin.js';
import type { UserView } from './user-view.js';
import type { UserViews } from './user-views.js';

export interface RegistrationSettings {
  /** Whether the answer carries the activation token; `EXPOSE_ACTIVATION`. */
  readonly exposeActivation: boolean;
}

export interface Registration extends Origin {
  /** The same id again is the same registration, and has the same answer. */
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly timeZone?: string | undefined;
}

export interface Registered {
  readonly user: UserView;
  readonly activation?: { readonly token: string };
}

export class RegisterUser {
  constructor(
    private readonly users: UserRepository,
    private readonly tokens: OneTimeTokenRepository,
    private readonly hashNew: HashNewPassword,
    private readonly secrets: Secrets,
    private readonly mail: AccountMail,
    private readonly record: RecordActivity,
    private readonly views: UserViews,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly settings: RegistrationSettings,
  ) {}

  /**
   * @throws DomainError `username-taken`, `email-taken`, `invalid-username`, `invalid-email`, `weak-password`,
   * `invalid-time-zone`
   */
  async execute(registration: Registration): Promise<Registered> {
    const { id, ip, userAgent } = registration;
    const user = (await this.users.get(id)) ?? (await this.users.add(await this.userOf(registration)));
    const token = this.tokenOf(user);
    await this.keepToken(user, token);
    await this.record.execute({ id, type: 'registered', userId: id, role: user.role, ip, userAgent, details: {} });
    if (!user.active) await this.invite(user, token);
    return { user: await this.views.one(user), ...this.activationOf(user) };
  }

  /** What a registration answers beside the user: nothing where the token must not be told. */
  activationOf(user: Pick<User, 'id'>): Pick<Registered, 'activation'> {
    return this.settings.exposeActivation ? { activation: { token: this.tokenOf(user) } } : {};
  }

  private async userOf({ id, password, timeZone = 'UTC', ...names }: Registration): Promise<User> {
    const username = usernameOf(names.username);
    const email = emailOf(names.email);
    const calendar = initialCalendar(timeZone);
    const passwordHash = await this.hashNew.execute({
      password,
      owner: { username: username.text, email: email.text },
    });
    const createdAt = this.clock.now();
    return createUser({ id, username, email, passwordHash, role: 'user', active: false, calendar, createdAt });
  }

  /** Derived, not random: a registration that is repeated, perhaps after a crash, has the token of the first time. */
  private tokenOf({ id }: Pick<User, 'id'>): string {
    return this.secrets.derive('activation', id);
  }

  private async keepToken({ id, createdAt }: User, token: string): Promise<void> {
    const expiresAt = createdAt + ACTIVATION_TTL_MS;
    const digest = this.secrets.digest(token);
    await this.tokens.add({ digest, purpose: 'activation', userId: id, expiresAt, usedAt: null });
  }

  /** The account exists; a mail that cannot be sent now is asked for again with `/activate/resend`. */
  private async invite(user: User, token: string): Promise<void> {
    try {
      await this.mail.activation(user, token);
    } catch (error) {
      this.log.warn({ error, userId: user.id }, 'activation mail not sent');
    }
  }
}
