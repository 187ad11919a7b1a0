import type { ErrorKind, InvalidField } from '../domain/errors.js';

/**
 * What a client is told when it does not get what it asked for, over REST and on sockets: RFC 9457, with more members where
 * there is more to say.
 */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable, in kebab-case. */
  readonly code: string;
  readonly requestId: string;
  /** With 422. */
  readonly errors?: readonly InvalidField[];
  readonly [extension: string]: unknown;
}

/** The status of a problem by what went wrong. */
export const PROBLEM_STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  throttled: 429,
  unavailable: 503,
};
