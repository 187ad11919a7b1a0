import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { hoursOfDay } from '../../../src/domain/time/hours-of-day.js';
import { toIso } from '../../../src/domain/time/instant.js';
import {
  changeDayRule,
  dayOf,
  endOfDay,
  initialCalendar,
  nextDay,
  startOfDay,
  type DayCalendar,
} from '../../../src/domain/time/local-day.js';

const QUARTER = 900_000;
const SEED = Number(process.env['SEED'] ?? 20_261_024);
const FIRST = Date.parse('2026-03-20T00:00:00Z');

const zone = fc.constantFrom(
  'Asia/Tokyo', 'America/Los_Angeles', 'Europe/Berlin', 'Pacific/Kiritimati', 'Pacific/Pago_Pago',
  'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Beirut', 'UTC',
); // prettier-ignore
const hour = fc.integer({ min: 0, max: 6 });

const shown = (day: string, calendar: DayCalendar, hours: readonly [number, number]): readonly string[] =>
  hoursOfDay(day, calendar, hours).map(({ from, to }) => `${toIso(from)} ${toIso(to)}`);

/** The hour on the user's wall clock, by another implementation of zones. */
function hourShown(instant: number, calendar: DayCalendar): number {
  const { timeZone } = calendar.findLast((rule) => rule.from <= instant) ?? calendar[0];
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).hour;
}

describe('Hours of a day', () => {
  it('are those that the wall clock shows, however long the day is', () => {
    const berlin = initialCalendar('Europe/Berlin', 4);
    expect(shown('2026-03-28', berlin, [9, 21])).to.deep.equal(['2026-03-28T08:00:00.000Z 2026-03-28T20:00:00.000Z']);
    expect(shown('2026-03-29', berlin, [9, 21])).to.deep.equal(['2026-03-29T07:00:00.000Z 2026-03-29T19:00:00.000Z']);
    expect(shown('2026-10-25', berlin, [0, 6])).to.deep.equal([
      '2026-10-25T03:00:00.000Z 2026-10-25T05:00:00.000Z',
      '2026-10-25T23:00:00.000Z 2026-10-26T03:00:00.000Z',
    ]);
  });

  it('come twice in a day that a change of zone made longer, and in one piece where the two touch', () => {
    const noon = Date.parse('2026-05-10T03:00:00Z');
    const west = changeDayRule(initialCalendar('Asia/Tokyo'), { timeZone: 'America/Los_Angeles' }, noon);
    expect(shown('2026-05-10', west, [19, 24])).to.deep.equal([
      '2026-05-10T10:00:00.000Z 2026-05-10T15:00:00.000Z',
      '2026-05-11T02:00:00.000Z 2026-05-11T07:00:00.000Z',
    ]);
    const near = changeDayRule(initialCalendar('Europe/Berlin'), { timeZone: 'Europe/London' }, noon);
    expect(shown('2026-05-10', near, [19, 24])).to.deep.equal(['2026-05-10T17:00:00.000Z 2026-05-10T23:00:00.000Z']);
  });

  it('may not come at all in one that it made shorter', () => {
    const noon = Date.parse('2026-05-10T19:00:00Z');
    const east = changeDayRule(initialCalendar('America/Los_Angeles'), { timeZone: 'Pacific/Kiritimati' }, noon);
    expect(shown('2026-05-11', east, [9, 21])).to.deep.equal([]);
  });

  it('are the same as another implementation of zones shows, through changes of zone and of clocks', () => {
    const numRuns = 60;
    const change = fc.record({ after: fc.integer({ min: 0, max: 400 }), timeZone: zone, dayStartsAt: hour });
    const hours = fc.constantFrom<readonly [number, number]>([9, 21], [19, 24]);
    fc.assert(
      fc.property(zone, hour, fc.array(change, { maxLength: 4 }), hours, (timeZone, dayStartsAt, changes, wanted) => {
        let calendar = initialCalendar(timeZone, dayStartsAt);
        let now = FIRST;
        for (const { after, ...rule } of changes) {
          now += after * QUARTER;
          calendar = changeDayRule(calendar, rule, now);
        }
        const end = now + 5 * 96 * QUARTER;
        for (let day = dayOf(FIRST, calendar); startOfDay(day, calendar) < end; day = nextDay(day, calendar)) {
          const found = hoursOfDay(day, calendar, wanted);
          const wrong: string[] = [];
          for (let at = startOfDay(day, calendar); at < endOfDay(day, calendar); at += QUARTER) {
            const expected = hourShown(at, calendar) >= wanted[0] && hourShown(at, calendar) < wanted[1];
            if (found.some(({ from, to }) => from <= at && at < to) !== expected) wrong.push(toIso(at));
          }
          expect(wrong, day).to.deep.equal([]);
          for (const [index, { from }] of found.entries()) expect(from).to.be.above(found[index - 1]?.to ?? 0);
        }
      }),
      { seed: SEED, numRuns },
    );
    console.log(`      seed ${SEED}, ${numRuns} runs`);
  });
});
