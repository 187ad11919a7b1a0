import type { Circumstances, HydrationSettings } from '../../domain/hydration/judged-days.js';
import { userNotFound, type User } from '../../domain/identity/user.js';
import type { Clock } from '../ports/clock.js';
import type { UptimeRepository } from '../ports/uptime-repository.js';
import type { UserRepository } from '../ports/user-repository.js';

/** By what the water of users is judged now: their days, and when the service was there. */
export class ReadCircumstances {
  constructor(
    private readonly users: UserRepository,
    private readonly uptime: UptimeRepository,
    private readonly clock: Clock,
    private readonly settings: HydrationSettings,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<Circumstances> {
    const [user, circumstancesOf] = await Promise.all([this.users.get(userId), this.forMany()]);
    if (user === undefined) throw userNotFound();
    return circumstancesOf(user);
  }

  /** For a page of users the uptime is read once. */
  async forMany(): Promise<(user: User) => Circumstances> {
    const uptime = await this.uptime.get();
    return ({ calendar, createdAt: registeredAt }) => {
      return { now: this.clock.now(), calendar, registeredAt, uptime, ...this.settings };
    };
  }
}
