import type { Container } from 'inversify';
import { USE_CASES, type UseCases } from '../http/use-cases.js';

/** What the routes call. */
export function useCases(container: Container): UseCases {
  const made = Object.entries(USE_CASES).map(([name, UseCase]) => [name, container.get<unknown>(UseCase)] as const);
  // Each name comes with an instance of its own class; the compiler cannot follow it through the table.
  return Object.fromEntries(made) as UseCases;
}
