import { expect } from 'chai';
import fc from 'fast-check';
import { ResentOffsets } from '../../../src/adapters/kafka/resent-offsets.js';
import { DomainError } from '../../../src/domain/errors.js';

const NONE = ResentOffsets.read('-1', null);

describe('ResentOffsets', () => {
  it('are an offset below which all were re-sent, and the ranges above', () => {
    const some = NONE.with([2n, 7n, 4n, 5n], 0n);
    expect(some.toCommit()).to.deep.equal({ offset: '0', metadata: '2,4-5,7' });
    const more = some.with([1n, 0n], 0n);
    expect(more.toCommit()).to.deep.equal({ offset: '3', metadata: '4-5,7' });
    expect(more.with([6n], 6n).toCommit()).to.deep.equal({ offset: '8', metadata: '' });
  });

  it('are the same when they are read back, however they came together', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.bigInt(0n, 60n)), fc.nat(60), fc.bigInt(0n, 30n), (all, cut, low) => {
        const kept = all.filter((offset) => offset >= low);
        const { offset, metadata } = NONE.with(kept.slice(0, cut), low).with(kept.slice(cut), low).toCommit();
        const again = ResentOffsets.read(offset, metadata);
        for (let one = low; one <= 60n; one += 1n) expect(again.has(one)).to.equal(kept.includes(one));
      }),
    );
  });

  it('refuse more gaps than a broker keeps', () => {
    const odd = Array.from({ length: 1_000 }, (_, index) => BigInt(100_001 + 2 * index));
    expect(() => NONE.with(odd, 0n).toCommit())
      .to.throw(DomainError)
      .with.property('code', 'too-many-gaps');
  });
});
