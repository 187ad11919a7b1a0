import { DomainError } from '../../domain/errors.js';

/** Ends a command that could not do its work: says why, and what can be done about it. */
export function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const isAway = error instanceof DomainError && error.kind === 'unavailable';
  console.error(isAway ? `${message} Do MONGO_URL and KAFKA_BROKERS name servers that run?` : message);
  process.exitCode = 1;
}
