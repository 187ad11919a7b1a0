import { expect } from 'chai';
import { writeGpsPoint } from '../../../src/domain/movement/gps-point.js';
import { SentPoints } from '../../../src/domain/movement/sent-points.js';
import { NOON, place } from './tracks.js';

const MINUTE = 60_000;

describe('SentPoints', () => {
  const raw = (minute: number, more: object = {}): object => ({
    ...writeGpsPoint(place(NOON + minute * MINUTE, 0, 0)),
    ...more,
  });
  const start = (minute: number, more: object): object => raw(minute, { startsSegment: true, ...more });

  /** The minutes at which segments begin. */
  function starts(raws: readonly unknown[], isTracked: (at: number) => boolean = () => true): readonly number[] {
    const sent = new SentPoints(NOON + 60 * MINUTE, isTracked);
    for (const each of raws) sent.add(each);
    return sent.points.filter(({ startsSegment }) => startsSegment).map(({ at }) => (at - NOON) / MINUTE);
  }

  it('keep their own starts', () => {
    expect(starts([raw(1), start(2, {}), raw(3)])).to.deep.equal([2]);
  });

  it('begin a segment with the next by instant where its first is refused, in whatever order they are sent', () => {
    const points = [raw(1), start(2, { latitude: 91 }), start(3, { accuracy: -1 }), raw(4), raw(5)];
    expect(starts(points)).to.deep.equal([4]);
    expect(starts(points.toReversed())).to.deep.equal([4]);
    expect(starts([raw(2), start(2, { extra: 1 })])).to.deep.equal([2]);
    expect(starts([raw(1), start(2, {}), raw(3)], (at) => at !== NOON + 2 * MINUTE)).to.deep.equal([3]);
  });

  for (const [wrong, at] of [
    ['cannot be read', 'noon'],
    ['is that of a receiver without a fix', '1970-01-01T00:00:00Z'],
    ['is still to come', '2100-01-01T00:00:00Z'],
  ]) {
    it(`begin a segment with the next as sent where the instant of its first ${String(wrong)}`, () => {
      expect(starts([raw(1), start(0, { at }), raw(30), raw(31)])).to.deep.equal([30]);
      expect(starts([raw(30), raw(31), start(0, { at }), raw(1)])).to.deep.equal([1]);
    });
  }

  it('begin nothing where no start was refused, or nothing follows', () => {
    expect(starts([null, 1, 'x', [], raw(1), raw(2, { latitude: 91 }), raw(3)])).to.deep.equal([]);
    expect(starts([raw(1), start(2, { latitude: 91 })])).to.deep.equal([]);
    expect(starts([raw(1), start(0, { at: 1 })])).to.deep.equal([]);
  });
});
