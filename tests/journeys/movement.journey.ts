import { createReadStream } from 'node:fs';
import { expect } from 'chai';
import { readWalk } from '../../src/adapters/cli/walk.js';
import { countedHours } from './counted-hours.js';
import type { Hours } from './counted-hours.js';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';

export function movementJourney(deployment: () => Deployment): void {
  describe('Movement', () => {
    it('refuses points until tracking is active', async () => {
      const ada = await Person.join(deployment());
      const points = [{ latitude: 46, longitude: 14, at: new Date().toISOString() }];
      const refused = await ada.call('POST', '/api/movement/points', { points });
      expect([refused.status, refused.body['code']]).to.deep.equal([409, 'tracking-inactive']);
      expect((await ada.call('PUT', '/api/movement/tracking', { active: true })).body).to.include({ active: true });
      expect((await ada.call('GET', '/api/movement/tracking')).body).to.include({ active: true });
    });

    it('refuses a bad point by its index and accepts the rest', async () => {
      const ada = await Person.join(deployment());
      const now = Date.now();
      const at = (seconds: number): string => new Date(now + seconds * 1000).toISOString();
      await ada.call('PUT', '/api/movement/tracking', { active: true, since: at(-600) });
      const answer = await ada.call<{ accepted: number; rejected: { index: number; reason: string }[] }>(
        'POST',
        '/api/movement/points',
        {
          points: [
            { latitude: 46, longitude: 14, at: at(-60) },
            { latitude: 91, longitude: 14, at: at(-59) },
            { latitude: 46, longitude: '14', at: at(-58) },
            { latitude: 46, longitude: 14, at: 'yesterday' },
            { latitude: 46, longitude: 14, at: at(600) },
            { latitude: 46, longitude: 14, at: at(-8 * 24 * 3600) },
            { latitude: 46, longitude: 14, at: at(-3600) },
          ],
        },
      );
      expect(answer.status).to.equal(202);
      expect(answer.body).to.deep.equal({
        accepted: 1,
        rejected: [
          { index: 1, reason: 'invalid-latitude' },
          { index: 2, reason: 'invalid-longitude' },
          { index: 3, reason: 'invalid-instant' },
          { index: 4, reason: 'in-the-future' },
          { index: 5, reason: 'too-old' },
          { index: 6, reason: 'tracking-off' },
        ],
      });
    });

    it('gives the same metres per hour in order, reversed, twice and in other batches, as long as the track', async () => {
      const walk = await readWalk(createReadStream('samples/walk.gpx'), Date.now());
      const { points } = walk;
      const cut = Math.floor(points.length / 3);
      const orders = [
        [points],
        [points.toReversed()],
        [points.slice(cut), points.slice(0, cut * 2), points.slice(0, cut)],
      ];
      const results: Hours[] = [];
      for (const batches of orders) {
        const ada = await Person.join(deployment());
        await ada.call('PUT', '/api/movement/tracking', { active: true, since: points[0].at });
        for (const batch of batches) {
          expect((await ada.call('POST', '/api/movement/points', { points: batch })).status).to.equal(202);
        }
        results.push(await countedHours(ada, points.length));
      }
      const [first, ...others] = results;
      for (const other of others) expect(other).to.deep.equal(first);
      expect(first?.totalMetres).to.be.closeTo(walk.metres, walk.metres / 10_000);
    });

    it('loses nothing and doubles nothing when everything is killed in the middle of the walk', async () => {
      const walk = await readWalk(createReadStream('samples/walk.gpx'), Date.now());
      const { points } = walk;
      const ada = await Person.join(deployment());
      await ada.call('PUT', '/api/movement/tracking', { active: true, since: points[0].at });
      const size = Math.ceil(points.length / 4);
      for (const [index, start] of [0, size, 2 * size, 3 * size].entries()) {
        expect(
          (await ada.call('POST', '/api/movement/points', { points: points.slice(start, start + size) })).status,
        ).to.equal(202);
        if (index % 2 === 0) {
          await deployment().kill();
          await deployment().startAgain();
        }
      }
      expect((await countedHours(ada, points.length)).totalMetres).to.be.closeTo(walk.metres, walk.metres / 10_000);
    });
  });
}
