import { expect } from 'chai';
import { cancel, schedule } from '../../../src/domain/notification/broadcast.js';
import { spikeFigures } from '../../../src/domain/insight/spike-figures.js';
import { codeOf } from '../notification/code-of.js';
import { ORIGIN } from '../identity/account-world.js';
import { InsightWorld } from './insight-world.js';

describe('Retention', () => {
  const DAY = 24 * 3_600_000;
  let world: InsightWorld;
  beforeEach(() => {
    world = new InsightWorld();
  });
  afterEach(() => {
    world.shut();
  });

  it('removes sessions, tokens and keys that are of no use any more, and nothing that is', async () => {
    const ada = await world.join('ada');
    const [old, kept] = [await world.signIn('ada'), await world.signIn('ada')];
    await world.logOut.execute({ principal: old.principal, ...ORIGIN });
    const now = world.clock.now();
    const key = { scope: ada, key: 'k', fingerprint: 'f', id: 'i', now, busyUntil: now + 60_000, expiresAt: now + DAY };
    await world.idempotency.reserve(key);
    const message = { id: 'b', userId: ada, role: null, message: 'hello', expiresAt: null, createdBy: ada };
    await world.broadcasts.add(cancel(schedule(message, now), now));
    await world.purge.execute();
    expect(await world.sessions.get(old.principal.sessionId)).to.not.equal(undefined);
    world.clock.advance(9 * DAY);
    await world.purge.execute();
    expect(await world.sessions.get(old.principal.sessionId)).to.equal(undefined);
    expect(await codeOf(world.refresh.execute({ refreshToken: kept.refreshToken, ...ORIGIN }))).to.equal('none');
    expect(world.log.lines.at(-1)?.fields).to.deep.equal({
      sessions: 1,
      tokens: 1,
      idempotencyKeys: 1,
      scheduledMessages: 1,
      activities: 0,
      alerts: 0,
      points: 0,
    });
  });

  it('forgets activity and alerts after a year and raw points after ninety days', async () => {
    const point = { latitude: 0, longitude: 0, accuracy: null, altitude: null, speed: null, startsSegment: false };
    const start = world.clock.now();
    await world.happens('logged-in');
    const figures = spikeFigures(20, []);
    const alert = { id: 'a', startedAt: start, lastSpikeAt: start, resolvedAt: start, announced: [], ...figures };
    await world.alerts.open(alert);
    await world.tracks.putPoints('ada', [{ ...point, at: start }]);
    const left = async () => [
      await world.activities.count({}),
      (await world.alerts.list(undefined, 10)).length,
      (await world.tracks.points('ada', { from: 0, to: start + 1 }, 10)).length,
    ];
    world.clock.advance(90 * DAY);
    await world.purge.execute();
    expect(await left()).to.deep.equal([1, 1, 1]);
    world.clock.advance(1);
    await world.purge.execute();
    expect(await left()).to.deep.equal([1, 1, 0]);
    world.clock.advance(275 * DAY);
    await world.purge.execute();
    expect(await left()).to.deep.equal([0, 0, 0]);
  });
});
