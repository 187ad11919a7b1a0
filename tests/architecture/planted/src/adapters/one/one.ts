// Planted: technologies never meet, and only the composition root knows inversify.
import { Container } from 'inversify';
import { two } from '../two/two.js';

export const one = [Container, two];
