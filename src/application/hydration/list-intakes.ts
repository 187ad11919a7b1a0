import type { Intake } from '../../domain/hydration/intake.js';
import { EMPTY_LEDGER } from '../../domain/hydration/water-ledger.js';
import { HOUR } from '../../domain/time/duration.js';
import type { Instant } from '../../domain/time/instant.js';
import { addDays, dayOf, type Day } from '../../domain/time/local-day.js';
import { numericKey, readPage, type Page, type Position } from '../paging.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { ReadCircumstances } from './read-circumstances.js';
import { intakeView, type IntakeView } from './water-view.js';

export interface IntakesToList {
  readonly userId: string;
  /** Inclusive. */
  readonly from?: Instant | undefined;
  /** Exclusive. */
  readonly to?: Instant | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const DAYS_AT_FIRST = 32;

/** Intakes of a user, newest first. */
export class ListIntakes {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly readCircumstances: ReadCircumstances,
  ) {}

  /** @throws DomainError `user-not-found`, `invalid-cursor` */
  async execute({ userId, from, to, limit, cursor }: IntakesToList): Promise<Page<IntakeView>> {
    const { now, registeredAt, calendar } = await this.readCircumstances.execute({ userId });
    const first = Math.max(from ?? 0, registeredAt - 9 * 24 * HOUR);
    const end = Math.min(to ?? Number.MAX_SAFE_INTEGER, now + 24 * HOUR);
    const read = (after: Position | undefined, count: number): Promise<readonly Intake[]> => {
      const last = after === undefined ? end : Math.min(end, numericKey(after));
      if (first > last) return Promise.resolve([]);
      const wanted = (intake: Intake): boolean =>
        intake.at >= first && intake.at < end && (after === undefined || isBehind(intake, after));
      // A day more on both sides: whoever changed zones may have logged for the neighbouring one.
      const range = [addDays(dayOf(first, calendar), -1), addDays(dayOf(last, calendar), 1)] as const;
      return this.latest(userId, range, wanted, count);
    };
    return readPage({ limit, cursor }, read, ({ at, id }) => ({ key: at, id }), intakeView);
  }

  /** The archive is read backwards, in steps that double, until there are enough. */
  private async latest(
    userId: string,
    [first, last]: readonly [Day, Day],
    wanted: (intake: Intake) => boolean,
    count: number,
  ): Promise<readonly Intake[]> {
    const { intakes, settled } = (await this.days.ledger(userId)) ?? EMPTY_LEDGER;
    let found = intakes.filter(wanted).sort(newestFirst);
    if (settled.through === null) return found.slice(0, count);
    let end = last < settled.through ? last : settled.through;
    for (let step = DAYS_AT_FIRST; found.length < count && end >= first; step *= 2) {
      const start = addDays(end, 1 - step) > first ? addDays(end, 1 - step) : first;
      const archived = await this.days.archived(userId, start, end);
      found = [...found, ...archived.flatMap((day) => day.intakes.filter(wanted)).sort(newestFirst)];
      end = addDays(start, -1);
    }
    return found.slice(0, count);
  }
}

function newestFirst(one: Intake, other: Intake): number {
  return other.at - one.at || (other.id < one.id ? -1 : 1);
}

function isBehind(intake: Intake, after: Position): boolean {
  const key = numericKey(after);
  return intake.at < key || (intake.at === key && intake.id < after.id);
}
