import { expect } from 'chai';
import { toIso, toIsoOrNull } from '../../../src/domain/time/instant.js';
import { RemindedLife } from './reminded-life.js';

const HOUR = 3_600_000;

/** Somebody who registered in the zone at 08:00, UTC, of 9 May and drank a little then. */
function living(timeZone = 'UTC', dayStartsAt = 0): RemindedLife {
  const life = new RemindedLife(Date.parse('2026-05-09T08:00:00Z'), timeZone, dayStartsAt);
  life.log(100);
  return life;
}

/** When what was heard, from a day on. */
const heard = (life: RemindedLife, from = '2026-05-10'): readonly string[] =>
  life.heard
    .filter(({ day }) => day >= from)
    .map(({ type, day, number, at }) => `${type} ${day} ${number} at ${toIso(at).slice(8, 16)}`);
const remindAt = (life: RemindedLife): string | null => toIsoOrNull(life.ledger!.remindAt);

describe('A reminder', () => {
  it('comes after each two hours of silence, from 09:00 to 21:00 on the wall clock of the user', () => {
    const life = living('Europe/Berlin');
    life.pass('2026-05-11T00:00:00Z');
    expect(heard(life)).to.deep.equal([
      'reminder 2026-05-10 1 at 10T09:00',
      'reminder 2026-05-10 2 at 10T11:00',
      'reminder 2026-05-10 3 at 10T13:00',
      'reminder 2026-05-10 4 at 10T15:00',
      'reminder 2026-05-10 5 at 10T17:00',
    ]);
  });

  it('waits for two hours after the last drink', () => {
    const life = living();
    life.pass('2026-05-10T10:30:00Z');
    life.log(200);
    expect(remindAt(life)).to.equal('2026-05-10T12:30:00.000Z');
    life.pass('2026-05-10T12:29:59Z');
    life.log(200);
    life.pass('2026-05-10T15:00:00Z');
    expect(heard(life)).to.deep.equal(['reminder 2026-05-10 1 at 10T14:30']);
  });

  it('leaves alone whoever has just been here, even to log what was drunk hours ago', () => {
    const life = living();
    life.pass('2026-05-10T10:59:00Z');
    life.log(200, Date.parse('2026-05-10T08:30:00Z'));
    life.pass('2026-05-10T13:00:00Z');
    expect(heard(life)).to.deep.equal(['reminder 2026-05-10 1 at 10T13:00']);
  });

  it('says how much is missing', () => {
    const life = living();
    life.setGoal(1_500);
    life.pass('2026-05-10T08:00:00Z');
    life.log(400);
    life.pass('2026-05-10T11:00:00Z');
    expect(life.heard.at(-1)).to.include({ goalMillilitres: 1_500, missingMillilitres: 1_100, streak: 0 });
  });

  it('is stale when the next may come', () => {
    const life = living();
    life.pass('2026-05-10T20:00:00Z');
    expect(life.heard.slice(-2).map(({ until }) => toIso(until))).to.deep.equal([
      '2026-05-10T19:00:00.000Z',
      '2026-05-10T21:00:00.000Z',
    ]);
  });

  it('does not come once the goal is reached, and comes again when that is taken back', () => {
    const life = living();
    life.pass('2026-05-10T09:30:00Z');
    const id = life.log(2_000);
    expect(remindAt(life)).to.equal('2026-05-11T00:00:00.000Z');
    life.pass('2026-05-10T14:00:00Z');
    expect(heard(life)).to.deep.equal([]);
    life.delete(id);
    life.pass('2026-05-10T17:00:00Z');
    expect(heard(life)).to.deep.equal(['reminder 2026-05-10 1 at 10T16:00']);
    life.setGoal(100);
    life.log(100);
    life.pass('2026-05-11T00:00:00Z');
    expect(heard(life)).to.have.length(1);
  });

  it('catches up once when the job was away, and never with a day that is over', () => {
    const life = living();
    life.sleepUntil('2026-05-10T16:10:00Z');
    life.comeRound();
    life.comeRound();
    expect(heard(life)).to.deep.equal(['reminder 2026-05-10 1 at 10T16:10']);
    life.pass('2026-05-10T18:15:00Z');
    expect(heard(life).slice(1)).to.deep.equal(['reminder 2026-05-10 2 at 10T18:10']);
    life.sleepUntil('2026-05-11T00:00:00Z');
    life.comeRound();
    life.sleepUntil('2026-05-11T21:00:00Z');
    life.comeRound();
    expect(heard(life)).to.have.length(2);
  });

  it('is not sent after those who left: for seven days nothing was logged, changed or set', () => {
    const life = living();
    life.pass('2026-05-16T07:59:59Z');
    expect(heard(life, '2026-05-15')).to.have.length(5);
    life.pass('2026-05-20T00:00:00Z');
    expect(heard(life, '2026-05-16')).to.deep.equal([]);
    expect(remindAt(life)).to.equal(null);
    life.setGoal(1_000);
    life.pass('2026-05-20T11:00:00Z');
    expect(heard(life, '2026-05-16')).to.deep.equal(['reminder 2026-05-20 1 at 20T11:00']);
  });

  it('keeps to the wall clock when clocks change', () => {
    for (const [first, second] of [
      ['2026-03-28', '2026-03-29'],
      ['2026-10-24', '2026-10-25'],
    ] as const) {
      const life = new RemindedLife(Date.parse(`${first}T08:00:00Z`), 'Europe/Berlin');
      life.log(100);
      life.pass(`${second}T10:30:00Z`);
      const offset = first < '2026-06' ? 2 : 1;
      expect(life.heard.at(-1)).to.include({ day: second, number: 1 });
      expect(toIso(life.heard.at(-1)!.at)).to.equal(`${second}T${String(11 - offset).padStart(2, '0')}:00:00.000Z`);
    }
  });

  it('does not come on a day that an outage or a change of zone excuses', () => {
    const away = living();
    away.sleepUntil('2026-05-10T10:00:00Z');
    away.wasAwaySince(Date.parse('2026-05-10T05:00:00Z'));
    away.pass('2026-05-11T00:00:00Z');
    expect(heard(away)).to.deep.equal([]);
    const east = living('America/Los_Angeles');
    east.move('Europe/Berlin');
    east.pass('2026-05-11T12:00:00Z');
    // The 10th begins at 09:00 in Berlin.
    expect(east.days('2026-05-10', '2026-05-10')[0]).to.include({ status: 'excused', cause: 'zone-change' });
    expect(heard(east)).to.deep.equal(['reminder 2026-05-11 1 at 11T09:00', 'reminder 2026-05-11 2 at 11T11:00']);
  });
});

describe('A warning that the streak is at risk', () => {
  /** Somebody with a streak of one day, of 9 May. */
  function streaking(timeZone = 'UTC', dayStartsAt = 0): RemindedLife {
    const life = living(timeZone, dayStartsAt);
    life.log(2_000);
    return life;
  }
  const warnings = (life: RemindedLife): readonly string[] => heard(life).filter((one) => !one.startsWith('reminder'));

  it('comes at 19:00 on the wall clock of the user, once a day, in place of a reminder', () => {
    const life = streaking('Asia/Tokyo');
    life.pass('2026-05-10T09:00:00Z');
    life.log(750);
    life.pass('2026-05-10T14:59:00Z');
    expect(heard(life).slice(-2)).to.deep.equal([
      'reminder 2026-05-10 4 at 10T08:00',
      'streak-at-risk 2026-05-10 1 at 10T10:00',
    ]);
    expect(life.heard.at(-1)).to.include({ missingMillilitres: 1_250, streak: 1, freezes: 0 });
  });

  it('comes though the user drank just before, if that was not enough, and then no reminder soon after', () => {
    const life = streaking();
    life.pass('2026-05-10T17:30:00Z');
    life.log(200);
    life.pass('2026-05-10T20:55:00Z');
    expect(heard(life).slice(-2)).to.deep.equal([
      'reminder 2026-05-10 4 at 10T17:00',
      'streak-at-risk 2026-05-10 1 at 10T19:00',
    ]);
  });

  it('does not come without a streak, nor when the goal is reached', () => {
    const none = living();
    none.pass('2026-05-12T00:00:00Z');
    expect(warnings(none)).to.deep.equal([]);
    const achieved = streaking();
    achieved.pass('2026-05-10T18:59:00Z');
    achieved.log(2_000);
    achieved.pass('2026-05-11T00:00:00Z');
    expect(warnings(achieved)).to.deep.equal([]);
  });

  it('is of the day of the user, whenever that begins and ends, and stale behind it', () => {
    const life = streaking('Europe/Berlin', 4);
    life.sleepUntil('2026-05-11T01:30:00Z');
    life.comeRound();
    expect(warnings(life)).to.deep.equal(['streak-at-risk 2026-05-10 1 at 11T01:30']);
    expect(toIso(life.heard.at(-1)!.until)).to.equal('2026-05-11T02:00:00.000Z');
    life.sleepUntil('2026-05-11T02:00:00Z');
    life.comeRound();
    expect(warnings(life)).to.have.length(1);
  });

  it('comes late on the day itself if the job was away, with no reminder beside it, and not after that day', () => {
    const late = streaking();
    late.sleepUntil('2026-05-10T20:30:00Z');
    late.comeRound();
    late.pass('2026-05-11T00:00:00Z');
    expect(heard(late)).to.deep.equal(['streak-at-risk 2026-05-10 1 at 10T20:30']);
    const tooLate = streaking();
    tooLate.sleepUntil('2026-05-11T00:00:00Z');
    tooLate.comeRound();
    expect(heard(tooLate)).to.deep.equal([]);
  });

  it('comes while a freeze is held too, and says so', () => {
    const life = new RemindedLife(Date.parse('2026-05-01T12:00:00Z'), 'UTC');
    for (let day = 1; day <= 10; day += 1) {
      life.pass(`2026-05-${String(day).padStart(2, '0')}T12:00:00Z`);
      life.log(2_000);
    }
    life.pass('2026-05-11T19:00:00Z');
    expect(life.heard.at(-1)).to.include({ type: 'streak-at-risk', day: '2026-05-11', streak: 10, freezes: 1 });
  });

  it('comes in the evening that counts when a change of zone gives the day a second one', () => {
    const life = streaking('Asia/Tokyo');
    life.pass('2026-05-10T03:00:00Z');
    life.move('America/Los_Angeles');
    life.pass('2026-05-11T08:00:00Z');
    expect(warnings(life)).to.deep.equal(['streak-at-risk 2026-05-10 1 at 11T02:00']);
    // 09:00 to 21:00 of the 10th in Tokyo, and again in Los Angeles.
    expect(heard(life).filter((one) => one.startsWith('reminder')).map((one) => one.slice(-8))).to.deep.equal([
      '10T02:00', '10T04:00', '10T06:00', '10T08:00', '10T10:00', '10T18:00', '10T20:00', '10T22:00', '11T00:00',
    ]); // prettier-ignore
  });

  it('comes in the first evening after all when that change is taken back', () => {
    const life = streaking('Asia/Tokyo');
    life.pass('2026-05-10T03:00:00Z');
    life.move('America/Los_Angeles');
    life.pass('2026-05-10T09:30:00Z');
    life.log(200);
    life.move('Asia/Tokyo');
    life.pass('2026-05-10T10:05:00Z');
    expect(warnings(life)).to.deep.equal(['streak-at-risk 2026-05-10 1 at 10T10:00']);
  });

  it('that is switched off keeps no reminder waiting, and the other way round', () => {
    const unwarned = streaking();
    unwarned.switchedOff.add('streak-at-risk');
    unwarned.pass('2026-05-11T00:00:00Z');
    expect(heard(unwarned).at(-1)).to.equal('reminder 2026-05-10 5 at 10T19:00');
    const warned = streaking();
    warned.switchedOff.add('reminder');
    warned.pass('2026-05-11T00:00:00Z');
    expect(heard(warned)).to.deep.equal(['streak-at-risk 2026-05-10 1 at 10T19:00']);
    const silent = streaking();
    silent.switchedOff.add('reminder').add('streak-at-risk');
    silent.pass('2026-05-12T00:00:00Z');
    expect(silent.heard).to.deep.equal([]);
    expect(silent.looksInVain).to.be.at.most(3);
  });

  it('that was told once is not told again for a run that was slower', () => {
    const life = streaking();
    life.sleepUntil('2026-05-10T11:00:00Z');
    const before = life.ledger!;
    life.remind();
    const { reminded, remindAt: next } = life.ledger!;
    life.ledger = { ...before, reminded };
    life.now += HOUR;
    life.remind();
    expect(life.heard).to.have.length(1);
    expect(life.ledger.remindAt).to.equal(next);
  });
});
