import type { Origin } from '../../../application/identity/origin.js';
import type { Instant } from '../../../domain/time/instant.js';
import { dayOf, initialCalendar, startOfDay } from '../../../domain/time/local-day.js';
import type { Chance } from './chance.js';

export interface City {
  readonly timeZone: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Somebody with an account. */
export interface Account extends Origin {
  readonly username: string;
  readonly email: string;
}

/** One of those a story is about. Days are counted from its first one, 0. */
export interface Person extends Account {
  readonly city: City;
  readonly joinsOn: number;
  /** From then on nothing is heard of this person. */
  readonly leavesOn: number;
  readonly goal: number;
  /** How likely the goal is reached on a day. */
  readonly discipline: number;
  /** How likely a walk is taken on a day. */
  readonly walks: number;
  readonly fate: 'ordinary' | 'disabled' | 'never-activated';
  /** Here from first to last, disciplined, and out for a walk every day. */
  readonly isExemplary: boolean;
}

/** In Santiago the clocks jump over a midnight each spring; Kathmandu and Lord Howe are off by quarter and half hours. */
const CITIES: readonly [City, ...City[]] = [
  { timeZone: 'Europe/Berlin', latitude: 52.5145, longitude: 13.3501 },
  { timeZone: 'America/Santiago', latitude: -33.4255, longitude: -70.6334 },
  { timeZone: 'Asia/Kathmandu', latitude: 27.7126, longitude: 85.3152 },
  { timeZone: 'Australia/Lord_Howe', latitude: -31.5287, longitude: 159.0666 },
  { timeZone: 'America/Los_Angeles', latitude: 34.0736, longitude: -118.2402 },
  { timeZone: 'Asia/Tokyo', latitude: 35.6713, longitude: 139.6956 },
  { timeZone: 'Pacific/Apia', latitude: -13.8314, longitude: -171.7621 },
  { timeZone: 'UTC', latitude: 64.1417, longitude: -21.9266 },
];

const FIRST_NAMES = [
  'ada alma amir anouk bela bruno carla chidi dalia dario elif emil farah felix greta hana hugo ines ivo jana joao kaia',
  'kofi lars leila lina luca maja malik mina nadia noor olga oscar paula priya rafael rosa sami selma tariq tessa',
]
  .join(' ')
  .split(' ');
const LAST_NAMES =
  'adeyemi berg castillo dubois eriksen ferrari gurung haddad ito jansen kowalski lindqvist moreau novak okafor'.split(
    ' ',
  );

const PHONES: readonly [string, ...string[]] = [
  'Streakline/3.2 (iPhone; iOS 19.1)',
  'Streakline/3.2 (Android 16; Pixel 9)',
  'Streakline/3.1 (Android 15; SM-G991B)',
  'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
];

/** So far apart that for one of them it is always past 14:00, and most of today has been. */
const EXEMPLARY_ZONES = ['Europe/Berlin', 'Asia/Kathmandu', 'America/Los_Angeles', 'Pacific/Apia'];

/** Up to 210 people: so many pairs of names there are. */
export function inventPeople(count: number, days: number, chance: Chance): readonly Person[] {
  return Array.from({ length: count }, (_, index) => invent(index, count, days, chance.of(index)));
}

/** Who has the most to show now: of the exemplary ones the one whose day is nearest to its end. */
export function personToShow(people: readonly [Person, ...Person[]], now: Instant): Person {
  const shown = people.filter(({ isExemplary, fate }) => isExemplary && fate === 'ordinary');
  return shown.reduce((best, who) => (sinceMidnight(who, now) > sinceMidnight(best, now) ? who : best), people[0]);
}

function sinceMidnight({ city }: Person, now: Instant): number {
  const calendar = initialCalendar(city.timeZone);
  return now - startOfDay(dayOf(now, calendar), calendar);
}

function invent(index: number, count: number, days: number, chance: Chance): Person {
  const name = nameOf(index);
  const joinsOn = joiningDay(index / count, days, chance);
  const city = CITIES[index % CITIES.length] ?? CITIES[0];
  const isExemplary = index < CITIES.length && EXEMPLARY_ZONES.includes(city.timeZone);
  const ordinary = {
    leavesOn: chance.isTrue(0.12) ? joinsOn + chance.whole(5, Math.max(6, days)) : Infinity,
    goal: chance.whole(15, 30) * 100,
    discipline: chance.between(0.55, 0.99),
    walks: chance.isTrue(0.45) ? chance.between(0.15, 0.5) : 0,
  };
  return {
    username: name,
    email: `${name}@example.org`,
    // Addresses for documentation (RFC 5737).
    ip: `198.51.100.${(index % 250) + 1}`,
    userAgent: chance.oneOf(PHONES),
    city,
    joinsOn,
    ...ordinary,
    ...(isExemplary && { leavesOn: Infinity, discipline: 0.97, walks: 1 }),
    isExemplary,
    fate: fateOf(index, count),
  };
}

function fateOf(index: number, count: number): Person['fate'] {
  if (index === count - 1) return 'never-activated';
  return index === Math.floor(count / 2) ? 'disabled' : 'ordinary';
}

function nameOf(index: number): string {
  const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? '';
  const last = LAST_NAMES[index % LAST_NAMES.length] ?? '';
  return `${first}.${last}`;
}

/** Most were there from the start; some came in the middle, some in the last week, nobody as late as today. */
function joiningDay(share: number, days: number, chance: Chance): number {
  const yesterday = days - 2;
  if (share < 0.6) return chance.whole(0, Math.min(3, yesterday));
  if (share < 0.85) return chance.whole(Math.min(4, yesterday), Math.max(Math.min(4, yesterday), days - 9));
  return chance.whole(Math.max(0, days - 7), yesterday);
}
