import { expect } from 'chai';
import type { UptimeRepository } from '../../src/application/ports/uptime-repository.js';
import type { Uptime } from '../../src/domain/hydration/uptime.js';
import { openBeforeEach, type Opened } from './opened.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const BEGUN: Uptime = { firstBeat: NOW, lastBeat: NOW, outages: [] };

function later(uptime: Uptime | undefined): Uptime {
  const { lastBeat } = uptime ?? BEGUN;
  return { firstBeat: NOW, lastBeat: lastBeat + 1, outages: [...(uptime?.outages ?? []), { from: lastBeat, to: NOW }] };
}

export function uptimeRepositoryContract(adapter: string, open: () => Promise<Opened<UptimeRepository>>): void {
  describe(`UptimeRepository on ${adapter}`, () => {
    let uptimes: UptimeRepository;
    openBeforeEach(open, (port) => (uptimes = port));

    it('knows nothing before the first update', async () => {
      expect(await uptimes.get()).to.equal(undefined);
      await uptimes.update((uptime) => {
        expect(uptime).to.equal(undefined);
        return BEGUN;
      });
      expect(await uptimes.get()).to.deep.equal(BEGUN);
    });

    it('keeps one record: gives it to the change, replaces it, and returns the new one', async () => {
      await uptimes.update(() => BEGUN);
      const changed = await uptimes.update((uptime) => {
        expect(uptime).to.deep.equal(BEGUN);
        return later(uptime);
      });
      expect(changed).to.deep.equal(later(BEGUN));
      expect(await uptimes.get()).to.deep.equal(changed);
    });

    it('counts every one of racing updates, also of those that make the record', async () => {
      await Promise.all(Array.from({ length: 20 }, () => uptimes.update(later)));
      expect((await uptimes.get())?.lastBeat).to.equal(NOW + 20);
    });

    it('writes nothing when the change throws, and gives its error on', async () => {
      const failing = () =>
        uptimes
          .update(() => {
            throw new Error('no');
          })
          .catch((error: unknown) => error);
      expect(await failing()).to.have.property('message', 'no');
      expect(await uptimes.get()).to.equal(undefined);
      await uptimes.update(() => BEGUN);
      await failing();
      expect(await uptimes.get()).to.deep.equal(BEGUN);
    });

    it('keeps its record apart from those of its callers', async () => {
      const given = later(undefined);
      const returned = await uptimes.update(() => given);
      (given.outages as unknown[]).pop();
      (returned.outages as unknown[]).pop();
      ((await uptimes.get())?.outages as unknown[]).pop();
      expect((await uptimes.get())?.outages).to.have.length(1);
    });
  });
}
