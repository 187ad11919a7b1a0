import type { Circumstances, HydrationSettings } from '../../domain/hydration/judged-days.js';
import { userNotFound } from '../identity/user-views.js';
import type { Clock } from '../ports/clock.js';
import type { UptimeRepository } from '../ports/uptime-repository.js';
import type { UserRepository } from '../ports/user-repository.js';

/** By what the water of a user is judged now: the user's days, and when the service was there. */
export class ReadCircumstances {
  constructor(
    private readonly users: UserRepository,
    private readonly uptime: UptimeRepository,
    private readonly clock: Clock,
    private readonly settings: HydrationSettings,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<Circumstances> {
    const [user, uptime] = await Promise.all([this.users.get(userId), this.uptime.get()]);
    if (user === undefined) throw userNotFound();
    const { calendar, createdAt: registeredAt } = user;
    return { now: this.clock.now(), calendar, registeredAt, uptime, ...this.settings };
  }
}
