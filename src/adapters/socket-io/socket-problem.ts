import { STATUS_CODES } from 'node:http';
import { PROBLEM_STATUS } from '../../application/problem-status.js';
import { DomainError } from '../../domain/errors.js';

/** As REST says it: RFC 9457. What goes into a header there, `retryAfter`, is a member here. */
export interface SocketProblem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly [extension: string]: unknown;
}

/** What a client is told of an error; of one that is not meant for clients, only that there was one. */
export function socketProblem(error: unknown, requestId: string): SocketProblem {
  if (error instanceof DomainError) {
    const { kind, code, message, details } = error;
    return { ...details, ...problem(PROBLEM_STATUS[kind], code, message, requestId) };
  }
  return problem(500, 'internal-error', 'Something went wrong here. It has been logged.', requestId);
}

/** The answer to an event that is larger than any that is meant. */
export function tooLarge(bytes: number, requestId: string): SocketProblem {
  return problem(413, 'payload-too-large', `An event may have ${bytes} bytes.`, requestId);
}

function problem(status: number, code: string, detail: string, requestId: string): SocketProblem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code, requestId };
}
