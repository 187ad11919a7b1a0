import { exec } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { describeWith } from '../servers.js';
import { Audience } from './audience.js';
import { expectOrder } from './delivery.js';
import { Deployment } from './deployment.js';
import { KafkaPeer } from './kafka-peer.js';

const run = promisify(exec);

const CLIENTS = 200;
const BY_KAFKA = 98;
const BY_REST = 2;
const TOTAL = CLIENTS * (BY_KAFKA + BY_REST);
const BROKER_PAUSE_MS = 10_000;
const LONGEST_MS = 480_000;

/** Shell commands that make the broker hang and go on: SIGSTOP and SIGCONT, for instance. */
const { KAFKA_PAUSE: pauseCommand, KAFKA_RESUME: resumeCommand } = process.env;
const brokerFault = pauseCommand === undefined || resumeCommand === undefined ? '' : ' and the broker paused';

describeWith(['mongo', 'kafka', 'redis'], 'Two realtime nodes with faults', () => {
  let fleet: Deployment;
  let peer: KafkaPeer;
  let audience: Audience;
  before(async function () {
    this.timeout(180_000);
    fleet = await Deployment.onServers(['api', 'realtime', 'realtime', 'worker'], { REGISTER_LIMIT: '1000' });
    peer = await KafkaPeer.connect(fleet);
    audience = await Audience.gather(fleet, CLIENTS, LONGEST_MS);
  });
  after(async function () {
    this.timeout(60_000);
    await fleet.remove();
    await peer.leave();
    audience.leave();
  });

  async function postByRest(): Promise<void> {
    for (let round = 1; round <= BY_REST; round += 1) {
      for (const person of audience.persons) {
        const message = `rest ${round}`;
        const { status } = await person.call('POST', '/api/notifications', { userId: person.id, message });
        expect(status).to.equal(201);
        audience.posted.note(person.id, message);
        await pause(50);
      }
    }
  }
  async function pauseTheBroker(): Promise<void> {
    await audience.holds(TOTAL / 4);
    if (pauseCommand === undefined || resumeCommand === undefined) return;
    await run(pauseCommand);
    try {
      await pause(BROKER_PAUSE_MS);
    } finally {
      await run(resumeCommand);
    }
  }
  async function killANode(): Promise<void> {
    await audience.holds(TOTAL / 2);
    const [first] = fleet.all('realtime');
    await first?.end('SIGKILL');
    await first?.start();
    await fleet.join('realtime');
  }

  it(`bring ${CLIENTS} clients all of ${TOTAL} notifications once, one node killed${brokerFault}`, async function () {
    this.timeout(LONGEST_MS + 30_000);
    await Promise.all([audience.hearsByKafka(peer, BY_KAFKA), postByRest(), pauseTheBroker(), killANode()]);
    expectOrder(await audience.holdsEverythingOnce(TOTAL), 'kafka');
  });
});
