import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { Lanes } from '../../src/application/lanes.js';
import { ManualClock } from '../manual-clock.js';

describe('Lanes', () => {
  let clock: ManualClock;
  let begun: string[];
  let ends: Map<string, (pauseMs?: number) => void>;
  beforeEach(() => {
    clock = new ManualClock('2026-11-21T10:00:00Z');
    begun = [];
    ends = new Map();
  });

  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<number | undefined>((resolve) => ends.set(name, resolve));
  };
  const end = async (name: string, pauseMs?: number): Promise<void> => {
    ends.get(name)?.(pauseMs);
    await turn();
  };

  it('keeps the order of a key, and lets keys run side by side', async () => {
    const lanes = new Lanes(clock, 9);
    for (const name of ['a1', 'a2', 'b1']) lanes.add(name.charAt(0), work(name));
    expect(begun).to.deep.equal(['a1', 'b1']);
    await end('a1');
    expect(begun).to.deep.equal(['a1', 'b1', 'a2']);
  });

  it('begins no more at once than allowed, and no key twice before another waited once', async () => {
    const lanes = new Lanes(clock, 1);
    for (const name of ['a1', 'a2', 'b1']) lanes.add(name.charAt(0), work(name));
    await end('a1');
    await end('b1');
    expect(begun).to.deep.equal(['a1', 'b1', 'a2']);
  });

  it('tries again after the pause that was asked for, before what follows in the lane', async () => {
    const lanes = new Lanes(clock, 9);
    lanes.add('a', work('a1'));
    lanes.add('a', work('a2'));
    await end('a1', 500);
    clock.advance(499);
    expect(begun).to.deep.equal(['a1']);
    clock.advance(1);
    expect(begun).to.deep.equal(['a1', 'a1']);
    await end('a1');
    expect(begun).to.deep.equal(['a1', 'a1', 'a2']);
  });

  it('waits with stop() for what is in hand, not for what is paused, and begins nothing more', async () => {
    const lanes = new Lanes(clock, 9);
    lanes.add('a', work('a1'));
    lanes.add('b', work('b1'));
    lanes.add('b', work('b2'));
    await end('a1', 500);
    let stopped = false;
    const stop = lanes.stop().then(() => (stopped = true));
    await turn();
    expect(stopped).to.equal(false);
    await end('b1');
    await stop;
    clock.advance(10_000);
    expect(begun).to.deep.equal(['a1', 'b1']);
  });

  it('knows whether a try hangs; what waits for another does not', async () => {
    const lanes = new Lanes(clock, 9);
    lanes.add('a', work('a1'));
    clock.advance(60_000);
    lanes.add('b', work('b1'));
    clock.advance(60_000);
    expect(lanes.hangs(120_000)).to.equal(false);
    clock.advance(1);
    expect(lanes.hangs(120_000)).to.equal(true);
    await end('a1', 500_000);
    expect(lanes.hangs(120_000)).to.equal(false);
    clock.advance(60_000);
    expect(lanes.hangs(120_000)).to.equal(true);
    await end('b1');
    clock.advance(130_000);
    expect(lanes.hangs(120_000)).to.equal(false);
  });

  it('takes work for a key again after its lane ran empty', async () => {
    const lanes = new Lanes(clock, 9);
    lanes.add('a', work('a1'));
    await end('a1');
    await lanes.idle();
    lanes.add('a', work('a2'));
    expect(begun).to.deep.equal(['a1', 'a2']);
    expect(lanes.active).to.equal(true);
  });
});
