import { expect } from 'chai';
import { countedHours, sendTracked } from './counted-hours.js';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';
import { lengthOf, walkNorth } from './tracks.js';
import type { SentPoint } from './tracks.js';

const GPX = 'application/gpx+xml';
const HOUR_MS = 3_600_000;

interface GeoJson {
  readonly features: readonly {
    readonly geometry: { readonly type: string; readonly coordinates: readonly (readonly number[])[] };
    readonly properties: { readonly coordTimes: readonly string[]; readonly accuracies: readonly (number | null)[] };
  }[];
}

function gpx(...segments: readonly (readonly SentPoint[])[]): string {
  const trackPoint = ({ latitude, longitude, at }: SentPoint): string =>
    `<trkpt lat="${latitude}" lon="${longitude}"><time>${at}</time></trkpt>`;
  const text = segments.map((points) => `<trkseg>${points.map(trackPoint).join('\n')}</trkseg>`).join('\n');
  return `<?xml version="1.0"?>\n<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk>${text}</trk></gpx>\n`;
}

/** The same document under a document type whose entities would grow to a billion, and behind a file of the server. */
function withEntities(document: string): string {
  const bombs = Array.from({ length: 9 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`);
  const entities = ['<!ENTITY e0 "ha">', ...bombs, '<!ENTITY file SYSTEM "file:///etc/passwd">'].join('');
  return document
    .replace('<gpx ', `<!DOCTYPE gpx [${entities}]><gpx `)
    .replace('<trk>', '<trk><name>&e9;&file;</name>');
}

function* pieces(text: string, size: number): Generator<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}

function pointsOf({ features }: GeoJson): readonly object[] {
  return features.flatMap(({ geometry: { coordinates }, properties: { coordTimes, accuracies } }) =>
    coordinates.map(([longitude, latitude, altitude], index) => ({
      longitude,
      latitude,
      altitude,
      at: coordTimes[index],
      accuracy: accuracies[index],
      startsSegment: index === 0,
    })),
  );
}

/** Two lines a kilometre apart, with a point that is held, one that is rejected, altitudes and accuracies. */
function trackWithEverything(): readonly SentPoint[] {
  const points = walkNorth(Date.now() - 2 * HOUR_MS, 30, 60).map((point) => ({
    ...point,
    accuracy: 6,
    altitude: 300.5,
  }));
  return points.map((point, index) => {
    if (index === 10) return { ...point, latitude: (points[9]?.latitude ?? 0) + 0.00005 };
    if (index === 15) return { ...point, longitude: 40 };
    return index < 20 ? point : { ...point, longitude: 14.01, ...(index === 20 && { startsSegment: true }) };
  });
}

export function trackFilesJourney(deployment: () => Deployment): void {
  describe('Track files', () => {
    it('are read as they come in, and no line is counted between two segments', async () => {
      const ada = await Person.join(deployment());
      const walk = walkNorth(Date.now() - HOUR_MS, 40, 60);
      const [first, second] = [walk.slice(0, 20), walk.slice(25)];
      await ada.call('PUT', '/api/movement/tracking', { active: true, since: walk[0]?.at });
      const imported = await ada.upload('/api/movement/import', GPX, pieces(gpx(first, second), 333));
      expect([imported.status, imported.body]).to.deep.equal([202, { accepted: 35, rejected: [] }]);
      expect((await countedHours(ada, 35)).totalMetres).to.be.closeTo(lengthOf(first) + lengthOf(second), 0.01);
    });

    it('that are broken, declare entities or are no GPX give 422 and not one point', async () => {
      const ada = await Person.join(deployment());
      const walk = walkNorth(Date.now() - HOUR_MS, 1000, 3);
      await ada.call('PUT', '/api/movement/tracking', { active: true, since: walk[0]?.at });
      const whole = gpx(walk);
      for (const file of [
        whole.slice(0, -20),
        whole.replace('</trkseg>', '</trk>'),
        withEntities(whole),
        whole.replaceAll('gpx', 'kml'),
      ]) {
        const refused = await ada.call('POST', '/api/movement/import', file, { 'content-type': GPX });
        expect([refused.status, refused.body['code']], file.slice(0, 80)).to.deep.equal([422, 'invalid-gpx']);
      }
      await sendTracked(ada, walk.slice(-1));
      await countedHours(ada, 1);
      expect((await ada.call<{ items: unknown[] }>('GET', '/api/movement/points')).body.items).to.have.length(1);
    });

    it('go out as GPX and GeoJSON and give somebody else the same hours, and the same file again', async () => {
      const [ada, bob, eve] = [
        await Person.join(deployment()),
        await Person.join(deployment()),
        await Person.join(deployment()),
      ];
      const points = trackWithEverything();
      const since = points[0]?.at;
      await sendTracked(ada, points);
      // What is rejected goes out with nothing.
      const hours = { ...(await countedHours(ada, points.length - 1)), rejected: [] };

      const file = await ada.download('/api/movement/track?format=gpx');
      expect(file.mediaType).to.contain(GPX);
      await bob.call('PUT', '/api/movement/tracking', { active: true, since });
      const imported = await bob.upload('/api/movement/import', GPX, [file.text]);
      expect(imported.body).to.deep.equal({ accepted: points.length - 1, rejected: [] });
      expect(await countedHours(bob, points.length - 1)).to.deep.equal(hours);
      expect((await bob.download('/api/movement/track?format=gpx')).text).to.equal(file.text);

      const map = await ada.download('/api/movement/track?format=geojson');
      expect(map.mediaType).to.contain('application/geo+json');
      const geoJson = JSON.parse(map.text) as GeoJson;
      expect(geoJson.features.map(({ geometry }) => [geometry.type, geometry.coordinates.length])).to.deep.equal([
        ['LineString', 19],
        ['LineString', 10],
      ]);
      await eve.call('PUT', '/api/movement/tracking', { active: true, since });
      await eve.call('POST', '/api/movement/points', { points: pointsOf(geoJson) });
      expect(await countedHours(eve, points.length - 1)).to.deep.equal(hours);
    });
  });
}
