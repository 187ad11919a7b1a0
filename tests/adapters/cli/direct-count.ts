import { DateTime } from 'luxon';
import type { DeedOf } from '../../../src/adapters/cli/story/deed.js';
import type { Person } from '../../../src/adapters/cli/story/people.js';
import type { PointView } from '../../../src/application/movement/list-points.js';
import type { Page } from '../../../src/application/paging.js';
import { karneyMetres } from '../../../src/domain/movement/geodesic.js';

const HOUR = 3_600_000;

export interface CountedDay {
  readonly day: string;
  readonly totalMillilitres: number;
  readonly status: string;
}

/** From the day of joining to today, by the calendar of the person's city; every tenth achieved day gives a freeze. */
export function countDays(
  { city, goal, joinsOn }: Person,
  drinks: readonly DeedOf<'drinks'>[],
  days: number,
  now: number,
): readonly CountedDay[] {
  const dayOf = (at: number): string => DateTime.fromMillis(at, { zone: city.timeZone }).toISODate() ?? '';
  const today = DateTime.fromISO(dayOf(now), { zone: 'UTC' });
  let [achieved, freezes] = [0, 0];
  return Array.from({ length: days - joinsOn }, (_, index) => {
    const day = today.minus({ days: days - joinsOn - 1 - index }).toISODate() ?? '';
    const amounts = drinks.filter(({ drunkAt }) => dayOf(drunkAt) === day).map(({ millilitres }) => millilitres);
    const totalMillilitres = amounts.reduce((sum, amount) => sum + amount, 0);
    let status = day === today.toISODate() ? 'open' : 'missed';
    if (totalMillilitres >= goal) {
      status = 'achieved';
      achieved += 1;
      if (achieved % 10 === 0) freezes = Math.min(2, freezes + 1);
    } else if (status === 'missed' && freezes > 0) {
      status = 'frozen';
      freezes -= 1;
    }
    return { day, totalMillilitres, status };
  });
}

export function countStreak(days: readonly CountedDay[]): object {
  let [current, longest] = [0, 0];
  for (const { status } of days) {
    if (status === 'achieved') current += 1;
    if (status === 'missed') current = 0;
    longest = Math.max(longest, current);
  }
  return { current, longest, lastAchievedDay: days.findLast(({ status }) => status === 'achieved')?.day ?? null };
}

/** How many days came to their goal with a drink of that day of UTC. */
export function countGoals({ city, goal }: Person, drinks: readonly DeedOf<'drinks'>[], day: string): number {
  const dayOf = (at: number): string => DateTime.fromMillis(at, { zone: city.timeZone }).toISODate() ?? '';
  const inOrder = drinks.toSorted((one, other) => one.drunkAt - other.drunkAt);
  return inOrder.filter(({ drunkAt, millilitres }, index) => {
    if (new Date(drunkAt).toISOString().slice(0, 10) !== day) return false;
    const before = inOrder.slice(0, index).filter((drink) => dayOf(drink.drunkAt) === dayOf(drunkAt));
    const total = before.reduce((sum, drink) => sum + drink.millilitres, 0);
    return total < goal && total + millilitres >= goal;
  }).length;
}

/** @param newestFirst of which those between the instants are one walk */
export function lengthOf(newestFirst: readonly PointView[], from: number, to: number): number {
  const within = ({ at, status }: PointView): boolean =>
    status === 'counted' && Date.parse(at) >= from && Date.parse(at) <= to;
  const walk = newestFirst.filter(within);
  return walk.reduce((sum, point, index) => sum + karneyMetres(walk[index - 1] ?? point, point), 0);
}

export function pointsAnHour(points: readonly PointView[]): readonly (readonly [number, number])[] {
  const hours = new Map<number, number>();
  for (const { at, status } of points.toReversed()) {
    const hour = Math.floor(Date.parse(at) / HOUR) * HOUR;
    if (status !== 'rejected') hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  return [...hours];
}

/** Every item of a list, page by page. */
export async function all<T>(
  read: (page: { limit: number; cursor?: string | undefined }) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit: 100, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
