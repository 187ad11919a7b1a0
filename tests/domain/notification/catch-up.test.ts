import { expect } from 'chai';
import { catchUp } from '../../../src/domain/notification/catch-up.js';

const sequences = (from: number, to: number): readonly { readonly sequence: number }[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ sequence: from + index }));

describe('Catching up', () => {
  it('gives what lies behind the last one seen', () => {
    expect(catchUp(1, 3, sequences(2, 3))).to.deep.equal({ items: sequences(2, 3), more: false, resync: false });
  });

  it('gives nothing to who has seen everything, also when there never was anything', () => {
    expect(catchUp(3, 3, [])).to.deep.equal({ items: [], more: false, resync: false });
    expect(catchUp(0, 0, [])).to.deep.equal({ items: [], more: false, resync: false });
  });

  it('gives at most 100, and says that there are more', () => {
    const { items, more } = catchUp(0, 250, sequences(1, 101));
    expect([items.length, more]).to.deep.equal([100, true]);
    expect(catchUp(0, 100, sequences(1, 100)).more).to.equal(false);
  });

  it('cannot go on from a sequence that was never given', () => {
    expect(catchUp(99, 3, []).resync).to.equal(true);
  });

  it('cannot close a gap of what is no longer kept', () => {
    expect(catchUp(1, 9, sequences(5, 9))).to.deep.include({ items: sequences(5, 9), resync: true });
    expect(catchUp(1, 9, []).resync).to.equal(true);
  });

  it('takes along what was given while it looked', () => {
    expect(catchUp(3, 3, sequences(4, 4))).to.deep.equal({ items: sequences(4, 4), more: false, resync: false });
  });
});
