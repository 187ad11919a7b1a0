import { EmbeddedUptimeRepository } from '../../../src/adapters/embedded/embedded-uptime-repository.js';
import { GpxTrackFormats } from '../../../src/adapters/gpx/gpx-track-formats.js';
import { ZipArchiveFormat } from '../../../src/adapters/zip/zip-archive-format.js';
import { ChangeLedger } from '../../../src/application/hydration/change-ledger.js';
import { GetStreak } from '../../../src/application/hydration/get-streak.js';
import { GetToday } from '../../../src/application/hydration/get-today.js';
import { GetWaterGoal } from '../../../src/application/hydration/get-water-goal.js';
import { ListIntakes } from '../../../src/application/hydration/list-intakes.js';
import { ListWaterDays } from '../../../src/application/hydration/list-water-days.js';
import { LogIntake } from '../../../src/application/hydration/log-intake.js';
import { ReadCircumstances } from '../../../src/application/hydration/read-circumstances.js';
import { RecallReminders } from '../../../src/application/hydration/recall-reminders.js';
import { TellWater } from '../../../src/application/hydration/tell-water.js';
import { ExportAccount } from '../../../src/application/insight/export-account.js';
import { ExportArchive } from '../../../src/application/insight/export-archive.js';
import type { UserReads } from '../../../src/application/insight/user-reads.js';
import { NoteLook } from '../../../src/application/insight/note-look.js';
import { ViewActivity } from '../../../src/application/insight/view-activity.js';
import { ViewUser } from '../../../src/application/insight/view-user.js';
import { AccumulateDistance } from '../../../src/application/movement/accumulate-distance.js';
import { ExportTrack } from '../../../src/application/movement/export-track.js';
import { FoldTrack } from '../../../src/application/movement/fold-track.js';
import { GetTracking } from '../../../src/application/movement/get-tracking.js';
import { JudgedPoints } from '../../../src/application/movement/judged-points.js';
import { ListHours } from '../../../src/application/movement/list-hours.js';
import { ListPoints } from '../../../src/application/movement/list-points.js';
import { RecordGpsPoints } from '../../../src/application/movement/record-gps-points.js';
import { SetTracking } from '../../../src/application/movement/set-tracking.js';
import { ListNotifications } from '../../../src/application/notification/list-notifications.js';
import { ListScheduled } from '../../../src/application/notification/list-scheduled.js';
import { toIso } from '../../../src/domain/time/instant.js';
import { SETTINGS as MOVEMENT } from '../../domain/movement/tracks.js';
import { InsightWorld } from './insight-world.js';

/** The whole of what is known about a user: identity, water, movement, notifications. */
export class OverviewWorld extends InsightWorld {
  private readonly circumstances = new ReadCircumstances(
    this.users,
    new EmbeddedUptimeRepository(this.database),
    this.clock,
    { outageExcusesAfter: 4 },
  );
  private readonly tellWater = new TellWater(
    this.water,
    this.post,
    new RecallReminders(this.notifications, this.clock),
    this.live,
    this.log,
  );
  private readonly changeLedger = new ChangeLedger(this.water, this.users, this.circumstances, this.tellWater);
  readonly logIntake = new LogIntake(this.changeLedger);
  private readonly judged = new JudgedPoints(this.tracks, this.tracking, MOVEMENT);
  private readonly setTracking = new SetTracking(this.tracking, this.tracks, this.events, this.ids, this.clock);
  private readonly recordPoints = new RecordGpsPoints(this.tracking, this.events, this.ids, this.clock);
  private readonly fold = new FoldTrack(this.tracks, this.tracking, this.live, this.log, MOVEMENT);
  private readonly accumulate = new AccumulateDistance(this.users, this.tracking, this.tracks, this.fold, this.clock);

  private readonly noteLook = new NoteLook(this.users, this.record);
  private readonly reads: UserReads = {
    getToday: new GetToday(this.water, this.circumstances),
    getWaterGoal: new GetWaterGoal(this.water, this.circumstances),
    getStreak: new GetStreak(this.water, this.circumstances),
    listWaterDays: new ListWaterDays(this.water, this.circumstances),
    listIntakes: new ListIntakes(this.water, this.circumstances),
    getTracking: new GetTracking(this.tracking),
    listHours: new ListHours(this.tracks, this.clock),
    listPoints: new ListPoints(this.tracks, this.judged),
    listNotifications: new ListNotifications(this.notifications),
    listScheduled: new ListScheduled(this.broadcasts),
    listActivity: this.listActivity,
  };

  readonly viewUser = new ViewUser(this.noteLook, this.views, this.reads, this.clock);
  readonly viewActivity = new ViewActivity(this.listActivity, this.noteLook);
  readonly exportAccount = new ExportAccount(this.users, this.sessions, this.views, this.reads, this.clock);

  readonly exportArchive = new ExportArchive(
    this.users,
    this.tracks,
    this.exportAccount,
    new ExportTrack(this.judged, new GpxTrackFormats(), this.clock),
    new ZipArchiveFormat(),
    this.clock,
  );

  /** Walks east along the equator until now: a point every ten seconds, 11.13 m from the one before. */
  async walk(userId: string, points: number): Promise<void> {
    const start = this.clock.now() - points * 10_000;
    await this.setTracking.execute({ userId, active: true, since: start });
    for (let first = 0; first < points; first += 500) {
      const batch = Array.from({ length: Math.min(500, points - first) }, (_, index) => ({
        latitude: 0,
        longitude: 10 + (first + index) * 0.0001,
        at: toIso(start + (first + index) * 10_000),
      }));
      await this.recordPoints.execute({ userId, points: batch });
    }
    for (const event of this.events.take()) {
      if (event.type === 'gps-points.recorded') await this.accumulate.execute(event);
    }
  }
}
