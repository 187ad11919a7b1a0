import { expect } from 'chai';
import type { Presence } from '../../src/application/ports/presence.js';
import type { Opened } from './opened.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const LATER = NOW + 30_000;
const USERS = Array.from({ length: 1_200 }, (_, index) => `user-${index}`);

export function presenceContract(adapter: string, open: () => Promise<Opened<Presence>>): void {
  describe(`Presence on ${adapter}`, () => {
    let opened: Opened<Presence>;
    let presence: Presence;
    beforeEach(async () => {
      opened = await open();
      presence = opened.port;
    });
    afterEach(async () => {
      await opened.close();
    });

    it('knows nobody before the first lease', async () => {
      expect(await presence.count(NOW)).to.equal(0);
      expect(await presence.online(NOW)).to.deep.equal([]);
      expect(await presence.connected(['ann'], NOW)).to.deep.equal(new Set());
      expect(await presence.reachable('ann', NOW)).to.equal(false);
      expect(await presence.sweep(NOW)).to.deep.equal([]);
      expect(await presence.renew('node-1', [], NOW, LATER)).to.deep.equal([]);
      expect(await presence.connected([], NOW)).to.deep.equal(new Set());
    });

    it('returns those who had no lease, once', async () => {
      expect(await presence.renew('node-1', ['ann', 'bob'], NOW, LATER)).to.have.members(['ann', 'bob']);
      expect(await presence.renew('node-1', ['ann', 'bob', 'cem', 'cem'], NOW, LATER)).to.deep.equal(['cem']);
      expect(await presence.renew('node-2', ['ann'], NOW, LATER)).to.deep.equal([]);
    });

    it('returns a newcomer to exactly one of many callers', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, node) => presence.renew(`node-${node}`, USERS, NOW, LATER)),
      );
      expect(answers.flat().sort()).to.deep.equal([...USERS].sort());
    });

    it('counts a user as connected while a lease lasts', async () => {
      await presence.renew('node-1', ['ann', 'bob'], NOW, LATER);
      expect(await presence.connected(['ann', 'cem', 'bob'], NOW)).to.deep.equal(new Set(['ann', 'bob']));
      expect(await presence.count(LATER - 1)).to.equal(2);
      expect(await presence.online(LATER - 1)).to.have.members(['ann', 'bob']);
      expect(await presence.reachable('ann', LATER - 1)).to.equal(true);
      expect(await presence.connected(['ann'], LATER)).to.deep.equal(new Set());
      expect(await presence.count(LATER)).to.equal(0);
      expect(await presence.online(LATER)).to.deep.equal([]);
      expect(await presence.reachable('ann', LATER)).to.equal(false);
    });

    it('keeps a released user connected until the lease ends, but not reachable', async () => {
      await presence.renew('node-1', ['ann'], NOW, LATER);
      await presence.release('node-1', 'ann', NOW + 5_000);
      expect(await presence.reachable('ann', NOW)).to.equal(false);
      expect(await presence.connected(['ann'], NOW + 4_999)).to.deep.equal(new Set(['ann']));
      expect(await presence.connected(['ann'], NOW + 5_000)).to.deep.equal(new Set());
      expect(await presence.sweep(NOW + 5_000)).to.deep.equal(['ann']);
    });

    it('takes a user back who returns within the grace, without calling that new', async () => {
      await presence.renew('node-1', ['ann'], NOW, LATER);
      await presence.release('node-1', 'ann', NOW + 5_000);
      expect(await presence.renew('node-1', ['ann'], NOW, LATER)).to.deep.equal([]);
      expect(await presence.reachable('ann', NOW)).to.equal(true);
      expect(await presence.sweep(NOW + 5_000)).to.deep.equal([]);
    });

    it('releases one node and leaves the others, and a user without a lease alone', async () => {
      await presence.renew('node-1', ['ann'], NOW, LATER);
      await presence.renew('node-2', ['ann'], NOW, LATER);
      await presence.release('node-1', 'ann', NOW + 5_000);
      await presence.release('node-1', 'nobody', LATER);
      expect(await presence.reachable('ann', NOW)).to.equal(true);
      expect(await presence.sweep(NOW + 5_000)).to.deep.equal([]);
      expect(await presence.connected(['ann', 'nobody'], NOW + 5_000)).to.deep.equal(new Set(['ann']));
    });

    it('sweeps a user when the last lease has ended, not before', async () => {
      await presence.renew('node-1', ['ann'], NOW, NOW + 1_000);
      await presence.renew('node-2', ['ann'], NOW, NOW + 2_000);
      expect(await presence.sweep(NOW + 999)).to.deep.equal([]);
      expect(await presence.sweep(NOW + 1_000)).to.deep.equal([]);
      expect(await presence.reachable('ann', NOW + 1_000)).to.equal(true);
      expect(await presence.sweep(NOW + 2_000)).to.deep.equal(['ann']);
      expect(await presence.sweep(NOW + 2_000)).to.deep.equal([]);
    });

    it('calls a user new again after a sweep', async () => {
      await presence.renew('node-1', ['ann'], NOW, NOW + 1_000);
      await presence.sweep(NOW + 1_000);
      expect(await presence.renew('node-1', ['ann'], NOW, LATER)).to.deep.equal(['ann']);
    });

    it('returns each vanished user to exactly one of many sweepers', async () => {
      await presence.renew('node-1', USERS, NOW, NOW + 1_000);
      await presence.renew('node-1', ['stays'], NOW, LATER);
      const answers = await Promise.all(Array.from({ length: 10 }, () => presence.sweep(NOW + 1_000)));
      expect(answers.flat().sort()).to.deep.equal([...USERS].sort());
      expect(await presence.count(NOW)).to.equal(1);
    });

    it('calls a user new whose last lease has ended, swept or not, also beside one that it renews', async () => {
      await presence.renew('node-1', ['ann', 'bob'], NOW, NOW + 1_000);
      await presence.renew('node-2', ['bob'], NOW, NOW + 1_001);
      expect(await presence.renew('node-1', ['ann', 'bob'], NOW + 1_000, LATER)).to.deep.equal(['ann']);
      await presence.renew('node-1', ['cem'], NOW, NOW + 1_000);
      expect(await presence.renew('node-2', ['cem'], NOW + 1_000, LATER)).to.deep.equal(['cem']);
      expect(await presence.renew('node-1', ['cem'], NOW + 1_000, LATER)).to.deep.equal([]);
      expect(await presence.sweep(NOW + 2_000)).to.deep.equal([]);
    });

    it('returns a user who was swept and came back in turn to one caller each time', async () => {
      const seen: string[] = [];
      for (let now = NOW; now < NOW + 3; now += 1) {
        const came = await Promise.all(['a', 'b'].map((node) => presence.renew(node, ['ann'], now, now + 1)));
        const went = await Promise.all([presence.sweep(now + 1), presence.sweep(now + 1)]);
        seen.push(...came.flat().map(() => 'came'), ...went.flat().map(() => 'went'));
      }
      expect(seen).to.deep.equal(['came', 'went', 'came', 'went', 'came', 'went']);
    });
  });
}
