import type { Role } from '../../domain/identity/role.js';
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
