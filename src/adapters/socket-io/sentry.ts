import type { Principal } from '../../application/ports/access-tokens.js';
import type { Cancel, Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';
import { DomainError } from '../../domain/errors.js';
import { MINUTE } from '../../domain/time/duration.js';
import type { Seats } from './seats.js';
import type { ClientSocket } from './socket-events.js';

/** Who an access token stands for, if its session lives now. @throws DomainError `unauthenticated`, `unavailable` */
export type VerifyAccess = (token: string) => Promise<Principal>;

/** A session may have ended while its socket opened, when it was in no room yet. */
const FIRST_RECHECK_MS = 500;
/** For an ending of which no word came. */
const RECHECK_MS = MINUTE;

/** Lets in who has a valid access token and not too many connections, for as long as the token is valid. */
export class Sentry {
  private readonly principals = new WeakMap<ClientSocket, Principal>();

  constructor(
    private readonly verify: VerifyAccess,
    private readonly seats: Seats,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws Error with `data.code`, which is what a client gets as `connect_error` */
  async admit(socket: ClientSocket): Promise<Principal> {
    try {
      const principal = await this.principal(socket);
      this.seats.take(principal.userId, socket.conn);
      this.principals.set(socket, principal);
      return principal;
    } catch (error) {
      const known = error instanceof DomainError;
      if (!known) this.log.error({ error }, 'a socket could not be opened');
      const refusal = new Error(known ? error.message : 'Something went wrong here.');
      throw Object.assign(refusal, { data: { code: known ? error.code : 'internal-error' } });
    }
  }

  principalOf(socket: ClientSocket): Principal | undefined {
    return this.principals.get(socket);
  }

  /** Closes the socket when its token expires, or its session is found to have ended. */
  watch(socket: ClientSocket, { expiresAt }: Principal): void {
    const cancelExpiry = this.clock.after(expiresAt - this.clock.now(), () => {
      socket.disconnect(true);
    });
    const cancelRechecks = this.recheckAfter(socket, FIRST_RECHECK_MS);
    socket.once('disconnect', () => {
      cancelExpiry();
      cancelRechecks();
    });
  }

  /** Closes the socket if its token is no longer good. A store that is away is no reason. */
  async recheck(socket: ClientSocket): Promise<void> {
    try {
      await this.principal(socket);
    } catch (error) {
      if (error instanceof DomainError && error.kind !== 'unavailable') socket.disconnect(true);
      else this.log.warn({ error }, 'a session could not be looked up; its socket stays open');
    }
  }

  private recheckAfter(socket: ClientSocket, pauseMs: number): Cancel {
    let cancel = this.clock.after(pauseMs, () => {
      void this.recheck(socket);
      cancel = this.recheckAfter(socket, RECHECK_MS);
    });
    return () => {
      cancel();
    };
  }

  private principal(socket: ClientSocket): Promise<Principal> {
    const { token } = socket.handshake.auth as Readonly<Record<string, unknown>>;
    if (typeof token === 'string') return this.verify(token);
    return Promise.reject(new DomainError('unauthenticated', 'unauthenticated', 'Send an access token as auth.token.'));
  }
}
