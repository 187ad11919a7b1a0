import { LARGEST_INTAKE } from '../../../domain/hydration/intake.js';
import { answer, id, named, schema } from '../schemas.js';

export const intakeAmount = schema.number().integer().min(1).max(LARGEST_INTAKE);
export const goalAmount = schema.number().integer().min(100).max(10_000);

const total = schema.number().integer().min(0);

export const WATER_DAY = named(
  'WaterDay',
  answer({
    day: schema.day(),
    totalMillilitres: total,
    goalMillilitres: total,
    achieved: schema.boolean(),
    status: schema.string().valid('achieved', 'open', 'missed', 'frozen', 'excused'),
    cause: schema
      .string()
      .valid('goal-reached', 'day-not-over', 'goal-not-reached', 'freeze-used', 'service-outage', 'zone-change')
      .description('what made the status so'),
    timeZone: schema.string().description('zone in which the day began'),
  }),
);

export const INTAKE = named(
  'Intake',
  answer({ id, millilitres: intakeAmount, at: schema.timestamp(), day: schema.day() }),
);

export const STREAK = named(
  'Streak',
  answer({ current: total, longest: total, lastAchievedDay: schema.day().allow(null) }),
);

export const INTAKE_ANSWER = named('IntakeAnswer', answer({ intake: INTAKE, day: WATER_DAY, streak: STREAK }));
export const GOAL = named('WaterGoal', answer({ millilitres: goalAmount }));
export const WATER_DAYS = answer({ items: schema.array().items(WATER_DAY) });
