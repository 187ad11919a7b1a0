import { expect } from 'chai';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';

describe('SystemClock', () => {
  const clock = new SystemClock();

  it('runs a timer once, never early', async () => {
    for (const wanted of [0, 1, 3, 7.5]) {
      const start = performance.now();
      await new Promise<void>((resolve) => {
        clock.after(wanted, resolve);
      });
      expect(performance.now() - start).to.be.at.least(wanted);
    }
  });

  it('does not run a cancelled timer', async () => {
    let ran = false;
    const cancel = clock.after(1, () => {
      ran = true;
    });
    cancel();
    await new Promise<void>((resolve) => {
      clock.after(5, resolve);
    });
    expect(ran).to.equal(false);
  });

  it('does not run at once what is further ahead than a timer of Node reaches', async () => {
    let ran = false;
    const cancel = clock.after(2 ** 32, () => {
      ran = true;
    });
    await new Promise<void>((resolve) => {
      clock.after(5, resolve);
    });
    cancel();
    expect(ran).to.equal(false);
  });
});
