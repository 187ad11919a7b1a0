import { expect } from 'chai';
import fc from 'fast-check';
import { KeepAdministrator } from '../../../src/application/identity/keep-administrator.js';
import type { UserRepository } from '../../../src/application/ports/user-repository.js';
import { emailOf, usernameOf } from '../../../src/domain/identity/account-name.js';
import { administers, createUser, type User } from '../../../src/domain/identity/user.js';
import { initialCalendar } from '../../../src/domain/time/local-day.js';
import type { Opened } from '../../contracts/opened.js';
import { RacingCalls } from '../movement/racing-calls.js';
import { codeOf } from '../notification/code-of.js';

const WITHDRAWALS: Readonly<Record<string, (user: User) => User>> = {
  demoted: (user) => ({ ...user, role: 'user' }),
  disabled: (user) => ({ ...user, disabled: true }),
};

/** @param share of the usual number of runs */
export function lastAdministrator(adapter: string, open: () => Promise<Opened<UserRepository>>, share = 1): void {
  describe(`The last administrator on ${adapter}`, () => {
    let opened: Opened<UserRepository>;
    let runs = 0;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const administrator = (name: string): User =>
      createUser({
        id: name,
        username: usernameOf(name),
        email: emailOf(`${name}@example.org`),
        passwordHash: '$argon2id$',
        role: 'admin',
        active: true,
        calendar: initialCalendar('UTC'),
        createdAt: 1_789_000_000_000,
      });

    it('stays, in whatever order administrators withdraw each other at once', async function () {
      this.timeout(60_000);
      const withdrawals = fc.array(fc.constantFrom(...Object.keys(WITHDRAWALS)), { minLength: 2, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(withdrawals, fc.scheduler(), async (all, scheduler) => {
          runs += 1;
          const ids = all.map((_, index) => `admin-${runs}-${index}`);
          for (const id of ids) await opened.port.add(administrator(id));
          const calls = new RacingCalls();
          const keep = new KeepAdministrator(calls.through(opened.port));
          const codes: string[] = [];
          await calls.race(
            scheduler,
            all.map((how, index) => async () => {
              codes[index] = await codeOf(keep.change(ids[index] ?? '', WITHDRAWALS[how] ?? ((user) => user)));
            }),
          );
          const left = await Promise.all(ids.map(async (id) => administers((await opened.port.get(id))!)));
          expect(left).to.include(true);
          // Who is told that it was done is withdrawn, who is told that it cannot be is still there.
          expect(codes.map((code) => code === 'last-administrator')).to.deep.equal(left);
          for (const id of ids) await opened.port.remove(id, 1_790_000_000_000);
        }),
        { numRuns: Math.ceil(300 * share) },
      );
    });
  });
}
