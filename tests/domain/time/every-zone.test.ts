import { expect } from 'chai';
import fc from 'fast-check';
import {
  dayOf,
  endOfDay,
  initialCalendar,
  isTimeZone,
  nextDay,
  startOfDay,
} from '../../../src/domain/time/local-day.js';
import { canonicalTimeZone } from '../../../src/domain/time/time-zone.js';
import { clocksOf, plusDays, temporalDay, temporalStart, transitionDays } from './temporal-days.js';

const ALIASES = [
  'UTC', 'GMT', 'Etc/GMT+12', 'Etc/GMT-14', 'EST5EDT', 'US/Eastern', 'GB', 'NZ', 'NZ-CHAT', 'Asia/Kolkata', 'Asia/Calcutta',
  'Asia/Kathmandu', 'Europe/Kyiv', 'Europe/Kiev', 'America/Buenos_Aires', 'Australia/LHI', 'Pacific/Kanton', 'Singapore',
]; // prettier-ignore
const ODDLY_SPELLED = [
  'America/Argentina/ComodRivadavia', 'America/Knox_IN', 'America/Porto_Acre', 'Antarctica/DumontDUrville', 'Asia/Ho_Chi_Minh',
  'Australia/ACT', 'Australia/NSW', 'Brazil/DeNoronha', 'Chile/EasterIsland', 'Cuba', 'EST', 'Etc/UCT', 'Etc/GMT0', 'GB-Eire',
  'GMT+0', 'Hongkong', 'MET', 'Mexico/BajaNorte', 'Mexico/BajaSur', 'PRC', 'PST8PDT', 'US/East-Indiana', 'W-SU', 'Zulu',
]; // prettier-ignore
const ZONES = [...new Set([...Intl.supportedValuesOf('timeZone'), ...ALIASES])];
const HOURS = [0, 1, 2, 3, 4, 5, 6];
const [FIRST_YEAR, LAST_YEAR] = [2024, 2030];
/** Every zone × every day × every hour, instead of the days around changes and a sample. */
const FULL = process.env['FULL'] === '1';
const SEED = Number(process.env['SEED'] ?? 20_260_329);

function everyDay(): string[] {
  const days: string[] = [];
  for (let day = `${FIRST_YEAR}-01-01`; day <= `${LAST_YEAR}-12-31`; day = plusDays(day, 1)) days.push(day);
  return days;
}

/** Days around each change of the zone's offset, each with the next, and a few of no note. */
function notableDays(timeZone: string): string[] {
  const around = transitionDays(timeZone, FIRST_YEAR, LAST_YEAR).flatMap((day) =>
    [-1, 0, 1].map((by) => plusDays(day, by)),
  );
  return [...new Set([...around, '2024-02-29', '2027-12-31', '2030-07-01'])];
}

function withNeighbours(day: string): readonly [before: string, day: string, next: string] {
  return [plusDays(day, -1), day, plusDays(day, 1)];
}

/** One after the other those whose clocks do the same, each with the first of them: Temporal is asked once for all. */
function zonesByClocks(): (readonly [timeZone: string, alike: string])[] {
  const groups = new Map<string, string[]>();
  for (const timeZone of ZONES) {
    const clocks = clocksOf(timeZone, FIRST_YEAR, LAST_YEAR);
    groups.set(clocks, [...(groups.get(clocks) ?? []), timeZone]);
  }
  return [...groups.values()].flatMap((zones) => zones.map((zone) => [zone, zones[0] ?? zone] as const));
}

describe('Days of every zone', function () {
  this.timeout(FULL ? 0 : 20_000);

  it(`begin and end where Temporal says, ${FIRST_YEAR}–${LAST_YEAR}`, () => {
    const all = FULL ? everyDay().map(withNeighbours) : [];
    let count = 0;
    for (const [timeZone, alike] of zonesByClocks()) {
      const days = FULL ? all : notableDays(timeZone).map(withNeighbours);
      for (const dayStartsAt of HOURS) {
        const calendar = initialCalendar(timeZone, dayStartsAt);
        const wrong = days.filter(([before, day, next]) => {
          const start = temporalStart(day, alike, dayStartsAt);
          return !(
            startOfDay(day, calendar) === start &&
            endOfDay(day, calendar) === temporalStart(next, alike, dayStartsAt) &&
            dayOf(start, calendar) === day &&
            dayOf(start - 1, calendar) === before &&
            nextDay(day, calendar) === next
          );
        });
        expect(wrong, `${timeZone} from ${dayStartsAt}:00`).to.deep.equal([]);
        count += days.length;
      }
    }
    console.log(`      ${ZONES.length} zones, ${count} days${FULL ? '' : ' (FULL=1 for all of them)'}`);
  });

  it('hold the instants that Temporal says, 1970–2037', () => {
    // Each is made once: that asks the runtime for its zone.
    const calendars = ZONES.flatMap((timeZone) => HOURS.map((dayStartsAt) => initialCalendar(timeZone, dayStartsAt)));
    const instant = fc.integer({ min: 0, max: Date.parse('2037-12-31T00:00:00Z') });
    const numRuns = FULL ? 200_000 : 4_000;
    fc.assert(
      fc.property(fc.constantFrom(...calendars), instant, (calendar, at) => {
        const [{ timeZone, dayStartsAt }] = calendar;
        expect(dayOf(at, calendar)).to.equal(temporalDay(at, timeZone, dayStartsAt));
      }),
      { seed: SEED, numRuns },
    );
    console.log(`      seed ${SEED}, ${numRuns} runs`);
  });

  it('accepts the names of all of them', () => {
    expect(ZONES.filter((name) => !isTimeZone(name))).to.deep.equal([]);
  });

  it('spells the names of all of them as the database does, and leaves aliases what they are', () => {
    const spelled = [...ZONES, ...ODDLY_SPELLED];
    expect(spelled.map((name) => canonicalTimeZone(name.toLowerCase()))).to.deep.equal(spelled);
    expect(spelled.map((name) => canonicalTimeZone(name.toUpperCase()))).to.deep.equal(spelled);
    expect(spelled.filter((name) => !isTimeZone(name))).to.deep.equal([]);
  });
});
