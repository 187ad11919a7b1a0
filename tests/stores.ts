import type { Connection } from 'mongoose';
import { EmbeddedDatabase } from '../src/adapters/embedded/embedded-database.js';
import { MIGRATIONS } from '../src/adapters/embedded/schema.js';
import { MongoConnection } from '../src/adapters/mongo/mongo-connection.js';
import type { Opened } from './contracts/opened.js';
import { uniqueName } from './servers.js';

/** A fresh embedded store with all its tables, in memory. */
export function openEmbeddedDatabase(): EmbeddedDatabase {
  return new EmbeddedDatabase(':memory:', MIGRATIONS);
}

/** A database of its own on a real server: declare models on `connection`, then `createIndexes()`. `stop` drops it. */
export async function openMongo(url: string): Promise<MongoConnection> {
  const mongo = new TemporaryMongo(url, uniqueName());
  await mongo.connect();
  return mongo;
}

class TemporaryMongo extends MongoConnection {
  override async stop(): Promise<void> {
    await this.connection.dropDatabase();
    await super.stop();
  }
}

/** A port on a fresh embedded store. */
export function openEmbedded<Port>(build: (database: EmbeddedDatabase) => Port): () => Promise<Opened<Port>> {
  return () => {
    const database = openEmbeddedDatabase();
    const close = (): Promise<void> => {
      database.close();
      return Promise.resolve();
    };
    return Promise.resolve({ port: build(database), close });
  };
}

/** A port on a database of its own on a real server, with its indexes. */
export function openOnMongo<Port>(url: string, build: (connection: Connection) => Port): () => Promise<Opened<Port>> {
  return async () => {
    const mongo = new TemporaryMongo(url, uniqueName());
    const port = build(mongo.connection);
    try {
      await mongo.start();
    } catch (error) {
      await mongo.stop();
      throw error;
    }
    return { port, close: () => mongo.stop() };
  };
}
