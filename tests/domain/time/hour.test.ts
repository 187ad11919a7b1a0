import { expect } from 'chai';
import { firstQuarterFrom, hourOf, QUARTER_MS, quarterOf } from '../../../src/domain/time/hour.js';
import { toIso } from '../../../src/domain/time/instant.js';

const at = (iso: string): number => Date.parse(iso);
const hourIn = (iso: string, zone?: string): string => toIso(hourOf(at(iso), zone));
const quarters = (from: string, count: number): number[] =>
  Array.from({ length: count }, (_, n) => at(from) + n * QUARTER_MS);
/** Hours of the zone, ascending, each with the quarters that begin in it. */
const byHour = (starts: readonly number[], zone: string): [hour: number, items: number[]][] => {
  const hours = new Map<number, number[]>();
  for (const start of starts) {
    const hour = hourOf(start, zone);
    hours.set(hour, [...(hours.get(hour) ?? []), start]);
  }
  return [...hours].sort(([a], [b]) => a - b);
};
const hoursIn = (from: string, count: number, zone: string): string[] =>
  byHour(quarters(from, count), zone).map(([hour, items]) => `${toIso(hour).slice(11, 16)} ${items.length}`);

describe('An hour', () => {
  it('is cut into quarters of UTC', () => {
    expect(toIso(quarterOf(at('2026-05-10T10:14:59.999Z')))).to.equal('2026-05-10T10:00:00.000Z');
    expect(toIso(quarterOf(at('2026-05-10T10:15:00Z')))).to.equal('2026-05-10T10:15:00.000Z');
    expect(toIso(firstQuarterFrom(at('2026-05-10T10:15:00Z')))).to.equal('2026-05-10T10:15:00.000Z');
    expect(toIso(firstQuarterFrom(at('2026-05-10T10:15:00.001Z')))).to.equal('2026-05-10T10:30:00.000Z');
    expect(toIso(quarterOf(-1))).to.equal('1969-12-31T23:45:00.000Z');
  });

  it('begins when the clocks of its zone show a whole hour', () => {
    expect(hourIn('2026-05-10T10:50:00Z')).to.equal('2026-05-10T10:00:00.000Z');
    expect(hourIn('2026-05-10T10:50:00Z', 'Asia/Kolkata')).to.equal('2026-05-10T10:30:00.000Z');
    expect(hourIn('2026-05-10T10:20:00Z', 'Asia/Kolkata')).to.equal('2026-05-10T09:30:00.000Z');
    expect(hourIn('2026-05-10T10:10:00Z', 'Asia/Kathmandu')).to.equal('2026-05-10T09:15:00.000Z');
    expect(hourIn('2026-05-10T10:15:00Z', 'Asia/Kathmandu')).to.equal('2026-05-10T10:15:00.000Z');
  });

  it('is told from the one an hour later that shows the same', () => {
    // New York, 1 November 2026: 01:00 EDT is 05:00 UTC, 01:00 EST is 06:00 UTC.
    expect(hoursIn('2026-11-01T05:00:00Z', 8, 'America/New_York')).to.deep.equal(['05:00 4', '06:00 4']);
  });

  it('ends where clocks are set by half an hour, so that none overlap', () => {
    // Lord Howe: at 15:00 UTC on 4 April 2026 02:00 becomes 01:30, at 15:30 UTC on 4 October 2025 02:00 becomes 02:30.
    expect(hoursIn('2026-04-04T14:00:00Z', 10, 'Australia/Lord_Howe')).to.deep.equal(['14:00 4', '15:00 2', '15:30 4']);
    expect(hoursIn('2025-10-04T14:30:00Z', 10, 'Australia/Lord_Howe')).to.deep.equal(['14:30 4', '15:30 2', '16:00 4']);
  });

  it('holds every quarter once, in any zone', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const all = quarters('2026-03-28T00:00:00Z', 4 * 24 * 3);
      const hours = byHour(all, zone);
      expect(
        hours.flatMap(([, items]) => items),
        zone,
      ).to.deep.equal(all);
      expect(
        hours.every(([hour, items]) => items.length <= 4 && items.every((start) => start >= hour || hour > all[0]!)),
        zone,
      ).to.equal(true);
    }
  });
});
