import { expect } from 'chai';
import type { Deployment } from './deployment.js';
import { ADMINISTRATOR } from './deployment.js';
import { PASSWORD, Person } from './person.js';

export function secretsJourney(deployment: () => Deployment): void {
  const secretsOf = (...people: readonly Person[]): readonly string[] => [
    PASSWORD,
    'wrong wrong wrong',
    ADMINISTRATOR.password,
    ...people.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]),
  ];

  describe('Logs', () => {
    it('hold no password and no token of all that was done so far', async () => {
      const ada = await Person.join(deployment());
      await ada.call('GET', '/api/me');
      const { log } = deployment();
      expect(log).to.contain('/api/me');
      for (const secret of secretsOf(ada)) expect(log).to.not.contain(secret);
    });

    it('warn that registrations answer with their activation token', () => {
      expect(deployment().log).to.contain('registrations answer with their activation token');
    });
  });

  describe('The activity of an account', () => {
    it('tells everything that was done to it, and no secret', async () => {
      const ada = await Person.join(deployment());
      const administrator = await Person.administrator(deployment());
      const email = `${ada.username}@example.org`;
      const account = `/api/admin/users/${ada.id}`;
      const next = `${PASSWORD} staple`;
      await new Person(deployment()).call('POST', '/api/login', { email, password: 'wrong wrong wrong' });
      await ada.call('PATCH', '/api/me', { timeZone: 'Asia/Tokyo' });
      await ada.call('PUT', '/api/me/password', { currentPassword: PASSWORD, newPassword: next });
      await administrator.call('GET', account);
      await administrator.call('PATCH', account, { role: 'admin' });
      await administrator.call('PATCH', account, { role: 'user', disabled: true });
      await administrator.call('PATCH', account, { disabled: false });
      await administrator.call('DELETE', `${account}/sessions`);
      const again = await Person.signIn(deployment(), email, next);
      await again.call('POST', '/api/logout');

      const list = (await Person.signIn(deployment(), email, next)).call<{ items: { type: string }[] }>(
        'GET',
        '/api/me/activity?limit=100',
      );
      const { items } = (await list).body;
      expect(items.map(({ type }) => type).toReversed()).to.deep.equal([
        'registered',
        'activated',
        'logged-in',
        'login-failed',
        'profile-updated',
        'password-changed',
        'user-viewed',
        'role-changed',
        'role-changed',
        'disabled',
        'enabled',
        'sessions-revoked',
        'logged-in',
        'logged-out',
        'logged-in',
      ]);
      const told = JSON.stringify((await administrator.call('GET', '/api/admin/activity?limit=100')).body);
      for (const secret of [...secretsOf(ada, again, administrator), next]) {
        expect(told + JSON.stringify(items)).to.not.contain(secret);
      }
    });
  });
}
