import { expect } from 'chai';
import { WaterLife } from './water-life.js';

const HOUR = 3_600_000;
const at = (iso: string): number => Date.parse(iso);

/** Registered at noon, UTC, on a day in a zone. */
function registered(day: string, zone = 'UTC'): WaterLife {
  return new WaterLife(at(`${day}T12:00:00Z`), zone);
}

/** Reaches the goal at noon, UTC, of each of the days, the job running in time. */
function achieve(life: WaterLife, ...days: readonly string[]): void {
  for (const day of days) {
    life.until(`${day}T12:00:00Z`);
    life.log(2_000);
  }
}

function daysOfMay(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `2026-05-${String(from + index).padStart(2, '0')}`);
}

const told = (life: WaterLife): readonly string[] =>
  life.told.map(({ type, day, streak }) => `${type} ${day} ${streak}`);

describe('A streak', () => {
  it('counts days of 23 and of 25 hours as one each', () => {
    for (const days of [
      ['2026-03-28', '2026-03-29', '2026-03-30'],
      ['2026-10-24', '2026-10-25', '2026-10-26'],
    ]) {
      const life = registered(days[0]!, 'Europe/Berlin');
      achieve(life, ...days);
      expect(life.streak).to.include({ current: 3, longest: 3, lastAchievedDay: days[2] });
    }
  });

  it('grows by one when the goal is reached, and not again that day', () => {
    const life = registered('2026-05-10');
    life.log(1_999);
    expect(life.streak.current).to.equal(0);
    life.log(1);
    expect(life.streak.current).to.equal(1);
    life.log(2_000);
    expect(life.streak.current).to.equal(1);
    expect(told(life)).to.deep.equal(['goal-reached 2026-05-10 1']);
  });

  it('stands through the day after, until that day is over', () => {
    const life = registered('2026-05-10');
    achieve(life, '2026-05-10');
    life.sleepUntil('2026-05-11T23:59:59.999Z');
    expect(life.streak.current).to.equal(1);
    expect(life.statuses).to.equal('ao');
    life.sleepUntil('2026-05-12T00:00:00Z');
    expect(life.streak).to.include({ current: 0, longest: 1, lastAchievedDay: '2026-05-10' });
    expect(life.statuses).to.equal('amo');
  });

  it('follows when the intake that reached the goal is taken back or corrected', () => {
    const life = registered('2026-05-10');
    achieve(life, '2026-05-10');
    life.until('2026-05-11T12:00:00Z');
    const id = life.log(2_000);
    expect(life.streak).to.include({ current: 2, longest: 2 });
    life.correct(id, 1_900);
    expect(life.streak).to.include({ current: 1, longest: 1, lastAchievedDay: '2026-05-10' });
    life.correct(id, 2_100);
    expect(life.streak.current).to.equal(2);
    life.delete(id);
    expect(life.streak).to.include({ current: 1, longest: 1, lastAchievedDay: '2026-05-10' });
    life.log(2_000);
    expect(told(life).filter((one) => one.startsWith('goal-reached 2026-05-11'))).to.have.length(1);
  });

  it('that was lost is healed by a late entry', () => {
    const life = registered('2026-05-10');
    achieve(life, '2026-05-10');
    life.until('2026-05-11T12:00:00Z');
    life.log(1_700);
    achieve(life, '2026-05-12');
    expect(life.streak.current).to.equal(1);
    expect(told(life)).to.include('streak-lost 2026-05-11 1');
    life.log(300, at('2026-05-11T20:00:00Z'));
    expect(life.streak).to.include({ current: 3, longest: 3 });
    expect(life.statuses).to.equal('aaa');
  });

  it('is not told to have ended on days that a late entry only made', () => {
    const life = registered('2026-05-10');
    life.until('2026-05-15T12:00:00Z');
    life.log(2_000, at('2026-05-12T12:00:00Z'));
    life.until('2026-05-20T00:00:00Z');
    expect(life.streak).to.include({ current: 0, longest: 1 });
    expect(told(life)).to.deep.equal([]);
  });

  it('is not rewritten by a new goal', () => {
    const life = registered('2026-05-10');
    achieve(life, '2026-05-10');
    life.until('2026-05-11T12:00:00Z');
    life.setGoal(3_000);
    life.log(2_500);
    expect(life.days().map(({ goalMillilitres, status }) => [goalMillilitres, status])).to.deep.equal([
      [3_000, 'open'],
      [2_000, 'achieved'],
    ]);
    expect(life.streak.current).to.equal(1);
    life.setGoal(2_500);
    expect(life.streak.current).to.equal(2);
    expect(told(life).at(-1)).to.equal('goal-reached 2026-05-11 2');
  });

  it('survives Tokyo → Los Angeles → Tokyo in one day, without counting it twice', () => {
    const life = registered('2026-05-09', 'Asia/Tokyo');
    life.log(2_000); // 21:00 of the 9th in Tokyo
    life.until('2026-05-10T02:00:00Z');
    life.log(2_000); // 11:00 of the 10th
    life.move('America/Los_Angeles');
    expect(life.streak.current).to.equal(2);
    life.until('2026-05-10T16:00:00Z'); // 01:00 of the 11th in Tokyo, 09:00 of the 10th in Los Angeles
    life.log(2_000);
    expect(life.streak.current).to.equal(2);
    life.move('Asia/Tokyo');
    // Los Angeles' midnight ends the 10th; the 11th has 8 hours until Tokyo's, and is excused.
    life.until('2026-05-11T16:00:00Z');
    expect(life.days().map(({ day, status, cause, timeZone }) => [day, status, cause, timeZone])).to.deep.equal([
      ['2026-05-12', 'open', 'day-not-over', 'Asia/Tokyo'],
      ['2026-05-11', 'excused', 'zone-change', 'Asia/Tokyo'],
      ['2026-05-10', 'achieved', 'goal-reached', 'Asia/Tokyo'],
      ['2026-05-09', 'achieved', 'goal-reached', 'Asia/Tokyo'],
    ]);
    life.log(2_000);
    expect(life.streak.current).to.equal(3);
    expect(told(life).filter((one) => !one.startsWith('goal'))).to.deep.equal([]);
  });

  it('ends at each user’s own midnight', () => {
    const east = registered('2026-05-10', 'Pacific/Kiritimati');
    const west = registered('2026-05-10', 'Pacific/Pago_Pago');
    for (const life of [east, west]) life.log(2_000);
    // The 12th of May ends in Kiritimati at 10:00 of that day in UTC, the 11th in Pago Pago an hour later.
    for (const life of [east, west]) life.until('2026-05-12T10:30:00Z');
    expect(told(east)).to.deep.equal(['goal-reached 2026-05-11 1', 'streak-lost 2026-05-12 1']);
    expect(told(west)).to.deep.equal(['goal-reached 2026-05-10 1']);
    for (const life of [east, west]) life.until('2026-05-12T11:00:00Z');
    expect(told(west).at(-1)).to.equal('streak-lost 2026-05-11 1');
  });

  it('is not lost to an outage of the service, and days after it close in order', () => {
    const life = registered('2026-05-10');
    achieve(life, '2026-05-10', '2026-05-11');
    life.sleepUntil('2026-05-14T03:00:00Z');
    life.wasAwaySince(at('2026-05-12T20:30:00Z')); // 3.5 h of the 12th, all of the 13th, 3 h of the 14th
    life.close();
    expect(life.statuses).to.equal('aameo');
    expect(told(life).slice(2)).to.deep.equal(['streak-lost 2026-05-12 2']);
    const before = life.ledger;
    life.close();
    expect(life.ledger).to.deep.equal(before);
  });

  it('is excused by more than 4 hours without service', () => {
    for (const [from, status] of [
      ['2026-05-11T20:00:00Z', 'missed'],
      ['2026-05-11T19:59:59Z', 'excused'],
    ] as const) {
      const life = registered('2026-05-10');
      achieve(life, '2026-05-10');
      life.sleepUntil('2026-05-12T00:00:00Z');
      life.wasAwaySince(at(from));
      expect(life.days()[1]).to.include({ day: '2026-05-11', status, achieved: false });
    }
  });

  it('is kept by a freeze, which does not count, and is earned by ten achieved days', () => {
    const life = registered('2026-05-01');
    achieve(life, ...daysOfMay(1, 10));
    expect(life.streak).to.include({ current: 10, freezes: 1 });
    achieve(life, '2026-05-12');
    expect(life.days()[1]).to.include({ day: '2026-05-11', status: 'frozen', cause: 'freeze-used' });
    expect(life.streak).to.include({ current: 11, freezes: 0 });
    expect(told(life)).to.include('freeze-used 2026-05-11 10');
    life.until('2026-05-15T12:00:00Z');
    expect(life.streak.current).to.equal(0);
    expect(told(life).at(-1)).to.equal('streak-lost 2026-05-13 11');
  });

  it('holds at most two freezes', () => {
    const life = registered('2026-05-01');
    achieve(life, ...daysOfMay(1, 30));
    expect(life.streak).to.include({ current: 30, freezes: 2 });
    life.until('2026-06-03T12:00:00Z');
    expect(life.statuses.slice(-4)).to.equal('ffmo');
    expect(life.streak.current).to.equal(0);
  });

  it('counts days before the registration only if something was logged for them', () => {
    const life = registered('2026-05-10');
    life.log(2_000);
    life.log(2_000, at('2026-05-09T20:00:00Z'));
    life.log(500, at('2026-05-07T20:00:00Z'));
    expect(life.days().map(({ day, status }) => `${day} ${status}`)).to.deep.equal([
      '2026-05-10 achieved',
      '2026-05-09 achieved',
      '2026-05-07 missed',
    ]);
    expect(life.streak.current).to.equal(2);
    life.until('2026-05-25T12:00:00Z');
    expect(life.days('2026-05-01', '2026-05-10').map(({ day }) => day)).to.deep.equal([
      '2026-05-10',
      '2026-05-09',
      '2026-05-07',
    ]);
  });

  it('goes on from what is settled', () => {
    const life = registered('2026-03-01');
    const start = life.now;
    for (let day = 0; day < 60; day += 1) {
      life.until(start + day * 24 * HOUR);
      life.log(1_000);
      life.log(1_000);
    }
    expect(life.streak).to.include({ current: 60, longest: 60, achievedDays: 60 });
    expect(life.ledger!.intakes.length).to.be.at.most(9 * 2);
    expect(life.ledger!.announcements.length).to.be.at.most(9);
    expect(life.archive.size).to.be.at.least(51);
    expect(life.statuses).to.equal('a'.repeat(60));
    expect(life.archive.get('2026-03-05')).to.deep.include({ status: 'achieved', totalMillilitres: 2_000 });
    expect(life.archive.get('2026-03-05')!.intakes).to.have.length(2);
  });
});
