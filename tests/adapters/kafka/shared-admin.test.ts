import { expect } from 'chai';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { SharedAdmin } from '../../../src/adapters/kafka/shared-admin.js';
import { describeWith } from '../../servers.js';

describeWith('kafka', 'SharedAdmin', (brokers) => {
  const fail = () => Promise.reject(new Error('of no use'));
  let connected: number;
  let disconnected: number;
  let shared: SharedAdmin;

  beforeEach(() => {
    connected = 0;
    disconnected = 0;
    const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const admin = (): Admin => {
      const made = kafka.admin();
      made.on(made.events.CONNECT, () => (connected += 1));
      made.on(made.events.DISCONNECT, () => (disconnected += 1));
      return made;
    };
    shared = new SharedAdmin({ admin });
  });
  afterEach(() => shared.stop());

  it('connects once, also for those who ask while it connects', async () => {
    const topics = () => shared.use((admin) => admin.listTopics());
    await Promise.all([topics(), topics(), topics()]);
    await topics();
    expect(connected).to.equal(1);
    await shared.stop();
    expect(disconnected).to.equal(1);
  });

  it('connects anew after a failure, and keeps what others have connected since', async () => {
    let failLate: (error: Error) => void = () => undefined;
    const late = shared.use(() => new Promise((_, reject) => (failLate = reject))).catch(String);
    expect(await shared.use(fail).catch(String)).to.match(/of no use/);
    const kept = await shared.use((admin) => Promise.resolve(admin));
    expect(connected).to.equal(2);
    failLate(new Error('late'));
    expect(await late).to.match(/late/);
    expect(await shared.use((admin) => Promise.resolve(admin))).to.equal(kept);
    expect([connected, disconnected]).to.deep.equal([2, 1]);
  });
});
