import { expect } from 'chai';
import type { Position } from '../../src/application/paging.js';
import {
  USER_SORTS,
  type UserFilter,
  type UserRepository,
  type UserSort,
} from '../../src/application/ports/user-repository.js';
import type { User } from '../../src/domain/identity/user.js';
import { codeOf } from '../application/notification/code-of.js';
import { openBeforeEach, type Opened } from './opened.js';
import { userOf } from './user-of.js';

/** The part of `UserRepository` that is about lists. */
export function listedUsersContract(adapter: string, open: () => Promise<Opened<UserRepository>>): void {
  describe(`Users that UserRepository on ${adapter} lists`, () => {
    let users: UserRepository;
    openBeforeEach(open, (port) => (users = port));

    const add = async (...added: readonly User[]): Promise<void> => {
      for (const user of added) await users.add(user);
    };

    const names = async (sort: UserSort, filter: UserFilter = {}): Promise<string> =>
      (await users.list(filter, sort, undefined, 10)).map(({ username }) => username).join('');
    const positionOf = (user: User, sort: UserSort): Position => ({ key: user[USER_SORTS[sort].field], id: user.id });

    it('are sorted by creation or by name, both ways, with ids where creations are equal', async () => {
      await add(
        userOf('b', { createdAt: 2 }),
        userOf('c', { createdAt: 1 }),
        userOf('a', { createdAt: 2 }),
        userOf('d', { createdAt: 3 }),
      );
      expect(await names('-createdAt')).to.equal('dbac');
      expect(await names('createdAt')).to.equal('cabd');
      expect(await names('username')).to.equal('abcd');
      expect(await names('-username')).to.equal('dcba');
    });

    it('are sorted by the last sign-in or sight, both ways, with those who have none last', async () => {
      await add(
        userOf('a', { lastLoginAt: null, lastSeenAt: 7 }),
        userOf('b', { lastLoginAt: 2, lastSeenAt: null }),
        userOf('c', { lastLoginAt: 0, lastSeenAt: null }),
        userOf('d', { lastLoginAt: null, lastSeenAt: 8, role: 'admin' }),
        userOf('e', { lastLoginAt: 2, lastSeenAt: 9 }),
      );
      expect(await names('lastLoginAt')).to.equal('cbead');
      expect(await names('-lastLoginAt')).to.equal('ebcda');
      expect(await names('lastSeenAt')).to.equal('adebc');
      expect(await names('-lastSeenAt')).to.equal('edacb');
      expect(await names('lastLoginAt', { role: 'user' })).to.equal('cbea');
      expect(await names('-lastSeenAt', { ids: ['id-a', 'id-b', 'id-d', 'nobody'] })).to.equal('dab');
    });

    it('are paged through equal and missing keys without a gap or a repetition', async () => {
      for (let index = 0; index < 7; index += 1) {
        const at = index < 5 ? 5 : 6;
        const last = index % 2 === 0 ? at : null;
        await add(userOf(`u${index}`, { createdAt: at, lastLoginAt: last, lastSeenAt: index === 0 ? 1 : null }));
      }
      for (const sort of Object.keys(USER_SORTS) as UserSort[]) {
        const all = await users.list({}, sort, undefined, 100);
        for (const limit of [1, 2, 3, 4]) {
          const paged: User[] = [];
          for (let page = await users.list({}, sort, undefined, limit); page.length > 0;) {
            expect(page.length).to.be.at.most(limit);
            paged.push(...page);
            page = await users.list({}, sort, positionOf(paged.at(-1)!, sort), limit);
          }
          expect(paged, sort).to.deep.equal(all).and.to.have.length(7);
        }
      }
    });

    for (const sort of ['lastLoginAt', '-lastLoginAt'] as const) {
      it(`are given once by ${sort} if they stay as they are, while others change and go between the pages`, async () => {
        const name = (index: number): string => `u${String(index).padStart(2, '0')}`;
        for (let index = 0; index < 60; index += 1) {
          await add(userOf(name(index), { lastLoginAt: index % 3 === 0 ? null : 100 + index }));
        }
        const found: string[] = [];
        let page = await users.list({}, sort, undefined, 7);
        for (let busy = 1; page.length > 0; busy += 6) {
          found.push(...page.map(({ username }) => username));
          // To either end or the middle, or away altogether.
          for (const [step, lastLoginAt] of [0, 130, 999].entries()) {
            await users.update(`id-${name(busy + 2 * step)}`, (user) => ({ ...user, lastLoginAt }));
          }
          await users.remove(`id-${name(busy)}`, 1);
          page = await users.list({}, sort, positionOf(page.at(-1)!, sort), 7);
        }
        const idle = Array.from({ length: 30 }, (_, index) => name(2 * index));
        expect(found.filter((username) => idle.includes(username)).toSorted()).to.deep.equal(idle);
      });
    }

    it('are not given behind a position of another list', async () => {
      for (const [sort, key] of [
        ['username', 5],
        ['createdAt', 'x'],
        ['createdAt', null],
        ['username', null],
        ['lastLoginAt', 'x'],
      ] as const) {
        expect(await codeOf(users.list({}, sort, { key, id: 'x' }, 10)), sort).to.equal('invalid-cursor');
      }
    });

    it('are filtered, and count agrees', async () => {
      await add(
        userOf('Ada', { createdAt: 10, role: 'admin', lastLoginAt: 100 }),
        userOf('Bob', { createdAt: 20, active: false, disabled: true }),
        userOf('Eve', { createdAt: 30, lastLoginAt: 99, email: 'Strange%_.*@x.org', emailKey: 'strange%_.*@x.org' }),
      );
      const cases: [UserFilter, string][] = [
        [{}, 'EveBobAda'],
        [{ role: 'admin' }, 'Ada'],
        [{ role: 'user' }, 'EveBob'],
        [{ active: true }, 'EveAda'],
        [{ active: false }, 'Bob'],
        [{ disabled: true }, 'Bob'],
        [{ disabled: false }, 'EveAda'],
        [{ createdFrom: 20 }, 'EveBob'],
        [{ createdTo: 20 }, 'Ada'],
        [{ createdFrom: 10, createdTo: 30 }, 'BobAda'],
        [{ loggedInFrom: 100 }, 'Ada'],
        [{ loggedInFrom: 99 }, 'EveAda'],
        [{ ids: ['id-Eve', 'id-Bob', 'nobody'] }, 'EveBob'],
        [{ ids: [] }, ''],
        [{ ids: ['id-Eve', 'id-Ada'], role: 'admin' }, 'Ada'],
        [{ q: 'BO' }, 'Bob'],
        [{ q: 'EXAMPLE.org' }, 'BobAda'],
        [{ q: '%_.*@' }, 'Eve'],
        [{ q: '.*' }, 'Eve'],
        [{ q: '^ada' }, ''],
        [{ q: 'ｂｏｂ' }, 'Bob'],
        [{ q: 'bo\0b' }, ''],
        [{ q: 'a', role: 'user', active: true, createdFrom: 1, createdTo: 99, loggedInFrom: 1 }, 'Eve'],
      ];
      for (const [filter, expected] of cases) {
        const found = await users.list(filter, '-createdAt', undefined, 10);
        expect(found.map(({ username }) => username).join(''), JSON.stringify(filter)).to.equal(expected);
        expect(await users.count(filter), JSON.stringify(filter)).to.equal(found.length);
      }
    });
  });
}
