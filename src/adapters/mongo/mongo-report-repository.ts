import { trusted, type Connection, type Model } from 'mongoose';
import type { ReportRepository } from '../../application/ports/report-repository.js';
import type { DailyReport } from '../../domain/insight/daily-report.js';
import type { Day } from '../../domain/time/local-day.js';
import { findStored, insertIfAbsent, type Stored } from './compare-and-set.js';
import { answerOf } from './mongo-errors.js';
import { aggregateOf, storedSchema } from './stored-schema.js';

/** The day is the `_id`. */
type StoredReport = Omit<DailyReport, 'day'> & Stored;

const reports = storedSchema<StoredReport>({
  timeZone: String,
  logins: Number,
  failedLogins: Number,
  registrations: Number,
  intakes: Number,
  millilitres: Number,
  goalsReached: Number,
  metres: Number,
  points: Number,
  notifications: Number,
  notificationsDelivered: Number,
  notificationsFailed: Number,
  notificationsDead: Number,
  generatedAt: Number,
});

/** Daily reports in MongoDB. */
export class MongoReportRepository implements ReportRepository {
  private readonly reports: Model<StoredReport>;

  constructor(connection: Connection) {
    this.reports = connection.model<StoredReport>('DailyReport', reports, 'daily-reports');
  }

  async add({ day, ...content }: DailyReport): Promise<boolean> {
    return insertIfAbsent(this.reports, day, content);
  }

  async get(day: Day): Promise<DailyReport | undefined> {
    const stored = await findStored(this.reports, day);
    return stored && reportOf(stored);
  }

  async list(from: Day, to: Day): Promise<readonly DailyReport[]> {
    const range = { _id: trusted({ $gte: from, $lte: to }) };
    return (await answerOf(this.reports.find(range).sort({ _id: -1 }).lean().exec())).map(reportOf);
  }

  async latest(): Promise<DailyReport | undefined> {
    const stored = await answerOf(this.reports.findOne().sort({ _id: -1 }).lean().exec());
    return stored === null ? undefined : reportOf(stored);
  }
}

function reportOf(stored: StoredReport): DailyReport {
  const { id: day, ...content } = aggregateOf<Omit<DailyReport, 'day'> & { readonly id: Day }>(stored);
  return { day, ...content };
}
