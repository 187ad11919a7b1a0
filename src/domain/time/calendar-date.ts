import { HOUR } from './duration.js';
import type { WallClock } from './wall-clock.js';

/** On a wall clock every day has 24 hours: it is the zones that make them longer and shorter. */
export const DAY_ON_THE_WALL = 24 * HOUR;
const KEPT = 50_000;

/** Formatting and parsing dates is most of the work of counting days, and it is always the same few. */
const labels = new Map<number, string>();
const walls = new Map<string, WallClock>();

/** The date that a wall clock shows, `YYYY-MM-DD`. */
export function dateOn(wall: WallClock): string {
  const number = Math.floor(wall / DAY_ON_THE_WALL);
  const known = labels.get(number);
  if (known !== undefined) return known;
  if (labels.size >= KEPT) labels.clear();
  const date = new Date(wall).toISOString().slice(0, 10);
  labels.set(number, date);
  return date;
}

/** What a wall clock shows at midnight of a date. */
export function midnightOf(date: string): WallClock {
  const known = walls.get(date);
  if (known !== undefined) return known;
  if (walls.size >= KEPT) walls.clear();
  const wall = Date.parse(`${date}T00:00:00Z`);
  walls.set(date, wall);
  return wall;
}

/** The date so many days later, whatever zones do. */
export function addDays(date: string, count: number): string {
  return dateOn(midnightOf(date) + count * DAY_ON_THE_WALL);
}
