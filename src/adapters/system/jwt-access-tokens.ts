import { randomUUID, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { principalOf, type AccessTokens, type Principal } from '../../application/ports/access-tokens.js';
import type { Clock } from '../../application/ports/clock.js';
import { DomainError } from '../../domain/errors.js';

const LONGEST_TOKEN = 2048;

export interface AccessTokenSettings {
  /** A KeyObject: with a string, each verification would make one anew. */
  readonly key: KeyObject;
  readonly issuer: string;
  readonly audience: string;
}

/** JWTs (RFC 7519), HMAC-SHA256 only: whatever a token's header asks for, no other algorithm and no other key is tried. */
export class JwtAccessTokens implements AccessTokens {
  constructor(
    private readonly settings: AccessTokenSettings,
    private readonly clock: Clock,
  ) {}

  issue({ userId, sessionId, role, expiresAt }: Principal): string {
    const claims = {
      sub: userId,
      sid: sessionId,
      role,
      jti: randomUUID(),
      iat: Math.floor(this.clock.now() / 1000),
      exp: Math.floor(expiresAt / 1000),
      aud: this.settings.audience,
      iss: this.settings.issuer,
    };
    return jwt.sign(claims, this.settings.key, { algorithm: 'HS256' });
  }

  verify(token: string): Principal {
    const principal = principalOf(this.claimsOf(token), this.clock.now());
    if (principal === undefined) throw invalidToken();
    return principal;
  }

  private claimsOf(token: string): unknown {
    if (token.length > LONGEST_TOKEN) throw invalidToken();
    try {
      const { key, issuer, audience } = this.settings;
      const clockTimestamp = Math.floor(this.clock.now() / 1000);
      return jwt.verify(token, key, { algorithms: ['HS256'], issuer, audience, clockTimestamp });
    } catch (error) {
      if (!(error instanceof jwt.TokenExpiredError)) throw invalidToken();
      throw new DomainError('unauthenticated', 'token-expired', 'The access token has expired.');
    }
  }
}

function invalidToken(): DomainError {
  return new DomainError('unauthenticated', 'invalid-token', 'The access token is not valid.');
}
