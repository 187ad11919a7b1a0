import { v7 } from 'uuid';
import type { IdGenerator } from '../../application/ports/id-generator.js';

/** RFC 9562. The library counts on within a millisecond and when the clock is set back. */
export class UuidV7Ids implements IdGenerator {
  next(): string {
    return v7();
  }
}
