import { expect } from 'chai';
import type { Socket } from 'socket.io-client';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { PASSWORD, Person } from './person.js';

const WITHIN_MS = 1_000;

/** What ends a session ends its sockets, on whichever node they are. */
export function revocationJourney(fleet: () => Deployment): void {
  describe('A session that has ended', () => {
    const socketsOf = (person: Person): Promise<readonly Socket[]> =>
      Promise.all(
        fleet()
          .all('realtime')
          .map(async ({ url }) => (await person.connect(true, url)).socket),
      );
    const allClosed = (sockets: readonly Socket[]): Promise<void> =>
      eventually(() => {
        expect(sockets.map(({ connected }) => connected)).to.deep.equal(sockets.map(() => false));
      }, WITHIN_MS);

    it('has no socket on any node a second after the logout, and gets no other', async () => {
      const ada = await Person.join(fleet());
      const sockets = await socketsOf(ada);
      expect((await ada.call('POST', '/api/logout')).status).to.equal(204);
      for (const { url } of fleet().all('realtime')) {
        const refusal: unknown = await ada.connect(true, url).catch((error: unknown) => error);
        expect(refusal).to.have.nested.property('data.code', 'session-ended');
      }
      await allClosed(sockets);
    });

    const changes = [
      ['its user was disabled', { disabled: true }],
      ["its user's role was changed", { role: 'admin' }],
    ] as const;
    for (const [what, change] of changes) {
      it(`has no socket on any node a second after ${what}`, async () => {
        const administrator = await Person.administrator(fleet());
        const ada = await Person.join(fleet());
        const sockets = await socketsOf(ada);
        expect((await administrator.call('PATCH', `/api/admin/users/${ada.id}`, change)).status).to.equal(200);
        await allClosed(sockets);
      });
    }

    it('has no socket on any node a second after a change of password, and the session that changed it keeps its own', async () => {
      const ada = await Person.join(fleet());
      const other = await ada.signInAgain();
      const [kept, sockets] = [await socketsOf(ada), await socketsOf(other)];
      const passwords = { currentPassword: PASSWORD, newPassword: 'another horse entirely' };
      expect((await ada.call('PUT', '/api/me/password', passwords)).status).to.equal(204);
      await allClosed(sockets);
      expect(kept.map(({ connected }) => connected)).to.deep.equal([true, true]);
    });
  });
}
