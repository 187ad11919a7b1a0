import { expect } from 'chai';
import { pauseAsked } from '../../../src/adapters/webhook/retry-after.js';

describe('Retry-After', () => {
  const NOW = Date.parse('2026-11-21T10:00:00Z');
  const asked = (header: string | null) => pauseAsked(header, NOW);

  it('is a number of seconds', () => {
    expect(['0', '120', ' 120 '].map(asked)).to.deep.equal([0, 120_000, 120_000]);
    expect(asked('9'.repeat(400))).to.equal(Infinity);
  });

  it('is an HTTP date in any of its three forms', () => {
    const forms = ['Sat, 21 Nov 2026 10:02:00 GMT', 'Saturday, 21-Nov-26 10:02:00 GMT', 'Sat Nov 21 10:02:00 2026'];
    expect(forms.map(asked)).to.deep.equal([120_000, 120_000, 120_000]);
  });

  it('asks for nothing with a date that has passed, or that is none', () => {
    const passed = ['Sat, 21 Nov 2026 09:00:00 GMT', 'Sun Nov  6 08:49:37 1994'];
    const none = [null, '', 'soon', '-5', '1.5', '1e9', '2026-11-21T10:02:00Z', 'Sat, 99 Nov 2026 99:02:00 GMT'];
    expect([...passed, ...none].map(asked)).to.deep.equal(Array<number>(passed.length + none.length).fill(0));
  });
});
