import { STATUS_CODES } from 'node:http';
import { PROBLEM_STATUS, type Problem } from '../../application/problem.js';
import { DomainError } from '../../domain/errors.js';

/**
 * What a client is told of an error, as REST says it; what goes into a header there, `retryAfter`, is a member here. Of one
 * that is not meant for clients, only that there was one.
 */
export function socketProblem(error: unknown, requestId: string): Problem {
  if (error instanceof DomainError) {
    const { kind, code, message, details } = error;
    return { ...details, ...problem(PROBLEM_STATUS[kind], code, message, requestId) };
  }
  return problem(500, 'internal-error', 'Something went wrong here. It has been logged.', requestId);
}

/** The answer to an event that is larger than any that is meant. */
export function tooLarge(bytes: number, requestId: string): Problem {
  return problem(413, 'payload-too-large', `An event may have ${bytes} bytes.`, requestId);
}

function problem(status: number, code: string, detail: string, requestId: string): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code, requestId };
}
