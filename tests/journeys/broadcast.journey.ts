import { expect } from 'chai';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';

interface Progress {
  readonly id: string;
  readonly status: string;
  readonly recipients: number;
  readonly sent: number;
}

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

export function broadcastJourney(deployment: () => Deployment): void {
  describe('Broadcasts', () => {
    it('to a role reach those who have it, once, and administrators see how far they have come', async () => {
      const administrator = await Person.administrator(deployment());
      const [ada, bob] = [await Person.join(deployment()), await Person.join(deployment())];
      const devices = [await ada.connect(), await bob.connect()];
      const office = await administrator.connect();
      const heard: Progress[] = [];
      office.socket.on('broadcast', (progress: Progress) => heard.push(progress));
      const wanted = { message: `to users ${ada.id}`, role: 'user' };
      const send = () =>
        administrator.call<Progress>('POST', '/api/admin/broadcasts', wanted, { 'idempotency-key': wanted.message });
      const [{ status, body: created }] = [await send(), await send()];
      expect(status).to.equal(202);
      const path = `/api/admin/broadcasts/${created.id}`;
      await eventually(async () => {
        expect((await administrator.call<Progress>('GET', path)).body.status).to.equal('sent');
      });
      const { body: done } = await administrator.call<Progress>('GET', path);
      expect(done.recipients).to.be.at.least(2);
      expect(done.sent).to.equal(done.recipients);
      await eventually(() => {
        expect(heard.at(-1)).to.deep.equal(done);
      });
      await ada.call('POST', '/api/notifications', { userId: ada.id, message: 'after' });
      await bob.call('POST', '/api/notifications', { userId: bob.id, message: 'after' });
      for (const { inbox } of devices) {
        await eventually(() => {
          expect(inbox.map(({ message }) => message)).to.deep.equal([wanted.message, 'after']);
        });
      }
      expect(office.inbox.map(({ message }) => message)).not.to.include(wanted.message);
      expect((await administrator.call('DELETE', path)).body['code']).to.equal('already-sent');
    });

    it('for later are cancelled in time', async () => {
      const administrator = await Person.administrator(deployment());
      const wanted = { message: 'never', sendAt: inSeconds(3600) };
      const { body } = await administrator.call<Progress>('POST', '/api/admin/broadcasts', wanted);
      expect((await administrator.call('DELETE', `/api/admin/broadcasts/${body.id}`)).status).to.equal(204);
      const found = await administrator.call<Progress>('GET', `/api/admin/broadcasts/${body.id}`);
      expect(found.body).to.include({ status: 'cancelled', recipients: null, sent: 0 });
    });
  });

  describe('Scheduled messages', () => {
    it('arrive when their time has come, also after kill -9 of everything, and not when cancelled', async () => {
      const ada = await Person.join(deployment());
      const later = (message: string, seconds: number) =>
        ada.call<{ id: string }>('POST', '/api/notifications', {
          userId: ada.id,
          message,
          sendAt: inSeconds(seconds),
        });
      const [soon, cancelled] = [await later('soon', 2), await later('cancelled', 2)];
      expect(soon.status).to.equal(202);
      const path = `/api/notifications/scheduled/${cancelled.body.id}`;
      expect((await ada.call('DELETE', path)).status).to.equal(204);
      await deployment().kill();
      await deployment().startAgain();
      const { inbox } = await ada.connect();
      await eventually(() => {
        expect(inbox.map(({ message, sequence }) => [message, sequence])).to.deep.equal([['soon', 1]]);
      }, 40_000);
      const { body } = await ada.call<{ items: unknown[] }>('GET', '/api/notifications/scheduled');
      expect(body.items).to.deep.equal([]);
      expect((await ada.call('DELETE', `/api/notifications/scheduled/${soon.body.id}`)).body['code']).to.equal(
        'already-sent',
      );
    });
  });
}
