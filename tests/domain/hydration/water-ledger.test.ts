import { expect } from 'chai';
import { DomainError } from '../../../src/domain/errors.js';
import type { Intake } from '../../../src/domain/hydration/intake.js';
import {
  EMPTY_LEDGER,
  withChangedIntake,
  withIntake,
  withoutIntake,
  withWaterGoal,
  type WaterLedger,
} from '../../../src/domain/hydration/water-ledger.js';
import { DEFAULT_GOAL, goalOf } from '../../../src/domain/hydration/water-goal.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-05-10T12:00:00Z');
const intake = (id: string, at = NOW, millilitres = 250): Intake => ({
  id,
  millilitres,
  at,
  day: new Date(at).toISOString().slice(0, 10),
});
const holding = (...intakes: readonly Intake[]): WaterLedger =>
  intakes.reduce((ledger, one) => withIntake(ledger, one, NOW), EMPTY_LEDGER);

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof DomainError ? `${error.kind} ${error.code}` : String(error);
  }
}

describe('A ledger of water', () => {
  it('takes an intake from 7 days back to 2 minutes ahead', () => {
    const code = (at: number): string => codeOf(() => holding(intake('a', at)));
    expect(code(NOW - 7 * 24 * HOUR)).to.equal('none');
    expect(code(NOW - 7 * 24 * HOUR - 1)).to.equal('invalid too-old');
    expect(code(NOW + 120_000)).to.equal('none');
    expect(code(NOW + 120_001)).to.equal('invalid in-the-future');
  });

  it('takes whole amounts from 1 to 10,000 millilitres', () => {
    const code = (millilitres: number): string => codeOf(() => holding(intake('a', NOW, millilitres)));
    expect([1, 10_000].map(code)).to.deep.equal(['none', 'none']);
    for (const wrong of [0, -1, 10_001, 1.5, Number.NaN, Infinity])
      expect(code(wrong)).to.equal('invalid invalid-millilitres');
  });

  it('takes an id once, whatever comes with it', () => {
    const ledger = holding(intake('a'));
    expect(withIntake(ledger, intake('a', NOW, 900), NOW)).to.equal(ledger);
    expect(withIntake(ledger, intake('a', NOW - 30 * 24 * HOUR), NOW)).to.equal(ledger);
  });

  it('keeps intakes in their order', () => {
    const ledger = holding(intake('c'), intake('b', NOW - HOUR), intake('a'), intake('d', NOW - 24 * HOUR));
    expect(ledger.intakes.map(({ id }) => id).join('')).to.equal('dbac');
  });

  it('holds at most 500 intakes a day', () => {
    const full = holding(...Array.from({ length: 500 }, (_, index) => intake(`intake ${index}`)));
    expect(codeOf(() => withIntake(full, intake('one more'), NOW))).to.equal('conflict too-many-intakes');
    expect(codeOf(() => withIntake(full, intake('yesterday', NOW - 24 * HOUR), NOW))).to.equal('none');
    expect(withIntake(full, intake('intake 7'), NOW)).to.equal(full);
  });

  it('changes and gives back intakes for 7 days', () => {
    const ledger = holding(intake('a'));
    expect(withChangedIntake(ledger, 'a', 900, NOW).intakes).to.deep.equal([intake('a', NOW, 900)]);
    expect(withoutIntake(ledger, 'a', NOW).intakes).to.deep.equal([]);
    const later = NOW + 7 * 24 * HOUR;
    expect(codeOf(() => withChangedIntake(ledger, 'a', 900, later))).to.equal('none');
    expect(codeOf(() => withChangedIntake(ledger, 'a', 900, later + 1))).to.equal('invalid too-old');
    expect(codeOf(() => withoutIntake(ledger, 'a', later + 1))).to.equal('invalid too-old');
    expect(codeOf(() => withoutIntake(ledger, 'b', NOW))).to.equal('not-found intake-not-found');
    expect(codeOf(() => withChangedIntake(ledger, 'b', 900, NOW))).to.equal('not-found intake-not-found');
    expect(codeOf(() => withChangedIntake(ledger, 'a', 0, NOW))).to.equal('invalid invalid-millilitres');
  });

  it('takes nothing for a day that is settled', () => {
    const settled = { ...EMPTY_LEDGER, settled: { ...EMPTY_LEDGER.settled, through: '2026-05-09' } };
    expect(codeOf(() => withIntake(settled, intake('a', NOW - 24 * HOUR), NOW))).to.equal('invalid too-old');
    expect(codeOf(() => withIntake(settled, intake('a'), NOW))).to.equal('none');
  });
});

describe('A goal', () => {
  it('holds from its day on, and 2,000 ml before the first', () => {
    const { goals } = [
      ['2026-05-10', 1_500],
      ['2026-05-12', 3_000],
    ].reduce((ledger, [day, goal]) => withWaterGoal(ledger, day as string, goal as number), EMPTY_LEDGER);
    const days = ['2026-05-09', '2026-05-10', '2026-05-11', '2026-05-12', '2027-01-01'];
    expect(days.map((day) => goalOf(goals, day))).to.deep.equal([DEFAULT_GOAL, 1_500, 1_500, 3_000, 3_000]);
  });

  it('set twice on a day holds as set last', () => {
    const twice = withWaterGoal(withWaterGoal(EMPTY_LEDGER, '2026-05-10', 1_500), '2026-05-10', 2_500);
    expect(twice.goals).to.deep.equal([{ from: '2026-05-10', millilitres: 2_500 }]);
  });

  it('is a whole number from 100 to 10,000', () => {
    const code = (goal: number): string => codeOf(() => withWaterGoal(EMPTY_LEDGER, '2026-05-10', goal));
    expect([100, 10_000].map(code)).to.deep.equal(['none', 'none']);
    for (const wrong of [99, 10_001, 0, -5, 150.5, Number.NaN])
      expect(code(wrong)).to.equal('invalid invalid-millilitres');
  });
});
