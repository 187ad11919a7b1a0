import { expect } from 'chai';
import { UuidV7Ids } from '../../../src/adapters/system/uuid-v7-ids.js';

describe('UuidV7Ids', () => {
  it('gives ids of version 7, each greater than the one before', () => {
    const ids = new UuidV7Ids();
    const given = Array.from({ length: 20_000 }, () => ids.next());
    expect(given[0]).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(given.toSorted()).to.deep.equal(given);
    expect(new Set(given).size).to.equal(given.length);
  });
});
