import { ContainerModule } from 'inversify';
import { ChangeIntake } from '../../application/hydration/change-intake.js';
import { ChangeLedger } from '../../application/hydration/change-ledger.js';
import { CloseDays } from '../../application/hydration/close-days.js';
import { DeleteIntake } from '../../application/hydration/delete-intake.js';
import { GetStreak } from '../../application/hydration/get-streak.js';
import { GetToday } from '../../application/hydration/get-today.js';
import { GetWaterGoal } from '../../application/hydration/get-water-goal.js';
import { ListIntakes } from '../../application/hydration/list-intakes.js';
import { ListWaterDays } from '../../application/hydration/list-water-days.js';
import { LogIntake } from '../../application/hydration/log-intake.js';
import { ReadCircumstances } from '../../application/hydration/read-circumstances.js';
import { RecallReminders } from '../../application/hydration/recall-reminders.js';
import { RecordUptime } from '../../application/hydration/record-uptime.js';
import { SendReminders } from '../../application/hydration/send-reminders.js';
import { SetWaterGoal } from '../../application/hydration/set-water-goal.js';
import { TellWater } from '../../application/hydration/tell-water.js';
import { PostNotification } from '../../application/notification/post-notification.js';
import type { Settings } from '../config/settings.js';
import { CLOCK, LIVE_CHANNEL, LOG, NOTIFICATIONS, UPTIME, USERS, WATER_DAYS } from './tokens.js';

export function hydrationModule({ hydration }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(ChangeIntake).toDynamicValue(
      (c) => new ChangeIntake(c.get(WATER_DAYS), c.get(ReadCircumstances), c.get(ChangeLedger)),
    );
    bind(ChangeLedger).toDynamicValue(
      (c) => new ChangeLedger(c.get(WATER_DAYS), c.get(USERS), c.get(ReadCircumstances), c.get(TellWater)),
    );
    bind(CloseDays).toDynamicValue(
      (c) =>
        new CloseDays(
          c.get(WATER_DAYS),
          c.get(USERS),
          c.get(ReadCircumstances),
          c.get(TellWater),
          c.get(CLOCK),
          c.get(LOG),
        ),
    );
    bind(DeleteIntake).toDynamicValue(
      (c) => new DeleteIntake(c.get(WATER_DAYS), c.get(ReadCircumstances), c.get(ChangeLedger)),
    );
    bind(GetStreak).toDynamicValue((c) => new GetStreak(c.get(WATER_DAYS), c.get(ReadCircumstances)));
    bind(GetToday).toDynamicValue((c) => new GetToday(c.get(WATER_DAYS), c.get(ReadCircumstances)));
    bind(GetWaterGoal).toDynamicValue((c) => new GetWaterGoal(c.get(WATER_DAYS), c.get(ReadCircumstances)));
    bind(ListIntakes).toDynamicValue((c) => new ListIntakes(c.get(WATER_DAYS), c.get(ReadCircumstances)));
    bind(ListWaterDays).toDynamicValue((c) => new ListWaterDays(c.get(WATER_DAYS), c.get(ReadCircumstances)));
    bind(LogIntake).toDynamicValue((c) => new LogIntake(c.get(ChangeLedger)));
    bind(ReadCircumstances).toDynamicValue(
      (c) => new ReadCircumstances(c.get(USERS), c.get(UPTIME), c.get(CLOCK), hydration),
    );
    bind(RecallReminders).toDynamicValue((c) => new RecallReminders(c.get(NOTIFICATIONS), c.get(CLOCK)));
    bind(RecordUptime).toDynamicValue((c) => new RecordUptime(c.get(UPTIME), c.get(CLOCK)));
    bind(SendReminders).toDynamicValue(
      (c) =>
        new SendReminders(
          c.get(WATER_DAYS),
          c.get(USERS),
          c.get(ReadCircumstances),
          c.get(PostNotification),
          c.get(RecallReminders),
          c.get(CLOCK),
          c.get(LOG),
        ),
    );
    bind(SetWaterGoal).toDynamicValue((c) => new SetWaterGoal(c.get(ChangeLedger)));
    bind(TellWater).toDynamicValue(
      (c) =>
        new TellWater(
          c.get(WATER_DAYS),
          c.get(PostNotification),
          c.get(RecallReminders),
          c.get(LIVE_CHANNEL),
          c.get(LOG),
        ),
    );
  });
}
