import { expect } from 'chai';
import type { AlertRepository } from '../../src/application/ports/alert-repository.js';
import type { LoginAlert } from '../../src/domain/insight/login-spike.js';
import { openBeforeEach, type Opened } from './opened.js';

function alertOf(id: string, changes: Partial<LoginAlert> = {}): LoginAlert {
  return {
    id,
    kind: 'stuffing',
    startedAt: 100,
    lastSpikeAt: 100,
    resolvedAt: null,
    failures: 30,
    accounts: 25,
    addresses: 3,
    topAccounts: [
      { userId: 'ada', account: null, failures: 2 },
      { userId: null, account: 'root', failures: 1 },
    ],
    topAddresses: [{ address: '192.0.2.1', failures: 9 }],
    announced: [],
    ...changes,
  };
}

export function alertRepositoryContract(adapter: string, open: () => Promise<Opened<AlertRepository>>): void {
  describe(`AlertRepository on ${adapter}`, () => {
    let alerts: AlertRepository;
    openBeforeEach(open, (port) => (alerts = port));

    const resolve = (id: string): Promise<unknown> => alerts.update(id, (alert) => ({ ...alert, resolvedAt: 200 }));

    it('opens an alert while none is open, and again once it is resolved', async () => {
      expect(await alerts.current()).to.equal(undefined);
      expect(await alerts.open(alertOf('a'))).to.equal(true);
      expect(await alerts.current()).to.deep.equal(alertOf('a'));
      expect(await alerts.open(alertOf('b'))).to.equal(false);
      await resolve('a');
      expect(await alerts.current()).to.equal(undefined);
      expect(await alerts.open(alertOf('c'))).to.equal(true);
      expect(await alerts.current()).to.deep.equal(alertOf('c'));
    });

    it('opens an id once, even after it was resolved', async () => {
      await alerts.open(alertOf('a'));
      await resolve('a');
      expect(await alerts.open(alertOf('a'))).to.equal(false);
      expect(await alerts.current()).to.equal(undefined);
    });

    it('opens one of many at once', async () => {
      const tries = await Promise.all(Array.from({ length: 10 }, (_, index) => alerts.open(alertOf(`a${index}`))));
      expect(tries.filter(Boolean)).to.have.length(1);
      expect((await alerts.current())?.id).to.equal(`a${tries.indexOf(true)}`);
    });

    it('replaces an alert by the change and returns the new one', async () => {
      await alerts.open(alertOf('a'));
      const changed = await alerts.update('a', (alert) => ({
        ...alert,
        kind: 'brute-force',
        failures: 99,
        topAccounts: [],
        announced: ['opened'],
      }));
      expect(changed).to.deep.equal(
        alertOf('a', { kind: 'brute-force', failures: 99, topAccounts: [], announced: ['opened'] }),
      );
      expect(await alerts.current()).to.deep.equal(changed);
      expect(await alerts.update('unknown', (alert) => alert)).to.equal(undefined);
      expect([await alerts.get('a'), await alerts.get('unknown')]).to.deep.equal([changed, undefined]);
    });

    it('counts every one of 20 racing updates', async () => {
      await alerts.open(alertOf('a', { failures: 0 }));
      const more = (alert: LoginAlert): LoginAlert => ({ ...alert, failures: alert.failures + 1 });
      await Promise.all(Array.from({ length: 20 }, () => alerts.update('a', more)));
      expect((await alerts.current())?.failures).to.equal(20);
    });

    it('writes nothing when a change throws', async () => {
      await alerts.open(alertOf('a'));
      const failing = alerts.update('a', () => {
        throw new Error('no');
      });
      expect(await failing.catch((error: unknown) => error)).to.have.property('message', 'no');
      expect(await alerts.current()).to.deep.equal(alertOf('a'));
    });

    it('lists newest first and pages through equal starts without a gap or a repetition', async () => {
      for (const [id, startedAt] of [
        ['a', 5],
        ['b', 5],
        ['c', 5],
        ['d', 9],
        ['e', 1],
      ] as const) {
        await alerts.open(alertOf(id, { startedAt }));
        await resolve(id);
      }
      const paged: LoginAlert[] = [];
      for (let page = await alerts.list(undefined, 2); page.length > 0;) {
        paged.push(...page);
        const { startedAt, id } = paged.at(-1)!;
        page = await alerts.list({ key: startedAt, id }, 2);
      }
      expect(paged.map(({ id }) => id).join('')).to.equal('dcbae');
    });

    it('removes what started before and is resolved, and says how many', async () => {
      for (const [id, startedAt] of [
        ['a', 10],
        ['b', 20],
        ['c', 15],
      ] as const) {
        await alerts.open(alertOf(id, { startedAt }));
        if (id !== 'c') await resolve(id);
      }
      expect(await alerts.removeBefore(20)).to.equal(1);
      expect((await alerts.list(undefined, 10)).map(({ id }) => id)).to.deep.equal(['b', 'c']);
      expect(await alerts.removeBefore(21)).to.equal(1);
      expect((await alerts.current())?.id).to.equal('c');
    });

    it('refuses a position of another list', async () => {
      const error = await alerts.list({ key: 'x', id: 'x' }, 10).catch((reason: unknown) => reason);
      expect(error).to.have.property('code', 'invalid-cursor');
    });
  });
}
