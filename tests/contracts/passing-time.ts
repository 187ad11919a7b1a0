import { setImmediate as turn } from 'node:timers/promises';
import type { Instant } from '../../src/domain/time/instant.js';
import { eventually } from '../eventually.js';
import type { ManualClock } from '../manual-clock.js';
import type { Opened } from './opened.js';

/** How time passes for an adapter: at will with a manual clock, by itself where a real server keeps the time. */
export interface PassingTime {
  readonly now: () => Instant;
  /** Lets time pass until the check holds; fails if it does not come to that. */
  readonly until: (check: () => boolean | Promise<boolean>) => Promise<void>;
}

export type OpenedInTime<Port> = Opened<Port> & PassingTime;

const STEP_MS = 100;
const MOST_STEPS = 2_000;

export function manualTime(clock: ManualClock): PassingTime {
  return {
    now: () => clock.now(),
    until: async (check) => {
      for (let step = 0; step < MOST_STEPS; step += 1) {
        await turn();
        await turn();
        if (await check()) return;
        clock.advance(STEP_MS);
      }
      throw new Error('it did not come true, however much time passed');
    },
  };
}

export const realTime: PassingTime = { now: () => Date.now(), until: (check) => eventually(check) };
