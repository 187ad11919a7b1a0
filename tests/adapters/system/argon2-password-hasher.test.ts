import { parseOptions } from '@node-rs/argon2';
import { expect } from 'chai';
import { Argon2PasswordHasher } from '../../../src/adapters/system/argon2-password-hasher.js';

describe('Argon2PasswordHasher', () => {
  const hasher = new Argon2PasswordHasher(2);
  let stored: string;
  before(async () => {
    stored = await hasher.hash('blåbær grød 12');
  });

  it('hashes with argon2id and the parameters of OWASP', () => {
    expect(stored).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(parseOptions(stored)).to.include({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  });

  it('tells the right password from a wrong one, in whatever Unicode form it is typed', async () => {
    expect(await hasher.verify(stored, 'blåbær grød 12')).to.equal(true);
    expect(await hasher.verify(stored, 'blåbær grød 12'.normalize('NFD'))).to.equal(true);
    expect(await hasher.verify(stored, 'Blåbær grød 12')).to.equal(false);
  });

  it('finds every password wrong for an account that does not exist', async () => {
    expect(await hasher.verify(undefined, 'blåbær grød 12')).to.equal(false);
    expect(await hasher.verify(undefined, '')).to.equal(false);
  });

  it('answers all of a crowd, and turns away what comes on top of a full queue', async () => {
    const one = new Argon2PasswordHasher(1);
    const crowd = await Promise.allSettled(Array.from({ length: 1002 }, () => one.verify('not a hash', 'x')));
    const reasons = crowd.map((result) =>
      result.status === 'rejected' ? (result.reason as { code?: string }).code : '',
    );
    expect(reasons.filter((code) => code === 'too-busy')).to.have.length(1);
    expect(await one.verify(stored, 'blåbær grød 12')).to.equal(true);
  });
});
