import { setTimeout as pause } from 'node:timers/promises';
import { createConnection, type Connection } from 'mongoose';
import { answerOf } from './mongo-errors.js';

/** The one connection of a process to MongoDB. Repositories declare their models on it; then it is started. */
export class MongoConnection {
  readonly connection: Connection = createConnection();

  /** @param database in place of the one that the address names */
  constructor(
    private readonly url: string,
    private readonly database?: string,
  ) {
    // Values from outside never become operators, and a misspelt condition is an error, not a wider filter.
    this.connection.set('sanitizeFilter', true);
    this.connection.set('strictQuery', 'throw');
    // A server that is away is an answer, not a queue.
    this.connection.set('bufferCommands', false);
    this.connection.set('autoIndex', false);
    this.connection.set('autoCreate', false);
  }

  /** Connects and builds the indexes of the models declared by then. May be called again after it failed. @throws DomainError `storage-unavailable` */
  async start(): Promise<void> {
    await answerOf(
      this.connection.openUri(this.url, {
        ...(this.database !== undefined && { dbName: this.database }),
        // A standalone server acknowledges before its journal has the write, unless asked.
        writeConcern: { w: 1, journal: true },
        // Within seconds, and a silent server is noticed too.
        serverSelectionTimeoutMS: 2000,
        connectTimeoutMS: 2000,
        heartbeatFrequencyMS: 2000,
        waitQueueTimeoutMS: 2000,
        ignoreUndefined: true,
      }),
    );
    await this.createIndexes();
  }

  /** Builds what is missing of the indexes that the models declare. */
  async createIndexes(): Promise<void> {
    for (const name of this.connection.modelNames()) await this.createIndexesOf(name);
  }

  /** Whether the server answers. */
  async healthy(): Promise<boolean> {
    try {
      await this.connection.db?.admin().ping();
      return this.connection.db !== undefined;
    } catch {
      return false;
    }
  }

  /** Twice is once. */
  async stop(): Promise<void> {
    await this.connection.close();
  }

  /** Processes that start together may be in each other's way. */
  private async createIndexesOf(model: string, tries = 5): Promise<void> {
    try {
      await answerOf(this.connection.model(model).createIndexes());
    } catch (error) {
      if (tries <= 1) throw error;
      await pause(100);
      await this.createIndexesOf(model, tries - 1);
    }
  }
}
