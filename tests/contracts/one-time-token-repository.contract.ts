import { expect } from 'chai';
import type { OneTimeToken, OneTimeTokenRepository } from '../../src/application/ports/one-time-token-repository.js';
import { openBeforeEach, type Opened } from './opened.js';

function tokenOf(digest: string, changes: Partial<OneTimeToken> = {}): OneTimeToken {
  return { digest, purpose: 'activation', userId: 'ada', expiresAt: 1000, usedAt: null, ...changes };
}

export function oneTimeTokenRepositoryContract(
  adapter: string,
  open: () => Promise<Opened<OneTimeTokenRepository>>,
): void {
  describe(`OneTimeTokenRepository on ${adapter}`, () => {
    let tokens: OneTimeTokenRepository;
    openBeforeEach(open, (port) => (tokens = port));

    it('finds a token by digest and purpose', async () => {
      await tokens.add(tokenOf('a'));
      expect(await tokens.get('a', 'activation')).to.deep.equal(tokenOf('a'));
      expect(await tokens.get('a', 'password-reset')).to.equal(undefined);
      expect(await tokens.get('unknown', 'activation')).to.equal(undefined);
    });

    it('stores a digest once', async () => {
      await tokens.add(tokenOf('a'));
      await tokens.add(tokenOf('a', { userId: 'bob', expiresAt: 5 }));
      expect(await tokens.get('a', 'activation')).to.deep.equal(tokenOf('a'));
    });

    it('leaves a used token used when it is added again', async () => {
      await tokens.add(tokenOf('a'));
      await tokens.use('a', 'activation', 500);
      await tokens.add(tokenOf('a'));
      expect(await tokens.use('a', 'activation', 501)).to.equal(false);
      expect((await tokens.get('a', 'activation'))?.usedAt).to.equal(500);
    });

    it('lets exactly one of many use a token', async () => {
      await tokens.add(tokenOf('a'));
      const tries = await Promise.all(Array.from({ length: 10 }, () => tokens.use('a', 'activation', 500)));
      expect(tries.filter(Boolean)).to.have.length(1);
    });

    it('lets nobody use a token that is unknown, expired or for something else', async () => {
      await tokens.add(tokenOf('a'));
      expect(await tokens.use('unknown', 'activation', 500)).to.equal(false);
      expect(await tokens.use('a', 'password-reset', 500)).to.equal(false);
      expect(await tokens.use('a', 'activation', 1000)).to.equal(false);
      expect(await tokens.use('a', 'activation', 999)).to.equal(true);
    });

    it('removes those of a user, and only of that one', async () => {
      await tokens.add(tokenOf('a'));
      await tokens.add(tokenOf('b', { purpose: 'password-reset' }));
      await tokens.add(tokenOf('c', { userId: 'bob' }));
      await tokens.removeOfUser('ada');
      expect(await tokens.get('a', 'activation')).to.equal(undefined);
      expect(await tokens.get('b', 'password-reset')).to.equal(undefined);
      expect(await tokens.get('c', 'activation')).to.deep.equal(tokenOf('c', { userId: 'bob' }));
    });

    it('removes what expired before, and says how many', async () => {
      await tokens.add(tokenOf('old', { expiresAt: 499 }));
      await tokens.add(tokenOf('just', { expiresAt: 500 }));
      expect(await tokens.removeExpired(500)).to.equal(1);
      expect(await tokens.get('old', 'activation')).to.equal(undefined);
      expect(await tokens.get('just', 'activation')).to.deep.equal(tokenOf('just', { expiresAt: 500 }));
    });
  });
}
