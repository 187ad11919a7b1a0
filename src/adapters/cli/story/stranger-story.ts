import { HOUR } from '../../../domain/time/duration.js';
import type { Instant } from '../../../domain/time/instant.js';
import type { Chance } from './chance.js';
import type { Deed } from './deed.js';
import { QUARTER_HOUR } from './passing-time.js';
import type { Account } from './people.js';

const NAMES: readonly [string, ...string[]] = ['root', 'test', 'info', 'oracle', 'webmaster', 'sales', 'postmaster'];

/** Enough for an alert by the default settings: few tries on many accounts within five minutes. */
const LEAKED_ACCOUNTS = 30;
const BETWEEN_TRIES_MS = 9_000;

/** Those who have no account and try all the same: somebody now and then, and once a list of leaked passwords. */
export function strangerStory([begin, now]: readonly [Instant, Instant], chance: Chance): readonly Deed[] {
  const story: Deed[] = [];
  for (let at = begin + 5 * HOUR; at < now; at += Math.round(chance.between(8, 24) * HOUR)) {
    story.push(tries(chance.oneOf(NAMES), at, chance));
  }
  const ended = now - Math.min(9 * 24 * HOUR, Math.round((now - begin) / 3)) - 5 * HOUR;
  // It is at its height when the jobs look at the clock.
  const struckAt = Math.floor(ended / QUARTER_HOUR) * QUARTER_HOUR - LEAKED_ACCOUNTS * BETWEEN_TRIES_MS;
  for (let index = 0; index < LEAKED_ACCOUNTS; index += 1) {
    story.push(tries(`customer${1000 + 37 * index}`, struckAt + index * BETWEEN_TRIES_MS, chance));
  }
  return story;
}

function tries(name: string, at: Instant, chance: Chance): Deed {
  const who: Account = {
    username: name,
    email: `${name}@example.net`,
    ip: `203.0.113.${chance.whole(1, 9)}`,
    userAgent: 'python-requests/2.32',
  };
  return { name: 'failsToSignIn', who, at, password: 'Winter2026!' };
}
