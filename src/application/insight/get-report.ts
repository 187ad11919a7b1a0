import { DomainError } from '../../domain/errors.js';
import type { Day } from '../../domain/time/local-day.js';
import type { ReportRepository } from '../ports/report-repository.js';
import { reportView, type ReportView } from './report-view.js';

export class GetReport {
  constructor(private readonly reports: ReportRepository) {}

  /** @throws DomainError `no-report` */
  async execute({ day }: { readonly day: Day }): Promise<ReportView> {
    const report = await this.reports.get(day);
    if (report === undefined) throw new DomainError('not-found', 'no-report', 'There is no report of that day.');
    return reportView(report);
  }
}
