import type { GetStreak } from '../../../application/hydration/get-streak.js';
import type { GetMetrics } from '../../../application/insight/get-metrics.js';
import type { ListAlerts } from '../../../application/insight/list-alerts.js';
import type { ListHours } from '../../../application/movement/list-hours.js';
import type { ListNotifications } from '../../../application/notification/list-notifications.js';
import type { DeedName } from './deed.js';
import type { Story } from './tell-story.js';

export interface StockUseCases {
  readonly getStreak: GetStreak;
  readonly listHours: ListHours;
  readonly listNotifications: ListNotifications;
  readonly getMetrics: GetMetrics;
  readonly listAlerts: ListAlerts;
}

/** What there is when a story has been told. */
export interface Stock {
  readonly people: number;
  readonly zones: number;
  readonly intakes: number;
  readonly longestStreak: number;
  readonly runningStreaks: number;
  readonly walks: number;
  readonly kilometres: number;
  readonly notifications: number;
  readonly unread: number;
  readonly logins: number;
  readonly failedLogins: number;
  readonly alerts: number;
}

/** @param ids of the people of the story */
export async function takeStock(
  { people, deeds, begin, now }: Story,
  ids: readonly string[],
  useCases: StockUseCases,
): Promise<Stock> {
  const [streaks, hours, inboxes] = [[], [], []] as [Streaks, Hours, Inboxes];
  const range = { from: begin, to: now + 1 };
  for (const userId of ids) {
    streaks.push(await useCases.getStreak.execute({ userId }));
    hours.push(await useCases.listHours.execute({ userId, ...range }));
    inboxes.push(await useCases.listNotifications.execute({ userId, limit: 1 }));
  }
  const { range: counted } = await useCases.getMetrics.execute(range);
  const { items: alerts } = await useCases.listAlerts.execute({ limit: 100 });
  const count = (wanted: DeedName): number => deeds.filter(({ name }) => name === wanted).length;
  return {
    people: people.length,
    zones: new Set(people.map(({ city }) => city.timeZone)).size,
    intakes: count('drinks'),
    longestStreak: Math.max(...streaks.map(({ longest }) => longest)),
    runningStreaks: streaks.filter(({ current }) => current > 0).length,
    walks: count('walks'),
    kilometres: sum(hours.map(({ totalMetres }) => totalMetres)) / 1000,
    // Sequences have no gaps.
    notifications: sum(inboxes.map(({ items }) => items[0]?.sequence ?? 0)),
    unread: sum(inboxes.map(({ unreadCount }) => unreadCount)),
    logins: counted?.logins ?? 0,
    failedLogins: counted?.failedLogins ?? 0,
    alerts: alerts.length,
  };
}

type Streaks = Awaited<ReturnType<GetStreak['execute']>>[];
type Hours = Awaited<ReturnType<ListHours['execute']>>[];
type Inboxes = Awaited<ReturnType<ListNotifications['execute']>>[];

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
