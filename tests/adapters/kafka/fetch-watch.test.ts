import { expect } from 'chai';
import { FetchWatch } from '../../../src/adapters/kafka/fetch-watch.js';

describe('FetchWatch', () => {
  const at = (id: string, position: bigint, end: bigint) => ({ id, position, end });
  const LONG = 120_000;

  it('sees a partition that has more and is not read for too long, whatever the others do', () => {
    const watch = new FetchWatch();
    for (let now = 0; now <= LONG; now += 30_000) watch.note([at('a', 5n, 6n), at('b', BigInt(now), 999_999n)], now);
    expect(watch.standsStill(LONG, LONG)).to.equal(false);
    expect(watch.standsStill(LONG, LONG + 1)).to.equal(true);
    watch.note([at('a', 6n, 6n), at('b', 1n, 1n)], LONG + 1);
    expect(watch.standsStill(LONG, LONG + 1)).to.equal(false);
  });

  it('is content with one that has nothing to read, and with one that moves', () => {
    const watch = new FetchWatch();
    watch.note([at('read', 5n, 5n), at('moves', 1n, 9n)], 0);
    watch.note([at('read', 5n, 5n), at('moves', 2n, 9n)], LONG);
    expect(watch.standsStill(LONG, LONG + 1)).to.equal(false);
  });

  it('begins anew after an outage, and forgets partitions that others read', () => {
    const watch = new FetchWatch();
    watch.note([at('a', 5n, 6n), at('b', 5n, 6n)], 0);
    watch.note([at('a', 5n, 6n)], LONG);
    expect(watch.standsStill(LONG, LONG + 1)).to.equal(true);
    watch.forget();
    watch.note([at('a', 5n, 6n)], LONG + 1);
    expect(watch.standsStill(LONG, 2 * LONG)).to.equal(false);
  });
});
