import type { Clock } from '../ports/clock.js';
import type { Allowance, RateLimit, RateLimiter } from '../ports/rate-limiter.js';

/** Those who took and have not said yet whether they give back, and those who wait for that. */
interface Line {
  undecided: number;
  /** Counts what was given back, so that nobody misses it while its own take is under way. */
  returned: number;
  readonly waiting: (() => void)[];
}

/** How long to wait for another process, which tells nobody when it has decided. */
const ASK_AGAIN_MS = 50;

/**
 * Takes that may be given back. While others are undecided, in this process or another, nobody is refused, but waits: of
 * twenty right passwords at once all pass, of twenty wrong ones as many as the limit has reach the hash.
 */
export class RateReservations {
  private readonly lines = new Map<string, Line>();

  constructor(
    private readonly limiter: RateLimiter,
    private readonly clock: Clock,
  ) {}

  /** Whoever is allowed must `keep` or `giveBack`. */
  async take(limit: RateLimit, key: string): Promise<Allowance> {
    const line = this.line(limit, key);
    line.undecided += 1;
    for (;;) {
      const { returned } = line;
      const reservation = await this.limiter.reserve(limit, key).catch((error: unknown) => {
        this.settle(limit, key, line);
        throw error;
      });
      if (reservation.allowed) return reservation;
      if (line.returned !== returned) continue;
      if (line.undecided > 1) {
        line.undecided -= 1;
        await new Promise<void>((resolve) => line.waiting.push(resolve));
      } else if (reservation.undecided) {
        await new Promise<void>((resolve) => this.clock.after(ASK_AGAIN_MS, resolve));
      } else {
        this.settle(limit, key, line);
        return reservation;
      }
    }
  }

  async keep(limit: RateLimit, key: string): Promise<void> {
    try {
      await this.limiter.keep(limit, key);
    } finally {
      this.settle(limit, key, this.line(limit, key));
    }
  }

  async giveBack(limit: RateLimit, key: string): Promise<void> {
    const line = this.line(limit, key);
    try {
      await this.limiter.giveBack(limit, key);
    } finally {
      line.returned += 1;
      this.settle(limit, key, line);
    }
  }

  /** Hands the place of one who is decided to the next in the line, who then tries again. */
  private settle(limit: RateLimit, key: string, line: Line): void {
    const next = line.waiting.shift();
    if (next !== undefined) next();
    else line.undecided -= 1;
    if (line.undecided === 0) this.lines.delete(nameOf(limit, key));
  }

  private line(limit: RateLimit, key: string): Line {
    const name = nameOf(limit, key);
    const line = this.lines.get(name) ?? { undecided: 0, returned: 0, waiting: [] };
    this.lines.set(name, line);
    return line;
  }
}

function nameOf(limit: RateLimit, key: string): string {
  return `${limit.name}:${key}`;
}
