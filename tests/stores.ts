import { EmbeddedDatabase } from '../src/adapters/embedded/embedded-database.js';
import { MIGRATIONS } from '../src/adapters/embedded/schema.js';
import { MongoConnection } from '../src/adapters/mongo/mongo-connection.js';
import { uniqueName } from './servers.js';

/** A fresh embedded store with all its tables, in memory. */
export function openEmbeddedDatabase(): EmbeddedDatabase {
  return new EmbeddedDatabase(':memory:', MIGRATIONS);
}

/** A database of its own on a real server: declare models on `connection`, then `createIndexes()`. `stop` drops it. */
export async function openMongo(url: string): Promise<MongoConnection> {
  const mongo = new TemporaryMongo(url, uniqueName());
  await mongo.start();
  return mongo;
}

class TemporaryMongo extends MongoConnection {
  override async stop(): Promise<void> {
    await this.connection.dropDatabase();
    await super.stop();
  }
}
