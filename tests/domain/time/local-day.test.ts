import { expect } from 'chai';
import { DomainError } from '../../../src/domain/errors.js';
import {
  addDays,
  changeDayRule,
  dayOf,
  endOfDay,
  initialCalendar,
  isCutShort,
  isTimeZone,
  nextDay,
  ruleFrom,
  startOfDay,
  timeZoneOf,
} from '../../../src/domain/time/local-day.js';
import { toIso } from '../../../src/domain/time/instant.js';

const HOUR = 3_600_000;
const at = (iso: string): number => Date.parse(iso);
const hoursOf = (day: string, timeZone: string, dayStartsAt = 0): number => {
  const calendar = initialCalendar(timeZone, dayStartsAt);
  return (endOfDay(day, calendar) - startOfDay(day, calendar)) / HOUR;
};
const startIn = (day: string, timeZone: string, dayStartsAt = 0): string =>
  toIso(startOfDay(day, initialCalendar(timeZone, dayStartsAt)));

describe('A local day', () => {
  it('is as long as the clocks of its zone make it', () => {
    expect(hoursOf('2026-03-29', 'Europe/Berlin')).to.equal(23);
    expect(hoursOf('2026-10-25', 'Europe/Berlin')).to.equal(25);
    expect(hoursOf('2026-03-08', 'America/New_York')).to.equal(23);
    expect(hoursOf('2026-11-01', 'America/New_York')).to.equal(25);
    expect(hoursOf('2026-10-04', 'Australia/Lord_Howe')).to.equal(23.5);
    expect(hoursOf('2026-04-05', 'Australia/Lord_Howe')).to.equal(24.5);
    expect(hoursOf('2026-02-15', 'Africa/Casablanca')).to.equal(25);
  });

  it('begins right after the gap where its midnight does not exist', () => {
    expect(startIn('2026-09-06', 'America/Santiago')).to.equal('2026-09-06T04:00:00.000Z');
    expect(startIn('2026-03-29', 'Asia/Beirut')).to.equal('2026-03-28T22:00:00.000Z');
    expect(startIn('2026-04-24', 'Africa/Cairo')).to.equal('2026-04-23T22:00:00.000Z');
    expect(startIn('2026-03-08', 'America/Havana')).to.equal('2026-03-08T05:00:00.000Z');
    for (const [day, zone] of [
      ['2026-09-06', 'America/Santiago'],
      ['2026-03-29', 'Asia/Beirut'],
      ['2026-04-24', 'Africa/Cairo'],
      ['2026-03-08', 'America/Havana'],
    ] as const) {
      expect(hoursOf(day, zone), zone).to.equal(23);
      expect(dayOf(startOfDay(day, initialCalendar(zone)), initialCalendar(zone))).to.equal(day);
    }
  });

  it('begins at the first of two midnights and goes on when clocks go back over it', () => {
    // Havana, 1 November 2026: 01:00 becomes 00:00.
    const havana = initialCalendar('America/Havana');
    expect(startIn('2026-11-01', 'America/Havana')).to.equal('2026-11-01T04:00:00.000Z');
    expect(hoursOf('2026-11-01', 'America/Havana')).to.equal(25);
    // With a day that begins at 1, the clocks show 0:59 again after it has begun.
    const berlinFromTwo = initialCalendar('Europe/Berlin', 2);
    expect(startIn('2026-10-25', 'Europe/Berlin', 2)).to.equal('2026-10-25T00:00:00.000Z');
    expect(dayOf(at('2026-10-25T01:00:00Z'), berlinFromTwo)).to.equal('2026-10-25');
    // Santiago, 5 April 2026: midnight becomes 23:00 of the 4th, so the 5th begins an hour later.
    expect(startIn('2026-04-05', 'America/Santiago')).to.equal('2026-04-05T04:00:00.000Z');
    expect(hoursOf('2026-04-04', 'America/Santiago')).to.equal(25);
    expect(dayOf(at('2026-11-01T04:59:59Z'), havana)).to.equal('2026-11-01');
  });

  it('never goes back to the day before, whatever the clocks do', () => {
    // Azores, 26 October 2025: 01:00 becomes 00:00. A day from 1 o'clock keeps what has begun.
    const calendar = initialCalendar('Atlantic/Azores', 1);
    expect(dayOf(at('2025-10-26T00:30:00Z'), calendar)).to.equal('2025-10-25');
    expect(dayOf(at('2025-10-26T01:30:00Z'), calendar)).to.equal('2025-10-25');
    expect(dayOf(at('2025-10-26T02:00:00Z'), calendar)).to.equal('2025-10-26');
    const labels = Array.from({ length: 72 * 4 }, (_, quarter) =>
      dayOf(at('2025-10-25T00:00:00Z') + (quarter * HOUR) / 4, calendar),
    );
    expect(labels).to.deep.equal(labels.toSorted());
  });

  it('is left out where its zone leaves it out', () => {
    const apia = initialCalendar('Pacific/Apia');
    expect(nextDay('2011-12-29', apia)).to.equal('2011-12-31');
    expect(startOfDay('2011-12-30', apia)).to.equal(startOfDay('2011-12-31', apia));
    expect(dayOf(startOfDay('2011-12-30', apia), apia)).to.equal('2011-12-31');
    expect(isCutShort('2011-12-29', apia)).to.equal(false);
  });

  it('may begin at another hour than midnight', () => {
    const nightOwl = initialCalendar('Europe/Berlin', 4);
    expect(dayOf(at('2026-11-21T02:59:59Z'), nightOwl)).to.equal('2026-11-20');
    expect(dayOf(at('2026-11-21T03:00:00Z'), nightOwl)).to.equal('2026-11-21');
    expect(hoursOf('2026-03-28', 'Europe/Berlin', 4)).to.equal(23);
    expect(hoursOf('2026-03-28', 'Europe/Berlin', 2)).to.equal(24);
  });

  it('has neighbours by the calendar', () => {
    expect(addDays('2024-02-28', 1)).to.equal('2024-02-29');
    expect(addDays('2026-03-01', -1)).to.equal('2026-02-28');
    expect(addDays('2026-12-31', 1)).to.equal('2027-01-01');
  });
});

describe('A time zone', () => {
  it('is a name of the IANA database, aliases included', () => {
    for (const name of ['Europe/Berlin', 'Asia/Kolkata', 'UTC', 'Etc/GMT+5', 'America/Argentina/Ushuaia']) {
      expect(isTimeZone(name), name).to.equal(true);
    }
    for (const name of [
      '+05:30',
      '-08',
      '',
      'Mars/Olympus',
      'Europe/Berlin ',
      '../etc/passwd',
      'Europe//Berlin',
      'null',
    ]) {
      expect(isTimeZone(name), name).to.equal(false);
    }
  });

  it('that is none is refused', () => {
    expect(() => initialCalendar('Mars/Olympus'))
      .to.throw(DomainError)
      .with.property('code', 'invalid-time-zone');
    const calendar = initialCalendar('UTC');
    expect(() => changeDayRule(calendar, { timeZone: '+05:30' }, 0))
      .to.throw(DomainError)
      .with.property('code', 'invalid-time-zone');
    expect(() => changeDayRule(calendar, { dayStartsAt: 7 }, 0))
      .to.throw(DomainError)
      .with.property('code', 'invalid-day-start');
    expect(() => changeDayRule(calendar, { dayStartsAt: 1.5 }, 0))
      .to.throw(DomainError)
      .with.property('code', 'invalid-day-start');
  });
});

describe('A change of zone', () => {
  const tokyo = initialCalendar('Asia/Tokyo');
  const noon = at('2026-05-10T03:00:00Z'); // 12:00 in Tokyo, 20:00 of the 9th in Los Angeles
  const midnight = at('2026-05-10T15:00:00Z'); // in Tokyo

  it('holds from the end of the current day, which going west is longer by the difference', () => {
    const calendar = changeDayRule(tokyo, { timeZone: 'America/Los_Angeles' }, noon);
    expect(calendar).to.deep.equal([
      { from: 0, timeZone: 'Asia/Tokyo', dayStartsAt: 0 },
      { from: midnight, timeZone: 'America/Los_Angeles', dayStartsAt: 0 },
    ]);
    expect(dayOf(midnight, calendar)).to.equal('2026-05-10');
    expect((endOfDay('2026-05-10', calendar) - startOfDay('2026-05-10', calendar)) / HOUR).to.equal(24 + 16);
    expect(toIso(endOfDay('2026-05-10', calendar))).to.equal('2026-05-11T07:00:00.000Z');
    expect(ruleFrom(calendar)).to.equal('2026-05-11');
    expect(isCutShort('2026-05-10', calendar)).to.equal(false);
    expect(isCutShort('2026-05-11', calendar)).to.equal(false);
    expect(timeZoneOf('2026-05-10', calendar)).to.equal('Asia/Tokyo');
    expect(timeZoneOf('2026-05-11', calendar)).to.equal('America/Los_Angeles');
  });

  it('cuts the next day short going east', () => {
    const calendar = changeDayRule(initialCalendar('America/Los_Angeles'), { timeZone: 'Asia/Tokyo' }, noon);
    // The 9th ends at 07:00 UTC of the 10th, when it is 16:00 of the 10th in Tokyo.
    expect(dayOf(noon, calendar)).to.equal('2026-05-09');
    expect(toIso(startOfDay('2026-05-10', calendar))).to.equal('2026-05-10T07:00:00.000Z');
    expect(toIso(endOfDay('2026-05-10', calendar))).to.equal('2026-05-10T15:00:00.000Z');
    expect(isCutShort('2026-05-09', calendar)).to.equal(false);
    expect(isCutShort('2026-05-10', calendar)).to.equal(true);
    expect(isCutShort('2026-05-11', calendar)).to.equal(false);
    expect(ruleFrom(calendar)).to.equal('2026-05-10');
  });

  it('leaves a day out when it jumps over it', () => {
    const calendar = changeDayRule(
      initialCalendar('Pacific/Pago_Pago'),
      { timeZone: 'Pacific/Kiritimati' },
      at('2026-05-10T20:00:00Z'),
    );
    expect(dayOf(at('2026-05-10T20:00:00Z'), calendar)).to.equal('2026-05-10');
    expect(nextDay('2026-05-10', calendar)).to.equal('2026-05-12');
    expect(startOfDay('2026-05-11', calendar)).to.equal(startOfDay('2026-05-12', calendar));
    expect(ruleFrom(calendar)).to.equal('2026-05-12');
    expect(isCutShort('2026-05-12', calendar)).to.equal(true);
  });

  it('that is taken back before it holds has never been', () => {
    const there = changeDayRule(tokyo, { timeZone: 'America/Los_Angeles' }, noon);
    expect(changeDayRule(there, { timeZone: 'Asia/Tokyo' }, noon + HOUR)).to.deep.equal(tokyo);
    const elsewhere = changeDayRule(there, { timeZone: 'Europe/Berlin' }, noon + HOUR);
    expect(elsewhere.map((rule) => rule.timeZone)).to.deep.equal(['Asia/Tokyo', 'Europe/Berlin']);
  });

  it('goes there and back without a day that counts twice', () => {
    const there = changeDayRule(tokyo, { timeZone: 'America/Los_Angeles' }, noon);
    const back = changeDayRule(there, { timeZone: 'Asia/Tokyo' }, midnight + 2 * HOUR);
    const end = at('2026-05-11T07:00:00Z');
    expect(dayOf(midnight + 2 * HOUR, back)).to.equal('2026-05-10');
    expect(endOfDay('2026-05-10', back)).to.equal(end);
    expect(toIso(endOfDay('2026-05-11', back))).to.equal('2026-05-11T15:00:00.000Z');
    expect(isCutShort('2026-05-11', back)).to.equal(true);
    expect(ruleFrom(back)).to.equal('2026-05-11');
  });

  it('keeps what was said about the hour, and the other way round', () => {
    const zone = changeDayRule(tokyo, { timeZone: 'Europe/Berlin' }, noon);
    const both = changeDayRule(zone, { dayStartsAt: 3 }, noon + HOUR);
    expect(both.at(-1)).to.deep.equal({ from: midnight, timeZone: 'Europe/Berlin', dayStartsAt: 3 });
  });

  it('of the hour makes a day longer or shorter in the same way', () => {
    const later = changeDayRule(tokyo, { dayStartsAt: 6 }, noon);
    expect((endOfDay('2026-05-10', later) - startOfDay('2026-05-10', later)) / HOUR).to.equal(30);
    const earlier = changeDayRule(initialCalendar('Asia/Tokyo', 6), { dayStartsAt: 0 }, noon);
    expect((endOfDay('2026-05-10', earlier) - startOfDay('2026-05-10', earlier)) / HOUR).to.equal(24);
    expect((endOfDay('2026-05-11', earlier) - startOfDay('2026-05-11', earlier)) / HOUR).to.equal(18);
    expect(isCutShort('2026-05-11', earlier)).to.equal(true);
  });

  it('that never was dates the rule from the registration', () => {
    expect(ruleFrom(tokyo, noon)).to.equal('2026-05-10');
  });
});
