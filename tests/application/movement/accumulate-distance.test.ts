import { expect } from 'chai';
import { writeGpsPoint } from '../../../src/domain/movement/gps-point.js';
import { foldAll, NOON, place, total } from '../../domain/movement/tracks.js';
import { codeOf } from '../notification/code-of.js';
import { MovementWorld } from './movement-world.js';

const MINUTE = 60_000;
const walk = [0, 1, 2, 20, 40].map((minute) => place(NOON + minute * MINUTE, minute * 60, 0));

describe('AccumulateDistance', () => {
  let world: MovementWorld;
  beforeEach(() => {
    world = new MovementWorld();
  });
  afterEach(() => world.close());

  it('stores the points and the quarter-hours that they make', async () => {
    const userId = await world.walker();
    await world.accumulate.execute(world.eventOf(userId, walk));
    expect(await world.points(userId)).to.deep.equal(walk);
    expect(await world.quarters(userId)).to.deep.equal(foldAll(walk));
    expect(total(await world.quarters(userId))).to.be.closeTo(2400, 5);
  });

  it('refuses a user whom nobody knows, so that the event becomes a dead letter', async () => {
    expect(await codeOf(world.accumulate.execute(world.eventOf('nobody', walk)))).to.equal('user-not-found');
  });

  it('refuses an event that does not say when it occurred', async () => {
    const userId = await world.walker();
    const event = world.event(userId, [], 'once upon a time');
    expect(await codeOf(world.accumulate.execute(event))).to.equal('invalid-event');
  });

  it('drops what belongs to a deleted user', async () => {
    const userId = await world.walker();
    await world.users.remove(userId, NOON);
    await world.accumulate.execute(world.eventOf(userId, walk));
    expect(await world.points(userId)).to.deep.equal([]);
  });

  it('leaves nothing of a user who is deleted while it works', async () => {
    const userId = await world.walker();
    const put = world.tracks.putPoints.bind(world.tracks);
    world.tracks.putPoints = async (...input) => {
      await world.users.remove(userId, NOON);
      await put(...input);
    };
    await world.accumulate.execute(world.eventOf(userId, walk));
    expect(await world.points(userId)).to.deep.equal([]);
    expect(await world.quarters(userId)).to.deep.equal([]);
  });

  it('rejects only the bad points of a publisher who went past the API', async () => {
    const userId = await world.walker();
    const good = { latitude: 47, longitude: 8, at: '2026-11-25T11:00:00Z' };
    const raws = [
      good,
      { ...good, latitude: 'x' },
      { ...good, at: '2026-11-25T12:03:00Z' },
      { ...good, at: '2026-11-18T00:00:00Z' },
      null,
    ];
    await world.accumulate.execute(world.event(userId, raws));
    expect((await world.points(userId)).map(({ at }) => at)).to.deep.equal([Date.parse(good.at)]);
  });

  it('counts nothing across a pause whose first point a publisher got wrong', async () => {
    const userId = await world.walker();
    const raws = walk.map((point, index) => ({
      ...writeGpsPoint(point),
      ...(index === 2 && { startsSegment: true, latitude: 'x' }),
    }));
    await world.accumulate.execute(world.event(userId, raws));
    expect(total(await world.quarters(userId))).to.be.closeTo(60 + 1200, 3);
  });

  it('rejects points of a time when their user was not tracked', async () => {
    const userId = await world.register();
    await world.accumulate.execute(world.eventOf(userId, walk));
    expect(await world.points(userId)).to.deep.equal([]);
  });

  it('judges their age by when they were accepted, not by when they are stored', async () => {
    const userId = await world.walker();
    const event = world.eventOf(userId, walk);
    world.clock.advance(30 * 24 * 60 * MINUTE);
    await world.accumulate.execute(event);
    expect(await world.points(userId)).to.deep.equal(walk);
  });

  it('does not believe an event from the future', async () => {
    const userId = await world.walker();
    const raw = { latitude: 47, longitude: 8, at: '2027-01-01T00:00:00Z' };
    await world.accumulate.execute(world.event(userId, [raw], '2027-01-01T00:00:00Z'));
    expect(await world.points(userId)).to.deep.equal([]);
  });

  it('keeps points that were accepted before their user said otherwise, and counts no line between them', async () => {
    const userId = await world.walker();
    const event = world.eventOf(userId, walk);
    world.clock.advance(MINUTE);
    await world.setTracking.execute({ userId, active: false, since: NOON + 10 * MINUTE });
    await world.accumulate.execute(event);
    expect(await world.points(userId)).to.deep.equal(walk);
    expect(total(await world.quarters(userId))).to.be.closeTo(120, 0.5);
  });

  it('keeps points that were accepted while their user said otherwise', async () => {
    const userId = await world.walker();
    const mark = world.tracks.markDirty.bind(world.tracks);
    world.tracks.markDirty = async (...input) => {
      world.tracks.markDirty = mark;
      world.clock.advance(1000);
      expect((await world.record.execute({ userId, points: walk.map(writeGpsPoint) })).accepted).to.equal(walk.length);
      return mark(...input);
    };
    await world.setTracking.execute({ userId, active: false, since: NOON + 10 });
    await world.work();
    expect(await world.points(userId)).to.deep.equal(walk);
  });

  it('does not let a point ahead of the clock block those that follow', async () => {
    const userId = await world.walker();
    const now = world.clock.now();
    const [ahead, ...rest] = [90, 0, 30, 60].map((second) => place(now + second * 1000, second, 0));
    await world.accumulate.execute(world.eventOf(userId, [ahead!]));
    for (const point of rest) await world.accumulate.execute(world.eventOf(userId, [point]));
    expect(total(await world.quarters(userId))).to.be.closeTo(90, 0.3);
  });

  it('reads neither points nor quarter-hours that lie back when points are newer than all before', async () => {
    const userId = await world.walker();
    for (let minute = 0; minute < 180; minute += 1) {
      await world.accumulate.execute(world.eventOf(userId, [place(NOON + minute * MINUTE, minute * 60, 0)]));
    }
    const [points, quarters] = [world.tracks.points.bind(world.tracks), world.tracks.quarters.bind(world.tracks)];
    const read: { points: number[]; quarters: number[] } = { points: [], quarters: [] };
    world.tracks.points = async (...input) => {
      const found = await points(...input);
      read.points.push(found.length);
      return found;
    };
    world.tracks.quarters = async (...input) => {
      const found = await quarters(...input);
      read.quarters.push(found.length);
      return found;
    };
    await world.accumulate.execute(world.eventOf(userId, [place(NOON + 180 * MINUTE, 10_800, 0)]));
    // The point; no quarter-hour to compare it with; those of which the two hours that it touched are summed.
    expect(read).to.deep.equal({ points: [1], quarters: [0, 5, 1] });
  });

  it('stops folding a late point where the state is the stored one again', async () => {
    const userId = await world.walker();
    const track = Array.from({ length: 120 }, (_, index) => place(NOON + index * 5 * MINUTE, index * 50, 0));
    await world.accumulate.execute(world.eventOf(userId, track));
    const replaced: number[] = [];
    const replace = world.tracks.replaceQuarters.bind(world.tracks);
    world.tracks.replaceQuarters = (id, range, quarters, version) => {
      replaced.push(quarters.length);
      return replace(id, range, quarters, version);
    };
    const late = place(NOON + 62 * MINUTE, 640, 300);
    await world.accumulate.execute(world.eventOf(userId, [late]));
    expect(replaced.reduce((sum, count) => sum + count)).to.be.at.most(2);
    expect(await world.quarters(userId)).to.deep.equal(foldAll([...track, late].toSorted((a, b) => a.at - b.at)));
  });

  it('never folds again what has lost its points to age', async () => {
    const userId = await world.walker();
    const track = Array.from({ length: 60 }, (_, index) => place(NOON + index * MINUTE, index * 50, 0));
    await world.accumulate.execute(world.eventOf(userId, track));
    const before = await world.quarters(userId);
    await world.tracks.removePointsBefore(NOON + 20 * MINUTE, NOON);
    await world.accumulate.execute(world.eventOf(userId, [place(NOON + 5 * MINUTE + 1, 9000, 0)]));
    expect(await world.quarters(userId)).to.deep.equal(before);
    const late = place(NOON + 40 * MINUTE + 1, 2000, 50);
    await world.accumulate.execute(world.eventOf(userId, [late]));
    const whole = foldAll([...track, late].toSorted((a, b) => a.at - b.at));
    expect(await world.quarters(userId)).to.deep.equal(whole);
  });

  it('tells the sockets of the user which hours are others now', async () => {
    const userId = await world.walker();
    await world.accumulate.execute(
      world.eventOf(
        userId,
        [0, 50, 70].map((minute) => place(NOON + minute * MINUTE, minute * 60, 0)),
      ),
    );
    const told = world.live.sent.map((event) => (event.event === 'movement' ? event.payload : undefined));
    expect(told.map((payload) => payload?.hour)).to.deep.equal([
      '2026-11-20T12:00:00.000Z',
      '2026-11-20T13:00:00.000Z',
    ]);
    expect(told[0]?.metres).to.be.closeTo(3600, 5);
    expect(told[1]?.metres).to.be.closeTo(600, 1);
    world.live.sent.length = 0;
    await world.accumulate.execute(world.eventOf(userId, [place(NOON, 0, 0)]));
    expect(world.live.sent).to.deep.equal([]);
  });

  it('counts also when nobody can be told', async () => {
    const userId = await world.walker();
    world.live.send = () => Promise.reject(new Error('away'));
    await world.accumulate.execute(world.eventOf(userId, walk));
    expect(await world.quarters(userId)).to.deep.equal(foldAll(walk));
    expect(world.log.lines.map(({ level }) => level)).to.deep.equal(['warn']);
  });
});
