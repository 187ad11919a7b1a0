import type { ErrorKind } from '../domain/errors.js';

/** The status of a problem (RFC 9457) by what went wrong: the same for REST and for sockets. */
export const PROBLEM_STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  throttled: 429,
  unavailable: 503,
};
