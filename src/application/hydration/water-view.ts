import type { Intake } from '../../domain/hydration/intake.js';
import { emptyDay, judgedDays, type Circumstances } from '../../domain/hydration/judged-days.js';
import { streakView, type Streak } from '../../domain/hydration/streak.js';
import { waterDay, type WaterDay } from '../../domain/hydration/water-day.js';
import { foundIntake, type WaterLedger } from '../../domain/hydration/water-ledger.js';
import { toIso } from '../../domain/time/instant.js';
import { dayOf, type Day } from '../../domain/time/local-day.js';

/** A ledger as it stands behind a change. */
export interface ChangedLedger {
  readonly ledger: WaterLedger;
  readonly circumstances: Circumstances;
  readonly streak: Streak;
}

/** An intake as clients see it. */
export interface IntakeView {
  readonly id: string;
  readonly millilitres: number;
  readonly at: string;
  readonly day: Day;
}

/** An intake with what it did to its day and to the streak. */
export interface IntakeAnswer {
  readonly intake: IntakeView;
  readonly day: WaterDay;
  readonly streak: Streak;
}

export function intakeView({ id, millilitres, at, day }: Intake): IntakeView {
  return { id, millilitres, at: toIso(at), day };
}

export function intakeAnswer({ ledger, circumstances, streak }: ChangedLedger, id: string): IntakeAnswer {
  const intake = foundIntake(ledger, id);
  const day = dayView(ledger, circumstances, intake.day);
  return { intake: intakeView(intake), day, streak: streakView(streak) };
}

/** Today, or a day that can still change. */
export function dayView(ledger: WaterLedger, circumstances: Circumstances, day: Day): WaterDay {
  const judged = judgedDays(ledger, circumstances, day).at(-1);
  return judged?.day === day ? waterDay(judged) : emptyDay(day, ledger, circumstances);
}

export function todayView(ledger: WaterLedger, circumstances: Circumstances): WaterDay {
  return dayView(ledger, circumstances, dayOf(circumstances.now, circumstances.calendar));
}
