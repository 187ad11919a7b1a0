import { expect } from 'chai';
import type { Deployment } from './deployment.js';
import type { Answer } from './person.js';
import { PASSWORD, Person } from './person.js';

export function identityJourney(deployment: () => Deployment): void {
  describe('Identity', () => {
    it('registers, activates, signs in, shows and changes the profile', async () => {
      const visitor = new Person(deployment());
      const account = {
        username: 'Ada',
        email: 'Ada@Example.org',
        password: 'correct horse battery',
        timeZone: 'Asia/Tokyo',
      };
      const registered = await visitor.call<{ user: { active: boolean }; activation: { token: string } }>(
        'POST',
        '/api/register',
        account,
      );
      expect(registered.status).to.equal(201);
      expect(registered.body.user).to.include({ username: 'Ada', role: 'user', active: false, timeZone: 'Asia/Tokyo' });

      const early = await visitor.call('POST', '/api/login', { email: 'ada@example.org', password: account.password });
      expect([early.status, early.body['code']]).to.deep.equal([403, 'not-activated']);

      expect((await visitor.call('POST', '/api/activate', registered.body.activation)).status).to.equal(200);
      const again = await visitor.call('POST', '/api/activate', registered.body.activation);
      expect([again.status, again.body['code']]).to.deep.equal([409, 'already-active']);

      const login = await visitor.call<{ accessToken: string }>('POST', '/api/login', {
        username: 'ADA',
        password: account.password,
      });
      expect(login.status).to.equal(200);
      const ada = await Person.signIn(deployment(), account.email, account.password);
      expect((await ada.call('GET', '/api/me')).body).to.include({
        username: 'Ada',
        email: 'Ada@Example.org',
        active: true,
      });
      const changed = await ada.call('PATCH', '/api/me', { timeZone: 'America/Los_Angeles' });
      expect(changed.body['timeZone']).to.equal('America/Los_Angeles');
      expect(changed.body['timeZoneFrom']).to.match(/^\d{4}-\d\d-\d\d$/);
    });

    it('refuses taken names, weak passwords and unknown zones', async () => {
      const ada = await Person.join(deployment());
      const visitor = new Person(deployment());
      const taken = {
        username: ada.username.toUpperCase(),
        email: 'other@example.org',
        password: 'correct horse battery',
      };
      const name = await visitor.call('POST', '/api/register', taken);
      expect([name.status, name.body['code']]).to.deep.equal([409, 'username-taken']);
      const mail = await visitor.call('POST', '/api/register', {
        ...taken,
        username: 'someone-else',
        email: `${ada.username}@example.org`,
      });
      expect([mail.status, mail.body['code']]).to.deep.equal([409, 'email-taken']);
      expect(
        (await visitor.call('POST', '/api/register', { ...taken, username: 'short', password: 'short' })).status,
      ).to.equal(422);
      expect(
        (await visitor.call('POST', '/api/register', { ...taken, username: 'zone', timeZone: '+05:30' })).status,
      ).to.equal(422);
    });

    it('rotates refresh tokens, and ends everything at once on logout', async () => {
      const ada = await Person.join(deployment());
      const visitor = new Person(deployment());
      const pair = await visitor.call<{ refreshToken: string; accessToken: string }>('POST', '/api/token', {
        refreshToken: ada.refreshToken,
      });
      expect(pair.status).to.equal(200);
      expect(pair.body.refreshToken).to.not.equal(ada.refreshToken);

      const { socket } = await ada.connect();
      const closed = new Promise((resolve) => socket.once('disconnect', resolve));
      expect((await ada.call('POST', '/api/logout')).status).to.equal(204);
      expect(await closed).to.equal('io server disconnect');
      expect((await ada.call('GET', '/api/me')).status).to.equal(401);
      expect((await visitor.call('POST', '/api/token', { refreshToken: pair.body.refreshToken })).status).to.equal(401);
      ada.leave();
    });

    it('throttles the sixth failed login of an account, for unknown names too', async () => {
      const ada = await Person.join(deployment());
      const visitor = new Person(deployment());
      for (const username of [ada.username, 'nobody-by-that-name']) {
        const tries: Answer[] = [];
        for (let count = 0; count < 6; count += 1) {
          tries.push(await visitor.call('POST', '/api/login', { username, password: 'wrong wrong wrong' }));
        }
        expect(tries.map(({ status }) => status)).to.deep.equal([401, 401, 401, 401, 401, 429]);
        const { headers } = tries[5]!;
        expect(headers.get('ratelimit-limit')).to.equal('5');
        expect(headers.get('ratelimit-remaining')).to.equal('0');
        expect(Number(headers.get('ratelimit-reset'))).to.be.within(800, 900);
        expect(headers.get('retry-after')).to.equal(headers.get('ratelimit-reset'));
      }
    });

    it('compares five of twenty wrong passwords at once, and lets twenty right ones in', async () => {
      const [ada, bea] = [await Person.join(deployment()), await Person.join(deployment())];
      const twenty = async (username: string, password: string) => {
        const visitor = new Person(deployment());
        const tries = Array.from({ length: 20 }, () => visitor.call('POST', '/api/login', { username, password }));
        return (await Promise.all(tries)).map(({ status }) => status).toSorted();
      };
      const [five, fifteen] = [Array.from({ length: 5 }, () => 401), Array.from({ length: 15 }, () => 429)];
      expect(await twenty(ada.username, 'wrong wrong wrong')).to.deep.equal([...five, ...fifteen]);
      expect(await twenty(bea.username, PASSWORD)).to.deep.equal(Array.from({ length: 20 }, () => 200));
      expect((await ada.call('GET', '/api/me')).status).to.equal(200);
    });

    it('shows administrators each user with water, streak and movement, and the user who looked', async () => {
      const ada = await Person.join(deployment());
      await ada.call('POST', '/api/water/intakes', { millilitres: 2500 });
      const administrator = await Person.administrator(deployment());
      const list = await administrator.call<{ items: { id: string }[] }>('GET', `/api/admin/users?q=${ada.username}`);
      expect(list.body.items.map(({ id }) => id)).to.deep.equal([ada.id]);
      const view = await administrator.call<{ water: { streak: { current: number } }; movement: object }>(
        'GET',
        `/api/admin/users/${ada.id}`,
      );
      expect(view.body.water.streak.current).to.equal(1);
      expect(view.body.movement).to.include.keys('tracking', 'hours', 'totalMetres');
      const own = await ada.call<{ items: { type: string }[] }>('GET', '/api/me/activity');
      expect(own.body.items.map(({ type }) => type)).to.include('user-viewed');
      expect((await ada.call('GET', '/api/admin/users')).status).to.equal(403);
    });
  });
}
