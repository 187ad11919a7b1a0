import { invalidField } from '../../domain/errors.js';
import { LATEST_ARRIVAL_MS } from '../../domain/movement/gps-point.js';
import { firstQuarterFrom, quarterOf } from '../../domain/time/hour.js';
import type { InstantRange } from '../../domain/time/instant.js';
import type { Clock } from '../ports/clock.js';
import type { TrackHead, TrackRepository } from '../ports/track-repository.js';
import type { FoldTrack } from './fold-track.js';

/** Deletes points of a range that has passed; what they gave to hours goes with them, and they do not come back. */
export class DeletePoints {
  constructor(
    private readonly tracks: TrackRepository,
    private readonly fold: FoldTrack,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `invalid-range` */
  async execute(input: InstantRange & { readonly userId: string }): Promise<void> {
    const now = this.clock.now();
    if (input.from >= input.to) {
      throw invalidField('to', 'invalid-range', 'A range ends after it begins.', 'must be after from');
    }
    // Nothing ahead of now: the user's next points would be dropped.
    const range = { from: input.from, to: Math.min(input.to, now + 1) };
    if (range.from >= range.to) return;
    let marked = await this.tracks.markDirty(input.userId, range.from, range.to - 1);
    await this.tracks.removePoints(input.userId, range, now + LATEST_ARRIVAL_MS);
    while (!(await this.removeExpired(input.userId, range, marked))) {
      marked = await this.tracks.markDirty(input.userId, range.from, range.to - 1);
    }
    await this.fold.execute(input.userId, marked);
  }

  /** Quarter-hours whose points have expired cannot be folded again: those that the range covers whole go. */
  private async removeExpired(userId: string, range: InstantRange, { version }: TrackHead): Promise<boolean> {
    const from = firstQuarterFrom(range.from);
    const to = Math.min(quarterOf(range.to), firstQuarterFrom(await this.tracks.retainedFrom()));
    return from >= to || (await this.tracks.replaceQuarters(userId, { from, to }, [], version));
  }
}
