import type { EnsureAdministrator } from '../../../application/identity/ensure-administrator.js';
import type { NotificationRepository } from '../../../application/ports/notification-repository.js';
import type { UserRepository } from '../../../application/ports/user-repository.js';
import { DomainError } from '../../../domain/errors.js';
import { nameKey } from '../../../domain/identity/account-name.js';
import { administers, type User } from '../../../domain/identity/user.js';
import type { Instant } from '../../../domain/time/instant.js';
import { LAST_WORD } from './administrator-story.js';
import type { Credentials } from './credentials.js';
import type { Deed } from './deed.js';
import type { PassingTime } from './passing-time.js';
import type { Account } from './people.js';
import type { Performance } from './performance.js';
import { SeedingRefused } from './seeding-refused.js';
import { takeStock, type Stock, type StockUseCases } from './stock.js';
import type { Story } from './tell-story.js';

/** What is looked at before the story begins. */
export interface Stores {
  readonly users: UserRepository;
  readonly notifications: NotificationRepository;
}

export interface SeedingUseCases extends StockUseCases {
  readonly ensureAdministrator: EnsureAdministrator;
}

/** Makes example people by living their story: each deed at its time, by the use cases, while the jobs do their rounds. */
export class Seeding {
  constructor(
    readonly story: Story,
    private readonly credentials: Credentials,
    private readonly performance: Performance,
    private readonly time: PassingTime,
    private readonly useCases: SeedingUseCases,
    private readonly stores: Stores,
  ) {}

  /**
   * Adds nothing where the people are already, and returns `undefined` then.
   * @param tell is called behind each deed with how many are done
   * @throws SeedingRefused
   */
  async run(tell: (done: number) => void = () => undefined): Promise<Stock | undefined> {
    if (await this.areHere()) return undefined;
    const { deeds, begin, now, people } = this.story;
    await this.time.until(begin);
    const isOurs = await this.enterAdministrator(begin);
    for (const [index, deed] of deeds.entries()) {
      await this.time.until(deed.at);
      if (isOurs || !this.isInboxOfAdministrator(deed)) await this.performance.perform(deed);
      tell(index + 1);
    }
    await this.time.until(now);
    await this.time.lookAtClock();
    const ids = people.map((person) => this.performance.idOf(person));
    return takeStock(this.story, ids, this.useCases);
  }

  private async areHere(): Promise<boolean> {
    const [first, ...others] = this.story.people;
    if ((await this.userOf(first)) === undefined) {
      for (const person of others) if ((await this.userOf(person)) !== undefined) return true;
      return false;
    }
    if ((await this.stores.notifications.get(LAST_WORD.id)) !== undefined) return true;
    throw new SeedingRefused(
      'An earlier seed did not come to its end here: seed an empty DATA_DIR, or an empty database.',
    );
  }

  /** Whether the administrator was made for the story. */
  private async enterAdministrator(at: Instant): Promise<boolean> {
    const { administrator, administratorPassword: password } = this.credentials;
    const present = await this.userOf(administrator);
    await this.useCases.ensureAdministrator.execute({ email: administrator.email, password });
    const user = await this.userOf(administrator);
    if (user === undefined || !administers(user)) {
      throw new SeedingRefused(`${administrator.email} is no administrator here: set another ADMIN_EMAIL.`);
    }
    try {
      await this.performance.perform({ name: 'signsIn', who: administrator, at });
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'invalid-credentials')) throw error;
      throw new SeedingRefused(`ADMIN_PASSWORD is not the password of ${user.email} here.`, { cause: error });
    }
    return present === undefined;
  }

  /** What somebody has not read stays unread. */
  private isInboxOfAdministrator(deed: Deed): boolean {
    return deed.name === 'opensApp' && deed.who.email === this.credentials.administrator.email;
  }

  private userOf({ email }: Account): Promise<User | undefined> {
    return this.stores.users.byEmailKey(nameKey(email));
  }
}
