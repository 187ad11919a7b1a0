import { foundUser, type User } from '../../domain/identity/user.js';
import { END_OF_TIME } from '../../domain/movement/gps-point.js';
import type { Instant } from '../../domain/time/instant.js';
import { addDays, dayOf, startOfDay } from '../../domain/time/local-day.js';
import type { ExportTrack } from '../movement/export-track.js';
import type { ArchivedFile, ArchiveFormat } from '../ports/archive-format.js';
import type { Clock } from '../ports/clock.js';
import type { TrackRepository } from '../ports/track-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { ExportAccount } from './export-account.js';

export interface AccountArchive {
  readonly mediaType: 'application/zip';
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** `2026-11`, by the days of the user. */
interface Month {
  readonly name: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** Longer than every month, shorter than any two. */
const NEXT_MONTH_DAYS = 31;

/** Everything the service knows about a user: the account as JSON, and the tracks as GPX, a file for each month. */
export class ExportArchive {
  constructor(
    private readonly users: UserRepository,
    private readonly tracks: TrackRepository,
    private readonly exportAccount: ExportAccount,
    private readonly exportTrack: ExportTrack,
    private readonly format: ArchiveFormat,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<AccountArchive> {
    const user = foundUser(await this.users.get(userId));
    return { mediaType: 'application/zip', chunks: this.format.write(this.files(user), this.clock.now()) };
  }

  private async *files(user: User): AsyncGenerator<ArchivedFile> {
    const { id: userId } = user;
    const { chunks } = await this.exportAccount.execute({ userId });
    yield { name: 'account.json', chunks };
    for await (const { name, from, to } of this.months(user)) {
      const track = await this.exportTrack.execute({ userId, from, to, format: 'gpx' });
      yield { name: `tracks/${name}.gpx`, chunks: track.chunks };
    }
  }

  /** Those that have points. */
  private async *months({ id: userId, calendar }: User): AsyncGenerator<Month> {
    let from = 0;
    for (;;) {
      const [point] = await this.tracks.points(userId, { from, to: END_OF_TIME }, 1);
      if (point === undefined) return;
      const name = dayOf(point.at, calendar).slice(0, 7);
      const after = addDays(`${name}-01`, NEXT_MONTH_DAYS).slice(0, 7);
      const to = startOfDay(`${after}-01`, calendar);
      yield { name, from: startOfDay(`${name}-01`, calendar), to };
      from = to;
    }
  }
}
