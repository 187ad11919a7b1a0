import { expect } from 'chai';
import { schema } from '../../../src/adapters/http/schemas.js';

describe('the schema of an instant', () => {
  const read = (text: string) => schema.object({ from: schema.instant() }).validate({ from: text });

  it('takes any offset', () => {
    const { value } = read('2026-03-29T07:30:00+01:00') as { value: { from: number } };
    expect(value.from).to.equal(Date.parse('2026-03-29T06:30:00Z'));
  });

  it('says how a + is written, where an address has lost it', () => {
    expect(read('2026-03-29T07:30:00 01:00').error?.message).to.match(/in an address \+ is written %2B$/);
    expect(read('yesterday').error?.message).to.match(/must be an RFC 3339 instant/);
  });
});
