import type { Scheduler } from 'fast-check';

/** Calls whose order is the scheduler's, as that of calls to a server is the network's. */
export class RacingCalls {
  private scheduler: Scheduler | undefined;

  through<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...values: unknown[]): Promise<unknown> => {
          await this.scheduler?.schedule(Promise.resolve(), String(name));
          return Reflect.apply(member, target, values);
        };
      },
    });
  }

  /** Does all of it at once. */
  async race(scheduler: Scheduler, works: readonly (() => Promise<unknown>)[]): Promise<void> {
    this.scheduler = scheduler;
    try {
      await scheduler.waitFor(Promise.all(works.map((work) => work())));
    } finally {
      this.scheduler = undefined;
    }
  }
}
