import { expect } from 'chai';
import fc from 'fast-check';
import { goalsReached } from '../../../src/domain/hydration/goals-reached.js';
import type { Intake } from '../../../src/domain/hydration/intake.js';
import { goalOf } from '../../../src/domain/hydration/water-goal.js';

describe('A goal is reached', () => {
  const goals = [
    { from: '2026-11-02', millilitres: 1_000 },
    { from: '2026-11-03', millilitres: 500 },
  ];

  it('with the intake that brings its day there', () => {
    const intake = (day: string, at: number, millilitres: number): Intake => ({ id: `${at}`, day, at, millilitres });
    const intakes = [
      intake('2026-11-01', 1, 1_999),
      intake('2026-11-02', 2, 600),
      intake('2026-11-02', 3, 400),
      intake('2026-11-02', 4, 5_000),
      intake('2026-11-03', 5, 500),
      intake('2026-11-04', 6, 499),
    ];
    expect(goalsReached(intakes, goals)).to.deep.equal([
      { day: '2026-11-02', at: 3 },
      { day: '2026-11-03', at: 5 },
    ]);
    expect(goalsReached([], goals)).to.deep.equal([]);
  });

  it('on exactly the days whose intakes add up to it', () => {
    const intakes = fc
      .array(fc.record({ of: fc.integer({ min: 1, max: 5 }), millilitres: fc.integer({ min: 1, max: 900 }) }))
      .map((drunk) =>
        drunk
          .toSorted((a, b) => a.of - b.of)
          .map(({ of, millilitres }, at): Intake => ({ id: `${at}`, day: `2026-11-0${of}`, at, millilitres })),
      );
    fc.assert(
      fc.property(intakes, (drunk) => {
        const totals = new Map<string, number>();
        for (const { day, millilitres } of drunk) totals.set(day, (totals.get(day) ?? 0) + millilitres);
        const expected = [...totals].filter(([day, total]) => total >= goalOf(goals, day)).map(([day]) => day);
        expect(goalsReached(drunk, goals).map(({ day }) => day)).to.deep.equal(expected);
      }),
    );
  });
});
