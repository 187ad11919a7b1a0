import { expect } from 'chai';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';

interface Inbox {
  readonly items: readonly { readonly id: string; readonly message: string }[];
  readonly unreadCount: number;
}

interface Switches {
  readonly inApp: boolean;
  readonly email: boolean;
  readonly webhook: boolean;
}

const HOUR = 3_600_000;

/** What a clock in UTC shows, so many hours from now. */
const timeOfDay = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString().slice(11, 16);

const post = async (person: Person, message: string, extra: object = {}): Promise<string> => {
  const wanted = { userId: person.id, message, ...extra };
  return (await person.call<{ id: string }>('POST', '/api/notifications', wanted)).body.id;
};
const inboxOf = async (person: Person): Promise<Inbox> => (await person.call<Inbox>('GET', '/api/notifications')).body;

export function inboxJourney(deployment: () => Deployment): void {
  describe('An inbox', () => {
    it('loses what is deleted on every device, and has no gap', async () => {
      const ada = await Person.join(deployment());
      const [{ socket }] = [await ada.connect(), await ada.connect()];
      // A notification that is deleted while its push is being noted is told again: devices forget it once.
      const [deleted, counts]: [Set<string>, number[]] = [new Set(), []];
      socket.on('notification:deleted', ({ id }: { id: string }) => deleted.add(id));
      socket.on('unread', ({ count }: { count: number }) => counts.push(count));
      const first = await post(ada, 'one');
      await post(ada, 'two');
      await eventually(() => {
        expect(counts.at(-1)).to.equal(2);
      });
      expect((await ada.call('DELETE', `/api/notifications/${first}`)).status).to.equal(204);
      await eventually(() => {
        expect([[...deleted], counts.at(-1)]).to.deep.equal([[first], 1]);
      });
      expect((await ada.call('DELETE', `/api/notifications/${first}`)).status).to.equal(404);
      expect((await ada.call('GET', `/api/notifications/${first}`)).status).to.equal(404);
      const { items, unreadCount } = await inboxOf(ada);
      expect([items.map(({ message }) => message), unreadCount]).to.deep.equal([['two'], 1]);
      const synced = (await socket.emitWithAck('sync', { after: 0 })) as {
        items: { sequence: number; deletedAt: string | null }[];
        resync: boolean;
      };
      expect(synced.items.map(({ sequence, deletedAt }) => [sequence, deletedAt !== null])).to.deep.equal([
        [1, true],
        [2, false],
      ]);
      expect(synced.resync).to.equal(false);
      const eve = await Person.join(deployment());
      expect((await eve.call('DELETE', `/api/notifications/${items[0]?.id ?? ''}`)).status).to.equal(404);
    });

    it('fills silently in quiet hours, and tells when they are switched off', async () => {
      const ada = await Person.join(deployment(), { timeZone: 'UTC' });
      const quietHours = { from: timeOfDay(-1), to: timeOfDay(2) };
      const { body } = await ada.call<{ quietUntil: string }>('PUT', '/api/me/quiet-hours', { quietHours });
      expect(Date.parse(body.quietUntil)).to.be.greaterThan(Date.now());
      const early = await ada.connect();
      const id = await post(ada, 'not now');
      const late = await ada.connect();
      const bob = await Person.join(deployment());
      const { inbox } = await bob.connect();
      await post(bob, 'now');
      // Posted later, and here already.
      await eventually(() => inbox.length > 0);
      const synced = (await late.socket.emitWithAck('sync', { after: 0 })) as { items: { message: string }[] };
      expect(synced.items.map(({ message }) => message)).to.deep.equal(['not now']);
      expect((await inboxOf(ada)).unreadCount).to.equal(1);
      expect([early.inbox, late.inbox]).to.deep.equal([[], []]);
      const { body: waiting } = await ada.call('GET', `/api/notifications/${id}`);
      expect(waiting).to.include({ status: 'pending', attempts: 0 });
      await ada.call('PUT', '/api/me/quiet-hours', { quietHours: null });
      await eventually(() => {
        expect([early.inbox, late.inbox].map((seen) => seen.map(({ message }) => message))).to.deep.equal([
          ['not now'],
          ['not now'],
        ]);
      }, 30_000);
      expect((await ada.call('GET', '/api/me/quiet-hours')).body).to.deep.equal({ quietHours: null, quietUntil: null });
      const wrong = await ada.call('PUT', '/api/me/quiet-hours', { quietHours: { from: '22:00', to: '22:00' } });
      expect([wrong.status, wrong.body['code']]).to.deep.equal([422, 'invalid-quiet-hours']);
    });

    it('keeps what has expired, which no device is sent any more', async () => {
      const ada = await Person.join(deployment());
      const past = await ada.call('POST', '/api/notifications', {
        userId: ada.id,
        message: 'gone',
        expiresAt: new Date(Date.now() - HOUR).toISOString(),
      });
      expect([past.status, past.body['code']]).to.deep.equal([422, 'invalid-expiry']);
      const expiresAt = new Date(Date.now() + 1500).toISOString();
      await post(ada, 'soon gone', { expiresAt });
      await post(ada, 'stays');
      await eventually(() => Date.now() > Date.parse(expiresAt));
      const { inbox } = await ada.connect();
      await eventually(() => inbox.length > 0);
      expect(inbox.map(({ message }) => message)).to.deep.equal(['stays']);
      expect((await inboxOf(ada)).items.map(({ message }) => message)).to.deep.equal(['stays', 'soon gone']);
    });

    it('is filled by preference', async () => {
      const ada = await Person.join(deployment());
      const preferences = async () =>
        (await ada.call<Readonly<Record<string, Switches>>>('GET', '/api/me/preferences')).body;
      expect((await preferences())['message']).to.deep.equal({ inApp: true, email: false, webhook: true });
      const wanted = { message: { email: true }, reminder: { inApp: false } };
      expect((await ada.call('PUT', '/api/me/preferences', wanted)).status).to.equal(200);
      expect(await preferences()).to.deep.include({
        message: { inApp: true, email: true, webhook: true },
        reminder: { inApp: false, email: false, webhook: true },
      });
      const refused = await ada.call('PUT', '/api/me/preferences', { security: { inApp: false } });
      expect([refused.status, refused.body['code']]).to.deep.equal([422, 'not-optional']);
    });
  });
}
