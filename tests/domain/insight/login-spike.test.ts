import { expect } from 'chai';
import fc from 'fast-check';
import {
  announced,
  baselineHours,
  isOver,
  isSpike,
  spikeContinues,
  type LoginAlert,
} from '../../../src/domain/insight/login-spike.js';
import { spikeFigures } from '../../../src/domain/insight/spike-figures.js';

describe('A spike of failed logins', () => {
  const settings = { window: 5, min: 20, factor: 5, cooldown: 30 };
  const alert: LoginAlert = {
    id: 'a1',
    kind: 'stuffing',
    startedAt: 0,
    lastSpikeAt: 0,
    resolvedAt: null,
    failures: 20,
    accounts: 20,
    addresses: 1,
    topAccounts: [],
    topAddresses: [],
    announced: [],
  };
  const week = (count: number) => Array.from({ length: 7 }, () => count);

  it('is judged against the same hour of the seven days before', () => {
    const hours = baselineHours(Date.parse('2026-03-30T10:59:59.999Z'));
    expect(hours.map(({ from }) => new Date(from).toISOString())).to.deep.equal(
      [29, 28, 27, 26, 25, 24, 23].map((day) => `2026-03-${day}T10:00:00.000Z`),
    );
    for (const { from, to } of hours) expect(to - from).to.equal(3_600_000);
  });

  it('has at least the least number of failures', () => {
    expect(isSpike(19, week(0), settings)).to.equal(false);
    expect(isSpike(20, week(0), settings)).to.equal(true);
  });

  it('is several times what a window of that hour usually has', () => {
    // 120 an hour are 10 in five minutes: five times that is 50.
    expect(isSpike(49, week(120), settings)).to.equal(false);
    expect(isSpike(50, week(120), settings)).to.equal(true);
    expect(isSpike(50, [840, 0, 0, 0, 0, 0, 0], settings)).to.equal(true);
  });

  it('needs no more failures where the hour is quieter', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (failures, usual, less) => {
        if (isSpike(failures, week(usual), settings)) {
          expect(isSpike(failures, week(Math.max(0, usual - less)), settings)).to.equal(true);
        }
      }),
    );
  });

  it('is over after a cool-down without one', () => {
    expect(isOver(alert, 1_799_999, settings)).to.equal(false);
    expect(isOver(alert, 1_800_000, settings)).to.equal(true);
    expect(isOver(spikeContinues(alert, 60_000), 1_800_000, settings)).to.equal(false);
    expect(spikeContinues({ ...alert, lastSpikeAt: 5 }, 3).lastSpikeAt).to.equal(5);
  });

  it('keeps the figures of its height', () => {
    const higher = { ...spikeFigures(30, []), kind: 'brute-force' } as const;
    const grown = spikeContinues(alert, 10, higher);
    expect(grown).to.deep.equal({ ...alert, ...higher, lastSpikeAt: 10 });
    expect(spikeContinues(grown, 20, spikeFigures(29, []))).to.deep.equal({ ...grown, lastSpikeAt: 20 });
    expect(spikeContinues(grown, 20)).to.deep.equal({ ...grown, lastSpikeAt: 20 });
  });

  it('is announced once as opened and once as resolved', () => {
    const opened = announced(alert, 'opened');
    expect(announced(opened, 'opened')).to.equal(opened);
    expect(announced(opened, 'resolved').announced).to.deep.equal(['opened', 'resolved']);
  });
});
