import type { CommandStartedEvent } from 'mongodb';
import { MongoActivityLog } from '../../src/adapters/mongo/mongo-activity-log.js';
import { MongoConnection } from '../../src/adapters/mongo/mongo-connection.js';
import { MongoNotificationRepository } from '../../src/adapters/mongo/mongo-notification-repository.js';
import { MongoTrackRepository } from '../../src/adapters/mongo/mongo-track-repository.js';
import { MongoUserRepository } from '../../src/adapters/mongo/mongo-user-repository.js';
import { MongoWaterDayRepository } from '../../src/adapters/mongo/mongo-water-day-repository.js';
import { contentOf } from '../../src/adapters/mongo/stored-schema.js';
import { uniqueName } from '../../tests/servers.js';
import { accounts } from './figures.js';
import type { Bench } from './insight.js';

const AT_ONCE = 5_000;
const OF_THE_DRIVER: readonly string[] = ['lsid', '$db', '$clusterTime'];
const READS = ['find', 'aggregate', 'count'] as const;

/** A command that reads, as the driver sends it. */
interface Read {
  readonly find?: string;
  readonly aggregate?: string;
  readonly count?: string;
  readonly filter?: object;
  readonly query?: object;
  readonly pipeline?: readonly { readonly $match?: object }[];
  readonly limit?: number;
}

/**
 * A server that speaks the protocol of MongoDB. Here accounts have no old notifications: how many are kept is counted by a
 * walk of an index, which does grow with them.
 */
export async function mongoBench(address: string): Promise<Bench> {
  const url = new URL(address);
  url.searchParams.set('monitorCommands', 'true');
  const mongo = new MongoConnection(url.href, uniqueName());
  const { connection } = mongo;
  const stores = {
    users: new MongoUserRepository(connection),
    activities: new MongoActivityLog(connection),
    days: new MongoWaterDayRepository(connection),
    tracks: new MongoTrackRepository(connection),
    notifications: new MongoNotificationRepository(connection),
  };
  await mongo.start();
  const readsOf = async (run: () => Promise<unknown>): Promise<readonly Read[]> => {
    const commands: Read[] = [];
    const note = ({ commandName, command }: CommandStartedEvent): void => {
      if (READS.some((read) => read === commandName)) commands.push(command);
    };
    connection.getClient().on('commandStarted', note);
    await run();
    connection.getClient().off('commandStarted', note);
    return commands;
  };
  const planOf = (read: Read): Promise<unknown> => {
    const explain = Object.fromEntries(Object.entries(read).filter(([name]) => !OF_THE_DRIVER.includes(name)));
    return connection.db?.command({ explain, verbosity: 'executionStats' }) ?? Promise.resolve();
  };
  const matchedBy = ({ find, aggregate, count, filter, query, pipeline, limit = 0 }: Read): Promise<number> => {
    const collection = connection.collection(find ?? aggregate ?? count ?? '');
    return collection.countDocuments(filter ?? query ?? pipeline?.[0]?.$match ?? {}, limit > 0 ? { limit } : {});
  };
  return {
    stores,
    load: async (count) => {
      const documents = [...accounts(count)].map((user, index) => {
        return { ...contentOf(user), _id: user.id, revision: 0, ordinal: index + 1 };
      });
      for (let start = 0; start < count; start += AT_ONCE) {
        await connection.collection('users').insertMany(documents.slice(start, start + AT_ONCE) as never);
      }
      await connection.collection('number-hints').insertOne({ _id: 'users' as never, last: count });
    },
    explain: async (run) => {
      const reads = await readsOf(run);
      const [plans, matched] = [[] as unknown[], [] as number[]];
      for (const read of reads) {
        plans.push(await planOf(read));
        matched.push(await matchedBy(read));
      }
      const examined = plans.map((plan) => numbers(plan, 'totalDocsExamined').at(0));
      const told = examined.every((count) => count !== undefined);
      return {
        lookups: reads.length,
        scans: plans.filter((plan) => /COLLSCAN|"Seq Scan"/.test(JSON.stringify(plan))).length,
        matched: matched.reduce((sum, count) => sum + count, 0),
        examined: told ? examined.reduce((sum, count) => sum + count, 0) : undefined,
      };
    },
    close: async () => {
      await connection.dropDatabase();
      await mongo.stop();
    },
  };
}

/** Every value of a field, wherever it is. */
function numbers(node: unknown, field: string): readonly number[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => (name === field ? [Number(value)] : numbers(value, field)));
}
