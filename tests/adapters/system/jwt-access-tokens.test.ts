import { createHmac, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { JwtAccessTokens } from '../../../src/adapters/system/jwt-access-tokens.js';
import type { Principal } from '../../../src/application/ports/access-tokens.js';
import { DomainError } from '../../../src/domain/errors.js';
import { ManualClock } from '../../manual-clock.js';

describe('JwtAccessTokens', () => {
  const secret = 'a secret of at least thirty-two bytes';
  const clock = new ManualClock('2026-11-21T10:00:00Z');
  const now = clock.now() / 1000;
  const tokens = new JwtAccessTokens(
    { key: createSecretKey(Buffer.from(secret)), issuer: 'streakline', audience: 'streakline-api' },
    clock,
  );
  const principal: Principal = { userId: 'u1', sessionId: 's1', role: 'admin', expiresAt: clock.now() + 900_000 };
  const claims = {
    sub: 'u1',
    sid: 's1',
    role: 'user',
    iat: now,
    exp: now + 900,
    aud: 'streakline-api',
    iss: 'streakline',
  };

  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  /** Signs anything, as no library would. */
  const forged = (payload: unknown, header: unknown = { alg: 'HS256', typ: 'JWT' }, key: string | Buffer = secret) => {
    const text = `${encoded(header)}.${encoded(payload)}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const codeOf = (token: string) => {
    try {
      tokens.verify(token);
      return 'accepted';
    } catch (error) {
      expect(error).to.be.instanceOf(DomainError).with.property('kind', 'unauthenticated');
      return (error as DomainError).code;
    }
  };

  it('reads what it issued', () => {
    expect(tokens.verify(tokens.issue(principal))).to.deep.equal(principal);
  });

  it('says everything a verifier needs, and gives each token an id', () => {
    const payload = jwt.decode(tokens.issue(principal)) as jwt.JwtPayload;
    expect(payload).to.include({ ...claims, role: 'admin' });
    expect(payload.jti)
      .to.be.a('string')
      .and.not.equal((jwt.decode(tokens.issue(principal)) as jwt.JwtPayload).jti);
  });

  it('tells an expired token from an invalid one', () => {
    const token = tokens.issue(principal);
    clock.advance(899_000);
    expect(codeOf(token)).to.equal('accepted');
    clock.advance(1_000);
    expect(codeOf(token)).to.equal('token-expired');
    clock.set('2026-11-21T10:00:00Z');
  });

  it('accepts its own claims signed with its own key', () => {
    expect(codeOf(forged(claims))).to.equal('accepted');
  });

  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const without = (name: keyof typeof claims) => ({ ...claims, [name]: undefined });
  const attacks: Record<string, string> = {
    'no signature': `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.`,
    'a signature dropped': forged(claims).replace(/[^.]+$/, ''),
    'another key': forged(claims, undefined, 'another secret of thirty-two bytes'),
    RS256: jwt.sign(claims, privateKey, { algorithm: 'RS256' }),
    'a public key as HMAC secret': forged(claims, undefined, pem),
    HS512: jwt.sign(claims, secret, { algorithm: 'HS512' }),
    'a path as kid': forged(claims, { alg: 'HS256', kid: '../../dev/null' }, ''),
    'SQL as kid': forged(claims, { alg: 'HS256', kid: "' UNION SELECT 'x" }, 'x'),
    'a key of its own in the header': forged(claims, { alg: 'HS256', jwk: { kty: 'oct', k: encoded('x') } }, 'x'),
    'a key to be fetched': forged(claims, { alg: 'HS256', jku: 'http://127.0.0.1:9/keys' }, 'x'),
    'no expiry': forged(without('exp')),
    'an expiry that is text': forged({ ...claims, exp: `${now + 900}` }),
    'no issue date': forged(without('iat')),
    'an issue date ahead': forged({ ...claims, iat: now + 60 }),
    'another audience': forged({ ...claims, aud: 'other' }),
    'another issuer': forged({ ...claims, iss: 'other' }),
    'no user': forged(without('sub')),
    'a session that is no text': forged({ ...claims, sid: { $ne: null } }),
    'an unknown role': forged({ ...claims, role: 'root' }),
    'eight kilobytes': forged({ ...claims, filler: 'x'.repeat(8192) }),
    'a text as payload': forged('text'),
    'no token at all': 'x.y',
  };
  for (const [title, token] of Object.entries(attacks)) {
    it(`refuses ${title}`, () => {
      expect(codeOf(token)).to.equal('invalid-token');
    });
  }
});
