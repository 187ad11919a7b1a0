/**
 * Every code a problem can have, with the status it comes with: what clients may rely on. A use case that throws a
 * `DomainError` with a new code adds it here.
 */
export const PROBLEM_CODES = {
  'unreadable-body': 400,
  unauthenticated: 401,
  'token-expired': 401,
  'session-ended': 401,
  'invalid-credentials': 401,
  'invalid-refresh-token': 401,
  'refresh-token-reused': 401,
  forbidden: 403,
  'not-activated': 403,
  disabled: 403,
  'wrong-password': 403,
  'not-found': 404,
  'user-not-found': 404,
  'no-report': 404,
  'method-not-allowed': 405,
  'request-timeout': 408,
  'username-taken': 409,
  'email-taken': 409,
  'already-active': 409,
  'tracking-inactive': 409,
  'last-administrator': 409,
  'request-in-progress': 409,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'invalid-request': 422,
  'invalid-cursor': 422,
  'invalid-token': 422,
  'too-old': 422,
  'idempotency-key-reused': 422,
  'too-many-requests': 429,
  'headers-too-large': 431,
  'internal-error': 500,
  unavailable: 503,
  'not-ready': 503,
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;
