import { expect } from 'chai';
import fc from 'fast-check';
import { ended, isAlive, isReuse, openSession, refreshed, type Session } from '../../../src/domain/identity/session.js';

describe('A session', () => {
  const settings = { accessTtl: 900, refreshTtl: 2_592_000, refreshGrace: 60 };
  const start = Date.parse('2026-11-21T10:00:00Z');
  const opened = openSession({ id: 's1', userId: 'u1', tokenDigest: 't0', ip: null, userAgent: null }, start, settings);
  const refresh = (session: Session, digest: string, at: number) =>
    refreshed(session, digest, `${digest}'`, start + at * 1000, settings);

  it('lives for as long as its newest refresh token', () => {
    expect(isAlive(opened, start + 2_591_999_000)).to.equal(true);
    expect(isAlive(opened, start + 2_592_000_000)).to.equal(false);
    expect(refresh(opened, 't0', 86_400).expiresAt).to.equal(start + (86_400 + 2_592_000) * 1000);
  });

  it('gives its token up for the successor', () => {
    expect(refresh(opened, 't0', 10)).to.include({ tokenDigest: "t0'", rotatedAt: start + 10_000, endedAt: null });
    expect(refresh(opened, 't0', 10).earlierDigests).to.deep.equal(['t0']);
  });

  it('is left alone by a token that was just rotated', () => {
    const rotated = refresh(opened, 't0', 10);
    expect(refresh(rotated, 't0', 70)).to.equal(rotated);
  });

  it('ends when a token comes back after the grace, however often it was rotated since', () => {
    const once = refresh(opened, 't0', 10);
    const twice = refresh(once, "t0'", 60);
    expect(refresh(twice, 't0', 70)).to.equal(twice);
    const caught = refresh(twice, 't0', 71);
    expect(caught.endedAt).to.equal(start + 71_000);
    expect(isReuse(caught, 't0', start + 71_000, settings)).to.equal(true);
    expect(isReuse(caught, "t0'", start + 71_000, settings)).to.equal(false);
  });

  it('does nothing more once it has ended or expired', () => {
    const over = ended(opened, start + 5_000);
    expect(ended(over, start + 9_000)).to.equal(over);
    expect(refresh(over, 't0', 10)).to.equal(over);
    expect(refresh(opened, 't0', 2_592_000)).to.equal(opened);
  });

  it('has one current token and a bounded past, whatever is presented when', () => {
    const tries = fc.array(fc.record({ back: fc.nat({ max: 3 }), pause: fc.nat({ max: 90 }) }), { maxLength: 300 });
    fc.assert(
      fc.property(tries, (steps) => {
        let session = opened;
        let at = 0;
        for (const { back, pause } of steps) {
          at += pause;
          const known = [session.tokenDigest, ...session.earlierDigests];
          const next = refresh(session, known[Math.min(back, known.length - 1)]!, at);
          if (session.endedAt !== null) expect(next).to.equal(session);
          session = next;
          expect(session.earlierDigests.length).to.equal(session.earlierRotatedAt.length).and.be.at.most(100);
          expect(session.earlierDigests).to.not.include(session.tokenDigest);
        }
      }),
      { numRuns: 50 },
    );
  });
});
