import { v7 } from 'uuid';
import type { Clock } from '../../../application/ports/clock.js';
import type { IdGenerator } from '../../../application/ports/id-generator.js';
import type { Chance } from './chance.js';

const RANDOM_BYTES = 16;

/** UUIDv7 of the time of a story (a UUIDv7 is read as the time when its thing was made), the same in every telling. */
export class PastIds implements IdGenerator {
  private msecs = -1;
  private seq = 0;

  constructor(
    private readonly clock: Clock,
    private readonly chance: Chance,
  ) {}

  next(): string {
    const msecs = this.clock.now();
    this.seq = msecs === this.msecs ? this.seq + 1 : 0;
    this.msecs = msecs;
    const random = Uint8Array.from({ length: RANDOM_BYTES }, () => this.chance.whole(0, 255));
    return v7({ msecs, seq: this.seq, random });
  }
}
