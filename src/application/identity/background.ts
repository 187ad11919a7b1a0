import type { Log } from '../ports/log.js';

/**
 * Work that an answer must not wait for, because how long it takes would tell whether an account exists. Failures are
 * logged: whoever asked will ask again.
 */
export class Background {
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly log: Log) {}

  run(name: string, work: () => Promise<void>): void {
    const task = work()
      .catch((error: unknown) => {
        this.log.warn({ error, work: name }, 'background work failed');
      })
      .finally(() => this.running.delete(task));
    this.running.add(task);
  }

  /** Resolves when all that was begun is done; a process waits for it before it closes its stores. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }
}
