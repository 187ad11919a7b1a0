import { STATUS_CODES } from 'node:http';
import { PROBLEM_STATUS, type Problem } from '../../application/problem.js';
import { DomainError } from '../../domain/errors.js';
import type { ProblemCode } from './problem-codes.js';
import { PROBLEM_CODES } from './problem-codes.js';

export interface ProblemDetails {
  /** Where a code has more than one. */
  readonly status?: number;
  /** Members of the body beside the standard ones. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that HTTP itself refuses, before or beside the use cases. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly details: ProblemDetails = {},
  ) {
    super(message);
    this.status = details.status ?? PROBLEM_CODES[code];
  }
}

export interface ProblemAnswer {
  readonly body: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the HTTP libraries refuse by themselves; their own messages are not for clients. */
const LIBRARY_REFUSALS: Readonly<Record<number, readonly [ProblemCode, string]>> = {
  400: ['unreadable-body', 'The body is not readable as JSON.'],
  404: ['not-found', 'There is nothing at this address.'],
  408: ['request-timeout', 'The request took too long to arrive.'],
  413: ['body-too-large', 'The body is larger than this address takes.'],
  415: ['unsupported-media-type', 'The body has a media type or an encoding that is not read here.'],
};

const RETRY_WHEN_UNAVAILABLE = 2;
export const CHALLENGE = 'Bearer realm="streakline"';

/** Turns whatever was thrown into an answer. What is not meant for clients becomes a bare 500. */
export function problemAnswer(error: unknown, requestId: string): ProblemAnswer {
  if (error instanceof HttpProblem) {
    const { code, status, message, details } = error;
    return answer(status, code, message, requestId, details.extensions, details.headers);
  }
  if (error instanceof DomainError) return domainAnswer(error, requestId);
  const refusal = error instanceof Error && 'status' in error ? LIBRARY_REFUSALS[Number(error.status)] : undefined;
  const [code, detail] = refusal ?? (['internal-error', 'Something went wrong here. It has been logged.'] as const);
  return answer(PROBLEM_CODES[code], code, detail, requestId);
}

function domainAnswer({ kind, code, message, details }: DomainError, requestId: string): ProblemAnswer {
  const { retryAfter, limit, ...extensions } = details;
  const wait = retryAfter ?? (kind === 'unavailable' ? RETRY_WHEN_UNAVAILABLE : undefined);
  const headers = {
    ...(wait === undefined ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(wait))) }),
    ...(limit === undefined ? {} : { 'RateLimit-Limit': String(limit) }),
    ...(kind === 'throttled' ? { 'RateLimit-Remaining': '0', 'RateLimit-Reset': String(Math.ceil(wait ?? 1)) } : {}),
  };
  return answer(PROBLEM_STATUS[kind], code, message, requestId, extensions, headers);
}

function answer(
  status: number,
  code: string,
  detail: string,
  requestId: string,
  extensions: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): ProblemAnswer {
  const challenge = status === 401 ? { 'WWW-Authenticate': CHALLENGE } : {};
  const title = STATUS_CODES[status] ?? 'Error';
  return {
    body: { ...extensions, type: 'about:blank', title, status, detail, code, requestId },
    headers: { ...challenge, ...headers },
  };
}
