import { expect } from 'chai';
import type { TrackingRepository } from '../../src/application/ports/tracking-repository.js';
import type { Tracking } from '../../src/domain/movement/tracking.js';
import { openBeforeEach, type Opened } from './opened.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');

function said(tracking: Tracking | undefined, since = NOW): Tracking {
  const statements = tracking?.statements ?? [];
  return { statements: [...statements, { active: true, since, saidAt: NOW }], forgottenBefore: null };
}

export function trackingRepositoryContract(adapter: string, open: () => Promise<Opened<TrackingRepository>>): void {
  describe(`TrackingRepository on ${adapter}`, () => {
    let trackings: TrackingRepository;
    openBeforeEach(open, (port) => (trackings = port));

    it('knows nothing of a user who never said', async () => {
      expect(await trackings.get('ann')).to.equal(undefined);
      await trackings.update('ann', (tracking) => {
        expect(tracking).to.equal(undefined);
        return said(tracking);
      });
      expect(await trackings.get('ann')).to.deep.equal(said(undefined));
      expect(await trackings.get('bob')).to.equal(undefined);
    });

    it('gives what is kept to the change, replaces it, and returns the new one', async () => {
      const first = await trackings.update('ann', said);
      const second = await trackings.update('ann', (tracking) => {
        expect(tracking).to.deep.equal(first);
        return said(tracking, NOW + 1);
      });
      expect(second.statements.map(({ since }) => since)).to.deep.equal([NOW, NOW + 1]);
      expect(await trackings.get('ann')).to.deep.equal(second);
    });

    it('counts every one of racing updates, also of those that make it', async () => {
      const instants = Array.from({ length: 20 }, (_, index) => NOW + index);
      await Promise.all(instants.map((since) => trackings.update('ann', (tracking) => said(tracking, since))));
      expect((await trackings.get('ann'))?.statements.map(({ since }) => since)).to.have.members(instants);
    });

    it('writes nothing when the change throws, and gives its error on', async () => {
      const kept = await trackings.update('ann', said);
      const failing = (userId: string) =>
        trackings
          .update(userId, () => {
            throw new Error('no');
          })
          .catch((error: unknown) => error);
      expect(await failing('ann')).to.have.property('message', 'no');
      expect(await failing('bob')).to.have.property('message', 'no');
      expect(await trackings.get('ann')).to.deep.equal(kept);
      expect(await trackings.get('bob')).to.equal(undefined);
    });

    it('keeps its values apart from those of its callers', async () => {
      const given = said(undefined);
      const returned = await trackings.update('ann', () => given);
      (given.statements as unknown[]).pop();
      (returned.statements as unknown[]).pop();
      ((await trackings.get('ann'))?.statements as unknown[]).pop();
      expect((await trackings.get('ann'))?.statements).to.have.length(1);
    });

    it('forgets a user, and only that user; twice is once', async () => {
      await trackings.update('ann', said);
      await trackings.update('bob', said);
      await trackings.remove('ann');
      await trackings.remove('ann');
      expect(await trackings.get('ann')).to.equal(undefined);
      expect(await trackings.get('bob')).to.deep.equal(said(undefined));
    });
  });
}
