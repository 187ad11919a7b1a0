import { expect } from 'chai';
import { parseInstant, toIso, toIsoOrNull } from '../../../src/domain/time/instant.js';

describe('An instant', () => {
  it('leaves as RFC 3339 in UTC with milliseconds', () => {
    expect(toIso(0)).to.equal('1970-01-01T00:00:00.000Z');
    expect(toIsoOrNull(null)).to.equal(null);
    expect(toIsoOrNull(1)).to.equal('1970-01-01T00:00:00.001Z');
  });

  it('comes in with any offset, with milliseconds or without', () => {
    for (const text of [
      '2026-05-10T12:00:00Z',
      '2026-05-10T14:00:00+02:00',
      '2026-05-10t07:00:00.000-05:00',
      '2026-05-10T12:00:00.0000001z',
    ]) {
      expect(parseInstant(text), text).to.equal(Date.UTC(2026, 4, 10, 12));
    }
  });

  it('is not read from what only looks like one', () => {
    for (const text of [
      '2026-02-30T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-05-10',
      '2026-05-10T12:00:00',
      '2026-05-10T24:00:00Z',
      '2026-05-10T25:00:00Z',
      '0',
      '',
      'now',
    ]) {
      expect(parseInstant(text), text).to.equal(undefined);
    }
  });
});
