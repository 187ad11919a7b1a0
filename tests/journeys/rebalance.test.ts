import { expect } from 'chai';
import { describeWith } from '../servers.js';
import { Audience } from './audience.js';
import { expectOrder } from './delivery.js';
import { Deployment } from './deployment.js';
import { KafkaPeer } from './kafka-peer.js';

const CLIENTS = 40;
const ROUNDS = 100;
const TOTAL = CLIENTS * ROUNDS;
const LONGEST_MS = 240_000;

describeWith(['mongo', 'kafka', 'redis'], 'One, three, one workers', () => {
  let fleet: Deployment;
  let peer: KafkaPeer;
  let audience: Audience;
  before(async function () {
    this.timeout(120_000);
    fleet = await Deployment.onServers(['api', 'realtime', 'worker']);
    peer = await KafkaPeer.connect(fleet);
    audience = await Audience.gather(fleet, CLIENTS, LONGEST_MS);
  });
  after(async function () {
    this.timeout(60_000);
    await fleet.remove();
    await peer.leave();
    audience.leave();
  });

  async function joinAndLeave(): Promise<void> {
    await audience.holds(TOTAL / 5);
    const [second, third] = await Promise.all([fleet.join('worker'), fleet.join('worker')]);
    await audience.holds((TOTAL * 3) / 5);
    // The first worker too, so that all partitions change hands; one goes in peace and one does not.
    const [first] = fleet.all('worker');
    expect(await first?.end('SIGTERM')).to.equal(0);
    await audience.holds((TOTAL * 4) / 5);
    await second.end('SIGKILL');
    expect(third.log).to.not.include('dead letter');
  }

  it(`lose and double nothing of ${TOTAL} notifications, and keep the order of every user`, async function () {
    this.timeout(LONGEST_MS + 30_000);
    await Promise.all([audience.hearsByKafka(peer, ROUNDS), joinAndLeave()]);
    const reports = await audience.holdsEverythingOnce(TOTAL);
    expectOrder(reports, 'kafka');
    // One node, and no connection lost: what came, came in order.
    expect(reports.filter(({ late }) => late > 0)).to.deep.equal([]);
  });
});
