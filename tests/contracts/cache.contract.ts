import { expect } from 'chai';
import type { Cache } from '../../src/application/ports/cache.js';
import type { OpenedInTime } from './passing-time.js';

export function cacheContract(adapter: string, open: () => Promise<OpenedInTime<Cache>>): void {
  describe(`Cache on ${adapter}`, () => {
    let opened: OpenedInTime<Cache>;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(async () => {
      await opened.close();
    });

    it('holds nothing under a key never set', async () => {
      expect(await opened.port.get('nobody')).to.equal(undefined);
    });

    it('gives back what was set, as JSON keeps it', async () => {
      await opened.port.set('metrics', { users: 3, by: ['ann', null], none: undefined }, 60);
      expect(await opened.port.get('metrics')).to.deep.equal({ users: 3, by: ['ann', null] });
      await opened.port.set('null', null, 60);
      expect(await opened.port.get('null')).to.equal(null);
    });

    it('keeps its values apart from those of its callers', async () => {
      const value = { users: [1] };
      await opened.port.set('metrics', value, 60);
      value.users.push(2);
      const first = await opened.port.get<{ users: number[] }>('metrics');
      first?.users.push(3);
      expect(await opened.port.get('metrics')).to.deep.equal({ users: [1] });
    });

    it('replaces what was under the key', async () => {
      await opened.port.set('metrics', 1, 60);
      await opened.port.set('metrics', 2, 60);
      expect(await opened.port.get('metrics')).to.equal(2);
    });

    it('forgets what was deleted, and only that', async () => {
      await opened.port.set('a', 1, 60);
      await opened.port.set('b', 2, 60);
      await opened.port.delete('a');
      await opened.port.delete('never set');
      expect(await opened.port.get('a')).to.equal(undefined);
      expect(await opened.port.get('b')).to.equal(2);
    });

    it('forgets a value when its seconds are over', async () => {
      await opened.port.set('brief', 1, 1);
      await opened.port.set('long', 2, 600);
      expect(await opened.port.get('brief')).to.equal(1);
      await opened.until(async () => (await opened.port.get('brief')) === undefined);
      expect(await opened.port.get('long')).to.equal(2);
    });
  });
}
