import { expect } from 'chai';
import fc from 'fast-check';
import type { ReminderType } from '../../../src/domain/hydration/reminder.js';
import { isCutShort } from '../../../src/domain/time/local-day.js';
import { NaiveReminders } from './naive-reminders.js';
import { RemindedLife } from './reminded-life.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TICK = 15 * MINUTE;
const SEED = Number(process.env['SEED'] ?? 20_261_025);
const NUM_RUNS = process.env['FULL'] === '1' ? 1_000 : 50;

const zone = fc.constantFrom(
  'Europe/Berlin', 'Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kathmandu', 'Australia/Lord_Howe',
  'Europe/London', 'America/Santiago',
); // prettier-ignore
/** Around the days on which clocks change, north and south. */
const registered = fc.constantFrom('2026-03-26T09:30:00Z', '2026-04-02T20:10:00Z', '2026-10-22T03:05:00Z');
const minutes = (max: number) => fc.integer({ min: 0, max });
const step = fc.record({
  after: fc.oneof({ weight: 5, arbitrary: minutes(8 * 60) }, { weight: 3, arbitrary: minutes(40 * 60) }, { weight: 1, arbitrary: minutes(10 * 24 * 60) }),
  deed: fc.oneof(
    { weight: 10, arbitrary: fc.record({ kind: fc.constant('log' as const), millilitres: fc.constantFrom(200, 600, 2_000, 2_000), back: fc.constantFrom(0, 0, 3, 26) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('goal' as const), millilitres: fc.constantFrom(500, 600, 2_000) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), timeZone: zone }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('outage' as const), minutes: minutes(9 * 60) }) },
  ),
}); // prettier-ignore
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A life whose job looks when the ledger says so, and beside it somebody who looks at every tick. */
class TwoReminders {
  readonly life: RemindedLife;
  readonly naive: NaiveReminders;
  private lastId: string | undefined;

  constructor(registeredAt: number, timeZone: string, dayStartsAt: number, switchedOff: readonly ReminderType[]) {
    this.life = new RemindedLife(registeredAt, timeZone, dayStartsAt);
    for (const type of switchedOff) this.life.switchedOff.add(type);
    this.naive = new NaiveReminders(this.life, this.life.switchedOff);
  }

  take({ after, deed }: Step): void {
    this.pass(this.life.now + after * MINUTE);
    const { life } = this;
    if (deed.kind === 'move') this.move(deed.timeZone);
    else if (deed.kind === 'outage') this.sleep(deed.minutes * MINUTE);
    else {
      if (deed.kind === 'log') this.lastId = life.log(deed.millilitres, life.now - deed.back * HOUR);
      if (deed.kind === 'goal') life.setGoal(deed.millilitres);
      if (deed.kind === 'delete' && !this.deleteLast()) return;
      this.naive.lastUse = life.now;
    }
  }

  pass(end: number): void {
    const { life, naive } = this;
    for (let round = Math.floor(life.now / TICK + 1) * TICK; round <= end; round += TICK) {
      life.now = round;
      life.comeRound();
      naive.look();
    }
    life.now = end;
  }

  /** Not on a day that is excused already: it would be whole again, and nobody looks at it any more. */
  private move(timeZone: string): void {
    const { life } = this;
    if (!isCutShort(life.today, life.calendar)) life.move(timeZone);
  }

  /** Nothing runs; then the jobs come round at once. */
  private sleep(duration: number): void {
    const from = this.life.now;
    this.life.now += duration;
    this.life.wasAwaySince(from);
    this.life.comeRound();
    this.naive.look();
  }

  private deleteLast(): boolean {
    const id = this.lastId;
    const isThere = this.life.ledger?.intakes.some(
      (intake) => intake.id === id && intake.at > this.life.now - 7 * 24 * HOUR,
    );
    if (id !== undefined && isThere === true) this.life.delete(id);
    return isThere === true;
  }
}

describe('Reminders, against somebody who looks at every tick', () => {
  it('are the same, each once, though the job looks only when the ledger says so', function () {
    this.timeout(0);
    let [count, looksInVain, ticks] = [0, 0, 0];
    const off = fc.constantFrom<readonly ReminderType[]>([], [], ['reminder'], ['streak-at-risk']);
    fc.assert(
      fc.property(registered, zone, minutes(6), off, fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }), (start, timeZone, dayStartsAt, switchedOff, steps) => {
        const two = new TwoReminders(Date.parse(start), timeZone, dayStartsAt, switchedOff);
        for (const one of steps) two.take(one);
        two.pass(two.life.now + 48 * HOUR);
        const { heard } = two.life;
        const told = heard.map(({ type, day, number, at }) => `${type} ${day} ${number} at ${new Date(at).toISOString()}`);
        expect(told).to.deep.equal(two.naive.heard);
        const keys = heard.map(({ type, day, number }) => `${type} ${day} ${number}`);
        expect(new Set(keys).size, 'heard twice').to.equal(keys.length);
        for (const { missingMillilitres, streak, type } of heard) {
          expect(missingMillilitres).to.be.above(0);
          if (type === 'streak-at-risk') expect(streak).to.be.above(0);
        }
        count += heard.length;
        looksInVain += two.life.looksInVain;
        ticks += (two.life.now - Date.parse(start)) / TICK;
      }),
      { seed: SEED, numRuns: NUM_RUNS, endOnFailure: true },
    ); // prettier-ignore
    console.log(
      `      seed ${SEED}, ${NUM_RUNS} lives: ${count} reminders, ${looksInVain} looks in vain in ${Math.round(ticks)} ticks`,
    );
  });
});
