import { mongo, Mongoose, type Connection } from 'mongoose';
import { pause, within } from '../../application/deadline.js';
import { SystemClock } from '../system/system-clock.js';
import { answerOf, lateAnswerOf } from './mongo-errors.js';

const clock = new SystemClock();
const LOOK_AGAIN_MS = 2500;

const mongoose = new Mongoose({
  // Values from outside never become operators, and a misspelt condition is an error, not a wider filter.
  sanitizeFilter: true,
  strictQuery: 'throw',
  // A server that is away is an answer, not a queue.
  bufferCommands: false,
  // Indexes are built at one place, by `start`.
  autoIndex: false,
  autoCreate: false,
});

/** The one connection of a process to MongoDB. Repositories declare their models on it; then it is started. */
export class MongoConnection {
  readonly connection: Connection = mongoose.createConnection();
  private started = false;
  private pinging: Promise<boolean> | undefined;

  /** @param database in place of the one that the address names */
  constructor(
    private readonly url: string,
    private readonly database?: string,
  ) {
    this.connection.on('model', ({ modelName }: { modelName: string }) => {
      if (this.started) throw new Error(`Declare ${modelName} before the start, which builds its indexes.`);
    });
  }

  /**
   * Connects and builds the indexes of the models: all of them are declared by now. May be called again after it failed.
   * @throws DomainError `storage-unavailable`
   */
  async start(): Promise<void> {
    await this.connect();
    await this.createIndexes();
    this.started = true;
  }

  /** @throws DomainError `storage-unavailable` */
  async connect(): Promise<void> {
    await lateAnswerOf(
      this.connection.openUri(this.url, {
        ...(this.database !== undefined && { dbName: this.database }),
        // A standalone server acknowledges before its journal has the write, unless asked.
        writeConcern: { w: 1, journal: true },
        // Within seconds, and a silent server is noticed too.
        serverSelectionTimeoutMS: 2000,
        connectTimeoutMS: 2000,
        heartbeatFrequencyMS: 2000,
        waitQueueTimeoutMS: 2000,
        // What hangs for good gives its connection back; the longest work on a whole collection is done by then.
        socketTimeoutMS: 60_000,
        ignoreUndefined: true,
      }),
    );
  }

  /** Builds what is missing of the indexes that the models declare. */
  async createIndexes(): Promise<void> {
    for (const name of this.connection.modelNames()) await this.createIndexesOf(name);
  }

  /**
   * Whether the server answers. Asked again before it has, it is not sent another ping: each one that hangs costs a
   * connection.
   */
  healthy(): Promise<boolean> {
    this.pinging ??= this.ping().finally(() => {
      this.pinging = undefined;
    });
    return this.pinging;
  }

  /** Takes three seconds at most: the driver's farewell may wait for ever for a server that has just gone. Twice is once. */
  async stop(): Promise<void> {
    await within(3000, clock, this.connection.close());
  }

  /** What takes long is waited for, for as long as the server answers at all. */
  private async unlessStuck(work: Promise<unknown>): Promise<void> {
    const done = work.then(() => true);
    while (!(await within(LOOK_AGAIN_MS, clock, done, () => false))) {
      if (!(await this.healthy())) throw new mongo.MongoNetworkTimeoutError('the server is stuck');
    }
  }

  private async ping(): Promise<boolean> {
    if (this.connection.db === undefined) return false;
    try {
      await answerOf(this.connection.db.admin().ping());
      return true;
    } catch {
      return false;
    }
  }

  /** Processes that start together may be in each other's way; of much that is there the driver may not see the end. */
  private async createIndexesOf(model: string, tries = 5): Promise<void> {
    try {
      await lateAnswerOf(this.unlessStuck(this.connection.model(model).createIndexes()));
    } catch (error) {
      if (tries <= 1 || !(await this.healthy())) throw error;
      await pause(100, clock);
      await this.createIndexesOf(model, tries - 1);
    }
  }
}
