import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '../eventually.js';
import type { PhoneOwner, PhoneReport } from './phone.js';
import type { Order } from './phones.js';

const PHONES = fileURLToPath(new URL('phones.js', import.meta.url));

/** Many phones, in a process of their own. */
export class Crowd {
  private asked: Promise<unknown> = Promise.resolve();

  private constructor(private readonly child: ChildProcess) {}

  /** Resolves when all are connected, spread over the nodes. */
  static async gather(owners: readonly PhoneOwner[], urls: readonly string[]): Promise<Crowd> {
    const crowd = new Crowd(fork(PHONES));
    await crowd.ask({ order: 'open', owners, urls });
    await eventually(async () => (await crowd.state()).connected === owners.length, 60_000);
    return crowd;
  }

  async state(): Promise<{ readonly connected: number; readonly held: number }> {
    return this.ask({ order: 'state' });
  }

  async reports(): Promise<readonly PhoneReport[]> {
    return this.ask({ order: 'report' });
  }

  /** Resolves when the phones hold so many notifications together, each counted once. */
  async holds(count: number, withinMs: number): Promise<void> {
    await eventually(async () => {
      const { held, connected } = await this.state();
      if (held < count) throw new Error(`${held} of ${count} notifications arrived; ${connected} phones are connected`);
    }, withinMs);
  }

  leave(): void {
    if (this.child.connected) this.child.disconnect();
  }

  /** One after the other: an answer is that to the question before it. */
  private ask<Answer>(order: Order): Promise<Answer> {
    const answer = this.asked.then(async () => {
      const answered = once(this.child, 'message') as Promise<[Answer]>;
      this.child.send(order);
      return (await answered)[0];
    });
    this.asked = answer;
    return answer;
  }
}
