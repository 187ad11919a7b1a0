import { setTimeout as pause } from 'node:timers/promises';
import { Crowd } from './crowd.js';
import { expectEverythingOnce, figures, Posted } from './delivery.js';
import type { Deployment } from './deployment.js';
import type { KafkaPeer } from './kafka-peer.js';
import { Person } from './person.js';
import type { PhoneReport } from './phone.js';

const JOINING_AT_ONCE = 8;
const BETWEEN_ROUNDS_MS = 100;

/** So many new users, each with a phone that is connected, and what was posted to them. */
export class Audience {
  readonly posted: Posted;
  private readonly began = performance.now();

  private constructor(
    readonly persons: readonly Person[],
    private readonly crowd: Crowd,
    private readonly patienceMs: number,
  ) {
    this.posted = new Posted(persons);
  }

  /** The phones are spread over the realtime nodes. @param patienceMs how long to wait for what was posted */
  static async gather(deployment: Deployment, count: number, patienceMs: number): Promise<Audience> {
    const persons = await join(deployment, count);
    const owners = persons.map(({ id, accessToken }) => ({ userId: id, token: accessToken }));
    const nodes = deployment.all('realtime').map(({ url }) => url);
    const crowd = await Crowd.gather(owners, nodes.length > 0 ? nodes : [deployment.realtimeUrl]);
    return new Audience(persons, crowd, patienceMs);
  }

  /** A message a round to everybody: `kafka 1`, `kafka 2` … */
  async hearsByKafka(peer: KafkaPeer, rounds: number): Promise<void> {
    for (let round = 1; round <= rounds; round += 1) {
      const message = `kafka ${round}`;
      await peer.post(this.persons.map(({ id }) => ({ userId: id, message })));
      for (const { id } of this.persons) this.posted.note(id, message);
      await pause(BETWEEN_ROUNDS_MS);
    }
  }

  /** Resolves when the phones hold so many notifications together. */
  async holds(count: number): Promise<void> {
    await this.crowd.holds(count, this.patienceMs);
  }

  /** Waits until the phones hold so many together, says how it went, and sees that they hold everything once. */
  async holdsEverythingOnce(total: number): Promise<readonly PhoneReport[]> {
    await this.holds(total);
    const reports = await this.crowd.reports();
    console.log(`      ${figures(reports, performance.now() - this.began)}`);
    expectEverythingOnce(reports, this.posted);
    return reports;
  }

  leave(): void {
    this.crowd.leave();
  }
}

async function join(deployment: Deployment, count: number): Promise<readonly Person[]> {
  const joined: Person[] = [];
  while (joined.length < count) {
    const together = Math.min(JOINING_AT_ONCE, count - joined.length);
    joined.push(...(await Promise.all(Array.from({ length: together }, () => Person.join(deployment)))));
  }
  return joined;
}
