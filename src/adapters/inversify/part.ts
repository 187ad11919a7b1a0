import type { Log } from '../../application/ports/log.js';

/** Something of a process that runs. Parts start in order and stop in reverse. */
export interface Part {
  readonly name: string;
  start?(): Promise<void> | void;
  /** Twice is once. */
  stop?(): Promise<void> | void;
}

/** What can start and stop by itself, as a part. */
export function named(name: string, it: { start(): Promise<void>; stop(): Promise<void> }): Part {
  return { name, start: () => it.start(), stop: () => it.stop() };
}

/** Parts that do not need each other to start: they take as long as the slowest. They stop in reverse, one by one. */
export function sideBySide(parts: readonly Part[], log: Log): Part {
  return {
    name: parts.map(({ name }) => name).join(', '),
    start: async () => {
      await Promise.all(parts.map(async (part) => part.start?.()));
    },
    stop: () => stopEach(parts.toReversed(), log),
  };
}

/** The parts of one process, as one. */
export class Parts {
  private running: readonly Part[] = [];
  private stopped = false;

  constructor(
    private readonly parts: readonly Part[],
    private readonly log: Log,
  ) {}

  /** If one part does not start, those before it are stopped and its error is thrown. Ends early at `stop`. */
  async start(): Promise<void> {
    for (const part of this.parts) {
      if (this.stopped) return;
      this.running = [part, ...this.running];
      try {
        await part.start?.();
      } catch (error) {
        await this.stop();
        throw error;
      }
    }
  }

  /** A part that does not stop well does not keep the others from stopping. */
  async stop(): Promise<void> {
    this.stopped = true;
    const stopping = this.running;
    this.running = [];
    await stopEach(stopping, this.log);
  }
}

async function stopEach(parts: readonly Part[], log: Log): Promise<void> {
  for (const part of parts) {
    try {
      await part.stop?.();
    } catch (error) {
      log.error({ error, part: part.name }, 'a part did not stop well');
    }
  }
}
