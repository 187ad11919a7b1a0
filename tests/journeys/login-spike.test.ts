import { expect } from 'chai';
import { eventually } from '../eventually.js';
import { describeWith, describeWithoutServers } from '../servers.js';
import { Deployment } from './deployment.js';
import { Person } from './person.js';

interface Alerts {
  readonly items: readonly {
    readonly id: string;
    readonly kind: string;
    readonly resolvedAt: string | null;
    readonly failures: number;
    readonly topAccounts: readonly { readonly userId: string | null; readonly account: string | null }[];
  }[];
}

/** On a service of its own: elsewhere passwords fail for other reasons. */
function loginSpike(start: () => Promise<Deployment>): void {
  let deployment: Deployment;
  before(async () => {
    deployment = await start();
  });
  after(async () => {
    Person.everybodyLeaves();
    await deployment.remove();
  });

  it('is one alert, within five seconds, in the inbox and on the socket', async () => {
    const [ada, administrator] = [await Person.join(deployment), await Person.administrator(deployment)];
    const { socket, inbox } = await administrator.connect();
    const told: Alerts['items'][number][] = [];
    socket.on('alert', (alert: Alerts['items'][number]) => told.push(alert));
    const alerts = async () => (await administrator.call<Alerts>('GET', '/api/admin/alerts')).body.items;
    expect(await alerts()).to.deep.equal([]);
    const stranger = new Person(deployment);
    for (let tries = 0; tries < 50; tries += 1) {
      await stranger.call('POST', '/api/login', { username: ada.username, password: 'wrong wrong wrong' });
    }
    await eventually(() => {
      expect(inbox.map(({ type }) => type)).to.deep.equal(['login-spike']);
      expect(told.at(-1)?.failures).to.equal(50);
    }, 5_000);
    const [alert, ...others] = await alerts();
    expect(alert).to.deep.equal(told.at(-1));
    expect(alert).to.include({ kind: 'brute-force', resolvedAt: null });
    expect(alert?.topAccounts).to.deep.equal([{ userId: ada.id, account: ada.username, failures: 50 }]);
    expect(others).to.deep.equal([]);
    // More of the same are the same incident.
    await stranger.call('POST', '/api/login', { username: ada.username, password: 'wrong wrong wrong' });
    await administrator.call('POST', '/api/notifications', { userId: administrator.id, message: 'later' });
    await eventually(() => {
      expect(inbox.map(({ type }) => type)).to.deep.equal(['login-spike', 'message']);
    });
    expect(await alerts()).to.have.length(1);
  });
}

describeWithoutServers('A spike of failed logins, on the embedded adapters', function () {
  this.timeout(120_000);
  loginSpike(() => Deployment.embedded());
});

describeWith(['mongo', 'kafka', 'redis'], 'A spike of failed logins, on MongoDB, Kafka and Redis', () => {
  before(function () {
    this.timeout(120_000);
  });
  loginSpike(() => Deployment.onServers(['all']));
});
