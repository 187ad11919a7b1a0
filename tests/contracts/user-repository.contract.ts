import { expect } from 'chai';
import type { UserRepository } from '../../src/application/ports/user-repository.js';
import type { User } from '../../src/domain/identity/user.js';
import { listedUsersContract } from './listed-users.js';
import { openBeforeEach, type Opened } from './opened.js';
import { userOf } from './user-of.js';

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as { code?: unknown }).code,
  );

export function userRepositoryContract(adapter: string, open: () => Promise<Opened<UserRepository>>): void {
  listedUsersContract(adapter, open);

  describe(`UserRepository on ${adapter}`, () => {
    let users: UserRepository;
    openBeforeEach(open, (port) => (users = port));

    const add = async (...added: readonly User[]): Promise<void> => {
      for (const user of added) await users.add(user);
    };

    describe('one user', () => {
      it('is found by id, by user name key and by address key, whole', async () => {
        const ada = userOf('Ada', { lastLoginAt: 5, lastSeenAt: 6 });
        expect(await users.add(ada)).to.deep.equal(ada);
        expect(await users.get(ada.id)).to.deep.equal(ada);
        expect(await users.byUsernameKey('ada')).to.deep.equal(ada);
        expect(await users.byEmailKey('ada@example.org')).to.deep.equal(ada);
      });

      it('is undefined under an unknown id, name or address', async () => {
        expect(await users.get('nobody')).to.equal(undefined);
        expect(await users.byUsernameKey('nobody')).to.equal(undefined);
        expect(await users.byEmailKey('nobody')).to.equal(undefined);
        expect(await users.update('nobody', (user) => user)).to.equal(undefined);
      });

      it('stays as it is when its id is added again', async () => {
        await add(userOf('Ada'));
        const again = await users.add(userOf('Bob', { id: 'id-Ada' }));
        expect(again).to.deep.equal(userOf('Ada'));
        expect(await users.byUsernameKey('bob')).to.equal(undefined);
      });

      it('keeps others off its user name and address', async () => {
        await add(userOf('Ada'));
        expect(await codeOf(users.add(userOf('Bob', { usernameKey: 'ada' })))).to.equal('username-taken');
        expect(await codeOf(users.add(userOf('Bob', { emailKey: 'ada@example.org' })))).to.equal('email-taken');
        expect(await users.get('id-Bob')).to.equal(undefined);
      });

      it('goes to one of many who register the same name at once', async () => {
        const tries = Array.from({ length: 8 }, (_, index) =>
          codeOf(users.add(userOf(`Try${index}`, { usernameKey: 'wanted' }))),
        );
        const codes = await Promise.all(tries);
        expect(codes.filter((code) => code === 'no error')).to.have.length(1);
        expect(codes.filter((code) => code === 'username-taken')).to.have.length(7);
      });

      it('is added once by many at once, who all get it', async () => {
        const added = await Promise.all(Array.from({ length: 8 }, () => users.add(userOf('Ada'))));
        expect(added).to.deep.equal(Array.from({ length: 8 }, () => userOf('Ada')));
        expect(await users.count({})).to.equal(1);
      });

      it('is detached from the store', async () => {
        const ada = userOf('Ada');
        const returned = [await users.add(ada), await users.get(ada.id), await users.update(ada.id, (user) => user)];
        for (const user of [ada, ...returned]) (user as unknown as { calendar: unknown[] }).calendar.length = 0;
        expect(await users.get('id-Ada')).to.deep.equal(userOf('Ada'));
      });

      it('takes text as text', async () => {
        const odd = userOf('odd', {
          username: `'; DROP TABLE users; --`,
          usernameKey: '$where',
          emailKey: '{"$gt":""}',
        });
        await add(odd);
        expect(await users.byUsernameKey('$where')).to.deep.equal(odd);
        expect(await users.byEmailKey({ $gt: '' } as never).catch(() => undefined)).to.equal(undefined);
      });
    });

    describe('update', () => {
      it('replaces the user and returns the new one', async () => {
        await add(userOf('Ada'));
        const changed = await users.update('id-Ada', (user) => ({ ...user, role: 'admin', lastLoginAt: 7 }));
        expect(changed).to.deep.equal(userOf('Ada', { role: 'admin', lastLoginAt: 7 }));
        expect(await users.get('id-Ada')).to.deep.equal(changed);
      });

      it('keeps what is preferred, and that nothing is', async () => {
        await add(userOf('Ada', { preferences: {} }));
        expect((await users.get('id-Ada'))?.preferences).to.deep.equal({});
        const preferences = { reminder: {}, 'streak-at-risk': { inApp: true } };
        await users.update('id-Ada', (user) => ({ ...user, preferences }));
        expect((await users.get('id-Ada'))?.preferences).to.deep.equal(preferences);
      });

      it('counts every one of 20 that race', async () => {
        await add(userOf('Ada', { lastSeenAt: 0 }));
        const count = (user: User): User => ({ ...user, lastSeenAt: (user.lastSeenAt ?? 0) + 1 });
        await Promise.all(Array.from({ length: 20 }, () => users.update('id-Ada', count)));
        expect((await users.get('id-Ada'))?.lastSeenAt).to.equal(20);
      });

      it('writes nothing when the change throws', async () => {
        await add(userOf('Ada'));
        const failing = users.update('id-Ada', () => {
          throw new Error('no');
        });
        expect(await failing.catch((error: unknown) => error)).to.have.property('message', 'no');
        expect(await users.get('id-Ada')).to.deep.equal(userOf('Ada'));
      });

      it('moves the user to the new name and frees the old one', async () => {
        await add(userOf('Ada'));
        await users.update('id-Ada', (user) => ({ ...user, username: 'Eve', usernameKey: 'eve' }));
        expect((await users.byUsernameKey('eve'))?.id).to.equal('id-Ada');
        expect(await users.byUsernameKey('ada')).to.equal(undefined);
        await add(userOf('Ada', { id: 'other', emailKey: 'other@example.org' }));
      });

      it('refuses a name or an address that another has, and changes nothing', async () => {
        await add(userOf('Ada'), userOf('Bob'));
        const name = users.update('id-Bob', (user) => ({ ...user, usernameKey: 'ada' }));
        expect(await codeOf(name)).to.equal('username-taken');
        const address = users.update('id-Bob', (user) => ({ ...user, emailKey: 'ada@example.org' }));
        expect(await codeOf(address)).to.equal('email-taken');
        expect(await users.get('id-Bob')).to.deep.equal(userOf('Bob'));
      });
    });

    describe('getMany', () => {
      it('gives those that exist, each once', async () => {
        await add(userOf('Ada'), userOf('Bob'), userOf('Eve'));
        const found = await users.getMany(['id-Eve', 'nobody', 'id-Ada', 'id-Ada']);
        expect(found.map(({ id }) => id)).to.have.members(['id-Ada', 'id-Eve']);
        expect(await users.getMany([])).to.deep.equal([]);
      });
    });

    it('counts all and each role right while many come, go and change at once', async () => {
      const names = Array.from({ length: 20 }, (_, index) => `user-${index}`);
      await Promise.all(names.map((name) => users.add(userOf(name))));
      await Promise.all(names.map((name) => users.add(userOf(name, { id: `late-${name}` })).catch(() => undefined)));
      await Promise.all([
        ...names.slice(0, 5).map((name) => users.remove(`id-${name}`, 50)),
        ...names.slice(0, 5).map((name) => users.remove(`id-${name}`, 51)),
        ...names.slice(5, 8).map((name) => users.update(`id-${name}`, (user) => ({ ...user, role: 'admin' }))),
        ...names.slice(0, 2).map((name) => users.remove(`nobody-${name}`, 50)),
      ]);
      const counts = () =>
        Promise.all([users.count({}), users.count({ role: 'user' }), users.count({ role: 'admin' })]);
      expect(await counts()).to.deep.equal([15, 12, 3]);
      await users.update('id-user-5', (user) => ({ ...user, role: 'user' }));
      await users.remove('id-user-6', 60);
      await users.add(userOf('user-0', { id: 'again' }));
      expect(await counts()).to.deep.equal([15, 14, 1]);
    });

    describe('remove', () => {
      it('leaves a tombstone of the id and frees name and address', async () => {
        await add(userOf('Ada'));
        expect(await users.wasRemoved('id-Ada')).to.equal(false);
        await users.remove('id-Ada', 50);
        expect(await users.wasRemoved('id-Ada')).to.equal(true);
        expect(await users.get('id-Ada')).to.equal(undefined);
        expect(await users.update('id-Ada', (user) => user)).to.equal(undefined);
        expect(await users.count({})).to.equal(0);
        await add(userOf('Ada', { id: 'new' }));
        expect((await users.byEmailKey('ada@example.org'))?.id).to.equal('new');
      });

      it('is the same twice, and knows nothing of ids that never were', async () => {
        await add(userOf('Ada'));
        await users.remove('id-Ada', 50);
        await users.remove('id-Ada', 60);
        expect(await users.wasRemoved('id-Ada')).to.equal(true);
        expect(await users.wasRemoved('nobody')).to.equal(false);
      });

      it('tells who was removed since an instant', async () => {
        for (const [index, name] of ['Ada', 'Bea', 'Cleo'].entries()) {
          await add(userOf(name));
          await users.remove(`id-${name}`, 50 + index);
        }
        await users.remove('id-Ada', 60);
        expect([...(await users.removedSince(51))].sort()).to.deep.equal(['id-Bea', 'id-Cleo']);
        expect(await users.removedSince(53)).to.deep.equal([]);
      });
    });
  });
}
