import { ROLES, type Role } from '../../domain/identity/role.js';
import { SECOND } from '../../domain/time/duration.js';
import type { Instant } from '../../domain/time/instant.js';

/** Who asks, as an access token says it. */
export interface Principal {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
  readonly expiresAt: Instant;
}

/** Short signed tokens that say who asks. */
export interface AccessTokens {
  issue(principal: Principal): string;
  /** @throws DomainError `unauthenticated` (`invalid-token`, `token-expired`) */
  verify(token: string): Principal;
}

/** How far ahead the clock of the process that issued a token may be. */
const CLOCK_SKEW = 5 * SECOND;

/** Who asks, by the claims (RFC 7519) of a verified token; `undefined` if they are not ours, or were made in the future. */
export function principalOf(claims: unknown, now: Instant): Principal | undefined {
  const { sub, sid, role, exp, iat } = (claims ?? {}) as Readonly<Record<string, unknown>>;
  const known = ROLES.find((one) => one === role);
  if (typeof sub !== 'string' || typeof sid !== 'string' || known === undefined) return undefined;
  if (typeof exp !== 'number' || typeof iat !== 'number' || iat * SECOND > now + CLOCK_SKEW) return undefined;
  return { userId: sub, sessionId: sid, role: known, expiresAt: exp * SECOND };
}
