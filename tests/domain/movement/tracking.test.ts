import { expect } from 'chai';
import fc from 'fast-check';
import {
  currentTracking,
  lastSaidAt,
  trackedAt,
  NEVER_TRACKED,
  say,
  trackedUntil,
  type Tracking,
} from '../../../src/domain/movement/tracking.js';
import { runs } from './tracks.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Statements as [active, since, said], in minutes from now. */
function said(...statements: readonly (readonly [active: boolean, since: number, said: number])[]): Tracking {
  return statements.reduce(
    (tracking, [active, since, at]) => say(tracking, active, NOW + since * MINUTE, NOW + at * MINUTE),
    NEVER_TRACKED,
  );
}

function trackedMinutes(tracking: Tracking, minutes: readonly number[], asOf?: number): readonly number[] {
  return minutes.filter((minute) => trackedAt(tracking, asOf)(NOW + minute * MINUTE));
}

describe('tracking', () => {
  it('is off until a user says otherwise', () => {
    expect(currentTracking(NEVER_TRACKED)).to.deep.equal({ active: false, since: null });
    expect(trackedAt(NEVER_TRACKED)(NOW)).to.equal(false);
  });

  it('tells apart what was said in one instant, whatever the order of the clocks', () => {
    const first = said([true, -60, 0]);
    for (const minute of [0, -1]) {
      const second = say(first, false, NOW - 30 * MINUTE, NOW + minute * MINUTE);
      expect(trackedMinutes(second, [-40, -20], lastSaidAt(first)!)).to.deep.equal([-40, -20]);
      expect(trackedMinutes(second, [-40, -20], lastSaidAt(second)!)).to.deep.equal([-40]);
    }
  });

  it('is on from the instant that was said, which may lie back', () => {
    const tracking = said([true, -60, 0]);
    expect(currentTracking(tracking)).to.deep.equal({ active: true, since: NOW - 60 * MINUTE });
    expect(trackedMinutes(tracking, [-61, -60, -30, 0, 5])).to.deep.equal([-60, -30, 0, 5]);
  });

  it('has both ends in the interval', () => {
    const tracking = said([true, -60, -60], [false, -30, -30], [true, -10, -10]);
    expect(trackedMinutes(tracking, [-61, -60, -45, -30, -29, -11, -10, 0])).to.deep.equal([-60, -45, -30, -10, 0]);
  });

  it('replaces what was said about the time after a new since, and leaves the time before it', () => {
    const tracking = said([true, -60, -60], [false, -50, -50], [true, -40, -40], [false, -55, 0]);
    expect(trackedMinutes(tracking, [-60, -55, -52, -45, -35, 0])).to.deep.equal([-60, -55]);
    expect(currentTracking(tracking)).to.deep.equal({ active: false, since: NOW - 55 * MINUTE });
  });

  it('changes nothing when it is said again', () => {
    const tracking = said([true, -60, -60]);
    expect(say(tracking, true, NOW, NOW)).to.equal(tracking);
    const off = said([true, -60, -60], [false, -30, -30]);
    expect(say(off, false, NOW, NOW)).to.equal(off);
  });

  it('goes back further when it is said again with an earlier since', () => {
    const tracking = said([true, -60, -60], [true, -90, 0]);
    expect(currentTracking(tracking).since).to.equal(NOW - 90 * MINUTE);
  });

  it('has no pause where off and on meet', () => {
    const tracking = said([true, -60, -60], [false, -30, -30], [true, -30, -20]);
    expect(trackedUntil(tracking)(NOW - 60 * MINUTE)).to.equal(Infinity);
  });

  it('remembers what had been said by an instant', () => {
    const tracking = said([true, -60, -60], [false, -50, 0]);
    expect(trackedMinutes(tracking, [-60, -40])).to.deep.equal([-60]);
    expect(trackedMinutes(tracking, [-60, -40], NOW - MINUTE)).to.deep.equal([-60, -40]);
  });

  it('refuses a since more than 7 days back or more than 2 minutes ahead', () => {
    expect(() => say(NEVER_TRACKED, true, NOW - 7 * DAY - 1, NOW))
      .to.throw()
      .with.property('code', 'too-old');
    expect(() => say(NEVER_TRACKED, true, NOW + 2 * MINUTE + 1, NOW))
      .to.throw()
      .with.property('code', 'in-the-future');
    expect(currentTracking(say(NEVER_TRACKED, true, NOW - 7 * DAY, NOW)).active).to.equal(true);
  });

  it('says until when it went on without a pause', () => {
    const until = trackedUntil(said([true, -60, -60], [false, -30, -30], [true, -10, -10]));
    expect(until(NOW - 45 * MINUTE)).to.equal(NOW - 30 * MINUTE);
    expect(until(NOW - 20 * MINUTE)).to.equal(NOW - 20 * MINUTE);
    expect(until(NOW - 90 * MINUTE)).to.equal(NOW - 90 * MINUTE);
    expect(until(NOW)).to.equal(Infinity);
  });

  it('forgets what is older than 100 days, but not what holds, nor that it knew it', () => {
    const old = [...Array(20).keys()].reduce(
      (tracking, day) => say(tracking, day % 2 === 0, NOW + day * DAY, NOW + day * DAY),
      NEVER_TRACKED,
    );
    const later = NOW + 115 * DAY;
    const tracking = say(old, true, later, later);
    expect(tracking.statements.length).to.be.below(8);
    expect(currentTracking(tracking)).to.deep.equal({ active: true, since: later });
    expect(trackedAt(tracking)(NOW + 18.5 * DAY)).to.equal(true);
    expect(trackedUntil(tracking)(NOW)).to.be.at.least(later - 100 * DAY);
  });

  it('stays small however often it is switched', () => {
    let tracking = NEVER_TRACKED;
    for (let minute = 0; minute < 2500; minute += 1) {
      tracking = say(tracking, minute % 2 === 0, NOW + minute * MINUTE, NOW + minute * MINUTE);
    }
    expect(tracking.statements.length).to.be.at.most(2001);
    expect(currentTracking(tracking)).to.deep.equal({ active: false, since: NOW + 2499 * MINUTE });
  });

  it('agrees with a minute-by-minute record of what was said', () => {
    const statement = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 12 }), (statements) => {
        const record = Array<boolean>(60).fill(false);
        let [tracking, now] = [NEVER_TRACKED, 0];
        for (const [active, back, pause] of statements) {
          now += pause;
          const since = Math.max(0, now - back);
          tracking = say(tracking, active, NOW + since * MINUTE, NOW + now * MINUTE);
          record.fill(active, since);
        }
        for (let minute = 0; minute < 59; minute += 1) {
          expect(trackedAt(tracking)(NOW + (minute + 0.5) * MINUTE)).to.equal(record[minute]);
        }
      }),
      runs(200),
    );
  });
});
