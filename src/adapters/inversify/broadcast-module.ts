import { ContainerModule } from 'inversify';
import { RecordActivity } from '../../application/insight/record-activity.js';
import { CancelBroadcast } from '../../application/notification/cancel-broadcast.js';
import { CancelScheduled } from '../../application/notification/cancel-scheduled.js';
import { CreateBroadcast } from '../../application/notification/create-broadcast.js';
import { GetBroadcast } from '../../application/notification/get-broadcast.js';
import { ListBroadcasts } from '../../application/notification/list-broadcasts.js';
import { ListScheduled } from '../../application/notification/list-scheduled.js';
import { PostNotification } from '../../application/notification/post-notification.js';
import { ScheduleBroadcast } from '../../application/notification/schedule-broadcast.js';
import { ScheduleMessage } from '../../application/notification/schedule-message.js';
import { SendBroadcastPage } from '../../application/notification/send-broadcast-page.js';
import { SweepBroadcasts } from '../../application/notification/sweep-broadcasts.js';
import { BROADCASTS, CLOCK, JOB_QUEUE, LIVE_CHANNEL, LOG, USERS } from './tokens.js';

/** Messages for later, and for many. */
export const broadcastModule = new ContainerModule(({ bind }) => {
  bind(CancelBroadcast).toDynamicValue(
    (c) => new CancelBroadcast(c.get(BROADCASTS), c.get(RecordActivity), c.get(LIVE_CHANNEL), c.get(CLOCK)),
  );
  bind(CancelScheduled).toDynamicValue((c) => new CancelScheduled(c.get(BROADCASTS), c.get(CLOCK)));
  bind(CreateBroadcast).toDynamicValue((c) => new CreateBroadcast(c.get(ScheduleBroadcast), c.get(RecordActivity)));
  bind(GetBroadcast).toDynamicValue((c) => new GetBroadcast(c.get(BROADCASTS)));
  bind(ListBroadcasts).toDynamicValue((c) => new ListBroadcasts(c.get(BROADCASTS)));
  bind(ListScheduled).toDynamicValue((c) => new ListScheduled(c.get(BROADCASTS)));
  bind(ScheduleBroadcast).toDynamicValue(
    (c) => new ScheduleBroadcast(c.get(BROADCASTS), c.get(JOB_QUEUE), c.get(CLOCK), c.get(LOG)),
  );
  bind(ScheduleMessage).toDynamicValue(
    (c) => new ScheduleMessage(c.get(USERS), c.get(BROADCASTS), c.get(ScheduleBroadcast)),
  );
  bind(SendBroadcastPage).toDynamicValue(
    (c) =>
      new SendBroadcastPage(
        c.get(BROADCASTS),
        c.get(USERS),
        c.get(PostNotification),
        c.get(JOB_QUEUE),
        c.get(LIVE_CHANNEL),
        c.get(CLOCK),
      ),
  );
  bind(SweepBroadcasts).toDynamicValue((c) => new SweepBroadcasts(c.get(BROADCASTS), c.get(JOB_QUEUE), c.get(CLOCK)));
});
