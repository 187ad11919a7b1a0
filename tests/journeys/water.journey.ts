import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';

interface Logged {
  readonly intake: { readonly id: string; readonly day: string };
  readonly day: { readonly totalMillilitres: number; readonly achieved: boolean };
  readonly streak: { readonly current: number; readonly longest: number; readonly lastAchievedDay: string | null };
}

export function waterJourney(deployment: () => Deployment): void {
  describe('Water', () => {
    it('grows the streak once, by ten drinks at a time that cross the goal together', async () => {
      const ada = await Person.join(deployment());
      await ada.call('PUT', '/api/water/goal', { millilitres: 1000 });
      const drinks = await Promise.all(
        Array.from({ length: 10 }, () => ada.call<Logged>('POST', '/api/water/intakes', { millilitres: 200 })),
      );
      expect(drinks.map(({ status }) => status)).to.deep.equal(Array.from({ length: 10 }, () => 201));
      expect((await ada.call('GET', '/api/water/today')).body).to.include({
        totalMillilitres: 2000,
        goalMillilitres: 1000,
        status: 'achieved',
      });
      expect((await ada.call('GET', '/api/water/streak')).body).to.include({ current: 1, longest: 1 });
      await eventually(async () => {
        const { body } = await ada.call<{ items: { type: string }[] }>('GET', '/api/notifications');
        expect(body.items.map(({ type }) => type)).to.deep.equal(['goal-reached']);
      });
    });

    it('logs once under an Idempotency-Key, and refuses another body under it', async () => {
      const ada = await Person.join(deployment());
      const headers = { 'idempotency-key': randomUUID() };
      const first = await ada.call<Logged>('POST', '/api/water/intakes', { millilitres: 300 }, headers);
      const second = await ada.call<Logged>('POST', '/api/water/intakes', { millilitres: 300 }, headers);
      expect(second.body).to.deep.equal(first.body);
      expect(second.headers.get('idempotency-replayed')).to.equal('true');
      const other = await ada.call('POST', '/api/water/intakes', { millilitres: 301 }, headers);
      expect([other.status, other.body['code']]).to.deep.equal([422, 'idempotency-key-reused']);
      expect((await ada.call('GET', '/api/water/today')).body['totalMillilitres']).to.equal(300);
    });

    it('counts a late drink for its own day, and follows changes and deletions', async () => {
      const ada = await Person.join(deployment());
      const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString();
      const late = await ada.call<Logged>('POST', '/api/water/intakes', { millilitres: 2000, at: yesterday });
      expect(late.body.streak).to.include({ current: 1, lastAchievedDay: late.body.intake.day });
      const today = await ada.call<Logged>('POST', '/api/water/intakes', { millilitres: 2000 });
      expect(today.body.streak).to.include({ current: 2, longest: 2 });
      await ada.call('PATCH', `/api/water/intakes/${today.body.intake.id}`, { millilitres: 100 });
      expect((await ada.call('GET', '/api/water/streak')).body).to.include({ current: 1, longest: 1 });
      expect((await ada.call('DELETE', `/api/water/intakes/${late.body.intake.id}`)).status).to.equal(204);
      expect((await ada.call('GET', '/api/water/streak')).body).to.include({
        current: 0,
        longest: 0,
        lastAchievedDay: null,
      });
      const old = new Date(Date.now() - 8 * 24 * 3_600_000).toISOString();
      const refused = await ada.call('POST', '/api/water/intakes', { millilitres: 100, at: old });
      expect([refused.status, refused.body['code']]).to.deep.equal([422, 'too-old']);
    });

    it('belongs to its owner only', async () => {
      const [ada, bob] = [await Person.join(deployment()), await Person.join(deployment())];
      const { body } = await ada.call<Logged>('POST', '/api/water/intakes', { millilitres: 300 });
      expect((await bob.call('DELETE', `/api/water/intakes/${body.intake.id}`)).status).to.equal(404);
    });
  });
}
