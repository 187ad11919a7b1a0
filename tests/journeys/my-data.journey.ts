import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { unzip } from '../adapters/zip/unzip.js';
import { eventually } from '../eventually.js';
import { countedHours, sendTracked } from './counted-hours.js';
import type { Deployment } from './deployment.js';
import { PASSWORD, Person } from './person.js';
import { hourBefore, walkNorth } from './tracks.js';

interface Account {
  readonly user: { readonly id: string };
  readonly intakes: readonly unknown[];
  readonly points: readonly unknown[];
  readonly notifications: readonly { readonly message: string }[];
  readonly scheduledNotifications: readonly { readonly message: string }[];
  readonly activity: readonly { readonly type: string }[];
}

export function myDataJourney(deployment: () => Deployment): void {
  describe('My data', () => {
    /** Somebody of whom every part of the service knows something. */
    const known = async () => {
      const track = walkNorth(hourBefore(1), 20, 60);
      const ada = await Person.join(deployment());
      await ada.call('POST', '/api/water/intakes', { millilitres: 2500 });
      await ada.call('POST', '/api/notifications', { userId: ada.id, message: 'remember me' });
      const sendAt = new Date(Date.now() + 3_600_000).toISOString();
      await ada.call('POST', '/api/notifications', { userId: ada.id, message: 'remind me', sendAt });
      await sendTracked(ada, track);
      return { ada, track };
    };

    it('comes as one JSON file, and as an archive with the tracks beside it', async () => {
      const { ada, track } = await known();
      await countedHours(ada, 20);
      const { text, mediaType } = await ada.download('/api/me/export');
      expect(mediaType).to.equal('application/json');
      const account = JSON.parse(text) as Account;
      expect(account.user.id).to.equal(ada.id);
      expect(account.intakes).to.have.length(1);
      expect(account.points).to.have.length(20);
      expect(account.notifications.map(({ message }) => message)).to.include('remember me');
      expect(account.scheduledNotifications.map(({ message }) => message)).to.deep.equal(['remind me']);
      expect(account.activity.map(({ type }) => type)).to.include.members(['registered', 'activated', 'logged-in']);

      const response = await fetch(`${deployment().url}/api/me/export?format=zip`, {
        headers: { authorization: `Bearer ${ada.accessToken}` },
      });
      expect(response.headers.get('content-type')).to.equal('application/zip');
      const files = await unzip(Buffer.from(await response.arrayBuffer()));
      expect((JSON.parse(files.get('account.json') ?? '') as Account).user.id).to.equal(ada.id);
      const tracks = [...files].filter(([name]) => /^tracks\/\d{4}-\d\d\.gpx$/.test(name)).map(([, gpx]) => gpx);
      const times = tracks.flatMap((gpx) => [...gpx.matchAll(/<time>(.*?)<\/time>/g)].map(([, at]) => at));
      expect(times).to.deep.equal(track.map(({ at }) => at));
      expect(tracks.join('')).to.not.match(/<html|error/);
    });

    it('goes with the account, whatever is under way, and the name is free again', async () => {
      const { ada, track } = await known();
      const email = `${ada.username}@example.org`;
      const { socket } = await ada.connect();
      const closed = new Promise((resolve) => socket.once('disconnect', resolve));
      expect((await ada.call('DELETE', '/api/me', { password: 'wrong wrong wrong' })).status).to.equal(403);
      expect((await ada.call('DELETE', '/api/me', { password: PASSWORD })).status).to.equal(204);
      expect(await closed).to.equal('io server disconnect');
      expect((await ada.call('GET', '/api/me')).status).to.equal(401);
      const refresh = await ada.call('POST', '/api/token', { refreshToken: ada.refreshToken });
      expect(refresh.status).to.equal(401);
      await Person.signIn(deployment(), email, PASSWORD).then(
        () => expect.fail('signed in'),
        (error: unknown) => {
          expect(String(error)).to.include('401');
        },
      );

      const administrator = await Person.administrator(deployment());
      expect((await administrator.call('GET', `/api/admin/users/${ada.id}`)).status).to.equal(404);
      const message = { userId: ada.id, message: 'too late' };
      expect((await administrator.call('POST', '/api/notifications', message)).status).to.equal(404);
      const { body } = await administrator.call<{ items: unknown[] }>('GET', `/api/admin/activity?userId=${ada.id}`);
      expect(body.items).to.deep.equal([]);

      const next = await new Person(deployment()).call<{ user: { id: string }; activation: { token: string } }>(
        'POST',
        '/api/register',
        { username: ada.username, email, password: PASSWORD },
      );
      expect(next.status).to.equal(201);
      await new Person(deployment()).call('POST', '/api/activate', next.body.activation);
      const again = await Person.signIn(deployment(), email, PASSWORD);
      await sendTracked(again, track.slice(0, 3));
      await countedHours(again, 3);
      await eventually(async () => {
        const account = JSON.parse((await again.download('/api/me/export')).text) as Account;
        expect([account.intakes.length, account.points.length, account.notifications.length]).to.deep.equal([0, 3, 0]);
      });
    });

    it('is not brought back by repeating the registration: that makes somebody new', async () => {
      const username = `p-${randomUUID().slice(0, 18)}`;
      const account = { username, email: `${username}@example.org`, password: PASSWORD };
      const register = () =>
        new Person(deployment()).call<{ user: { id: string }; activation: { token: string } }>(
          'POST',
          '/api/register',
          account,
          { 'idempotency-key': username },
        );
      const first = await register();
      const again = await register();
      expect([again.status, again.body]).to.deep.equal([201, first.body]);
      expect(again.headers.get('idempotency-replayed')).to.equal('true');
      await new Person(deployment()).call('POST', '/api/activate', first.body.activation);
      const ada = await Person.signIn(deployment(), account.email, PASSWORD);
      expect((await ada.call('DELETE', '/api/me', { password: PASSWORD })).status).to.equal(204);
      const next = await register();
      expect([next.status, next.headers.get('idempotency-replayed')]).to.deep.equal([201, null]);
      expect(next.body.user.id).to.not.equal(first.body.user.id);
    });
  });
}
