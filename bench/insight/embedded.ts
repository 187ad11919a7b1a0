import { EmbeddedActivityLog } from '../../src/adapters/embedded/embedded-activity-log.js';
import { EmbeddedDatabase, type SqlValue } from '../../src/adapters/embedded/embedded-database.js';
import { EmbeddedNotificationRepository } from '../../src/adapters/embedded/embedded-notification-repository.js';
import { EmbeddedTrackRepository } from '../../src/adapters/embedded/embedded-track-repository.js';
import { EmbeddedUserRepository } from '../../src/adapters/embedded/embedded-user-repository.js';
import { EmbeddedWaterDayRepository } from '../../src/adapters/embedded/embedded-water-day-repository.js';
import { MIGRATIONS } from '../../src/adapters/embedded/schema.js';
import { accounts, notificationsOf } from './figures.js';
import type { Bench } from './insight.js';

/** A store that asks how each read is done. */
class ExplainedDatabase extends EmbeddedDatabase {
  plans: string[] | undefined;

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as the method it overrides
  override all<Row>(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    if (this.plans !== undefined) {
      const plan = super.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
      this.plans.push(...plan.map(({ detail }) => detail));
    }
    return super.all<Row>(sql, ...values);
  }
}

/** SQLite in memory. Its plans do not depend on sizes; of what is read, they say whether an index leads there. */
export function embeddedBench(): Promise<Bench> {
  const database = new ExplainedDatabase(':memory:', MIGRATIONS);
  return Promise.resolve({
    stores: {
      users: new EmbeddedUserRepository(database),
      activities: new EmbeddedActivityLog(database),
      days: new EmbeddedWaterDayRepository(database),
      tracks: new EmbeddedTrackRepository(database),
      notifications: new EmbeddedNotificationRepository(database),
    },
    load: (count) => {
      database.transaction(() => {
        for (const user of accounts(count)) {
          database.run('INSERT INTO users (id, document) VALUES (?, ?)', user.id, JSON.stringify(user));
          for (const told of notificationsOf(user)) {
            database.run('INSERT INTO notifications (id, document) VALUES (?, ?)', told.id, JSON.stringify(told));
          }
        }
      });
      return Promise.resolve();
    },
    explain: async (run) => {
      const plans: string[] = [];
      database.plans = plans;
      await run();
      database.plans = undefined;
      const scans = plans.filter((detail) => /SCAN(?! \w+ VIRTUAL TABLE)/.test(detail));
      return { scans: scans.length, matched: undefined, examined: undefined, lookups: plans.length };
    },
    close: () => {
      database.close();
      return Promise.resolve();
    },
  });
}
