import { distances, periodLabel } from '../../domain/movement/hourly-distance.js';
import { LONGEST_GAP_MS, type MovementSettings } from '../../domain/movement/plausibility.js';
import { HOUR } from '../../domain/time/duration.js';
import { hourOf } from '../../domain/time/hour.js';
import { toIso, type Instant } from '../../domain/time/instant.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { Log } from '../ports/log.js';
import type { TrackHead, TrackRepository } from '../ports/track-repository.js';
import type { TrackingRepository } from '../ports/tracking-repository.js';
import { Refold, type DirtyRange } from './refold.js';

/** The latest hours that a fold changed are told; the others are there to be read. */
const MOST_HOURS_TOLD = 24;

/** Makes the quarter-hours of a user what the stored points say, wherever they are dirty. */
export class FoldTrack {
  /** @param batch so many points in memory at a time */
  constructor(
    private readonly tracks: TrackRepository,
    private readonly tracking: TrackingRepository,
    private readonly live: LiveChannel,
    private readonly log: Log,
    private readonly settings: MovementSettings,
    private readonly batch = 1000,
  ) {}

  /**
   * A fold that begins later than another does the other's work too, and the other leaves it to it.
   * @param marked the head as it was marked before what is to be folded was stored
   */
  async execute(userId: string, marked?: TrackHead): Promise<void> {
    const dirty = await this.claim(userId, marked);
    if (dirty === undefined) return;
    const refold = new Refold(this.tracks, this.tracking, this.settings, this.batch, userId);
    if (await refold.run(dirty)) await this.tracks.markClean(userId, dirty.version);
    await this.tell(userId, refold.changed);
  }

  /**
   * The version to fold under must be newer than what is to be folded: another fold may have begun, and even ended,
   * between the mark and the points.
   */
  private async claim(userId: string, marked: TrackHead | undefined): Promise<DirtyRange | undefined> {
    const head = await this.tracks.head(userId);
    if (marked !== undefined && head.version === marked.version) return dirtyRange(head);
    const { dirtyFrom, dirtyTo } = marked ?? head;
    if (dirtyFrom === null || dirtyTo === null) return undefined;
    return dirtyRange(await this.tracks.markDirty(userId, dirtyFrom, dirtyTo));
  }

  private async tell(userId: string, changed: ReadonlySet<Instant>): Promise<void> {
    const hours = [...new Set([...changed].map((quarter) => hourOf(quarter)))].sort((a, b) => a - b);
    const latest = hours.slice(-MOST_HOURS_TOLD);
    try {
      for (const hour of latest) {
        const range = { from: hour, to: hour + HOUR };
        const quarters = await this.tracks.quarters(userId, { from: hour, to: range.to + LONGEST_GAP_MS });
        const [sum] = distances(quarters, range, periodLabel('hour', 'UTC'));
        const payload = { hour: toIso(hour), metres: sum?.metres ?? 0 };
        await this.live.send(userId, { event: 'movement', payload });
      }
    } catch (error) {
      // The hours are right; who listens can read them.
      this.log.warn({ error, userId }, 'hours changed and could not be told');
    }
  }
}

function dirtyRange({ dirtyFrom, dirtyTo, version }: TrackHead): DirtyRange | undefined {
  if (dirtyFrom === null || dirtyTo === null) return undefined;
  return { from: dirtyFrom, to: dirtyTo, version };
}
