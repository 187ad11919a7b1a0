import { DomainError } from '../../../src/domain/errors.js';

/** The code of the domain error that a use case ends in; `none` if it does not. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
