import { expect } from 'chai';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';

interface Inbox {
  readonly items: readonly {
    readonly id: string;
    readonly message: string;
    readonly status: string;
    readonly read: boolean;
    readonly sequence: number;
  }[];
  readonly unreadCount: number;
}

export function notificationJourney(deployment: () => Deployment): void {
  describe('Notifications', () => {
    it('arrive at every connected device, and are delivered by the first acknowledgement', async () => {
      const ada = await Person.join(deployment());
      const [phone, laptop] = [await ada.connect(), await ada.connect(false)];
      const posted = await ada.call<{ id: string; status: string }>('POST', '/api/notifications', {
        userId: ada.id,
        message: 'drink',
      });
      expect(posted.status).to.equal(201);
      await eventually(() => {
        expect(phone.inbox.map(({ id }) => id)).to.deep.equal([posted.body.id]);
        expect(laptop.inbox.map(({ id }) => id)).to.deep.equal([posted.body.id]);
      });
      await eventually(async () => {
        const { body } = await ada.call('GET', `/api/notifications/${posted.body.id}`);
        expect(body).to.include({ status: 'delivered', attempts: 1, read: false });
      });
      ada.leave();
    });

    it('posted while the user is away arrive on connect, in order, once', async () => {
      const ada = await Person.join(deployment());
      for (const message of ['one', 'two', 'three'])
        await ada.call('POST', '/api/notifications', { userId: ada.id, message });
      const { inbox } = await ada.connect();
      await eventually(() => {
        expect(inbox).to.have.length(3);
      });
      expect(inbox.map(({ message, sequence }) => [message, sequence])).to.deep.equal([
        ['one', 1],
        ['two', 2],
        ['three', 3],
      ]);
      await eventually(async () => {
        const { body } = await ada.call<Inbox>('GET', '/api/notifications');
        expect(body.items.map(({ status }) => status)).to.deep.equal(['delivered', 'delivered', 'delivered']);
      });
      const second = await ada.connect();
      await ada.call('POST', '/api/notifications', { userId: ada.id, message: 'four' });
      await eventually(() => {
        expect(second.inbox.map(({ message }) => message)).to.deep.equal(['four']);
      });
      expect(inbox.map(({ message }) => message)).to.deep.equal(['one', 'two', 'three', 'four']);
      ada.leave();
    });

    it('are read on one device and known as read on the other', async () => {
      const ada = await Person.join(deployment());
      const { socket } = await ada.connect();
      const counts: number[] = [];
      socket.on('unread', ({ count }: { count: number }) => counts.push(count));
      const { body: posted } = await ada.call<{ id: string }>('POST', '/api/notifications', {
        userId: ada.id,
        message: 'read me',
      });
      const updated = new Promise<{ id: string; read: boolean }>((resolve) =>
        socket.once('notification:updated', resolve),
      );
      expect((await ada.call('PUT', `/api/notifications/${posted.id}`, { read: true })).status).to.equal(200);
      expect(await updated).to.include({ id: posted.id, read: true });
      await eventually(() => {
        expect(counts.at(-1)).to.equal(0);
      });
      expect((await ada.call<Inbox>('GET', '/api/notifications?unread=true')).body).to.deep.include({
        items: [],
        unreadCount: 0,
      });
      ada.leave();
    });

    it('catch up by sequence', async () => {
      const ada = await Person.join(deployment());
      for (const message of ['one', 'two', 'three'])
        await ada.call('POST', '/api/notifications', { userId: ada.id, message });
      const { socket } = await ada.connect();
      const synced = (await socket.emitWithAck('sync', { after: 1 })) as {
        items: { message: string }[];
        more: boolean;
        resync: boolean;
      };
      expect(synced.items.map(({ message }) => message)).to.deep.equal(['two', 'three']);
      expect(synced).to.include({ more: false, resync: false });
      expect(await socket.emitWithAck('sync', { after: 99 })).to.include({ resync: true });
      expect(await socket.emitWithAck('sync', { after: 'x' })).to.have.property('error');
      ada.leave();
    });

    it('go to oneself only, unless an administrator sends them', async () => {
      const [ada, bob, administrator] = [
        await Person.join(deployment()),
        await Person.join(deployment()),
        await Person.administrator(deployment()),
      ];
      expect((await ada.call('POST', '/api/notifications', { userId: bob.id, message: 'psst' })).status).to.equal(403);
      const sent = await administrator.call<{ id: string }>('POST', '/api/notifications', {
        userId: bob.id,
        message: 'hello',
      });
      expect(sent.status).to.equal(201);
      expect((await ada.call('GET', `/api/notifications/${sent.body.id}`)).status).to.equal(404);
      const unknown = await administrator.call('POST', '/api/notifications', {
        userId: '01900000-0000-7000-8000-000000000000',
        message: 'hi',
      });
      expect([unknown.status, unknown.body['code']]).to.deep.equal([404, 'user-not-found']);
    });

    it('tell administrators who comes and goes', async () => {
      const administrator = await Person.administrator(deployment());
      const { socket } = await administrator.connect();
      const seen: { userId: string; connected: boolean }[] = [];
      socket.on('presence', (presence: { userId: string; connected: boolean }) => seen.push(presence));
      const ada = await Person.join(deployment());
      await ada.connect();
      await eventually(() => {
        expect(seen.filter(({ userId }) => userId === ada.id).map(({ connected }) => connected)).to.deep.equal([true]);
      });
      expect((await ada.call('GET', '/api/me')).body['connected']).to.equal(true);
      ada.leave();
      await eventually(() => {
        expect(seen.filter(({ userId }) => userId === ada.id).map(({ connected }) => connected)).to.deep.equal([
          true,
          false,
        ]);
      });
      administrator.leave();
    });
  });
}
