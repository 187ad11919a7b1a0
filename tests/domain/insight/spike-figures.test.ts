import { expect } from 'chai';
import fc from 'fast-check';
import { spikeFigures, spikeKind, type FailedLogin } from '../../../src/domain/insight/spike-figures.js';

describe('The figures of a spike', () => {
  const onUser = (userId: string, ip = '192.0.2.1'): FailedLogin => ({ userId, account: `${userId}@example.org`, ip });
  const onNobody = (account: string, ip = '192.0.2.1'): FailedLogin => ({ userId: null, account, ip });

  it('call it stuffing when many accounts are tried a few times, brute force when few are tried often', () => {
    expect(spikeKind(50, 50)).to.equal('stuffing');
    expect(spikeKind(60, 20)).to.equal('stuffing');
    expect(spikeKind(61, 20)).to.equal('brute-force');
    expect(spikeKind(50, 1)).to.equal('brute-force');
  });

  it('name the accounts and addresses with the most failures, accounts that do not exist too', () => {
    const tries = [onUser('ada'), onNobody('root', '192.0.2.2'), onUser('ada', '192.0.2.3'), onNobody('eve')];
    expect(spikeFigures(4, tries)).to.deep.equal({
      kind: 'stuffing',
      failures: 4,
      accounts: 3,
      addresses: 3,
      topAccounts: [
        { userId: 'ada', account: null, failures: 2 },
        { userId: null, account: 'root', failures: 1 },
        { userId: null, account: 'eve', failures: 1 },
      ],
      topAddresses: [
        { address: '192.0.2.1', failures: 2 },
        { address: '192.0.2.2', failures: 1 },
        { address: '192.0.2.3', failures: 1 },
      ],
    });
  });

  it('take a name written in several ways for one account, and no name for a user', () => {
    const { accounts, topAccounts } = spikeFigures(5, [
      ...['Root', ' root', 'ｒｏｏｔ', 'ada'].map((name) => onNobody(name)),
      onUser('ada'),
    ]);
    expect([accounts, topAccounts[0]]).to.deep.equal([3, { userId: null, account: 'root', failures: 3 }]);
  });

  it('count what was forgotten since among the failures only', () => {
    const forgotten = { userId: null, account: null, ip: null };
    expect(spikeFigures(2, [forgotten, forgotten])).to.deep.include({ failures: 2, accounts: 0, addresses: 0 });
  });

  it('of a flood tell the kind by what was looked at', () => {
    const looked = Array.from({ length: 100 }, (_, index) => onNobody(`user-${index}`));
    expect(spikeFigures(5_000, looked)).to.include({ kind: 'stuffing', failures: 5_000, accounts: 100 });
  });

  it('do not depend on the order of the tries, and name at most five of each', () => {
    const tries = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(tries, (pairs) => {
        const looked = pairs.map(([who, where]) => onUser(`user-${who}`, `192.0.2.${where}`));
        const [there, back] = [spikeFigures(0, looked), spikeFigures(0, [...looked].reverse())];
        for (const { topAccounts, topAddresses, accounts, addresses } of [there, back]) {
          expect([topAccounts.length, topAddresses.length]).to.deep.equal([
            Math.min(5, accounts),
            Math.min(5, addresses),
          ]);
        }
        const counts = ({ topAccounts, topAddresses }: typeof there) =>
          [topAccounts, topAddresses].map((top) => top.map(({ failures }) => failures));
        expect(counts(there)).to.deep.equal(counts(back));
        for (const { userId, failures } of there.topAccounts) {
          expect(looked.filter((tried) => tried.userId === userId)).to.have.length(failures);
        }
        expect(there.failures).to.equal(pairs.length);
      }),
    );
  });
});
