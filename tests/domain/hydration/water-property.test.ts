import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../../src/domain/errors.js';
import { dayOf, endOfDay, nextDay } from '../../../src/domain/time/local-day.js';
import { naiveWater, type Happenings } from './naive-water.js';
import { WaterLife } from './water-life.js';

const HOUR = 3_600_000;
const SEED = Number(process.env['SEED'] ?? 20_260_404);
const NUM_RUNS = process.env['FULL'] === '1' ? 5_000 : 100;
const REGISTERED = Date.parse('2026-03-20T09:30:00Z');

const zone = fc.constantFrom(
  'Europe/Berlin',
  'Asia/Tokyo',
  'America/Los_Angeles',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
);
const amount = fc.constantFrom(300, 900, 2_000, 2_500);
const hours = (max: number) => fc.integer({ min: 0, max });
const step = fc.record({
  after: fc.oneof({ weight: 9, arbitrary: hours(30) }, { weight: 1, arbitrary: hours(24 * 60) }),
  deed: fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({ kind: fc.constant('log' as const), millilitres: amount, back: fc.constant(0) }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('log' as const), millilitres: amount, back: hours(180) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('correct' as const), millilitres: amount, which: fc.nat() }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat() }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('goal' as const), millilitres: fc.constantFrom(500, 2_000, 3_000) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), timeZone: zone }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('outage' as const), hours: hours(40) }) },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A user's life in the ledger, and beside it the plain list of what happened. */
class TwoBooks {
  readonly life: WaterLife;
  private readonly intakes = new Map<string, { day: string; millilitres: number; at: number }>();
  private readonly goals: { day: string; millilitres: number }[] = [];
  private readonly losses: string[] = [];

  constructor(
    timeZone: string,
    dayStartsAt: number,
    private readonly jobRuns: boolean,
  ) {
    this.life = new WaterLife(REGISTERED, timeZone, dayStartsAt);
  }

  get happenings(): Happenings {
    const { registeredAt, calendar, outages } = this.life;
    return { registeredAt, calendar, outages, intakes: [...this.intakes.values()], goals: this.goals };
  }

  /** Takes a step; what the ledger refuses must not have happened. */
  take({ after, deed }: Step): void {
    const next = this.life.now + after * HOUR;
    if (this.jobRuns) this.noteLosses(next);
    if (this.jobRuns) this.life.until(next);
    else this.oversleep(next);
    try {
      this.act(deed);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    if (!this.jobRuns && after % 3 === 0) this.life.close();
  }

  compare(): void {
    const { life } = this;
    const naive = naiveWater(this.happenings, life.now);
    const { current, longest, lastAchievedDay } = life.streak;
    const seen = life.days().map((day) => `${day.day} ${day.totalMillilitres}/${day.goalMillilitres} ${day.status}`);
    const registered = dayOf(REGISTERED, life.calendar);
    const expected = naive.days
      .filter((day) => day.day >= registered || this.happenings.intakes.some((intake) => intake.day === day.day))
      .map(({ day, total, goal, status, streakBefore }) => {
        // Nothing is kept about an idle user's days, not even that the service was away.
        const forgotten =
          status === 'excused' && streakBefore === 0 && total === 0 && !seen.includes(`${day} 0/${goal} excused`);
        return `${day} ${total}/${goal} ${forgotten ? 'missed' : status}`;
      });
    expect({ current, longest, lastAchievedDay }).to.deep.equal({
      current: naive.current,
      longest: naive.longest,
      lastAchievedDay: naive.lastAchievedDay,
    });
    expect(seen.reverse()).to.deep.equal(expected);
  }

  /** Each ended streak is told once, when its day ends, and nothing else is told to have ended. */
  compareTold(): void {
    const told = this.life.told.map(({ type, day }) => `${type} ${day}`);
    expect(new Set(told).size, 'told twice').to.equal(told.length);
    for (const { type, day, at } of this.life.told) {
      if (type === 'goal-reached') expect(dayOf(at, this.life.calendar)).to.equal(day);
    }
    const lost = this.life.told
      .filter(({ type }) => type !== 'goal-reached')
      .map(({ type, day, streak }) => `${type} ${day} ${streak}`);
    if (this.jobRuns) expect(lost).to.deep.equal(this.losses);
  }

  private act(deed: Step['deed']): void {
    const { life } = this;
    switch (deed.kind) {
      case 'log': {
        const at = life.now - deed.back * HOUR;
        this.intakes.set(life.log(deed.millilitres, at), {
          at,
          millilitres: deed.millilitres,
          day: dayOf(at, life.calendar),
        });
        break;
      }
      case 'correct': {
        const [id, intake] = this.oneOf(deed.which);
        life.correct(id, deed.millilitres);
        intake.millilitres = deed.millilitres;
        break;
      }
      case 'delete': {
        const [id] = this.oneOf(deed.which);
        life.delete(id);
        this.intakes.delete(id);
        break;
      }
      case 'goal':
        life.setGoal(deed.millilitres);
        this.goals.push({ day: life.today, millilitres: deed.millilitres });
        break;
      case 'move':
        life.move(deed.timeZone);
        break;
      case 'outage': {
        // The service was away, so nothing happened meanwhile.
        const from = life.now;
        const end = from + deed.hours * HOUR;
        life.sleepUntil(end);
        life.wasAwaySince(from);
        if (this.jobRuns) this.noteLosses(end, from);
        life.close();
        break;
      }
    }
  }

  /** The job does not run, but for once in ten days. */
  private oversleep(until: number): void {
    while (until - this.life.now > 240 * HOUR) {
      this.life.sleepUntil(this.life.now + 240 * HOUR);
      this.life.close();
    }
    this.life.sleepUntil(until);
  }

  private oneOf(which: number): [string, { day: string; millilitres: number; at: number }] {
    const all = [...this.intakes];
    const found = all[which % Math.max(1, all.length)];
    if (found === undefined) throw new DomainError('not-found', 'intake-not-found', '');
    return found;
  }

  /** The days that end in (now, until], each judged at its end by what has happened so far. */
  private noteLosses(until: number, since = this.life.now): void {
    const { calendar } = this.life;
    for (let day = dayOf(since, calendar); endOfDay(day, calendar) <= until; day = nextDay(day, calendar)) {
      const { status, streakBefore } = naiveWater(this.happenings, endOfDay(day, calendar)).days.find(
        (one) => one.day === day,
      )!;
      if (status === 'frozen') this.losses.push(`freeze-used ${day} ${streakBefore}`);
      if (status === 'missed' && streakBefore > 0) this.losses.push(`streak-lost ${day} ${streakBefore}`);
    }
  }
}

describe('Water, against all that ever happened counted afresh', () => {
  for (const jobRuns of [true, false]) {
    it(`gives the same days and streaks ${jobRuns ? 'when the job runs in time, and tells each loss once' : 'when the job comes late or not at all'}`, function () {
      this.timeout(0);
      let steps = 0;
      fc.assert(
        fc.property(
          zone,
          hours(6),
          fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }),
          (timeZone, dayStartsAt, life) => {
            const books = new TwoBooks(timeZone, dayStartsAt, jobRuns);
            for (const [index, one] of life.entries()) {
              books.take(one);
              if (index % 4 === 0 || index === life.length - 1) books.compare();
              steps += 1;
            }
            books.compareTold();
          },
        ),
        { seed: SEED, numRuns: NUM_RUNS },
      );
      console.log(`      seed ${SEED}, ${NUM_RUNS} lives, ${steps} steps`);
    });
  }
});
