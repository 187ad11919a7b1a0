// Planted: the application must not know a technology.
import { one } from '../adapters/one/one.js';

export const useCase = one;
