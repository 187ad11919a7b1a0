import { expect } from 'chai';
import type { Socket } from 'socket.io-client';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { PASSWORD, Person } from './person.js';

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export function sessionsJourney(deployment: () => Deployment): void {
  describe('Sessions', () => {
    const refresh = (refreshToken: string) =>
      new Person(deployment()).call<Pair & { code?: string }>('POST', '/api/token', { refreshToken });
    const device = async (email: string) => {
      const person = await Person.signIn(deployment(), email, PASSWORD);
      const { socket } = await person.connect();
      return { person, socket, closed: closing(socket) };
    };
    /** HTTP, the socket and the refresh token: none of them is good any more. */
    const expectEnded = async ({ person, closed }: Awaited<ReturnType<typeof device>>) => {
      await eventually(async () => (await person.call('GET', '/api/me')).status === 401);
      expect(await closed).to.equal('io server disconnect');
      expect((await refresh(person.refreshToken)).status).to.equal(401);
      await eventually(() =>
        person.connect().then(
          () => false,
          (error: unknown) => {
            expect((error as { data: { code: string } }).data.code).to.equal('session-ended');
          },
        ),
      );
    };

    it('end one by one, the others or all, sockets included', async () => {
      const ada = await Person.join(deployment());
      const email = `${ada.username}@example.org`;
      const [phone, tablet, laptop] = [await device(email), await device(email), await device(email)];
      const { body } = await laptop.person.call<{ items: { id: string; current: boolean }[] }>(
        'GET',
        '/api/me/sessions',
      );
      expect(body.items.map(({ current }) => current)).to.deep.equal([true, false, false, false]);
      const own = (await phone.person.call<typeof body>('GET', '/api/me/sessions')).body.items.find(
        ({ current }) => current,
      );
      expect((await laptop.person.call('DELETE', `/api/me/sessions/${own!.id}`)).status).to.equal(204);
      await expectEnded(phone);

      expect((await laptop.person.call('DELETE', '/api/me/sessions')).status).to.equal(204);
      await expectEnded(tablet);
      expect(laptop.socket.connected).to.equal(true);
      expect((await laptop.person.call('GET', '/api/me')).status).to.equal(200);

      expect((await laptop.person.call('DELETE', '/api/me/sessions?scope=all')).status).to.equal(204);
      await expectEnded(laptop);
      const again = await Person.signIn(deployment(), email, PASSWORD);
      const activity = await again.call<{ items: { type: string }[] }>('GET', '/api/me/activity');
      expect(activity.body.items.filter(({ type }) => type === 'sessions-revoked')).to.have.length(3);
    });

    it('end when an administrator says so, and the user sees who', async () => {
      const ada = await Person.join(deployment());
      const phone = await device(`${ada.username}@example.org`);
      const administrator = await Person.administrator(deployment());
      const path = `/api/admin/users/${ada.id}/sessions`;
      expect((await phone.person.call('DELETE', path)).status).to.equal(403);
      expect((await administrator.call('DELETE', path)).status).to.equal(204);
      await expectEnded(phone);
      const again = await Person.signIn(deployment(), `${ada.username}@example.org`, PASSWORD);
      const activity = await again.call<{ items: { type: string; details: object; ip: string | null }[] }>(
        'GET',
        '/api/me/activity',
      );
      const revoked = activity.body.items.find(({ type }) => type === 'sessions-revoked');
      expect(revoked?.details).to.include({ administratorId: administrator.id });
      expect(revoked?.ip).to.equal(null);
    });

    it('stay one live family when twenty refresh with one token at once', async () => {
      const ada = await Person.join(deployment());
      const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(ada.refreshToken)));
      expect(answers.map(({ status }) => status)).to.deep.equal(Array.from({ length: 20 }, () => 200));
      expect(new Set(answers.map(({ body }) => body.refreshToken)).size).to.equal(1);
      for (const { body } of answers) {
        const headers = { authorization: `Bearer ${body.accessToken}` };
        expect((await ada.call('GET', '/api/me', undefined, headers)).status).to.equal(200);
      }
      expect((await refresh(answers[0]!.body.refreshToken)).status).to.equal(200);
    });

    it('end as a family when a refresh token comes back after the grace, and the user is told', async () => {
      const ada = await Person.join(deployment());
      const { body: pair } = await refresh(ada.refreshToken);
      await eventually(async () => (await refresh(ada.refreshToken)).body.code === 'refresh-token-reused');
      expect((await refresh(pair.refreshToken)).status).to.equal(401);
      await eventually(async () => (await ada.call('GET', '/api/me')).status === 401);
      const again = await Person.signIn(deployment(), `${ada.username}@example.org`, PASSWORD);
      const inbox = await again.call<{ items: { type: string }[] }>('GET', '/api/notifications');
      expect(inbox.body.items.map(({ type }) => type)).to.deep.equal(['security']);
    });
  });
}

function closing(socket: Socket): Promise<string> {
  return new Promise((resolve) => socket.once('disconnect', resolve));
}
