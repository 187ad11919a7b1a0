/** Brings commits to the disk: those that wait at the same time share one sync, and none blocks the process meanwhile. */
export class DiskSync {
  private committed = 0;
  private synced = 0;
  private running: Promise<void> | undefined;

  /** @param sync resolves when all that was written to the file before the call is on the disk */
  constructor(private readonly sync: () => Promise<void>) {}

  /** How many commits there were. */
  get commits(): number {
    return this.committed;
  }

  noteCommit(): void {
    this.committed += 1;
  }

  /** Resolves when the first `commits` are on the disk. Rejects as `sync` does; the next call tries again. */
  async reached(commits: number): Promise<void> {
    while (this.synced < commits) {
      // One that is running may have begun before the last commit: then there is another round.
      this.running ??= this.run().finally(() => {
        this.running = undefined;
      });
      await this.running;
    }
  }

  private async run(): Promise<void> {
    const { committed } = this;
    await this.sync();
    this.synced = committed;
  }
}
