import type { ReportRepository } from '../../application/ports/report-repository.js';
import type { DailyReport } from '../../domain/insight/daily-report.js';
import type { Day } from '../../domain/time/local-day.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const reportTables = `
  CREATE TABLE daily_reports (day TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
`;

/** Daily reports in the embedded store. */
export class EmbeddedReportRepository implements ReportRepository {
  private readonly reports: DocumentTable<DailyReport>;

  constructor(private readonly database: EmbeddedDatabase) {
    this.reports = new DocumentTable(database, 'daily_reports', 'day');
  }

  async add(report: DailyReport): Promise<boolean> {
    return this.reports.add(report.day, report);
  }

  async get(day: Day): Promise<DailyReport | undefined> {
    return this.reports.find(day);
  }

  async list(from: Day, to: Day): Promise<readonly DailyReport[]> {
    return this.database.documents<DailyReport>(
      'SELECT document FROM daily_reports WHERE day BETWEEN ? AND ? ORDER BY day DESC',
      from,
      to,
    );
  }

  async latest(): Promise<DailyReport | undefined> {
    return this.database.document<DailyReport>('SELECT document FROM daily_reports ORDER BY day DESC LIMIT 1');
  }
}
