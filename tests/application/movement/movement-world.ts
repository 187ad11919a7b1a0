import { EmbeddedTrackRepository } from '../../../src/adapters/embedded/embedded-track-repository.js';
import { EmbeddedTrackingRepository } from '../../../src/adapters/embedded/embedded-tracking-repository.js';
import { EmbeddedUserRepository } from '../../../src/adapters/embedded/embedded-user-repository.js';
import { GpxTrackFormats } from '../../../src/adapters/gpx/gpx-track-formats.js';
import type { GpsPointsRecorded } from '../../../src/application/events.js';
import { AccumulateDistance } from '../../../src/application/movement/accumulate-distance.js';
import { DeletePoints } from '../../../src/application/movement/delete-points.js';
import { ExportTrack } from '../../../src/application/movement/export-track.js';
import { FoldTrack } from '../../../src/application/movement/fold-track.js';
import { GetTracking } from '../../../src/application/movement/get-tracking.js';
import { ImportTrack } from '../../../src/application/movement/import-track.js';
import { JudgedPoints } from '../../../src/application/movement/judged-points.js';
import { ListHours } from '../../../src/application/movement/list-hours.js';
import { ListPoints } from '../../../src/application/movement/list-points.js';
import { RecordGpsPoints } from '../../../src/application/movement/record-gps-points.js';
import { SetTracking } from '../../../src/application/movement/set-tracking.js';
import { SweepTracks } from '../../../src/application/movement/sweep-tracks.js';
import type { TrackRepository } from '../../../src/application/ports/track-repository.js';
import type { TrackingRepository } from '../../../src/application/ports/tracking-repository.js';
import type { UserRepository } from '../../../src/application/ports/user-repository.js';
import { createUser } from '../../../src/domain/identity/user.js';
import { END_OF_TIME, writeGpsPoint, type GpsPoint } from '../../../src/domain/movement/gps-point.js';
import type { QuarterHour } from '../../../src/domain/movement/track.js';
import { toIso } from '../../../src/domain/time/instant.js';
import { initialCalendar } from '../../../src/domain/time/local-day.js';
import { SETTINGS } from '../../domain/movement/tracks.js';
import { ManualClock } from '../../manual-clock.js';
import { SequentialIds } from '../../sequential-ids.js';
import { openEmbeddedDatabase } from '../../stores.js';
import { RecordingLog } from '../identity/recording-log.js';
import { RecordingEventLog } from '../notification/recording-event-log.js';
import { RecordingLiveChannel } from '../notification/recording-live-channel.js';

/** Five days after noon of the tracks. */
export const NOW = '2026-11-25T12:00:00Z';

/** Where users, their word about tracking and their tracks are kept. */
export interface MovementStores {
  readonly users: UserRepository;
  readonly tracking: TrackingRepository;
  readonly tracks: TrackRepository;
  close(): Promise<void>;
}

export function openEmbeddedStores(): MovementStores {
  const database = openEmbeddedDatabase();
  return {
    users: new EmbeddedUserRepository(database),
    tracking: new EmbeddedTrackingRepository(database),
    tracks: new EmbeddedTrackRepository(database),
    close: () => {
      database.close();
      return Promise.resolve();
    },
  };
}

/** The use cases of movement on their stores. */
export class MovementWorld {
  readonly clock = new ManualClock(NOW);
  readonly ids = new SequentialIds();
  readonly events = new RecordingEventLog();
  readonly live = new RecordingLiveChannel();
  readonly log = new RecordingLog();
  readonly users: UserRepository;
  readonly tracking: TrackingRepository;
  readonly tracks: TrackRepository;
  readonly fold: FoldTrack;
  readonly accumulate: AccumulateDistance;
  readonly record: RecordGpsPoints;
  readonly getTracking: GetTracking;
  readonly setTracking: SetTracking;
  readonly listHours: ListHours;
  readonly listPoints: ListPoints;
  readonly deletePoints: DeletePoints;
  readonly exportTrack: ExportTrack;
  readonly importTrack: ImportTrack;
  readonly sweep: SweepTracks;
  private people = 0;

  /**
   * @param batch so few points at a time that every edge between two batches is met
   * @param wrap what stands between the use cases and the stores
   */
  constructor(
    batch = 7,
    wrap: <Port extends object>(port: Port) => Port = (port) => port,
    private readonly stores: MovementStores = openEmbeddedStores(),
  ) {
    const formats = new GpxTrackFormats();
    this.users = stores.users;
    this.tracks = wrap(stores.tracks);
    this.tracking = wrap(stores.tracking);
    this.record = new RecordGpsPoints(this.tracking, this.events, this.ids, this.clock);
    this.getTracking = new GetTracking(this.tracking);
    this.fold = new FoldTrack(this.tracks, this.tracking, this.live, this.log, SETTINGS, batch);
    this.accumulate = new AccumulateDistance(this.users, this.tracking, this.tracks, this.fold, this.clock);
    this.setTracking = new SetTracking(this.tracking, this.tracks, this.events, this.ids, this.clock);
    const judged = new JudgedPoints(this.tracks, this.tracking, SETTINGS, batch);
    this.listHours = new ListHours(this.tracks, this.clock);
    this.listPoints = new ListPoints(this.tracks, judged);
    this.deletePoints = new DeletePoints(this.tracks, this.fold, this.clock);
    this.exportTrack = new ExportTrack(judged, formats, this.clock);
    this.importTrack = new ImportTrack(formats, this.record);
    this.sweep = new SweepTracks(this.tracks, this.fold);
  }

  close(): Promise<void> {
    return this.stores.close();
  }

  /** A user who was never tracked. */
  async register(): Promise<string> {
    this.people += 1;
    const id = `user-${this.people}`;
    await this.users.add(
      createUser({
        id,
        username: { text: id, key: id },
        email: { text: `${id}@example.org`, key: `${id}@example.org` },
        passwordHash: '',
        role: 'user',
        active: true,
        calendar: initialCalendar('UTC'),
        createdAt: 0,
      }),
    );
    return id;
  }

  /** A user who is tracked since six days ago. */
  async walker(): Promise<string> {
    const userId = await this.register();
    await this.setTracking.execute({ userId, active: true, since: this.clock.now() - 6 * 24 * 3_600_000 });
    this.events.take();
    return userId;
  }

  event(userId: string, points: readonly unknown[], occurredAt = toIso(this.clock.now())): GpsPointsRecorded {
    const raws = points as readonly Record<string, unknown>[];
    return { id: this.ids.next(), type: 'gps-points.recorded', version: 1, occurredAt, data: { userId, points: raws } };
  }

  /** What a publisher sends for these points. */
  eventOf(userId: string, points: readonly GpsPoint[]): GpsPointsRecorded {
    return this.event(userId, points.map(writeGpsPoint));
  }

  /** Has the worker do what was published. */
  async work(): Promise<void> {
    for (const event of this.events.take()) {
      if (event.type === 'gps-points.recorded') await this.accumulate.execute(event);
    }
  }

  quarters(userId: string): Promise<readonly QuarterHour[]> {
    return this.tracks.quarters(userId, { from: 0, to: END_OF_TIME });
  }

  points(userId: string): Promise<readonly GpsPoint[]> {
    return this.tracks.points(userId, { from: 0, to: END_OF_TIME }, 100_000);
  }
}
