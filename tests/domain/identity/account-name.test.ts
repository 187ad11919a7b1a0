import { expect } from 'chai';
import { emailOf, nameKey, usernameOf } from '../../../src/domain/identity/account-name.js';
import type { DomainError } from '../../../src/domain/errors.js';

const errorOf = (run: () => unknown): DomainError => {
  try {
    run();
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('nothing was thrown');
};

describe('A user name', () => {
  it('is kept as typed and unique by its key', () => {
    expect(usernameOf('  Ann.B_1-x ')).to.deep.equal({ text: 'Ann.B_1-x', key: 'ann.b_1-x' });
    expect(usernameOf('Зоя').key).to.equal('зоя');
  });

  it('is the same whatever its case, width or composition', () => {
    for (const same of ['zoë', 'ZOË', 'ｚｏë', 'zoe\u0308', ' Zoë ']) expect(nameKey(same), same).to.equal('zoë');
    expect(nameKey(nameKey('İpek'))).to.equal(nameKey('İpek'));
  });

  for (const bad of ['', 'ab', 'a'.repeat(33), 'a b c', 'ann@example', 'ann/..', 'a\u0000bc', 'a\u200bbc', '<b>ann']) {
    it(`is not ${JSON.stringify(bad)}`, () => {
      const error = errorOf(() => usernameOf(bad));
      expect(error).to.include({ kind: 'invalid', code: 'invalid-username' });
      expect(error.details.errors?.[0]?.path).to.equal('username');
    });
  }
});

describe('An e-mail address', () => {
  it('is kept as typed and unique by its key', () => {
    expect(emailOf(' Ann+Tag@Example.ORG ')).to.deep.equal({ text: 'Ann+Tag@Example.ORG', key: 'ann+tag@example.org' });
  });

  // The full-width @ becomes a plain one under NFKC: a second address must not slip in behind the first.
  for (const bad of [
    'ann',
    'a@',
    '@b',
    'a@b＠c',
    'a b@c',
    'a@b,c@d',
    '<a@b>',
    'a@b\r\nBcc: c@d',
    `${'a'.repeat(65)}@b`,
  ]) {
    it(`is not ${JSON.stringify(bad)}`, () => {
      expect(errorOf(() => emailOf(bad))).to.include({ kind: 'invalid', code: 'invalid-email' });
    });
  }
});
