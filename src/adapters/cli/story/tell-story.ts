import { HOUR } from '../../../domain/time/duration.js';
import type { Instant } from '../../../domain/time/instant.js';
import { accountStory } from './account-story.js';
import { administratorStory } from './administrator-story.js';
import { Chance } from './chance.js';
import type { Deed } from './deed.js';
import { ownDays } from './own-days.js';
import { inventPeople, type Account, type Person } from './people.js';
import { strangerStory } from './stranger-story.js';
import { walkStory } from './walk-story.js';
import { waterStory } from './water-story.js';

export interface StoryPlan {
  readonly people: number;
  /** The last one is today. */
  readonly days: number;
  readonly now: Instant;
  readonly administrator: Account;
}

/** What happened before now, in order. */
export interface Story {
  readonly people: readonly [Person, ...Person[]];
  readonly begin: Instant;
  readonly now: Instant;
  readonly deeds: readonly Deed[];
}

/** The same plan on another day makes the same story, only later. */
export function tellStory({ people: count, days, now, administrator }: StoryPlan): Story {
  const chance = new Chance('streakline');
  const [first, ...others] = inventPeople(count, days, chance.of('people'));
  if (first === undefined || days < 2) throw new RangeError('A story needs people, and two days.');
  const people = [first, ...others] as const;
  const lives = people.flatMap((who) => life(who, { days, now, administrator }, chance.of(who.username)));
  const begin = lives.reduce((earliest, { at }) => Math.min(earliest, at), now) - HOUR;
  const deeds = [
    ...administratorStory(administrator, people, [begin, now], chance.of('administrator')),
    ...lives,
    ...strangerStory([begin, now], chance.of('strangers')),
  ];
  return { people, begin, now, deeds: deeds.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at) };
}

function life(
  who: Person,
  { days: count, now, administrator }: Omit<StoryPlan, 'people'>,
  chance: Chance,
): readonly Deed[] {
  const days = ownDays(who, count, now);
  const account = accountStory(who, days, administrator, chance.of('account'));
  if (who.fate === 'never-activated') return account;
  const story = [...account, ...waterStory(who, days, chance.of('water')), ...walkStory(who, days, chance.of('walks'))];
  return who.fate === 'disabled'
    ? untilDisabled(who, story, administrator, days.at(Math.floor(count * 0.8), 11))
    : story;
}

function untilDisabled(who: Person, story: readonly Deed[], administrator: Account, at: Instant): readonly Deed[] {
  return [
    ...story.filter((deed) => deed.at < at),
    { name: 'disables', who: administrator, person: who, at },
    { name: 'failsToSignIn', who, password: undefined, at: at + 24 * HOUR },
  ];
}
