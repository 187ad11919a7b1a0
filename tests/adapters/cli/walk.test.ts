import { Readable } from 'node:stream';
import { expect } from 'chai';
import { readWalk } from '../../../src/adapters/cli/walk.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');

/** `[seconds, thousandths of a degree north]`, or the `trkpt` itself. */
type Written = readonly [seconds: number, north: number] | string;

function gpx(...segments: readonly (readonly Written[])[]): Readable {
  const written = (point: Written): string => {
    if (typeof point === 'string') return point;
    const at = new Date(Date.parse('2024-05-01T10:00:00Z') + point[0] * 1000).toISOString();
    return `<trkpt lat="${46 + point[1] / 1000}" lon="14"><time>${at}</time></trkpt>`;
  };
  const lines = segments.map((points) => `<trkseg>${points.map(written).join('')}</trkseg>`);
  return Readable.from([Buffer.from(`<gpx><trk>${lines.join('')}</trk></gpx>`)]);
}

async function refusal(file: Readable): Promise<unknown> {
  return readWalk(file, NOW).then(
    () => 'none',
    (error: unknown) => (error as Error).message,
  );
}

describe('The walk of a GPX file', () => {
  it('ends now, in the order of time, each segment by itself', async () => {
    const { points, metres } = await readWalk(
      gpx(
        [
          [60, 2],
          [90, 3],
        ],
        [
          [0, 0],
          [30, 1],
        ],
      ),
      NOW,
    );
    expect(points.map(({ at, latitude, startsSegment }) => [at, latitude, startsSegment === true])).to.deep.equal([
      ['2026-11-21T11:58:30.000Z', 46, true],
      ['2026-11-21T11:59:00.000Z', 46.001, false],
      ['2026-11-21T11:59:30.000Z', 46.002, true],
      ['2026-11-21T12:00:00.000Z', 46.003, false],
    ]);
    expect(metres).to.be.closeTo(222.3, 0.1);
  });

  it('has one point an instant, as where a segment ends and the next begins', async () => {
    const { points, metres } = await readWalk(
      gpx(
        [
          [0, 0],
          [30, 1],
        ],
        [
          [30, 1],
          [60, 2],
        ],
      ),
      NOW,
    );
    expect(points).to.have.length(3);
    expect(metres).to.be.closeTo(222.3, 0.1);
  });

  it('leaves out points without a time or a place', async () => {
    const time = '<time>2024-05-01T10:00:15Z</time>';
    const file = gpx([[0, 0], `<trkpt lat="north" lon="14">${time}</trkpt>`, '<trkpt lat="46" lon="14"/>', [30, 1]]);
    const { points, metres } = await readWalk(file, NOW);
    expect(points).to.have.length(2);
    expect(metres).to.be.closeTo(111.2, 0.1);
  });

  it('begins a segment with its next point where the first has no time', async () => {
    const { points } = await readWalk(
      gpx(
        [
          [0, 0],
          [30, 1],
        ],
        ['<trkpt lat="46.1" lon="14"/>', [60, 101], [90, 102]],
      ),
      NOW,
    );
    expect(points.map(({ startsSegment }) => startsSegment === true)).to.deep.equal([true, false, true, false]);
  });

  it('is refused where it has no such point, or reaches back further than points are taken', async () => {
    expect(await refusal(gpx(['<trkpt lat="46" lon="14"/>']))).to.equal(
      'The file has no point with a place and a time.',
    );
    const week = 7 * 24 * 3600;
    expect(
      await refusal(
        gpx([
          [0, 0],
          [week, 1],
        ]),
      ),
    ).to.equal('The file covers more than a week: send it in parts.');
    expect(
      await refusal(
        gpx([
          [0, 0],
          [week - 3600, 1],
        ]),
      ),
    ).to.equal('none');
  });
});
