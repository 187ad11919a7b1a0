// Planted: the domain must not know the application.
export { useCase } from '../application/use-case.js';
