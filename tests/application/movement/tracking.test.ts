import { expect } from 'chai';
import { toIso } from '../../../src/domain/time/instant.js';
import { NOON, place, total } from '../../domain/movement/tracks.js';
import { codeOf } from '../notification/code-of.js';
import { MovementWorld } from './movement-world.js';

const MINUTE = 60_000;

describe('Tracking', () => {
  let world: MovementWorld;
  beforeEach(() => {
    world = new MovementWorld();
  });
  afterEach(() => world.close());

  it('is off and since never at first', async () => {
    const userId = await world.register();
    expect(await world.getTracking.execute({ userId })).to.deep.equal({ active: false, since: null });
  });

  it('goes on now, or since a time that has passed, and says so again', async () => {
    const userId = await world.register();
    const on = await world.setTracking.execute({ userId, active: true });
    expect(on).to.deep.equal({ active: true, since: '2026-11-25T12:00:00.000Z' });
    world.clock.advance(MINUTE);
    expect(await world.setTracking.execute({ userId, active: true })).to.deep.equal(on);
    expect(await world.getTracking.execute({ userId })).to.deep.equal(on);
    const earlier = await world.setTracking.execute({ userId, active: true, since: NOON });
    expect(earlier).to.deep.equal({ active: true, since: toIso(NOON) });
    const off = await world.setTracking.execute({ userId, active: false, since: NOON + MINUTE });
    expect(off).to.deep.equal({ active: false, since: toIso(NOON + MINUTE) });
  });

  it('can be switched off before it was ever on', async () => {
    const userId = await world.register();
    expect(await world.setTracking.execute({ userId, active: false })).to.include({ active: false });
  });

  it('refuses a since that is too old or in the future, and keeps what was said', async () => {
    const userId = await world.register();
    const now = world.clock.now();
    const set = (since: number): Promise<string> => codeOf(world.setTracking.execute({ userId, active: true, since }));
    expect(await set(now - 7 * 24 * 60 * MINUTE - 1)).to.equal('too-old');
    expect(await set(now + 2 * MINUTE + 1)).to.equal('in-the-future');
    expect(await world.getTracking.execute({ userId })).to.deep.equal({ active: false, since: null });
  });

  it('counts hours again when a pause of the past is said later, and when it is taken back', async () => {
    const userId = await world.walker();
    const points = [0, 10, 20, 30].map((minute) => place(NOON + minute * MINUTE, minute * 60, 0));
    await world.accumulate.execute(world.eventOf(userId, points));
    await world.setTracking.execute({ userId, active: false, since: NOON + 12 * MINUTE });
    await world.setTracking.execute({ userId, active: true, since: NOON + 18 * MINUTE });
    await world.work();
    expect(total(await world.quarters(userId))).to.be.closeTo(1200, 3);
    await world.setTracking.execute({ userId, active: true, since: NOON + 12 * MINUTE });
    await world.work();
    expect(total(await world.quarters(userId))).to.be.closeTo(1800, 5);
  });

  it('has hours counted again though a fold went by while it was said', async () => {
    const userId = await world.walker();
    const points = [0, 10].map((minute) => place(NOON + minute * MINUTE, minute * 60, 0));
    await world.accumulate.execute(world.eventOf(userId, points));
    const update = world.tracking.update.bind(world.tracking);
    world.tracking.update = async (...input) => {
      await world.fold.execute(userId);
      return update(...input);
    };
    await world.setTracking.execute({ userId, active: false, since: NOON + 5 * MINUTE });
    await world.work();
    expect(total(await world.quarters(userId))).to.equal(0);
  });

  it('has hours counted again though it died before it could ask for them', async () => {
    const userId = await world.walker();
    const points = [0, 10].map((minute) => place(NOON + minute * MINUTE, minute * 60, 0));
    await world.accumulate.execute(world.eventOf(userId, points));
    const mark = world.tracks.markDirty.bind(world.tracks);
    let marks = 0;
    world.tracks.markDirty = (...input) => {
      marks += 1;
      return marks === 2 ? Promise.reject(new Error('died')) : mark(...input);
    };
    await world.setTracking.execute({ userId, active: false, since: NOON + 5 * MINUTE }).catch(() => undefined);
    await world.sweep.execute();
    expect(total(await world.quarters(userId))).to.equal(0);
  });

  it('is switched also while the event log is away; hours follow by the sweep', async () => {
    const userId = await world.walker();
    await world.accumulate.execute(
      world.eventOf(
        userId,
        [0, 10].map((minute) => place(NOON + minute * MINUTE, minute * 60, 0)),
      ),
    );
    world.events.away = true;
    await world.setTracking.execute({ userId, active: false, since: NOON + 5 * MINUTE });
    expect(total(await world.quarters(userId))).to.be.closeTo(600, 2);
    await world.sweep.execute();
    expect(total(await world.quarters(userId))).to.equal(0);
    expect(await world.tracks.dirty(10)).to.deep.equal([]);
  });
});
