import { expect } from 'chai';
import { last24Hours, last30Days } from '../../src/application/default-range.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-25T12:00:00Z');

describe('The range where a part of it is left out', () => {
  it('is the last 24 hours, now included, or those before its end', () => {
    expect(last24Hours({}, NOW)).to.deep.equal({ from: NOW + 1 - 24 * HOUR, to: NOW + 1 });
    expect(last24Hours({ to: NOW - HOUR }, NOW)).to.deep.equal({ from: NOW - 25 * HOUR, to: NOW - HOUR });
    expect(last24Hours({ from: NOW - 99 * HOUR }, NOW)).to.deep.equal({ from: NOW - 99 * HOUR, to: NOW + 1 });
  });

  it('is the last 24 hours also with an end that is still to come', () => {
    expect(last24Hours({ to: NOW + 99 * HOUR }, NOW)).to.deep.equal({ from: NOW + 1 - 24 * HOUR, to: NOW + 99 * HOUR });
  });

  it('is the last 30 days, or those up to its last', () => {
    expect(last30Days({}, '2026-11-25')).to.deep.equal({ from: '2026-10-27', to: '2026-11-25' });
    expect(last30Days({ to: '2026-11-24' }, '2026-11-25')).to.deep.equal({ from: '2026-10-26', to: '2026-11-24' });
    expect(last30Days({ from: '2026-01-01' }, '2026-11-25')).to.deep.equal({ from: '2026-01-01', to: '2026-11-25' });
  });

  it('is the last 30 days also with a last that is still to come', () => {
    expect(last30Days({ to: '2027-06-01' }, '2026-11-25')).to.deep.equal({ from: '2026-10-27', to: '2027-06-01' });
  });
});
