import { expect } from 'chai';
import type { SessionRepository } from '../../src/application/ports/session-repository.js';
import type { Session } from '../../src/domain/identity/session.js';
import { openBeforeEach, type Opened } from './opened.js';

function sessionOf(id: string, changes: Partial<Session> = {}): Session {
  return {
    id,
    userId: 'ada',
    tokenDigest: `digest-${id}`,
    earlierDigests: [],
    earlierRotatedAt: [],
    rotatedAt: 100,
    createdAt: 100,
    expiresAt: 1000,
    endedAt: null,
    ip: '192.0.2.1',
    userAgent: null,
    ...changes,
  };
}

export function sessionRepositoryContract(adapter: string, open: () => Promise<Opened<SessionRepository>>): void {
  describe(`SessionRepository on ${adapter}`, () => {
    let sessions: SessionRepository;
    openBeforeEach(open, (port) => (sessions = port));

    const add = async (...added: readonly Session[]): Promise<void> => {
      for (const session of added) await sessions.add(session);
    };
    const idsOf = (found: readonly Session[]): readonly string[] => found.map(({ id }) => id);

    it('keeps a session whole', async () => {
      const session = sessionOf('a', {
        earlierDigests: ['old-2', 'old-1'],
        earlierRotatedAt: [2, 1],
        userAgent: 'Firefox',
      });
      await add(session);
      expect(await sessions.get('a')).to.deep.equal(session);
    });

    it('is undefined under an unknown id or digest', async () => {
      expect(await sessions.get('x')).to.equal(undefined);
      expect(await sessions.byTokenDigest('x')).to.equal(undefined);
      expect(await sessions.update('x', (session) => session)).to.equal(undefined);
    });

    it('stores the same id once', async () => {
      await add(sessionOf('a'), sessionOf('a', { tokenDigest: 'other' }));
      expect(await sessions.get('a')).to.deep.equal(sessionOf('a'));
      expect(await sessions.byTokenDigest('other')).to.equal(undefined);
    });

    it('finds a session by its current and by any earlier token', async () => {
      await add(sessionOf('a', { earlierDigests: ['a-2', 'a-1'] }), sessionOf('b'));
      for (const digest of ['digest-a', 'a-2', 'a-1']) {
        expect((await sessions.byTokenDigest(digest))?.id, digest).to.equal('a');
      }
    });

    it('follows the tokens through rotations, and forgets those that were dropped', async () => {
      await add(sessionOf('a', { earlierDigests: ['a-0'] }));
      await sessions.update('a', (session) => ({
        ...session,
        tokenDigest: 'a-next',
        earlierDigests: [session.tokenDigest],
      }));
      expect((await sessions.byTokenDigest('a-next'))?.id).to.equal('a');
      expect((await sessions.byTokenDigest('digest-a'))?.id).to.equal('a');
      expect(await sessions.byTokenDigest('a-0')).to.equal(undefined);
    });

    it('is detached from the store', async () => {
      const session = sessionOf('a', { earlierDigests: ['a-1'] });
      await add(session);
      for (const value of [session, await sessions.get('a'), await sessions.update('a', (same) => same)]) {
        (value as unknown as { earlierDigests: string[] }).earlierDigests.length = 0;
      }
      expect((await sessions.get('a'))?.earlierDigests).to.deep.equal(['a-1']);
    });

    it('counts every one of 20 racing updates', async () => {
      await add(sessionOf('a', { rotatedAt: 0 }));
      await Promise.all(
        Array.from({ length: 20 }, () =>
          sessions.update('a', (session) => ({ ...session, rotatedAt: session.rotatedAt + 1 })),
        ),
      );
      expect((await sessions.get('a'))?.rotatedAt).to.equal(20);
    });

    it('writes nothing when a change throws', async () => {
      await add(sessionOf('a'));
      const failing = sessions.update('a', () => {
        throw new Error('no');
      });
      expect(await failing.catch((error: unknown) => error)).to.have.property('message', 'no');
      expect(await sessions.get('a')).to.deep.equal(sessionOf('a'));
    });

    it('lists the live sessions of a user, newest first', async () => {
      await add(
        sessionOf('a', { createdAt: 1 }),
        sessionOf('c', { createdAt: 2 }),
        sessionOf('b', { createdAt: 2 }),
        sessionOf('expired', { expiresAt: 500 }),
        sessionOf('ended', { endedAt: 400 }),
        sessionOf('bob', { userId: 'bob' }),
      );
      expect(idsOf(await sessions.ofUser('ada', 500))).to.deep.equal(['c', 'b', 'a']);
      expect(idsOf(await sessions.ofUser('nobody', 500))).to.deep.equal([]);
    });

    it('ends all sessions of a user but one, and says which it ended', async () => {
      await add(
        sessionOf('a'),
        sessionOf('b'),
        sessionOf('mine'),
        sessionOf('ended', { endedAt: 400 }),
        sessionOf('bob', { userId: 'bob' }),
      );
      expect(await sessions.endAll('ada', 450, 'mine')).to.have.members(['a', 'b']);
      expect((await sessions.get('a'))?.endedAt).to.equal(450);
      expect((await sessions.get('ended'))?.endedAt).to.equal(400);
      expect(idsOf(await sessions.ofUser('ada', 450))).to.deep.equal(['mine']);
      expect(idsOf(await sessions.ofUser('bob', 450))).to.deep.equal(['bob']);
      expect(await sessions.endAll('ada', 460)).to.deep.equal(['mine']);
      expect(await sessions.endAll('ada', 470)).to.deep.equal([]);
    });

    it('ends the live ones of a user beyond so many, those used longest ago, and says which', async () => {
      await add(
        sessionOf('new', { rotatedAt: 300 }),
        sessionOf('old-but-used', { createdAt: 1, rotatedAt: 200 }),
        sessionOf('idle-1', { rotatedAt: 110 }),
        sessionOf('idle-2', { rotatedAt: 110 }),
        sessionOf('expired', { rotatedAt: 400, expiresAt: 450 }),
        sessionOf('ended', { rotatedAt: 400, endedAt: 410 }),
        sessionOf('bob', { userId: 'bob', rotatedAt: 1 }),
      );
      expect(await sessions.endBeyond('ada', 4, 450)).to.deep.equal([]);
      expect(await sessions.endBeyond('ada', 3, 450)).to.deep.equal(['idle-1']);
      expect((await sessions.get('idle-1'))?.endedAt).to.equal(450);
      expect(await sessions.endBeyond('ada', 1, 460)).to.have.members(['idle-2', 'old-but-used']);
      expect(idsOf(await sessions.ofUser('ada', 460))).to.deep.equal(['new']);
      expect((await sessions.get('ended'))?.endedAt).to.equal(410);
      expect(idsOf(await sessions.ofUser('bob', 460))).to.deep.equal(['bob']);
    });

    it('names one that many end at once to one of them', async () => {
      await add(sessionOf('a', { rotatedAt: 1 }), sessionOf('b', { rotatedAt: 2 }));
      const named = await Promise.all(Array.from({ length: 10 }, () => sessions.endBeyond('ada', 1, 450)));
      expect(named.flat()).to.deep.equal(['a']);
    });

    it('still knows the tokens of an ended session', async () => {
      await add(sessionOf('a', { earlierDigests: ['a-1'] }));
      await sessions.endAll('ada', 450);
      expect((await sessions.byTokenDigest('a-1'))?.endedAt).to.equal(450);
    });

    it('loses neither an ending nor an update that race', async () => {
      await add(sessionOf('a', { rotatedAt: 0 }));
      await Promise.all([
        sessions.endAll('ada', 450),
        ...Array.from({ length: 5 }, () =>
          sessions.update('a', (session) => ({ ...session, rotatedAt: session.rotatedAt + 1 })),
        ),
      ]);
      expect(await sessions.get('a')).to.deep.equal(sessionOf('a', { rotatedAt: 5, endedAt: 450 }));
    });

    it('removes what ended or expired before, and says how many', async () => {
      await add(
        sessionOf('live'),
        sessionOf('expired', { expiresAt: 499 }),
        sessionOf('ended', { endedAt: 499 }),
        sessionOf('just', { expiresAt: 500 }),
      );
      expect(await sessions.removeExpired(500)).to.equal(2);
      expect(await sessions.get('expired')).to.equal(undefined);
      expect(await sessions.byTokenDigest('digest-ended')).to.equal(undefined);
      expect(await sessions.get('live')).to.deep.equal(sessionOf('live'));
      expect((await sessions.get('just'))?.id).to.equal('just');
      expect(await sessions.removeExpired(500)).to.equal(0);
    });

    it('removes all of a user, and only of that one', async () => {
      await add(sessionOf('a'), sessionOf('ended', { endedAt: 1 }), sessionOf('bob', { userId: 'bob' }));
      await sessions.removeOfUser('ada');
      expect(await sessions.get('a')).to.equal(undefined);
      expect(await sessions.get('ended')).to.equal(undefined);
      expect(await sessions.byTokenDigest('digest-a')).to.equal(undefined);
      expect((await sessions.get('bob'))?.id).to.equal('bob');
    });
  });
}
