import { expect } from 'chai';
import type { ReportRepository } from '../../src/application/ports/report-repository.js';
import type { DailyReport } from '../../src/domain/insight/daily-report.js';
import { openBeforeEach, type Opened } from './opened.js';

function reportOf(day: string, logins = 1): DailyReport {
  return {
    day,
    timeZone: 'Europe/Vienna',
    logins,
    failedLogins: 2,
    registrations: 3,
    intakes: 4,
    millilitres: 1_000,
    goalsReached: 5,
    metres: 6_000.125,
    points: 7,
    notifications: 8,
    notificationsDelivered: 6,
    notificationsFailed: 1,
    notificationsDead: 0,
    generatedAt: 1_790_000_000_123,
  };
}

export function reportRepositoryContract(adapter: string, open: () => Promise<Opened<ReportRepository>>): void {
  describe(`ReportRepository on ${adapter}`, () => {
    let reports: ReportRepository;
    openBeforeEach(open, (port) => (reports = port));

    it('keeps the first report of a day, and says which that was', async () => {
      expect(await reports.add(reportOf('2026-11-20'))).to.equal(true);
      expect(await reports.add(reportOf('2026-11-20', 99))).to.equal(false);
      expect(await reports.get('2026-11-20')).to.deep.equal(reportOf('2026-11-20'));
    });

    it('keeps one of many at once', async () => {
      const tries = await Promise.all(
        Array.from({ length: 10 }, (_, index) => reports.add(reportOf('2026-11-20', index))),
      );
      expect(tries.filter(Boolean)).to.have.length(1);
      expect((await reports.get('2026-11-20'))?.logins).to.equal(tries.indexOf(true));
    });

    it('has nothing for a day without a report', async () => {
      expect(await reports.get('2026-11-20')).to.equal(undefined);
      expect(await reports.latest()).to.equal(undefined);
      expect(await reports.list('2026-01-01', '2026-12-31')).to.deep.equal([]);
    });

    it('lists both ends and what lies between, newest first', async () => {
      for (const day of ['2026-11-18', '2026-11-21', '2026-11-19', '2026-11-20']) await reports.add(reportOf(day));
      const listed = await reports.list('2026-11-19', '2026-11-20');
      expect(listed).to.deep.equal([reportOf('2026-11-20'), reportOf('2026-11-19')]);
    });

    it('knows the latest day, in whatever order they came', async () => {
      await reports.add(reportOf('2026-12-01'));
      await reports.add(reportOf('2026-11-30'));
      expect(await reports.latest()).to.deep.equal(reportOf('2026-12-01'));
    });
  });
}
