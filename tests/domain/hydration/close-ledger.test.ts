import { expect } from 'chai';
import { closed, settlement, untold, withSettled } from '../../../src/domain/hydration/close-ledger.js';
import { toIsoOrNull } from '../../../src/domain/time/instant.js';
import { WaterLife } from './water-life.js';

const HOUR = 3_600_000;
const due = (life: WaterLife): string | null => toIsoOrNull(life.ledger!.dueAt);

describe('What is due of a ledger', () => {
  let life: WaterLife;
  beforeEach(() => {
    life = new WaterLife(Date.parse('2026-05-10T12:00:00Z'), 'Europe/Berlin');
  });

  it('is nothing when only a goal was set', () => {
    life.setGoal(1_500);
    expect(due(life)).to.equal(null);
  });

  it('is the end of the day as long as a streak can be lost', () => {
    life.log(2_000);
    expect(due(life)).to.equal('2026-05-10T22:00:00.000Z');
    life.until('2026-05-10T22:00:00Z');
    expect(due(life)).to.equal('2026-05-11T22:00:00.000Z');
  });

  it('is only to archive what was drunk when there is no streak', () => {
    life.log(500);
    expect(due(life)).to.equal('2026-05-17T23:00:00.000Z');
    life.until('2026-05-18T00:00:00Z');
    expect(due(life)).to.equal(null);
    expect([...life.archive.keys()]).to.deep.equal(['2026-05-10']);
    expect(life.ledger!.intakes).to.deep.equal([]);
  });

  it('is at once what is still to be told', () => {
    life.log(2_000);
    const untoldYet = {
      ...life.ledger!,
      announcements: life.ledger!.announcements.map((one) => ({ ...one, done: false })),
    };
    expect(untold(untoldYet)).to.have.length(1);
    expect(closed(untoldYet, life.circumstances).dueAt).to.equal(life.now);
  });

  it('stays due when the user drinks between the end of a day and the job', () => {
    life.log(2_000);
    life.until('2026-05-11T12:00:00Z');
    life.sleepUntil('2026-05-11T22:05:00Z');
    for (const millilitres of [100, 2_000]) {
      life.log(millilitres);
      expect(life.ledger!.dueAt).to.equal(life.now);
    }
    life.until('2026-05-11T22:15:00Z');
    expect(life.told.map(({ type, day }) => `${type} ${day}`)).to.deep.equal([
      'goal-reached 2026-05-10',
      'goal-reached 2026-05-12',
      'streak-lost 2026-05-11',
    ]);
    expect(due(life)).to.equal('2026-05-12T22:00:00.000Z');
  });

  it('comes in time when a change of zone is taken back', () => {
    life.log(2_000);
    life.until('2026-05-11T12:00:00Z');
    life.move('America/Los_Angeles');
    life.log(100);
    expect(due(life)).to.equal('2026-05-11T22:00:00.000Z');
    life.move('Europe/Berlin');
    life.until('2026-05-11T22:00:00Z');
    expect(life.told.at(-1)).to.include({ type: 'streak-lost', day: '2026-05-11' });
  });

  it('comes at the end of a day that a change of zone made longer', () => {
    life.log(2_000);
    life.until('2026-05-11T12:00:00Z');
    life.move('America/Los_Angeles');
    life.until('2026-05-12T00:00:00Z');
    expect(due(life)).to.equal('2026-05-12T07:00:00.000Z');
    expect(life.streak.current).to.equal(1);
    life.until('2026-05-12T07:00:00Z');
    expect(life.told.at(-1)).to.include({ type: 'streak-lost', day: '2026-05-11' });
  });
});

describe('A settled day', () => {
  let life: WaterLife;
  beforeEach(() => {
    life = new WaterLife(Date.parse('2026-05-10T12:00:00Z'), 'UTC');
    life.log(2_000);
  });

  it('settles an hour after its last moment could be changed, with its cause and zone', () => {
    const end = Date.parse('2026-05-11T00:00:00Z');
    life.sleepUntil(end + (7 * 24 + 1) * HOUR - 1);
    expect(settlement(life.ledger!, life.circumstances)).to.equal(undefined);
    life.sleepUntil(end + (7 * 24 + 1) * HOUR);
    const { days, settled } = settlement(life.ledger!, life.circumstances)!;
    expect(settled).to.deep.equal({
      current: 1,
      longest: 1,
      lastAchievedDay: '2026-05-10',
      achievedDays: 1,
      freezes: 0,
      through: '2026-05-10',
    });
    expect(days).to.deep.equal([
      {
        day: '2026-05-10',
        totalMillilitres: 2_000,
        goalMillilitres: 2_000,
        achieved: true,
        status: 'achieved',
        cause: 'goal-reached',
        timeZone: 'UTC',
        intakes: [{ id: 'intake 0001', millilitres: 2_000, at: life.registeredAt, day: '2026-05-10' }],
      },
    ]);
  });

  it('is dropped once: an older run of the job changes nothing', () => {
    life.sleepUntil('2026-05-18T01:00:00Z');
    const first = settlement(life.ledger!, life.circumstances)!.settled;
    const old = life.ledger!;
    life.sleepUntil('2026-05-19T01:00:00Z');
    const second = settlement(old, life.circumstances)!.settled;
    const dropped = withSettled(old, second, life.circumstances);
    expect(dropped.settled.through).to.equal('2026-05-11');
    expect(withSettled(dropped, first, life.circumstances)).to.equal(dropped);
    expect(withSettled(dropped, second, life.circumstances)).to.equal(dropped);
  });

  it('keeps what could not be told yet', () => {
    life.sleepUntil('2026-05-20T00:00:00Z');
    const untoldYet = closed(life.ledger!, life.circumstances);
    const { settled } = settlement(untoldYet, life.circumstances)!;
    const dropped = withSettled(untoldYet, settled, life.circumstances);
    expect(untold(dropped).map(({ type, day }) => `${type} ${day}`)).to.deep.equal(['streak-lost 2026-05-11']);
    expect(dropped.announcements).to.have.length(1);
    expect(dropped.dueAt).to.equal(life.now);
  });
});
