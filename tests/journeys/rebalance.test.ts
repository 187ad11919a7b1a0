import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { describeWith } from '../servers.js';
import { Crowd } from './crowd.js';
import { expectEverythingOnce, expectOrder, figures, ownersOf, people, Posted } from './delivery.js';
import { Deployment } from './deployment.js';
import { KafkaPeer } from './kafka-peer.js';
import type { Person } from './person.js';

const CLIENTS = 40;
const ROUNDS = 100;
const TOTAL = CLIENTS * ROUNDS;
const LONGEST_MS = 240_000;

describeWith(['mongo', 'kafka', 'redis'], 'One, three, one workers', () => {
  let fleet: Deployment;
  let peer: KafkaPeer;
  let crowd: Crowd;
  let persons: readonly Person[];
  let posted: Posted;
  before(async function () {
    this.timeout(120_000);
    fleet = await Deployment.onServers(['api', 'realtime', 'worker']);
    peer = await KafkaPeer.connect(fleet);
    persons = await people(fleet, CLIENTS);
    posted = new Posted(persons);
    crowd = await Crowd.gather(ownersOf(persons), [fleet.realtimeUrl]);
  });
  after(async function () {
    this.timeout(60_000);
    await fleet.remove();
    await peer.leave();
    crowd.leave();
  });

  async function post(): Promise<void> {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const message = `kafka ${round}`;
      await peer.post(persons.map(({ id }) => ({ userId: id, message })));
      for (const { id } of persons) posted.note(id, message);
      await pause(100);
    }
  }
  async function joinAndLeave(): Promise<void> {
    await crowd.holds(TOTAL / 5, LONGEST_MS);
    const [second, third] = await Promise.all([fleet.join('worker'), fleet.join('worker')]);
    await crowd.holds((TOTAL * 3) / 5, LONGEST_MS);
    // The first worker too, so that all partitions change hands; one goes in peace and one does not.
    const [first] = fleet.all('worker');
    expect(await first?.end('SIGTERM')).to.equal(0);
    await crowd.holds((TOTAL * 4) / 5, LONGEST_MS);
    await second.end('SIGKILL');
    expect(third.log).to.not.include('dead letter');
  }

  it(`lose and double nothing of ${TOTAL} notifications, and keep the order of every user`, async function () {
    this.timeout(LONGEST_MS + 30_000);
    const began = performance.now();
    await Promise.all([post(), joinAndLeave()]);
    await crowd.holds(TOTAL, LONGEST_MS);
    const reports = await crowd.reports();
    console.log(`      ${figures(reports, performance.now() - began)}`);
    expectEverythingOnce(reports, posted);
    expectOrder(reports, 'kafka');
    // One node, and no connection lost: what came, came in order.
    expect(reports.filter(({ late }) => late > 0)).to.deep.equal([]);
  });
});
