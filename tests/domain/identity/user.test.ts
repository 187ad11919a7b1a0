import { expect } from 'chai';
import { emailOf, usernameOf } from '../../../src/domain/identity/account-name.js';
import { activated, administers, createUser, renamed, requireAdmitted } from '../../../src/domain/identity/user.js';

describe('A user', () => {
  const user = createUser({
    id: 'u1',
    username: usernameOf('Ann'),
    email: emailOf('Ann@example.org'),
    passwordHash: 'hash',
    role: 'admin',
    active: false,
    calendar: [{ from: 0, timeZone: 'UTC', dayStartsAt: 0 }],
    createdAt: 1,
  });

  it('has names and the keys under which they are unique', () => {
    expect(user).to.include({
      username: 'Ann',
      usernameKey: 'ann',
      email: 'Ann@example.org',
      emailKey: 'ann@example.org',
    });
    expect(renamed(user, usernameOf('Bea'))).to.include({
      username: 'Bea',
      usernameKey: 'bea',
      emailKey: 'ann@example.org',
    });
  });

  it('is activated once', () => {
    expect(activated(user).active).to.equal(true);
    expect(() => activated(activated(user)))
      .to.throw()
      .with.property('code', 'already-active');
  });

  it('is admitted if active and not disabled', () => {
    expect(() => {
      requireAdmitted(user);
    })
      .to.throw()
      .that.includes({ kind: 'forbidden', code: 'not-activated' });
    expect(() => {
      requireAdmitted({ ...activated(user), disabled: true });
    })
      .to.throw()
      .that.includes({ kind: 'forbidden', code: 'disabled' });
    requireAdmitted(activated(user));
  });

  it('administers only while it could sign in', () => {
    expect(administers(activated(user))).to.equal(true);
    expect(administers(user)).to.equal(false);
    expect(administers({ ...activated(user), disabled: true })).to.equal(false);
    expect(administers({ ...activated(user), role: 'user' })).to.equal(false);
  });
});
