import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { WebhookReceiver } from '../adapters/webhook/webhook-receiver.js';
import { eventually } from '../eventually.js';
import { describeWith, describeWithoutServers } from '../servers.js';
import { Deployment } from './deployment.js';
import { Person } from './person.js';

const HASTE = {
  NOTIFICATION_RETRY_BASE: '1',
  LOGIN_SPIKE_MIN: '5',
  // Minutes.
  LOGIN_SPIKE_WINDOW: '0.2',
  LOGIN_SPIKE_COOLDOWN: '0.05',
  WEBHOOK_SECRET: WebhookReceiver.SECRET,
};

function channelsJourney(start: (settings: Readonly<Record<string, string>>) => Promise<Deployment>): void {
  let receiver: WebhookReceiver;
  let deployment: Deployment;
  before(async function () {
    this.timeout(120_000);
    receiver = new WebhookReceiver();
    deployment = await start({ ...HASTE, WEBHOOK_URL: await receiver.open() });
  });
  after(async () => {
    await deployment.remove();
    await receiver.close();
  });

  const post = async (person: Person, message: string) =>
    (await person.call<{ id: string }>('POST', '/api/notifications', { userId: person.id, message })).body.id;
  const channelsOf = async (person: Person, id: string) =>
    (await person.call<{ channels: unknown }>('GET', `/api/notifications/${id}`)).body.channels;
  const mailsTo = (person: Person) =>
    readdirSync(deployment.mailDirectory)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(deployment.mailDirectory, file), 'utf8'))
      .filter((mail) => mail.includes(`To: ${person.username}@example.org`) && !mail.includes('Confirm'));
  const callsFor = (id: string) => receiver.calls.filter((call) => call.id === id);

  it('mail a notification to whom has asked for it, once', async () => {
    const ada = await Person.join(deployment);
    const before = await post(ada, 'before');
    await eventually(async () => {
      expect(await channelsOf(ada, before)).to.deep.equal({ webhook: 'sent' });
    });
    const preferences = { message: { email: true, webhook: false } };
    expect((await ada.call('PUT', '/api/me/preferences', preferences)).status).to.equal(200);
    const after = await post(ada, 'Drink, Ada');
    await eventually(async () => {
      expect(await channelsOf(ada, after)).to.deep.equal({ email: 'sent' });
    });
    const [mail, ...others] = mailsTo(ada);
    expect(others).to.deep.equal([]);
    expect(mail)
      .to.include('Subject: A message for you')
      .and.include('Drink, Ada')
      .and.match(new RegExp(`^Message-ID: <${after}@`, 'm'));
    expect(callsFor(after)).to.deep.equal([]);
  });

  it('tell the webhook once, signed, and again after it was busy, not before it asked for it', async () => {
    receiver.answer = ({ data }, earlier) => (data['message'] === 'busy' && earlier.length === 0 ? 503 : 204);
    receiver.retryAfter = '3';
    const ada = await Person.join(deployment);
    const [easy, busy] = [await post(ada, 'easy'), await post(ada, 'busy')];
    await eventually(async () => {
      for (const id of [easy, busy]) expect(await channelsOf(ada, id)).to.deep.equal({ webhook: 'sent' });
    });
    expect(callsFor(easy).map(({ status }) => status)).to.deep.equal([204]);
    expect(callsFor(busy).map(({ status }) => status)).to.deep.equal([503, 204]);
    const [first, second] = callsFor(busy).map(({ event }) => event);
    const [asked, again] = callsFor(busy).map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(again! - asked!).to.be.at.least(3);
    expect(first).to.have.property('type', 'notification.created');
    expect(first?.data).to.include({ id: busy, userId: ada.id, message: 'busy', type: 'message' });
    expect(second?.timestamp).to.equal(first?.timestamp);
    expect(deployment.log).not.to.include(WebhookReceiver.SECRET.slice('whsec_'.length));
  });

  it('are found by administrators where they were given up, and sent after all when they are named', async () => {
    let refusing = true;
    receiver.answer = ({ data }) => (refusing && data['message'] === 'odd' ? 400 : 204);
    const [ada, administrator] = [await Person.join(deployment), await Person.administrator(deployment)];
    const ids = [await post(ada, 'odd'), await post(ada, 'odd')];
    const failed = async (query: string) => {
      const path = `/api/admin/notifications/failed?channel=webhook&${query}`;
      return (await administrator.call<{ items: { id: string }[]; nextCursor: string | null }>('GET', path)).body;
    };
    await eventually(async () => {
      expect((await failed('')).items).to.have.length(2);
    });
    const first = await failed('limit=1');
    expect(first.items[0]).to.deep.include({
      id: ids[1],
      channelDeliveries: {
        webhook: { status: 'dead', attempts: 1, lastError: 'The webhook answered 400.', sentAt: null },
      },
    });
    expect((await failed(`limit=1&cursor=${first.nextCursor}`)).items.map(({ id }) => id)).to.deep.equal([ids[0]]);
    expect((await administrator.call('GET', '/api/admin/notifications/failed?channel=email')).body).to.deep.equal({
      items: [],
      nextCursor: null,
    });
    refusing = false;
    const replay = await administrator.call('POST', '/api/admin/notifications/replay', { ids: [ids[0]] });
    expect(replay.body).to.deep.equal({ queued: 1 });
    await eventually(async () => {
      expect(await channelsOf(ada, ids[0]!)).to.deep.equal({ webhook: 'sent' });
    });
    expect((await failed('')).items.map(({ id }) => id)).to.deep.equal([ids[1]]);
  });

  it('tell the webhook of an alert when it is raised and when it is over', async function () {
    this.timeout(60_000);
    const visitor = new Person(deployment);
    for (let count = 0; count < 8; count += 1) {
      await visitor.call('POST', '/api/login', { username: `nobody-${count}`, password: 'wrong wrong wrong' });
    }
    const alerts = () => receiver.taken.filter(({ event }) => event.type.startsWith('alert.'));
    await eventually(() => {
      expect(alerts().map(({ event }) => event.type)).to.deep.equal(['alert.opened', 'alert.resolved']);
    }, 45_000);
    const [opened, resolved] = alerts().map(({ event }) => event.data);
    expect(opened).to.include({ kind: 'stuffing', resolvedAt: null });
    expect(opened?.['topAddresses']).to.have.length(1);
    expect(JSON.stringify(opened?.['topAccounts'])).to.match(/^\[{"userId":null,"account":"nobody-\d","failures":1}/);
    expect(resolved?.['id']).to.equal(opened?.['id']);
    expect(resolved?.['resolvedAt']).to.be.a('string');
  });
}

describeWithoutServers('Ways out of the service, on the embedded adapters', function () {
  this.timeout(60_000);
  channelsJourney((settings) => Deployment.embedded(settings));
});

describeWith(['mongo', 'kafka', 'redis'], 'Ways out of the service, on MongoDB, Kafka and Redis', () => {
  channelsJourney((settings) => Deployment.onServers(['api', 'worker'], settings));
});
