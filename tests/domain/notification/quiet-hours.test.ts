import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { DomainError } from '../../../src/domain/errors.js';
import { NOTIFICATION_TYPES } from '../../../src/domain/notification/notification.js';
import {
  checkedQuietHours,
  isUrgent,
  quietUntil,
  type QuietHours,
} from '../../../src/domain/notification/quiet-hours.js';
import { toIso } from '../../../src/domain/time/instant.js';

const MINUTE = 60_000;
const NIGHT: QuietHours = { from: '22:00', to: '07:00' };

const untilIn = (timeZone: string, quietHours: QuietHours | null, now: string): string | undefined => {
  const until = quietUntil(quietHours, timeZone, Date.parse(now));
  return until === undefined ? undefined : toIso(until);
};

/** Looks at another implementation's clock on the wall, minute by minute. */
function naiveUntil({ from, to }: QuietHours, timeZone: string, now: number): number | undefined {
  const isQuiet = (instant: number): boolean => {
    const shown = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
    const time = shown.toPlainTime().toString({ smallestUnit: 'minute' });
    return from < to ? from <= time && time < to : from <= time || time < to;
  };
  if (!isQuiet(now)) return undefined;
  let minute = (Math.floor(now / MINUTE) + 1) * MINUTE;
  while (isQuiet(minute)) minute += MINUTE;
  return minute;
}

describe('Quiet hours', () => {
  it('that are off are never', () => {
    expect(untilIn('UTC', null, '2026-11-21T03:00:00Z')).to.equal(undefined);
  });

  it('begin with their first minute, end before their last, and go on past midnight', () => {
    expect(untilIn('Asia/Tokyo', NIGHT, '2026-11-21T12:59:59.999Z')).to.equal(undefined);
    expect(untilIn('Asia/Tokyo', NIGHT, '2026-11-21T13:00:00Z')).to.equal('2026-11-21T22:00:00.000Z');
    expect(untilIn('Asia/Tokyo', NIGHT, '2026-11-21T21:59:59.999Z')).to.equal('2026-11-21T22:00:00.000Z');
    expect(untilIn('Asia/Tokyo', NIGHT, '2026-11-21T22:00:00Z')).to.equal(undefined);
    const noon = { from: '12:00', to: '13:30' };
    expect(untilIn('Asia/Tokyo', noon, '2026-11-21T03:15:00Z')).to.equal('2026-11-21T04:30:00.000Z');
    expect(untilIn('Asia/Tokyo', noon, '2026-11-21T13:00:00Z')).to.equal(undefined);
  });

  it('end by the clock on the wall where a night is shorter or longer', () => {
    expect(untilIn('Europe/Berlin', NIGHT, '2026-03-28T22:00:00Z')).to.equal('2026-03-29T05:00:00.000Z');
    expect(untilIn('Europe/Berlin', NIGHT, '2026-10-24T22:00:00Z')).to.equal('2026-10-25T06:00:00.000Z');
  });

  it('whose end the clocks jump over end with the jump', () => {
    const short = { from: '23:00', to: '02:30' };
    expect(untilIn('Europe/Berlin', short, '2026-03-28T23:00:00Z')).to.equal('2026-03-29T01:00:00.000Z');
    expect(untilIn('Europe/Berlin', { from: '02:10', to: '02:50' }, '2026-03-29T01:00:00Z')).to.equal(undefined);
  });

  it('that come twice are quiet twice', () => {
    const short = { from: '01:00', to: '02:30' };
    expect(untilIn('Europe/Berlin', short, '2026-10-25T00:00:00Z')).to.equal('2026-10-25T00:30:00.000Z');
    expect(untilIn('Europe/Berlin', short, '2026-10-25T00:30:00Z')).to.equal(undefined);
    expect(untilIn('Europe/Berlin', short, '2026-10-25T01:00:00Z')).to.equal('2026-10-25T01:30:00.000Z');
    expect(untilIn('Europe/Berlin', { from: '01:00', to: '03:00' }, '2026-10-25T00:30:00Z')).to.equal(
      '2026-10-25T02:00:00.000Z',
    );
  });

  it('end when a clock on the wall first shows another time, whatever the zone does', function () {
    this.timeout(60_000);
    const changes = [
      ['Europe/Berlin', '2026-03-29T01:00:00Z'], ['Europe/Berlin', '2026-10-25T01:00:00Z'],
      ['America/New_York', '2026-03-08T07:00:00Z'], ['America/New_York', '2026-11-01T06:00:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'], ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
      ['America/Santiago', '2026-09-06T04:00:00Z'], ['Africa/Casablanca', '2026-02-15T02:00:00Z'],
      ['Pacific/Apia', '2011-12-30T10:00:00Z'], ['Asia/Kathmandu', '2026-06-01T00:00:00Z'],
    ] as const; // prettier-ignore
    const time = fc
      .integer({ min: 0, max: 24 * 60 - 1 })
      .map(
        (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
      );
    const around = fc.integer({ min: -26 * 60 * MINUTE, max: 26 * 60 * MINUTE });
    fc.assert(
      fc.property(fc.constantFrom(...changes), around, time, time, ([timeZone, change], by, from, to) => {
        fc.pre(from !== to);
        const now = Date.parse(change) + by;
        expect(quietUntil({ from, to }, timeZone, now)).to.equal(naiveUntil({ from, to }, timeZone, now));
      }),
      { numRuns: 300 },
    );
  });

  it('go from one time of day to another', () => {
    const refused = [
      ['24:00', '07:00'], ['22:60', '07:00'], ['7:00', '22:00'], ['22:00', ''], ['22:00', '22:00'], ['22:00:00', '07:00'],
    ] as const; // prettier-ignore
    for (const [from, to] of refused) {
      expect(() => checkedQuietHours({ from, to }), `${from}–${to}`)
        .to.throw(DomainError)
        .with.property('code', 'invalid-quiet-hours');
    }
    expect(checkedQuietHours(NIGHT)).to.equal(NIGHT);
  });

  it('let through what is urgent', () => {
    expect(NOTIFICATION_TYPES.filter(isUrgent)).to.deep.equal(['login-spike', 'login-spike-resolved', 'security']);
  });
});
