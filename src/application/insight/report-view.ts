import type { DailyReport } from '../../domain/insight/daily-report.js';
import { toIso } from '../../domain/time/instant.js';

/** A daily report as administrators see it. */
export type ReportView = Omit<DailyReport, 'generatedAt'> & { readonly generatedAt: string };

export function reportView(report: DailyReport): ReportView {
  return { ...report, generatedAt: toIso(report.generatedAt) };
}
