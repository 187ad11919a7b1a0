import type { TrackRepository } from '../ports/track-repository.js';
import type { FoldTrack } from './fold-track.js';

const PAGE = 100;

/** Folds every track that something left marked: a deletion or a change of tracking that died half-way. */
export class SweepTracks {
  constructor(
    private readonly tracks: TrackRepository,
    private readonly fold: FoldTrack,
  ) {}

  async execute(): Promise<void> {
    let users = await this.tracks.dirty(PAGE);
    while (users.length > 0) {
      for (const userId of users) await this.fold.execute(userId);
      users = await this.tracks.dirty(PAGE, users.at(-1));
    }
  }
}
