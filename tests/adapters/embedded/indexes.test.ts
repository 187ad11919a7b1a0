import { expect } from 'chai';
import { EmbeddedActivityLog } from '../../../src/adapters/embedded/embedded-activity-log.js';
import { EmbeddedBroadcastRepository } from '../../../src/adapters/embedded/embedded-broadcast-repository.js';
import { EmbeddedDatabase, type SqlValue } from '../../../src/adapters/embedded/embedded-database.js';
import { EmbeddedNotificationRepository } from '../../../src/adapters/embedded/embedded-notification-repository.js';
import { EmbeddedTrackRepository } from '../../../src/adapters/embedded/embedded-track-repository.js';
import { EmbeddedUserRepository } from '../../../src/adapters/embedded/embedded-user-repository.js';
import { EmbeddedWaterDayRepository } from '../../../src/adapters/embedded/embedded-water-day-repository.js';
import { MIGRATIONS } from '../../../src/adapters/embedded/schema.js';

/** A store that asks how each read is done, and notes those that walk a whole table or sort. What is read of a JSON value is no table. */
class ExplainedDatabase extends EmbeddedDatabase {
  readonly plans: string[] = [];
  readonly slow: string[] = [];

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as the method it overrides
  override all<Row>(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    const plan = super.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
    this.plans.push(...plan.map(({ detail }) => detail));
    this.slow.push(
      ...plan.map(({ detail }) => detail).filter((detail) => /SCAN(?! \w+ VIRTUAL TABLE)|TEMP B-TREE/.test(detail)),
    );
    return super.all<Row>(sql, ...values);
  }
}

describe('Reads of the embedded store', () => {
  let database: ExplainedDatabase;
  beforeEach(() => {
    database = new ExplainedDatabase(':memory:', MIGRATIONS);
  });
  afterEach(() => {
    database.close();
  });

  it('of notifications follow an index and its order', async () => {
    const notifications = new EmbeddedNotificationRepository(database);
    const after = { key: 1, id: 'a' };
    await notifications.get('a');
    await notifications.list('ann', {}, after, 10);
    await notifications.list('ann', { unread: true }, after, 10);
    await notifications.unreadCount('ann');
    await notifications.behind('ann', 1, 10);
    await notifications.lastSequence('ann');
    await notifications.undelivered('ann', 1, 0, 10);
    await notifications.unpublished(1, 10);
    await notifications.due(1, 10);
    await notifications.countByStatus();
    await notifications.countByStatus({ created: { from: 1, to: 2 } });
    await notifications.countByStatus({ userIds: ['ann'] });
    await notifications.withStatus(['failed'], undefined, undefined, 10);
    await notifications.withStatus(['failed', 'dead', 'pending'], 1, after, 10);
    await notifications.deadOn('email', undefined, 10);
    await notifications.deadOn('webhook', after, 10);
    expect(database.slow).to.deep.equal([]);
  });

  it('of how many notifications there are look at a row a status, however many they are', async () => {
    await new EmbeddedNotificationRepository(database).countByStatus();
    expect(database.plans).to.have.length(4);
    expect(new Set(database.plans)).to.deep.equal(new Set(['SEARCH notification_counts USING PRIMARY KEY (status=?)']));
  });

  it('of users follow an index and its order, but for a text', async () => {
    const users = new EmbeddedUserRepository(database);
    const after = { key: 1, id: 'a' };
    for (const filter of [{}, { role: 'admin' }, { active: true }, { disabled: true }, { createdFrom: 1 }] as const) {
      await users.list(filter, '-createdAt', after, 10);
      await users.count({ ...filter, createdFrom: 1 });
    }
    await users.list({ role: 'user' }, 'username', { key: 'a', id: 'a' }, 10);
    for (const sort of ['lastLoginAt', '-lastLoginAt', 'lastSeenAt', '-lastSeenAt'] as const) {
      for (const position of [undefined, after, { key: null, id: 'a' }]) {
        for (const filter of [{}, { role: 'admin' }, { q: 'a' }] as const) {
          await users.list(filter, sort, position, 10);
        }
      }
    }
    await users.count({ loggedInFrom: 1 });
    await users.count({ role: 'user', loggedInFrom: 1 });
    expect(database.slow).to.deep.equal([]);
    // Those who are online are looked up one by one, and sorted.
    await users.list({ ids: ['a', 'b'], role: 'user' }, '-createdAt', after, 10);
    expect(database.slow).to.include('USE TEMP B-TREE FOR ORDER BY');
    expect(database.slow.filter((detail) => detail.includes('SCAN users'))).to.deep.equal([]);
  });

  it('of activity follow an index and its order', async () => {
    const activities = new EmbeddedActivityLog(database);
    const after = { key: 1, id: 'a' };
    for (const filter of [{}, { userId: 'ann' }, { role: 'user' }, { types: ['logged-in'] }] as const) {
      await activities.list({ ...filter, from: 0 }, after, 10);
    }
    await activities.list({ role: 'user', types: ['logged-in'], from: 0, to: 9 }, after, 10);
    await activities.failedLogins(0, 10);
    expect(database.slow).to.deep.equal([]);
  });

  it('of broadcasts follow an index and its order', async () => {
    const broadcasts = new EmbeddedBroadcastRepository(database);
    const after = { key: 1, id: 'a' };
    await broadcasts.get('a');
    await broadcasts.list(after, 10);
    await broadcasts.scheduledBy('ann', after, 10);
    await broadcasts.due(1, after, 10);
    const audience = { role: 'user', active: true, disabled: false, createdTo: 9 } as const;
    await new EmbeddedUserRepository(database).list(audience, 'createdAt', after, 10);
    expect(database.slow).to.deep.equal([]);
  });

  it('of tracks follow an index and its order', async () => {
    const tracks = new EmbeddedTrackRepository(database);
    const range = { from: 0, to: 10 };
    await tracks.head('ann');
    await tracks.dirty(10, 'ann');
    await tracks.points('ann', range, 10);
    await tracks.latestPoints('ann', range, 10);
    await tracks.quarterBefore('ann', 10);
    await tracks.quarters('ann', range);
    await tracks.walked(range);
    await tracks.walked(range, ['ann']);
    const point = { at: 1, latitude: 1, longitude: 1, accuracy: null, altitude: null, speed: null };
    await tracks.putPoints('ann', [{ ...point, startsSegment: false }]);
    expect(database.slow).to.deep.equal([]);
  });

  it('of water follow an index and its order', async () => {
    const days = new EmbeddedWaterDayRepository(database);
    await days.ledger('ann');
    await days.due(1, 10);
    await days.due(1, 10, { at: 1, userId: 'ann' });
    await days.toRemind(1, 10);
    await days.toRemind(1, 10, { at: 1, userId: 'ann' });
    await days.archived('ann', '2026-11-01', '2026-11-30');
    await days.drunk({ from: 1, to: 2 });
    await days.goalsReached({ from: 1, to: 2 });
    await days.goalsReached({ from: 1, to: 2 }, ['ann']);
    expect(database.slow).to.deep.equal([]);
  });
});
