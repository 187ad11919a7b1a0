import { expect } from 'chai';
import fc from 'fast-check';
import { requireStrongPassword } from '../../../src/domain/identity/password-policy.js';
import { DomainError } from '../../../src/domain/errors.js';

describe('The password policy', () => {
  const common = new Set(['password', 'letmein', '1qaz2wsx3edc', 'finalfantasy']);
  const owner = { username: 'walker', email: 'ann.smith@example.org' };
  const objection = (password: string, min = 12): string | undefined => {
    try {
      requireStrongPassword(password, owner, { min, common });
      return undefined;
    } catch (error) {
      expect(error).to.be.instanceOf(DomainError).that.includes({ kind: 'invalid', code: 'weak-password' });
      const [first] = (error as DomainError).details.errors ?? [];
      expect(first?.path).to.equal('password');
      return first?.message;
    }
  };

  const good = [
    'correct horse battery staple',
    'lower case only',
    'blåbær grød æøå',
    '毎朝水を二杯飲むと元気になる',
    '   spaces count   ',
    'a password with walker in it',
    'letmein where herons wade',
  ];
  for (const password of good) {
    it(`takes “${password}”`, () => {
      expect(objection(password)).to.equal(undefined);
    });
  }

  const weak: Record<string, RegExp> = {
    elevenchars: /at least 12/,
    aaaaaaaaaaaaaaaa: /too few/,
    abababababab: /too few/,
    abcdefghijklmn: /neighbouring/,
    zyxwvutsrqponm: /neighbouring/,
    Password1234: /most common/,
    '1QAZ2wsx3edc': /most common/,
    'ﬁnalfantasy!': /most common/,
    letmeinletmein: /most common/,
    '**PasswordPassword**': /most common/,
    walker123456: /too close/,
    Streakline2026: /too close/,
    'ann.smithann.smith': /too close/,
    'ann.smith@example.org': /too close/,
    WalkerWalker1: /too close/,
  };
  for (const [password, reason] of Object.entries(weak)) {
    it(`refuses “${password}”`, () => {
      expect(objection(password)).to.match(reason);
    });
  }

  it('counts characters after NFKC, not code units', () => {
    expect(objection('🌊🏃🥤💧🌄🌃🌅🌆🌇🌉🌌')).to.match(/at least/);
    expect(objection('🌊🏃🥤💧🌄🌃🌅🌆🌇🌉🌌🌁')).to.equal(undefined);
    expect(objection('e\u0301a\u0301o\u0301u\u0301i\u0301y\u0301')).to.match(/at least/);
  });

  it('takes up to 256 characters', () => {
    const long = 'some words '.repeat(24).slice(0, 256);
    expect(objection(long)).to.equal(undefined);
    expect(objection(`${long}s`)).to.match(/at most/);
  });

  it('can be set to a shorter minimum, and still refuses the common ones', () => {
    expect(objection('gr33nfox', 8)).to.equal(undefined);
    expect(objection('PASSWORD', 8)).to.match(/most common/);
  });

  it('has no rule of composition: whatever is long and varied enough will do', () => {
    const varied = fc
      .array(fc.constantFrom(...Array.from('bdfhjmoqsuwy')), { minLength: 16, maxLength: 40 })
      .map((letters) => letters.join(''))
      .filter((password) => new Set(password).size >= 5);
    fc.assert(fc.property(varied, (password) => objection(password) === undefined));
  });
});
