import { foundUser, type User } from '../../domain/identity/user.js';
import { preferencesView } from '../../domain/notification/preferences.js';
import { HOUR } from '../../domain/time/duration.js';
import { toIso } from '../../domain/time/instant.js';
import { addDays, dayOf } from '../../domain/time/local-day.js';
import { sessionView } from '../identity/session-view.js';
import type { UserViews } from '../identity/user-views.js';
import { pagesOf } from '../paging.js';
import type { Clock } from '../ports/clock.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { UserReads } from './user-reads.js';

export interface AccountFile {
  readonly mediaType: 'application/json';
  /** UTF-8; the document piece by piece, so that years of points need no memory. */
  readonly chunks: AsyncIterable<string>;
}

/** Intakes and points may lie so long before the registration. */
const BEFORE_REGISTRATION_DAYS = 8;

/** Everything the service knows about a user, as one JSON document. */
export class ExportAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly views: UserViews,
    private readonly reads: UserReads,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<AccountFile> {
    const user = foundUser(await this.users.get(userId));
    return { mediaType: 'application/json', chunks: this.document(user) };
  }

  private async *document(user: User): AsyncGenerator<string> {
    yield `{"exportedAt":${JSON.stringify(toIso(this.clock.now()))}`;
    for (const [name, read] of Object.entries(this.values(user))) yield `,"${name}":${JSON.stringify(await read())}`;
    for (const [name, pages] of Object.entries(this.lists(user))) {
      yield `,"${name}":[`;
      let comma = '';
      for await (const items of pages) {
        if (items.length > 0) yield comma + items.map((item) => JSON.stringify(item)).join(',');
        if (items.length > 0) comma = ',';
      }
      yield ']';
    }
    yield '}\n';
  }

  private values(user: User): Readonly<Record<string, () => Promise<unknown>>> {
    const { id: userId, createdAt, calendar } = user;
    const firstDay = addDays(dayOf(createdAt, calendar), -BEFORE_REGISTRATION_DAYS);
    const from = createdAt - BEFORE_REGISTRATION_DAYS * 24 * HOUR;
    return {
      user: () => this.views.one(user),
      preferences: () => Promise.resolve(preferencesView(user.preferences)),
      quietHours: () => Promise.resolve(user.quietHours),
      waterGoal: () => this.reads.getWaterGoal.execute({ userId }),
      streak: () => this.reads.getStreak.execute({ userId }),
      waterDays: async () => (await this.reads.listWaterDays.execute({ userId, from: firstDay })).items,
      tracking: () => this.reads.getTracking.execute({ userId }),
      hours: async () => (await this.reads.listHours.execute({ userId, from })).items,
      sessions: async () => {
        const sessions = await this.sessions.ofUser(userId, this.clock.now());
        return sessions.map((session) => sessionView(session, ''));
      },
    };
  }

  private lists({ id: userId }: User): Readonly<Record<string, AsyncIterable<readonly unknown[]>>> {
    return {
      intakes: pagesOf((page) => this.reads.listIntakes.execute({ userId, ...page })),
      points: pagesOf((page) => this.reads.listPoints.execute({ userId, ...page })),
      notifications: pagesOf((page) => this.reads.listNotifications.execute({ userId, ...page })),
      scheduledNotifications: pagesOf((page) => this.reads.listScheduled.execute({ userId, ...page })),
      activity: pagesOf((page) => this.reads.listActivity.execute({ userId, own: true, ...page })),
    };
  }
}
