import { tooOld } from '../../domain/hydration/intake.js';
import type { Circumstances } from '../../domain/hydration/judged-days.js';
import { intakeNotFound, intakeOf } from '../../domain/hydration/water-ledger.js';
import { addDays, dayOf } from '../../domain/time/local-day.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';

/**
 * Tells an intake that can no longer be changed from one that never was.
 * @throws DomainError `too-old`, `intake-not-found`
 */
export async function refuseArchived(
  days: WaterDayRepository,
  userId: string,
  id: string,
  { calendar, now }: Circumstances,
): Promise<void> {
  const ledger = await days.ledger(userId);
  if (ledger !== undefined && intakeOf(ledger, id) !== undefined) return;
  const loggedAt = instantOf(id);
  if (loggedAt === undefined || loggedAt > now) throw intakeNotFound();
  // An intake lies at most 7 days before it was logged, and an id may be a day older than its use.
  const logged = dayOf(loggedAt, calendar);
  const archived = await days.archived(userId, addDays(logged, -9), addDays(logged, 3));
  throw archived.some(({ intakes }) => intakes.some((intake) => intake.id === id)) ? tooOld() : intakeNotFound();
}

/** A UUIDv7 says when it was made. */
function instantOf(id: string): number | undefined {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-7/i.exec(id);
  return match === null ? undefined : Number.parseInt(`${match[1] ?? ''}${match[2] ?? ''}`, 16);
}
