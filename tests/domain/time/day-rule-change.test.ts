import { expect } from 'chai';
import fc from 'fast-check';
import type { DayCalendar } from '../../../src/domain/time/local-day.js';
import {
  changeDayRule,
  dayOf,
  endOfDay,
  initialCalendar,
  isCutShort,
  nextDay,
  ruleFrom,
  startOfDay,
} from '../../../src/domain/time/local-day.js';
import { temporalDay } from './temporal-days.js';

const QUARTER = 900_000;
const SEED = Number(process.env['SEED'] ?? 20_260_510);
const FIRST = Date.parse('2026-03-20T00:00:00Z');

const zone = fc.constantFrom(
  'Asia/Tokyo', 'America/Los_Angeles', 'Europe/Berlin', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Pacific/Apia',
  'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Havana', 'UTC',
); // prettier-ignore
const hour = fc.integer({ min: 0, max: 6 });
const change = fc.record({
  /** Quarter-hours since the change before. */
  after: fc.integer({ min: 0, max: 250 }),
  timeZone: fc.option(zone, { nil: undefined }),
  dayStartsAt: fc.option(hour, { nil: undefined }),
});

/** The rule of the design, said once more in the slowest way: step by step, remembering the day in hand. */
function labelsByTemporal(calendar: DayCalendar, from: number, count: number): string[] {
  const labels: string[] = [];
  for (let step = 0; step < count; step += 1) {
    const at = from + step * QUARTER;
    const rule = calendar.findLast((one) => one.from <= at) ?? calendar[0];
    const own = temporalDay(at, rule.timeZone, rule.dayStartsAt);
    const current = labels.at(-1);
    labels.push(current === undefined || own > current ? own : current);
  }
  return labels;
}

describe('Changes of zone and hour', () => {
  it('keep the spelling of the database, so that another case is no move', () => {
    const calendar = initialCalendar('europe/BERLIN');
    expect(calendar).to.deep.equal(initialCalendar('Europe/Berlin'));
    expect(changeDayRule(calendar, { timeZone: 'europe/berlin' }, FIRST)).to.deep.equal(calendar);
    expect(changeDayRule(calendar, { timeZone: 'asia/calcutta' }, FIRST)[1]?.timeZone).to.equal('Asia/Calcutta');
  });

  it('one after the other keep days in order, each with its own instants', () => {
    const numRuns = 80;
    fc.assert(
      fc.property(zone, hour, fc.array(change, { minLength: 1, maxLength: 6 }), (timeZone, dayStartsAt, changes) => {
        let calendar = initialCalendar(timeZone, dayStartsAt);
        let now = FIRST;
        for (const { after, ...wanted } of changes) {
          now += after * QUARTER;
          const changed = changeDayRule(calendar, wanted, now);
          const today = dayOf(now, calendar);
          expect(dayOf(now, changed), 'the current day').to.equal(today);
          expect(startOfDay(today, changed)).to.equal(startOfDay(today, calendar));
          calendar = changed;
        }
        const count = Math.ceil((now - FIRST) / QUARTER) + 5 * 96;
        const labels = labelsByTemporal(calendar, FIRST, count);
        const wrong = labels.flatMap((label, step) => {
          const at = FIRST + step * QUARTER;
          const day = dayOf(at, calendar);
          const holds = day === label && startOfDay(day, calendar) <= at && at < endOfDay(day, calendar);
          return holds ? [] : [[new Date(at).toISOString(), label, day]];
        });
        expect(wrong).to.deep.equal([]);
        const days = [...new Set(labels)];
        for (const [index, day] of days.slice(0, -1).entries())
          expect(nextDay(day, calendar)).to.equal(days[index + 1]);
      }),
      { seed: SEED, numRuns },
    );
    console.log(`      seed ${SEED}, ${numRuns} runs`);
  });

  it('cut at most one day short each, the first under the new rule', () => {
    const numRuns = 300;
    fc.assert(
      fc.property(zone, zone, hour, fc.integer({ min: 0, max: 95 }), (here, there, dayStartsAt, quarter) => {
        const now = Date.parse('2026-06-10T00:00:00Z') + quarter * QUARTER;
        const calendar = changeDayRule(initialCalendar(here, dayStartsAt), { timeZone: there }, now);
        const cut: string[] = [];
        for (let day = dayOf(now - 48 * 4 * QUARTER, calendar); day < '2026-06-16'; day = nextDay(day, calendar)) {
          if (isCutShort(day, calendar)) cut.push(day);
        }
        expect(cut.length).to.be.at.most(1);
        if (cut.length === 1) expect(cut[0]).to.equal(ruleFrom(calendar));
      }),
      { seed: SEED, numRuns },
    );
  });
});
