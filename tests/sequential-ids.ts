import type { IdGenerator } from '../src/application/ports/id-generator.js';

/** Ids in the form of UUIDv7 that count up, so that a test can foresee them. */
export class SequentialIds implements IdGenerator {
  private count = 0;

  next(): string {
    this.count += 1;
    const digits = this.count.toString(16).padStart(12, '0');
    return `01900000-0000-7000-8000-${digits}`;
  }
}
