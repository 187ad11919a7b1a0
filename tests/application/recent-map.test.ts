import { expect } from 'chai';
import { RecentMap } from '../../src/application/recent-map.js';

describe('RecentMap', () => {
  it('forgets what was set longest ago', () => {
    const map = new RecentMap<string, number>(2);
    map.set('a', 1).set('b', 2).set('a', 3).set('c', 4);
    expect([...map]).to.deep.equal([
      ['a', 3],
      ['c', 4],
    ]);
  });
});
