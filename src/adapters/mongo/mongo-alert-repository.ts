import { trusted, type Connection, type Model } from 'mongoose';
import type { Position } from '../../application/paging.js';
import type { AlertRepository } from '../../application/ports/alert-repository.js';
import type { LoginAlert } from '../../domain/insight/login-spike.js';
import type { Instant } from '../../domain/time/instant.js';
import { findStored, insertIfAbsent, updateStored, type Content } from './compare-and-set.js';
import { allOf, behind } from './filters.js';
import { answerOf, lateAnswerOf } from './mongo-errors.js';
import { aggregateOf, contentOf, storedSchema, type StoredOf } from './stored-schema.js';

/** `open` repeats that it is not resolved: at most one document may say so. */
type StoredAlert = StoredOf<LoginAlert & { readonly open: boolean }>;

const alerts = storedSchema<StoredAlert>({
  kind: String,
  startedAt: Number,
  lastSpikeAt: Number,
  resolvedAt: Number,
  failures: Number,
  accounts: Number,
  addresses: Number,
  topAccounts: [{ _id: false, userId: String, account: String, failures: Number }],
  topAddresses: [{ _id: false, address: String, failures: Number }],
  announced: [String],
  open: Boolean,
})
  .index({ startedAt: 1, _id: 1 })
  .index({ open: 1 }, { unique: true, partialFilterExpression: { open: true } });

/** Alerts on spikes of failed logins, in MongoDB. */
export class MongoAlertRepository implements AlertRepository {
  private readonly alerts: Model<StoredAlert>;

  constructor(connection: Connection) {
    this.alerts = connection.model<StoredAlert>('LoginAlert', alerts, 'login-alerts');
  }

  async open(alert: LoginAlert): Promise<boolean> {
    return insertIfAbsent(this.alerts, alert.id, storedContentOf(alert));
  }

  async get(id: string): Promise<LoginAlert | undefined> {
    const stored = await findStored(this.alerts, id);
    return stored && alertOf(stored);
  }

  async current(): Promise<LoginAlert | undefined> {
    const stored = await answerOf(this.alerts.findOne({ open: true }).lean().exec());
    return stored === null ? undefined : alertOf(stored);
  }

  async update(id: string, change: (alert: LoginAlert) => LoginAlert): Promise<LoginAlert | undefined> {
    const stored = await updateStored(this.alerts, id, (before) => storedContentOf(change(alertOf(before))));
    return stored && alertOf(stored);
  }

  async list(after: Position | undefined, limit: number): Promise<readonly LoginAlert[]> {
    const rest = behind<StoredAlert>('startedAt', -1, after);
    const query = this.alerts.find(allOf(rest)).sort({ startedAt: -1, _id: -1 }).limit(limit);
    return (await answerOf(query.lean().exec())).map(alertOf);
  }

  async removeBefore(instant: Instant): Promise<number> {
    const older = { startedAt: trusted({ $lt: instant }), open: false };
    return (await lateAnswerOf(this.alerts.deleteMany(older).exec())).deletedCount;
  }
}

function storedContentOf(alert: LoginAlert): Content<StoredAlert> {
  return contentOf({ ...alert, open: alert.resolvedAt === null });
}

function alertOf(stored: StoredAlert): LoginAlert {
  return aggregateOf<LoginAlert>(stored, 'open');
}
