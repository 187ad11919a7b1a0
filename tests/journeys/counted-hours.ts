import { expect } from 'chai';
import { eventually } from '../eventually.js';
import type { Person } from './person.js';
import type { SentPoint } from './tracks.js';

export interface Hours {
  readonly items: readonly { readonly hour: string; readonly metres: number; readonly points: number }[];
  readonly totalMetres: number;
}

/** Switches tracking on since the first of these points, and sends them. */
export async function sendTracked(person: Person, points: readonly SentPoint[]): Promise<void> {
  await person.call('PUT', '/api/movement/tracking', { active: true, since: points[0]?.at });
  const { body } = await person.call('POST', '/api/movement/points', { points });
  expect(body).to.deep.equal({ accepted: points.length, rejected: [] });
}

/** The hours of the last six once they have so many points. */
export async function countedHours(person: Person, points: number): Promise<Hours> {
  const from = new Date(Date.now() - 6 * 3_600_000).toISOString();
  const to = new Date(Date.now() + 3_600_000).toISOString();
  let hours: Hours | undefined;
  await eventually(async () => {
    const { body } = await person.call<Hours>('GET', `/api/movement/hours?from=${from}&to=${to}`);
    expect(body.items.reduce((sum, item) => sum + item.points, 0)).to.equal(points);
    hours = body;
  }, 30_000);
  if (hours === undefined) throw new Error('no hours');
  return hours;
}
