import { DomainError } from '../../domain/errors.js';
import { emailOf, usernameOf, type AccountName } from '../../domain/identity/account-name.js';
import { isLookalike } from '../../domain/identity/lookalikes.js';
import { createUser } from '../../domain/identity/user.js';
import { initialCalendar } from '../../domain/time/local-day.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { Log } from '../ports/log.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { HashNewPassword } from './hash-new-password.js';

const ROLE = 'admin';
const MOST_NAMES = 100;

/** Makes the administrator of the settings at start, if nobody has that address. */
export class EnsureAdministrator {
  constructor(
    private readonly users: UserRepository,
    private readonly hashNew: HashNewPassword,
    private readonly record: RecordActivity,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws DomainError `weak-password`, if there is one to be made */
  async execute(administrator: { readonly email: string; readonly password: string }): Promise<void> {
    const email = emailOf(administrator.email);
    const present = await this.users.byEmailKey(email.key);
    if (present === undefined) await this.create(email, administrator.password);
    // Never promoted: whoever registered that address first may be somebody else.
    else if (present.role !== ROLE) this.log.warn({ userId: present.id }, 'ADMIN_EMAIL belongs to an ordinary user');
  }

  private async create(email: AccountName, password: string): Promise<void> {
    const owner = { username: nameFor(email.text, 0).text, email: email.text };
    const passwordHash = await this.hashNew.execute({ password, owner, path: 'ADMIN_PASSWORD' });
    const [id, createdAt, calendar] = [this.ids.next(), this.clock.now(), initialCalendar('UTC')];
    for (let suffix = 0; suffix < MOST_NAMES; suffix += 1) {
      const username = nameFor(email.text, suffix);
      const user = createUser({ id, username, email, passwordHash, role: ROLE, active: true, calendar, createdAt });
      try {
        await this.users.add(user);
        const details = { by: 'settings' };
        await this.record.execute({ type: 'activated', userId: id, role: ROLE, ip: null, userAgent: null, details });
        return;
      } catch (error) {
        // Another process was quicker with the address; of names there are more.
        if (error instanceof DomainError && error.code === 'email-taken') return;
        if (!(error instanceof DomainError && error.code === 'username-taken')) throw error;
      }
    }
  }
}

function nameFor(email: string, suffix: number): AccountName {
  const local = email.slice(0, email.lastIndexOf('@')).replace(/[^\p{L}\p{M}\p{N}._-]/gu, '-');
  const start = Array.from(local.length < 3 ? `admin-${local}` : local)
    .slice(0, 28)
    .join('');
  const name = isLookalike(start) ? 'admin' : start;
  return usernameOf(suffix === 0 ? name : `${name}-${suffix}`);
}
