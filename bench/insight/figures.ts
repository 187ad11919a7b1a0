import { EmbeddedPresence } from '../../src/adapters/embedded/embedded-presence.js';
import { CachedCopies } from '../../src/application/insight/cached-copies.js';
import { GetLiveFigures } from '../../src/application/insight/get-live-figures.js';
import { GetMetrics, type Metrics } from '../../src/application/insight/get-metrics.js';
import type { ActivityLog } from '../../src/application/ports/activity-log.js';
import type { Cache } from '../../src/application/ports/cache.js';
import type { NotificationRepository } from '../../src/application/ports/notification-repository.js';
import type { TrackRepository } from '../../src/application/ports/track-repository.js';
import type { UserRepository } from '../../src/application/ports/user-repository.js';
import type { WaterDayRepository } from '../../src/application/ports/water-day-repository.js';
import { emailOf, usernameOf } from '../../src/domain/identity/account-name.js';
import { createUser, type User } from '../../src/domain/identity/user.js';
import { EMPTY_LEDGER } from '../../src/domain/hydration/water-ledger.js';
import { acknowledge, draft, type Notification } from '../../src/domain/notification/notification.js';
import { toIso } from '../../src/domain/time/instant.js';
import { initialCalendar } from '../../src/domain/time/local-day.js';
import { ManualClock } from '../../tests/manual-clock.js';
import { SequentialIds } from '../../tests/sequential-ids.js';

export interface Stores {
  readonly users: UserRepository;
  readonly activities: ActivityLog;
  readonly days: WaterDayRepository;
  readonly tracks: TrackRepository;
  readonly notifications: NotificationRepository;
}

export const NOW = Date.parse('2026-11-21T10:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** However many accounts there are, so many of them do something. */
const BUSY = 200;
const NOTHING_KEPT: Cache = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(),
};

/** The dashboard, counted anew each time. */
export function dashboard({ users, activities, days, tracks, notifications }: Stores): () => Promise<Metrics> {
  const clock = new ManualClock(toIso(NOW));
  const copies = new CachedCopies(NOTHING_KEPT, new SequentialIds());
  const presence = new EmbeddedPresence();
  const live = new GetLiveFigures(users, days, tracks, notifications, presence, copies, clock, {
    reportTimeZone: 'UTC',
  });
  const metrics = new GetMetrics(users, activities, live, copies, clock);
  return () => metrics.execute({ role: 'user' });
}

/** Accounts from long ago; the last ones are new, and the first ones have signed in of late. Two administer. */
export function* accounts(count: number): Generator<User> {
  const calendar = initialCalendar('UTC');
  for (let index = 0; index < count; index += 1) {
    const names = { username: usernameOf(`user-${index}`), email: emailOf(`user-${index}@example.org`) };
    const createdAt = NOW - (index >= count - BUSY ? HOUR_MS : 30 * DAY_MS) - index;
    const role = index < 2 ? 'admin' : 'user';
    const user = createUser({ id: `id-${index}`, ...names, passwordHash: '', role, active: true, calendar, createdAt });
    yield { ...user, lastLoginAt: index < BUSY ? NOW - DAY_MS : index < BUSY * 2 ? NOW - 20 * DAY_MS : null };
  }
}

/** What an account has been told, and has, from long ago. */
export function* notificationsOf({ id: userId, createdAt }: User): Generator<Notification> {
  for (let sequence = 1; sequence <= 5; sequence += 1) {
    const content = { id: `${userId}-${sequence}`, userId, key: null, type: 'message', message: 'welcome' } as const;
    const told = draft({ ...content, published: true, createdAt, expiresAt: null });
    yield acknowledge({ ...told, sequence }, createdAt);
  }
}

/** What the busy ones do, through the repositories: the same beside a thousand accounts as beside a hundred thousand. */
export async function beBusy({ activities, days, tracks, notifications }: Stores): Promise<void> {
  for (let index = 0; index < BUSY; index += 1) {
    const userId = `id-${index}`;
    const at = NOW - HOUR_MS - index;
    const activity = { id: `activity-${index}`, userId, role: 'user', at, ip: null, userAgent: null } as const;
    await activities.append({ ...activity, type: 'login-failed', details: {} });
    const intake = { id: `intake-${index}`, at, day: '2026-11-21', millilitres: 2_000 };
    await days.update(userId, () => ({ ...EMPTY_LEDGER, intakes: [intake] }));
    const notification = { id: `notification-${index}`, userId, key: null, type: 'message', message: 'drink' } as const;
    await notifications.add(draft({ ...notification, published: true, createdAt: at, expiresAt: null }));
    const start = NOW - HOUR_MS;
    const { version } = await tracks.markDirty(userId, start, start);
    const quarter = { start, lastAt: start, credits: [{ quarter: start, metres: 100, points: 9 }], state: null };
    await tracks.replaceQuarters(userId, { from: start, to: start + 1 }, [quarter], version);
    await tracks.markClean(userId, version);
  }
}
