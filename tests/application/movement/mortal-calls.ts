/** Says that the process died: what it had done before is stored, and nothing after. */
export class Death extends Error {}

/** A process that dies at a chosen call to its stores, and at every call after it, until it is started again. */
export class MortalCalls {
  private callsLeft = Infinity;

  through<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...values: unknown[]): unknown => {
          this.callsLeft -= 1;
          if (this.callsLeft < 0) return Promise.reject(new Death());
          return Reflect.apply(member, target, values);
        };
      },
    });
  }

  /** @param calls how many it will live to see done; for ever without it */
  start(calls = Infinity): void {
    this.callsLeft = calls;
  }

  /** Does it again, as redelivery does, dying after so many calls each time, until it is done. */
  async untilDone(lives: readonly number[], work: () => Promise<void>): Promise<void> {
    for (const calls of [...lives, Infinity]) {
      this.start(calls);
      try {
        await work();
        this.start();
        return;
      } catch (error) {
        if (!(error instanceof Death)) throw error;
      }
    }
  }
}
