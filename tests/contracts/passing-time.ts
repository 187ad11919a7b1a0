import { setImmediate as turn } from 'node:timers/promises';
import type { Instant } from '../../src/domain/time/instant.js';
import { eventually } from '../eventually.js';
import type { ManualClock } from '../manual-clock.js';
import type { Opened } from './opened.js';

/** How time passes for an adapter: at will with a manual clock, by itself where a real server keeps the time. */
export interface PassingTime {
  now(): Instant;
  /** Lets time pass until the check holds; fails if it does not come to that. */
  until(check: () => boolean | Promise<boolean>): Promise<void>;
}

export type OpenedInTime<Port> = Opened<Port> & PassingTime;

const STEP_MS = 100;
const MOST_STEPS = 2_000;

/** @param settle waits for the work that is ready now; two turns of the event loop if it is missing */
export function manualTime(clock: ManualClock, settle: () => Promise<void> = twoTurns): PassingTime {
  return {
    now: () => clock.now(),
    until: async (check) => {
      for (let step = 0; step < MOST_STEPS; step += 1) {
        await settle();
        if (await check()) return;
        clock.advance(STEP_MS);
      }
      throw new Error('it did not come true, however much time passed');
    },
  };
}

export const realTime: PassingTime = { now: () => Date.now(), until: (check) => eventually(check) };

async function twoTurns(): Promise<void> {
  await turn();
  await turn();
}
