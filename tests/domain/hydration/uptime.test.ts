import { expect } from 'chai';
import fc from 'fast-check';
import { outageWithin, withBeat, type Uptime } from '../../../src/domain/hydration/uptime.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-05-10T00:00:00Z');

function beats(...minutes: readonly number[]): Uptime {
  return minutes.reduce<Uptime | undefined>((uptime, minute) => withBeat(uptime, START + minute * MINUTE), undefined)!;
}

describe('Uptime', () => {
  it('begins with the first beat: a new deployment was never away', () => {
    expect(outageWithin(undefined, START, START + HOUR, START + HOUR)).to.equal(0);
    expect(outageWithin(beats(0), START - 24 * HOUR, START, START)).to.equal(0);
  });

  it('has no outage while beats come each minute, or two are missing', () => {
    expect(beats(0, 1, 2, 5, 8).outages).to.deep.equal([]);
  });

  it('has an outage from the last beat before a silence of more than 3 minutes to the next', () => {
    const uptime = beats(0, 1, 61, 62);
    expect(uptime.outages).to.deep.equal([{ from: START + MINUTE, to: START + 61 * MINUTE }]);
    const now = START + 62 * MINUTE;
    expect(outageWithin(uptime, START, START + 24 * HOUR, now)).to.equal(60 * MINUTE);
    expect(outageWithin(uptime, START + 31 * MINUTE, START + 41 * MINUTE, now)).to.equal(10 * MINUTE);
    expect(outageWithin(uptime, START + 61 * MINUTE, START + 24 * HOUR, now)).to.equal(0);
  });

  it('counts an outage that is going on, up to now', () => {
    const uptime = beats(0);
    expect(outageWithin(uptime, START, START + 24 * HOUR, START + 3 * MINUTE)).to.equal(0);
    expect(outageWithin(uptime, START, START + 24 * HOUR, START + 5 * HOUR)).to.equal(5 * HOUR);
    expect(outageWithin(uptime, START, START + 24 * HOUR, START + 30 * HOUR)).to.equal(24 * HOUR);
  });

  it('takes beats of several processes in any order', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(minutes, (some) => {
        const late = [...some].sort((a, b) => a - b);
        // A beat that comes after a later one says nothing new: whoever beat later was there.
        const uptime = beats(...late.flatMap((minute, index) => [minute, late[index - 1] ?? minute]));
        expect(uptime).to.deep.equal(beats(...late));
        const silences = late.slice(1).map((minute, index) => minute - late[index]!);
        const away = silences.filter((silence) => silence > 3).reduce((sum, silence) => sum + silence, 0) * MINUTE;
        expect(outageWithin(uptime, 0, START + 4_000 * MINUTE, uptime.lastBeat)).to.equal(away);
      }),
    );
  });

  it('forgets outages after a month, and keeps at most a thousand', () => {
    const uptime = beats(0, 60, 60 + 29 * 24 * 60);
    expect(uptime.outages).to.have.length(2);
    expect(withBeat(uptime, START + 31 * 24 * HOUR).outages).to.deep.include({
      from: uptime.lastBeat,
      to: START + 31 * 24 * HOUR,
    });
    expect(withBeat(uptime, START + 31 * 24 * HOUR).outages).to.have.length(2);
    expect(beats(...Array.from({ length: 1_200 }, (_, n) => n * 4)).outages).to.have.length(1_000);
  });
});
