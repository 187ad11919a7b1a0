import { expect } from 'chai';
import { toIso } from '../../../src/domain/time/instant.js';
import { codeOf } from '../notification/code-of.js';
import { MovementWorld } from './movement-world.js';

const MINUTE = 60_000;

describe('RecordGpsPoints', () => {
  let world: MovementWorld;
  let now: number;
  beforeEach(() => {
    world = new MovementWorld();
    now = world.clock.now();
  });
  afterEach(() => world.close());

  const at = (minutes: number): Record<string, unknown> => ({
    latitude: 47,
    longitude: 8,
    at: toIso(now + minutes * MINUTE),
  });
  const sizes = (): readonly number[] =>
    world.events.events.map((event) => (event.type === 'gps-points.recorded' ? event.data.points.length : -1));

  it('publishes what it accepted before it answers, and says why it refused the rest', async () => {
    const userId = await world.register();
    await world.setTracking.execute({ userId, active: true, since: now - 10 * MINUTE });
    world.events.take();
    const points = [
      at(-5),
      { ...at(-4), latitude: 91 },
      at(-11),
      at(3),
      'nonsense',
      { ...at(-3), accuracy: 5, altitude: 1 },
    ];
    expect(await world.record.execute({ userId, points })).to.deep.equal({
      accepted: 2,
      rejected: [
        { index: 1, reason: 'invalid-latitude' },
        { index: 2, reason: 'tracking-off' },
        { index: 3, reason: 'in-the-future' },
        { index: 4, reason: 'invalid-point' },
      ],
    });
    const [event] = world.events.take();
    expect(event).to.deep.include({ type: 'gps-points.recorded', version: 1, occurredAt: toIso(now) });
    expect(event?.data).to.deep.equal({
      userId,
      points: [at(-5), { ...at(-3), accuracy: 5, altitude: 1 }],
      trackingSaidAt: toIso(now),
    });
  });

  it('begins a segment with the next point where its first is refused', async () => {
    const userId = await world.walker();
    const bad = { ...at(-3), latitude: null, startsSegment: true };
    await world.record.execute({ userId, points: [at(-4), at(-5), at(-1), at(-2), bad] });
    const [event] = world.events.take().filter(({ type }) => type === 'gps-points.recorded');
    expect(event?.data).to.have.deep.property('points', [at(-4), at(-5), at(-1), { ...at(-2), startsSegment: true }]);
  });

  it('publishes nothing if it accepted nothing', async () => {
    const userId = await world.walker();
    const { accepted, rejected } = await world.record.execute({ userId, points: [{ ...at(0), longitude: null }] });
    expect([accepted, rejected.length, sizes()]).to.deep.equal([0, 1, []]);
  });

  it('refuses points while tracking is off, of a user who was never tracked too', async () => {
    const userId = await world.register();
    expect(await codeOf(world.record.execute({ userId, points: [at(0)] }))).to.equal('tracking-inactive');
    await world.setTracking.execute({ userId, active: true });
    await world.setTracking.execute({ userId, active: false });
    expect(await codeOf(world.record.execute({ userId, points: [at(-1)] }))).to.equal('tracking-inactive');
  });

  it('takes points from a time when tracking was on, after it was switched off', async () => {
    const userId = await world.walker();
    await world.setTracking.execute({ userId, active: false, since: now - 2 * MINUTE });
    const { accepted, rejected } = await world.record.execute({ userId, points: [at(-3), at(-2), at(-1)] });
    expect(accepted).to.equal(2);
    expect(rejected).to.deep.equal([{ index: 2, reason: 'tracking-off' }]);
  });

  it('accepts nothing while the event log is away', async () => {
    const userId = await world.walker();
    world.events.away = true;
    expect(await codeOf(world.record.execute({ userId, points: [at(0)] }))).to.equal('event-log-unavailable');
  });

  it('splits many points into events that no broker refuses', async () => {
    const userId = await world.walker();
    const long = {
      accuracy: 12.345678901234567,
      altitude: -123.45678901234567,
      speed: 1.2345678901234567,
      startsSegment: true,
    };
    const points = Array.from({ length: 1000 }, (_, index) => ({ ...at(-index / 100), ...long }));
    expect((await world.record.execute({ userId, points })).accepted).to.equal(1000);
    expect(sizes()).to.deep.equal([500, 500]);
    for (const event of world.events.take()) expect(JSON.stringify(event).length).to.be.below(200_000);
  });
});
