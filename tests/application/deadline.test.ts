import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { pause, within } from '../../src/application/deadline.js';
import { ManualClock } from '../manual-clock.js';

const never = new Promise<string>(() => undefined);

describe('A deadline', () => {
  let clock: ManualClock;
  let calls: number;
  const late = (): string => {
    calls += 1;
    return 'late';
  };
  beforeEach(() => {
    clock = new ManualClock('2026-11-21T10:00:00Z');
    calls = 0;
  });

  it('ends as the work does, and is none any more', async () => {
    const failure = new Error('no');
    expect(await within(1000, clock, Promise.resolve('done'), late)).to.equal('done');
    const failed = within(1000, clock, Promise.reject(failure), late);
    expect(await failed.catch((error: unknown) => error)).to.equal(failure);
    clock.advance(1000);
    await nextTurn();
    expect(calls).to.equal(0);
  });

  it('ends as it is told to when the work takes longer, not before', async () => {
    const refusal = new Error('too late');
    const ends: unknown[] = [];
    const note = (end: unknown): void => void ends.push(end);
    const waits = [
      within(1000, clock, never).then(note),
      within(1000, clock, never, late).then(note),
      within(1000, clock, never, () => {
        throw refusal;
      }).catch(note),
    ];
    clock.advance(999);
    await nextTurn();
    expect(ends).to.deep.equal([]);
    clock.advance(1);
    await Promise.all(waits);
    expect(ends).to.have.members([undefined, 'late', refusal]);
  });

  it('takes no notice of work that fails behind it', async () => {
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<never>((_, reject) => (fail = reject));
    const waiting = within(1000, clock, work, late);
    clock.advance(1000);
    expect(await waiting).to.equal('late');
    fail(new Error('behind it'));
    await nextTurn();
  });

  it('is a pause where no work is', async () => {
    const paused = pause(1000, clock);
    clock.advance(1000);
    await paused;
  });
});
