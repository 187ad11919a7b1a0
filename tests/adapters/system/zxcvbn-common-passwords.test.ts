import { expect } from 'chai';
import { ZxcvbnCommonPasswords } from '../../../src/adapters/system/zxcvbn-common-passwords.js';
import { requireStrongPassword } from '../../../src/domain/identity/password-policy.js';

describe('ZxcvbnCommonPasswords', () => {
  const passwords = new ZxcvbnCommonPasswords();

  it('are the most common ones, far more than the 3,000 asked for, in the form in which they are looked up', async () => {
    const common = await passwords.all();
    expect([...common].filter((password) => password.length >= 8)).to.have.length.above(3000);
    expect([...common].every((password) => password === password.normalize('NFKC').toLowerCase())).to.equal(true);
  });

  it('are read once', async () => {
    expect(await passwords.all()).to.equal(await passwords.all());
  });

  it('are all refused, in any case, and whatever digits stand behind them', async () => {
    const common = await passwords.all();
    const owner = { username: 'ada', email: 'ada@example.org' };
    const taken = [...common].filter((password) => {
      try {
        requireStrongPassword(password.toUpperCase(), owner, { min: 8, common });
        return true;
      } catch {
        return false;
      }
    });
    expect(taken).to.deep.equal([]);
    for (const password of ['Football2026', 'PASSWORD123456', 'iloveyou!1234', 'administrator']) {
      expect(() => {
        requireStrongPassword(password, owner, { min: 12, common });
      }, password).to.throw('most common');
    }
  });
});
