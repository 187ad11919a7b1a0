import type { Log } from './ports/log.js';

/** Work that nobody waits for. Its failures are logged: whoever wanted it asks again. */
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
