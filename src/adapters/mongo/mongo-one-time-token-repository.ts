import { trusted, type Connection, type Model } from 'mongoose';
import type {
  OneTimeToken,
  OneTimeTokenRepository,
  TokenPurpose,
} from '../../application/ports/one-time-token-repository.js';
import type { Instant } from '../../domain/time/instant.js';
import { insertIfAbsent, type Stored } from './compare-and-set.js';
import { answerOf, lateAnswerOf } from './mongo-errors.js';
import { storedSchema } from './stored-schema.js';

/** The digest is the `_id`. */
type StoredToken = Omit<OneTimeToken, 'digest'> & Stored;

const tokens = storedSchema<StoredToken>({ purpose: String, userId: String, expiresAt: Number, usedAt: Number })
  .index({ userId: 1 })
  .index({ expiresAt: 1 });

/** Activation and reset tokens in MongoDB. */
export class MongoOneTimeTokenRepository implements OneTimeTokenRepository {
  private readonly tokens: Model<StoredToken>;

  constructor(connection: Connection) {
    this.tokens = connection.model<StoredToken>('OneTimeToken', tokens, 'one-time-tokens');
  }

  async add({ digest, purpose, userId, expiresAt, usedAt }: OneTimeToken): Promise<void> {
    await insertIfAbsent(this.tokens, digest, { purpose, userId, expiresAt, usedAt });
  }

  async get(digest: string, purpose: TokenPurpose): Promise<OneTimeToken | undefined> {
    const stored = await answerOf(this.tokens.findOne({ _id: digest, purpose }).lean().exec());
    if (stored === null) return undefined;
    const { userId, expiresAt, usedAt } = stored;
    return { digest, purpose, userId, expiresAt, usedAt };
  }

  async use(digest: string, purpose: TokenPurpose, now: Instant): Promise<boolean> {
    const usable = { _id: digest, purpose, usedAt: null, expiresAt: trusted({ $gt: now }) };
    const using = { $set: { usedAt: now }, $inc: { revision: 1 } };
    return (await answerOf(this.tokens.updateOne(usable, using).exec())).modifiedCount === 1;
  }

  async removeOfUser(userId: string): Promise<void> {
    await lateAnswerOf(this.tokens.deleteMany({ userId }).exec());
  }

  async removeExpired(before: Instant): Promise<number> {
    const expired = { expiresAt: trusted({ $lt: before }) };
    return (await lateAnswerOf(this.tokens.deleteMany(expired).exec())).deletedCount;
  }
}
