import { Readable } from 'node:stream';
import { expect } from 'chai';
import type { GpsPoint } from '../../../src/domain/movement/gps-point.js';
import { foldAll, NOON, place, total } from '../../domain/movement/tracks.js';
import { codeOf } from '../notification/code-of.js';
import { MovementWorld } from './movement-world.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('Points', () => {
  let world: MovementWorld;
  let userId: string;
  beforeEach(async () => {
    world = new MovementWorld();
    userId = await world.walker();
  });
  afterEach(() => world.close());

  const store = (points: readonly GpsPoint[]): Promise<void> => world.accumulate.execute(world.eventOf(userId, points));
  const every = (seconds: number, norths: readonly number[], more: Partial<GpsPoint> = {}): readonly GpsPoint[] =>
    norths.map((north, index) => place(NOON + index * seconds * 1000, north, 0, more));

  describe('as a list', () => {
    it('are newest first, with what became of each', async () => {
      const points = every(30, [100_000, 0, 40, 80, 90, 50_000, 120]).map((point, index) => ({
        ...point,
        accuracy: [null, null, 7.5, 7.5, 7.5, 7.5, 200][index] ?? null,
      }));
      await store(points);
      const { items, nextCursor } = await world.listPoints.execute({ userId, limit: 20 });
      expect(nextCursor).to.equal(null);
      expect(items.map(({ status, reason }) => [status, reason])).to.deep.equal([
        ['rejected', 'inaccurate'],
        ['rejected', 'implausible-speed'],
        ['held', 'stationary'],
        ['counted', null],
        ['counted', null],
        ['counted', null],
        ['rejected', 'implausible-speed'],
      ]);
      const { latitude, longitude } = points[6]!;
      const newest = {
        latitude,
        longitude,
        at: '2026-11-20T12:03:00.000Z',
        accuracy: 200,
        status: 'rejected',
        reason: 'inaccurate',
      };
      expect(items[0]).to.deep.equal(newest);
    });

    it('come in pages that agree with the whole', async () => {
      const norths = Array.from({ length: 90 }, (_, index) => (index % 13 === 5 ? 90_000 : index * 3));
      await store(every(40, norths, { accuracy: 5 }));
      const whole = await world.listPoints.execute({ userId, limit: 100 });
      const paged: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await world.listPoints.execute({ userId, limit: 11, cursor });
        paged.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(paged).to.deep.equal(whole.items);
      expect(whole.items).to.have.length(90);
      const hours = await world.listHours.execute({ userId, from: NOON, to: NOON + DAY });
      const kept = whole.items.filter(({ status }) => status !== 'rejected').length;
      expect(hours.items.reduce((sum, { points }) => sum + points, 0)).to.equal(kept);
    });

    it('can be limited to a range', async () => {
      await store(every(60, [0, 60, 120, 180]));
      const range = { from: NOON + MINUTE, to: NOON + 3 * MINUTE };
      const { items } = await world.listPoints.execute({ userId, limit: 20, ...range });
      expect(items.map(({ at }) => at)).to.deep.equal(['2026-11-20T12:02:00.000Z', '2026-11-20T12:01:00.000Z']);
    });

    it('refuse a cursor of another list', async () => {
      const cursor = Buffer.from('["name","id"]').toString('base64url');
      expect(await codeOf(world.listPoints.execute({ userId, limit: 20, cursor }))).to.equal('invalid-cursor');
    });
  });

  describe('deleted', () => {
    it('take their metres with them, and do not come back', async () => {
      const points = every(600, [0, 600, 1200, 1800]);
      await store(points);
      await world.deletePoints.execute({ userId, from: points[1]!.at, to: points[1]!.at + 1 });
      const left = points.filter((_, index) => index !== 1);
      expect(await world.quarters(userId)).to.deep.equal(foldAll(left));
      await store(points);
      expect(await world.points(userId)).to.deep.equal(left);
      await world.deletePoints.execute({ userId, from: 0, to: NOON + DAY });
      expect(await world.quarters(userId)).to.deep.equal([]);
    });

    it('with a range that reaches into the future keep the way free for the next ones', async () => {
      await store(every(60, [0, 60]));
      await world.deletePoints.execute({ userId, from: 0, to: NOON + 1000 * DAY });
      world.clock.advance(MINUTE);
      await store([place(world.clock.now(), 0, 0)]);
      expect(await world.points(userId)).to.have.length(1);
      await world.deletePoints.execute({ userId, from: NOON + 900 * DAY, to: NOON + 1000 * DAY });
    });

    it('take with them the hours whose points have expired, where the range covers them whole', async () => {
      await store(Array.from({ length: 13 }, (_, index) => place(NOON + index * 5 * MINUTE, index * 300, 0)));
      await world.tracks.removePointsBefore(NOON + 50 * MINUTE, NOON);
      await world.deletePoints.execute({ userId, from: NOON + 20 * MINUTE, to: NOON + 46 * MINUTE });
      const starts = (await world.quarters(userId)).map(({ start }) => (start - NOON) / MINUTE);
      expect(starts).to.deep.equal([0, 15, 45, 60]);
      await world.deletePoints.execute({ userId, from: 0, to: NOON + DAY });
      expect(await world.quarters(userId)).to.deep.equal([]);
    });

    it('need a range that ends after it begins', async () => {
      expect(await codeOf(world.deletePoints.execute({ userId, from: NOON, to: NOON }))).to.equal('invalid-range');
    });
  });

  describe('as a file', () => {
    const text = async (format: 'gpx' | 'geojson', from = NOON, to = NOON + DAY): Promise<string> => {
      const { chunks } = await world.exportTrack.execute({ userId, from, to, format });
      return ((await Readable.from(chunks).toArray()) as string[]).join('');
    };
    const imported = (gpx: string, into: string): ReturnType<typeof world.importTrack.execute> =>
      world.importTrack.execute({ userId: into, chunks: Readable.from([Buffer.from(gpx)]) });

    it('leave and come back as the same hours, without the rejected ones', async () => {
      const norths = Array.from({ length: 60 }, (_, index) => (index % 17 === 3 ? 70_000 : index * 20));
      const points = every(90, norths, { accuracy: 6, altitude: 400 }).map((point, index) => ({
        ...point,
        startsSegment: index % 20 === 0,
      }));
      await store(points);
      const file = await text('gpx');
      expect(file.match(/<trkseg>/g)).to.have.length(3);
      const other = await world.walker();
      expect(await imported(file, other)).to.deep.equal({ accepted: 56, rejected: [] });
      await world.work();
      const range = { from: NOON, to: NOON + DAY };
      const [before, after] = [
        await world.listHours.execute({ userId, ...range }),
        await world.listHours.execute({ userId: other, ...range }),
      ];
      expect(before.rejected).to.deep.equal([{ reason: 'implausible-speed', points: 4 }]);
      expect(after).to.deep.equal({ ...before, rejected: [] });
    });

    it('begin a segment with its next point where the first is refused', async () => {
      const at = (minute: number): string => `<time>${new Date(NOON + minute * MINUTE).toISOString()}</time>`;
      const trkpt = (minute: number, latitude: number): string =>
        `<trkpt lat="${latitude}" lon="8">${at(minute)}</trkpt>`;
      const timeless = '<trkpt lat="47.01" lon="8"/>';
      const segments = [
        [trkpt(0, 47), trkpt(1, 47.001)],
        [timeless, trkpt(5, 47.011), trkpt(6, 47.012)],
      ];
      const lines = segments.map((points) => `<trkseg>${points.join('')}</trkseg>`).join('');
      await imported(`<gpx><trk>${lines}</trk></gpx>`, userId);
      await world.work();
      const { totalMetres } = await world.listHours.execute({ userId, from: NOON, to: NOON + DAY });
      expect(totalMetres).to.be.closeTo(2 * 111.2, 0.2);
    });

    it('break their lines where no metre is counted', async () => {
      await store([0, 1, 90, 91].map((minute) => place(NOON + minute * MINUTE, minute, 0)));
      const { features } = JSON.parse(await text('geojson')) as {
        features: { geometry: { coordinates: unknown[] } }[];
      };
      expect(features.map(({ geometry }) => geometry.coordinates.length)).to.deep.equal([2, 2]);
      expect(await text('gpx', NOON + 30 * MINUTE)).to.match(/<trkseg>\n(<trkpt.*\n){2}<\/trkseg>\n<\/trk>/);
    });

    it('have the type that their format has, and the last 24 hours without a range', async () => {
      const { mediaType } = await world.exportTrack.execute({ userId, format: 'geojson' });
      expect(mediaType).to.equal('application/geo+json');
      world.clock.set('2026-11-21T11:00:00Z');
      await store(every(60, [0, 60]));
      for (const to of [undefined, NOON + 99 * 24 * 60 * MINUTE]) {
        const { chunks, mediaType: gpx } = await world.exportTrack.execute({ userId, to, format: 'gpx' });
        expect(gpx).to.equal('application/gpx+xml');
        expect((await Readable.from(chunks).toArray()).join('')).to.include('2026-11-20T12:01:00.000Z');
      }
    });

    it('are refused one by one when they are imported, or all if the file cannot be read', async () => {
      const trkpt = (time: string): string => `<trkpt lat="47" lon="8"><time>${time}</time></trkpt>`;
      const good = `<gpx><trk><trkseg>${trkpt('2026-11-20T12:00:00Z')}${trkpt('2010-01-01T00:00:00Z')}<trkpt lat="1" lon="2"/>`;
      expect(await imported(`${good}</trkseg></trk></gpx>`, userId)).to.deep.equal({
        accepted: 1,
        rejected: [
          { index: 1, reason: 'too-old' },
          { index: 2, reason: 'invalid-instant' },
        ],
      });
      world.events.take();
      expect(await codeOf(imported(good, userId))).to.equal('invalid-gpx');
      expect(world.events.take()).to.deep.equal([]);
    });

    it('are missed when a file has none', async () => {
      for (const empty of ['<gpx/>', '<gpx><wpt lat="1" lon="2"/><trk><trkseg/></trk></gpx>'])
        expect(await codeOf(imported(empty, userId))).to.equal('invalid-gpx');
    });

    it('are refused when there are more than a file can have', async () => {
      function* endless(): Generator<Buffer> {
        yield Buffer.from('<gpx><trk><trkseg>');
        const trkpts = Buffer.from('<trkpt/>'.repeat(8000));
        for (;;) yield trkpts;
      }
      expect(await codeOf(world.importTrack.execute({ userId, chunks: Readable.from(endless()) }))).to.equal(
        'too-many-points',
      );
    });
  });

  it('give hours that sum to what they say', async () => {
    const points = every(60, [0, 60, 120, 180, 240]);
    await store(points);
    const hours = await world.listHours.execute({ userId, from: NOON, to: NOON + DAY });
    expect(hours.totalMetres).to.be.closeTo(total(foldAll(points)), 0.001);
  });
});
