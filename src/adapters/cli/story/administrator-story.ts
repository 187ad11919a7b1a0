import { HOUR, MINUTE } from '../../../domain/time/duration.js';
import type { Instant } from '../../../domain/time/instant.js';
import type { Chance } from './chance.js';
import type { Deed } from './deed.js';
import type { Account, Person } from './people.js';

const WEEK = 7 * 24 * HOUR;
const PRAISE: readonly [string, ...string[]] = [
  'A good week! Keep it going.',
  'The tap in the hall kitchen is repaired.',
  'Tomorrow we walk at noon. Come along?',
];

/** What the message says that ends the story; under its id it is found again. */
export const LAST_WORD = { id: '01900000-0000-7000-8000-0000005eed00', message: 'All caught up: this is today.' };

/** The round of each week: the administrator signs in, reads, looks some people up and writes to them. The end is now. */
export function administratorStory(
  who: Account,
  people: readonly [Person, ...Person[]],
  [begin, now]: readonly [Instant, Instant],
  chance: Chance,
): readonly Deed[] {
  const story: Deed[] = [];
  for (let at = begin + WEEK; at < now; at += WEEK) {
    story.push(
      { name: 'signsIn', who, at },
      { name: 'opensApp', who, at: at + MINUTE, acknowledges: true, reads: 'all' },
    );
    const known = people.filter(({ joinsOn, fate }) => fate === 'ordinary' && begin + (joinsOn + 2) * (WEEK / 7) < at);
    for (const person of known.filter(() => chance.isTrue(0.15))) {
      story.push({ name: 'looksUp', who, person, at: at + 2 * MINUTE });
      story.push({ name: 'writes', who, to: person, at: at + 3 * MINUTE, message: chance.oneOf(PRAISE) });
    }
  }
  return [...story, { name: 'signsIn', who, at: now }, { name: 'writes', who, to: people[0], at: now, ...LAST_WORD }];
}
