import { expect } from 'chai';
import type { ActivityFilter, ActivityLog } from '../../src/application/ports/activity-log.js';
import type { Activity } from '../../src/domain/insight/activity.js';
import { openBeforeEach, type Opened } from './opened.js';

function activityOf(id: string, changes: Partial<Activity> = {}): Activity {
  return {
    id,
    type: 'logged-in',
    userId: 'ada',
    role: 'user',
    at: 100,
    ip: '192.0.2.1',
    userAgent: 'Firefox',
    details: {},
    ...changes,
  };
}

export function activityLogContract(adapter: string, open: () => Promise<Opened<ActivityLog>>): void {
  describe(`ActivityLog on ${adapter}`, () => {
    let log: ActivityLog;
    openBeforeEach(open, (port) => (log = port));

    const append = async (...activities: readonly Activity[]): Promise<void> => {
      for (const activity of activities) await log.append(activity);
    };

    it('keeps an activity whole, with its details', async () => {
      const activity = activityOf('a', {
        userId: null,
        role: null,
        ip: null,
        userAgent: null,
        details: { reason: 'unknown', nested: { list: [1, 'two', null, true], empty: {} } },
      });
      await append(activity);
      expect(await log.list({}, undefined, 10)).to.deep.equal([activity]);
    });

    it('keeps the first of an id', async () => {
      await append(activityOf('a'), activityOf('a', { type: 'deleted' }));
      expect(await log.list({}, undefined, 10)).to.deep.equal([activityOf('a')]);
    });

    it('keeps one when many append the same id at once', async () => {
      await Promise.all(Array.from({ length: 10 }, () => log.append(activityOf('a'))));
      expect(await log.count({})).to.equal(1);
    });

    it('is detached from the caller', async () => {
      const details = { by: 'admin' };
      await append(activityOf('a', { details }));
      details.by = 'somebody else';
      const [found] = await log.list({}, undefined, 1);
      (found!.details as { by: string }).by = 'a third';
      expect((await log.list({}, undefined, 1))[0]?.details).to.deep.equal({ by: 'admin' });
    });

    it('lists newest first and pages through equal instants without a gap or a repetition', async () => {
      for (let index = 0; index < 7; index += 1) await append(activityOf(`a${index}`, { at: index < 2 ? 50 : 100 }));
      const paged: Activity[] = [];
      for (let page = await log.list({}, undefined, 2); page.length > 0;) {
        paged.push(...page);
        const { at, id } = paged.at(-1)!;
        page = await log.list({}, { key: at, id }, 2);
      }
      expect(paged.map(({ id }) => id)).to.deep.equal(['a6', 'a5', 'a4', 'a3', 'a2', 'a1', 'a0']);
    });

    it('refuses a position of another list', async () => {
      const error = await log.list({}, { key: 'x', id: 'x' }, 10).catch((reason: unknown) => reason);
      expect(error).to.have.property('code', 'invalid-cursor');
    });

    it('filters, and count agrees', async () => {
      await append(
        activityOf('a', { at: 10 }),
        activityOf('b', { at: 20, type: 'login-failed' }),
        activityOf('c', { at: 30, userId: 'bob', role: 'admin' }),
        activityOf('d', { at: 40, userId: null, role: null, type: 'login-failed' }),
      );
      const cases: [ActivityFilter, string][] = [
        [{}, 'dcba'],
        [{ types: ['login-failed'] }, 'db'],
        [{ types: ['login-failed', 'logged-in'] }, 'dcba'],
        [{ types: [] }, ''],
        [{ userId: 'ada' }, 'ba'],
        [{ role: 'admin' }, 'c'],
        [{ role: 'user', types: ['login-failed'] }, 'b'],
        [{ from: 20 }, 'dcb'],
        [{ to: 20 }, 'a'],
        [{ from: 20, to: 40 }, 'cb'],
        [{ userId: 'ada', types: ['logged-in'], role: 'user', from: 10, to: 11 }, 'a'],
      ];
      for (const [filter, expected] of cases) {
        const found = await log.list(filter, undefined, 10);
        expect(found.map(({ id }) => id).join(''), JSON.stringify(filter)).to.equal(expected);
        expect(await log.count(filter), JSON.stringify(filter)).to.equal(found.length);
      }
    });

    it('tells whom failed logins tried and from where, newest first, and of many the newest', async () => {
      const failed = (id: string, at: number, changes: Partial<Activity>) =>
        activityOf(id, { type: 'login-failed', at, ...changes });
      await append(
        failed('a', 10, { userId: 'ada', details: { account: 'Ada', throttled: false } }),
        failed('c', 20, { userId: null, role: null, details: { account: 'root"\n' } }),
        failed('b', 20, { userId: 'bob', ip: null, details: { account: 'bob@example.org' } }),
        activityOf('d', { at: 30 }),
        failed('e', 40, { userId: 'eve', details: { account: 'eve' } }),
      );
      await log.pseudonymise('eve');
      const found = await log.failedLogins(10, 10);
      expect(found).to.deep.equal([
        { userId: null, account: null, ip: null },
        { userId: null, account: 'root"\n', ip: '192.0.2.1' },
        { userId: 'bob', account: 'bob@example.org', ip: null },
        { userId: 'ada', account: 'Ada', ip: '192.0.2.1' },
      ]);
      expect(await log.failedLogins(11, 2)).to.deep.equal(found.slice(0, 2));
      expect(await log.failedLogins(41, 10)).to.deep.equal([]);
    });

    it('forgets who it was, and still counts what happened', async () => {
      await append(activityOf('a', { details: { username: 'Ada' } }), activityOf('b', { userId: 'bob' }));
      await log.pseudonymise('ada');
      expect(await log.list({}, undefined, 10)).to.deep.equal([
        activityOf('b', { userId: 'bob' }),
        activityOf('a', { userId: null, ip: null, userAgent: null }),
      ]);
      expect(await log.count({ userId: 'ada' })).to.equal(0);
      expect(await log.count({ types: ['logged-in'], role: 'user' })).to.equal(2);
    });

    it('removes what is older, and says how many', async () => {
      await append(activityOf('a', { at: 10 }), activityOf('b', { at: 20 }), activityOf('c', { at: 30 }));
      expect(await log.removeBefore(20)).to.equal(1);
      expect((await log.list({}, undefined, 10)).map(({ id }) => id)).to.deep.equal(['c', 'b']);
    });
  });
}
