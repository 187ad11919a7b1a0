import { DomainError } from '../../domain/errors.js';
import type { Day } from '../../domain/time/local-day.js';
import type { ReportRepository } from '../ports/report-repository.js';
import type { CachedCopies } from './cached-copies.js';
import { reportView, type ReportView } from './report-view.js';

/** A report never changes once it is stored. */
const KEPT_SECONDS = 24 * 3600;

export class GetReport {
  constructor(
    private readonly reports: ReportRepository,
    private readonly copies: CachedCopies,
  ) {}

  /** @throws DomainError `no-report` */
  execute({ day }: { readonly day: Day }): Promise<ReportView> {
    return this.copies.of(`report:${day}`, KEPT_SECONDS, () => this.read(day));
  }

  private async read(day: Day): Promise<ReportView> {
    const report = await this.reports.get(day);
    if (report === undefined) throw new DomainError('not-found', 'no-report', 'There is no report of that day.');
    return reportView(report);
  }
}
