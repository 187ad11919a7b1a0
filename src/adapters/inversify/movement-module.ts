import { ContainerModule } from 'inversify';
import { AccumulateDistance } from '../../application/movement/accumulate-distance.js';
import { DeletePoints } from '../../application/movement/delete-points.js';
import { ExportTrack } from '../../application/movement/export-track.js';
import { FoldTrack } from '../../application/movement/fold-track.js';
import { GetTracking } from '../../application/movement/get-tracking.js';
import { ImportTrack } from '../../application/movement/import-track.js';
import { JudgedPoints } from '../../application/movement/judged-points.js';
import { ListHours } from '../../application/movement/list-hours.js';
import { ListPoints } from '../../application/movement/list-points.js';
import { RecordGpsPoints } from '../../application/movement/record-gps-points.js';
import { SetTracking } from '../../application/movement/set-tracking.js';
import { SweepTracks } from '../../application/movement/sweep-tracks.js';
import type { Settings } from '../config/settings.js';
import { CLOCK, EVENT_LOG, IDS, LIVE_CHANNEL, LOG, TRACKING, TRACKS, TRACK_FORMATS, USERS } from './tokens.js';

export function movementModule({ movement }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(AccumulateDistance).toDynamicValue(
      (c) => new AccumulateDistance(c.get(USERS), c.get(TRACKING), c.get(TRACKS), c.get(FoldTrack), c.get(CLOCK)),
    );
    bind(DeletePoints).toDynamicValue((c) => new DeletePoints(c.get(TRACKS), c.get(FoldTrack), c.get(CLOCK)));
    bind(ExportTrack).toDynamicValue((c) => new ExportTrack(c.get(JudgedPoints), c.get(TRACK_FORMATS), c.get(CLOCK)));
    bind(FoldTrack).toDynamicValue(
      (c) => new FoldTrack(c.get(TRACKS), c.get(TRACKING), c.get(LIVE_CHANNEL), c.get(LOG), movement),
    );
    bind(GetTracking).toDynamicValue((c) => new GetTracking(c.get(TRACKING)));
    bind(ImportTrack).toDynamicValue((c) => new ImportTrack(c.get(TRACK_FORMATS), c.get(RecordGpsPoints)));
    bind(JudgedPoints).toDynamicValue((c) => new JudgedPoints(c.get(TRACKS), c.get(TRACKING), movement));
    bind(ListHours).toDynamicValue((c) => new ListHours(c.get(TRACKS), c.get(CLOCK)));
    bind(ListPoints).toDynamicValue((c) => new ListPoints(c.get(TRACKS), c.get(JudgedPoints)));
    bind(RecordGpsPoints).toDynamicValue(
      (c) => new RecordGpsPoints(c.get(TRACKING), c.get(EVENT_LOG), c.get(IDS), c.get(CLOCK)),
    );
    bind(SetTracking).toDynamicValue(
      (c) => new SetTracking(c.get(TRACKING), c.get(TRACKS), c.get(EVENT_LOG), c.get(IDS), c.get(CLOCK)),
    );
    bind(SweepTracks).toDynamicValue((c) => new SweepTracks(c.get(TRACKS), c.get(FoldTrack)));
  });
}
