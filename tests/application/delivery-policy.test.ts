import { expect } from 'chai';
import { Tries } from '../../src/application/delivery-policy.js';
import { DomainError } from '../../src/domain/errors.js';

const away = new DomainError('unavailable', 'storage-unavailable', 'The store is away.');
const fault = new TypeError('of no use');

describe('Tries', () => {
  it('go on for as long as infrastructure is away, with pauses that grow to a quarter of a minute', () => {
    const tries = new Tries();
    const verdicts = Array.from({ length: 100 }, () => tries.afterFailure(away));
    expect(verdicts.slice(0, 3)).to.deep.equal([{ retryAfterMs: 200 }, { retryAfterMs: 400 }, { retryAfterMs: 800 }]);
    expect(verdicts.at(-1)).to.deep.equal({ retryAfterMs: 15_000 });
  });

  it('are five for unexpected errors, however long infrastructure was away before and between', () => {
    const tries = new Tries();
    for (let wait = 0; wait < 50; wait += 1) tries.afterFailure(away);
    const faults = Array.from({ length: 4 }, () => {
      tries.afterFailure(away);
      return tries.afterFailure(fault);
    });
    expect(faults).to.deep.equal([200, 400, 800, 1600].map((retryAfterMs) => ({ retryAfterMs })));
    expect(tries.afterFailure(fault)).to.equal('dead-letter');
    expect(tries.made).to.equal(59);
  });

  it('wait for as long as infrastructure asks to be left alone', () => {
    const resting = new DomainError('unavailable', 'busy', 'Busy.', { askedPauseMs: 60_000 });
    expect(new Tries().afterFailure(resting)).to.deep.equal({ retryAfterMs: 60_000 });
  });

  it('are over at once when the domain refuses', () => {
    expect(new Tries().afterFailure(new DomainError('invalid', 'user-not-found', 'No such user.'))).to.equal(
      'dead-letter',
    );
  });
});
