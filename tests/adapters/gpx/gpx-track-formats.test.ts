import { Readable } from 'node:stream';
import { expect } from 'chai';
import { GpxTrackFormats } from '../../../src/adapters/gpx/gpx-track-formats.js';
import type { RawGpsPoint } from '../../../src/application/events.js';
import type { LinePoint } from '../../../src/application/ports/track-formats.js';
import { readGpsPoint, type GpsPoint } from '../../../src/domain/movement/gps-point.js';
import { NOON, point } from '../../domain/movement/tracks.js';

const formats = new GpxTrackFormats();

function* inChunks(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  return Readable.from(items).toArray() as Promise<readonly T[]>;
}

function read(document: string | Uint8Array, size = 7): Promise<readonly RawGpsPoint[]> {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document;
  return all(formats.readGpx(Readable.from(inChunks(bytes, size))));
}

async function refusal(document: string | Uint8Array): Promise<string> {
  try {
    await read(document);
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
}

function lines(...points: readonly (readonly [GpsPoint, boolean])[]): AsyncIterable<LinePoint> {
  return Readable.from(points.map(([each, startsLine]) => ({ point: each, startsLine })));
}

const join = async (chunks: AsyncIterable<string>): Promise<string> => (await all(chunks)).join('');

const DOCUMENT = `<?xml version="1.0" encoding="UTF-8"?>
<!-- a walk -->
<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
  <metadata><time>2020-01-01T00:00:00Z</time></metadata>
  <wpt lat="1" lon="2"><time>2026-11-20T00:00:00Z</time></wpt>
  <trk><name>Ä &amp; &#x42;</name>
    <trkseg>
      <trkpt lat="47.5" lon="-8.25"><ele>431.5</ele><time>2026-11-20T12:00:00Z</time></trkpt>
      <trkpt lat=" 47.6 " lon="8"><time> 2026-11-20T12:00:30Z </time><ele/><hdop>2</hdop>
        <extensions><other><time>1999-01-01T00:00:00Z</time></other></extensions></trkpt>
    </trkseg>
    <trkseg><trkpt lat="47.7" lon="8"><time><![CDATA[2026-11-20T12:01:00Z]]></time></trkpt></trkseg>
    <trkseg></trkseg>
  </trk>
</gpx>`;

const POINTS = [
  { latitude: 47.5, longitude: -8.25, altitude: 431.5, at: '2026-11-20T12:00:00Z', startsSegment: true },
  { latitude: 47.6, longitude: 8, at: '2026-11-20T12:00:30Z' },
  { latitude: 47.7, longitude: 8, at: '2026-11-20T12:01:00Z', startsSegment: true },
];

describe('GpxTrackFormats', () => {
  describe('reads GPX', () => {
    it('point by point, each trkseg a segment, however the file is cut into chunks', async () => {
      for (const size of [1, 3, 64, 100_000]) expect(await read(DOCUMENT, size)).to.deep.equal(POINTS);
    });

    it('with a prefix, and in the encodings that XML has', async () => {
      const prefixed = DOCUMENT.replace(/<(\/?)(?=[a-z])/g, '<$1g:').replace('xmlns=', 'xmlns:g=');
      expect(await read(prefixed)).to.deep.equal(POINTS);
      expect(await read(Buffer.from(`\ufeff${DOCUMENT}`))).to.deep.equal(POINTS);
      expect(await read(Buffer.from(`\ufeff${DOCUMENT.replace('UTF-8', 'UTF-16')}`, 'utf16le'))).to.deep.equal(POINTS);
      const latin1 = Buffer.from(DOCUMENT.replace('UTF-8', 'ISO-8859-1'), 'latin1');
      expect(await read(latin1, 300)).to.deep.equal(POINTS);
    });

    it('and leaves what is no number for the point to be refused', async () => {
      const track = '<gpx><trk><trkseg><trkpt lat="north" lon="8"/><trkpt lon="0x10" lat="1e1"/></trkseg></trk></gpx>';
      expect(await read(track)).to.deep.equal([
        { latitude: 'north', longitude: '8'.length * 8, startsSegment: true },
        { latitude: 10, longitude: '0x10' },
      ]);
    });

    const broken: readonly [string, string | Uint8Array][] = [
      ['a file that ends too early', DOCUMENT.slice(0, -10)],
      ['a file of another kind', '<html><body/></html>'],
      ['no XML at all', '{"type":"FeatureCollection"}'],
      ['an empty file', ''],
      ['elements that cross', '<gpx><trk></gpx></trk>'],
      ['an entity that nobody declared', '<gpx><name>&lol;</name></gpx>'],
      [
        'a document type, so that no entity can be declared',
        '<!DOCTYPE gpx [<!ENTITY a "aaaa">]><gpx><name>&a;</name></gpx>',
      ],
      ['elements nested without end', `<gpx>${'<a>'.repeat(1000)}`],
      [
        'an element with attributes without end',
        `<gpx ${Array.from({ length: 1000 }, (_, n) => `a${n}="1"`).join(' ')}/>`,
      ],
      ['bytes that are not in its encoding', Buffer.from('<gpx><name>\u00e4</name></gpx>', 'latin1')],
      ['an encoding that nobody knows', '<?xml version="1.0" encoding="morse"?><gpx/>'],
    ];
    for (const [what, document] of broken) {
      it(`but not ${what}`, async () => {
        expect(await refusal(document)).to.equal('invalid-gpx');
      });
    }

    it('and says what is wrong with it in one sentence', async () => {
      const said = (document: string): Promise<string> =>
        read(document).then(
          () => 'nothing',
          (error: unknown) => (error as Error).message,
        );
      expect(await said('hello')).to.match(/^The file cannot be read as GPX: .*[^.]\.$/);
    });

    it('of any length without holding it', async () => {
      const trkpt = '<trkpt lat="47.5" lon="8"><time>2026-11-20T12:00:00Z</time></trkpt>\n'.repeat(1000);
      function* endless(): Generator<Uint8Array> {
        yield Buffer.from('<gpx><trk><trkseg>');
        for (;;) yield Buffer.from(trkpt);
      }
      let count = 0;
      for await (const raw of formats.readGpx(Readable.from(endless()))) {
        count += raw['latitude'] === 47.5 ? 1 : 0;
        if (count === 20_000) break;
      }
      expect(count).to.equal(20_000);
    });
  });

  const track = [
    [point(NOON, 47.123456789012345, 8, { accuracy: 7.5, altitude: -3.25 }), true],
    [point(NOON + 1000, 47.2, 1e-7), false],
    [point(NOON + 2500, 47.3, -8), true],
  ] as const;

  it('writes GPX that is read again as the same points', async () => {
    const document = await join(formats.writeGpx(lines(...track)));
    expect(document)
      .to.include('<trkpt lat="47.2" lon="0.0000001')
      .and.to.include('<time>2026-11-20T12:00:02.500Z</time>');
    const again = (await read(document)).map((raw) => readGpsPoint(raw, NOON));
    expect(again).to.deep.equal(track.map(([each, startsSegment]) => ({ ...each, startsSegment })));
  });

  it('writes a GPX document without points for an empty track', async () => {
    expect(await read(await join(formats.writeGpx(lines())))).to.deep.equal([]);
  });

  interface Feature {
    readonly geometry: { readonly type: string; readonly coordinates: readonly unknown[] };
    readonly properties: { readonly coordTimes: readonly string[] };
  }
  const features = async (...points: readonly (readonly [GpsPoint, boolean])[]): Promise<readonly Feature[]> => {
    const document = JSON.parse(await join(formats.writeGeoJson(lines(...points)))) as {
      type: string;
      features: Feature[];
    };
    expect(document.type).to.equal('FeatureCollection');
    return document.features;
  };

  it('writes GeoJSON: each line a feature, a single point as a point', async () => {
    const [line, single, ...others] = await features(...track);
    expect(others).to.deep.equal([]);
    expect(line!.geometry).to.deep.equal({
      type: 'LineString',
      coordinates: [
        [8, 47.123456789012345, -3.25],
        [1e-7, 47.2],
      ],
    });
    expect(line!.properties.coordTimes).to.deep.equal(['2026-11-20T12:00:00.000Z', '2026-11-20T12:00:01.000Z']);
    expect(single!.geometry).to.deep.equal({ type: 'Point', coordinates: [-8, 47.3] });
    expect(await features()).to.deep.equal([]);
  });

  it('cuts a GeoJSON line at the antimeridian, and a long one into features that meet', async () => {
    const around = [179.9, 179.99, -179.99].map(
      (longitude, index) => [point(NOON + index, 0, longitude), false] as const,
    );
    expect((await features(...around)).map(({ geometry }) => geometry.type)).to.deep.equal(['LineString', 'Point']);
    const long = Array.from({ length: 5001 }, (_, index) => [point(NOON + index, 0, index / 100_000), false] as const);
    const [first, second] = await features(...long);
    expect(first!.geometry.coordinates).to.have.length(5000);
    expect(second!.geometry.coordinates).to.deep.equal([first!.geometry.coordinates.at(-1), [0.05, 0]]);
  });
});
