import { expect } from 'chai';
import { AnnounceAlert } from '../../../src/application/insight/announce-alert.js';
import { SendAlert } from '../../../src/application/insight/send-alert.js';
import type { Stop } from '../../../src/application/ports/event-log.js';
import { DomainError } from '../../../src/domain/errors.js';
import { InsightWorld } from './insight-world.js';

describe('Alerts for the webhook', () => {
  const MINUTE = 60_000;
  let world: InsightWorld;
  let stop: Stop;
  beforeEach(async () => {
    world = new InsightWorld();
    await world.add('boss', 'admin');
    stop = await world.jobs.work((job) =>
      job.name === 'alert-webhook' ? world.sendAlert.execute(job.data) : Promise.reject(new Error(job.name)),
    );
  });
  afterEach(async () => {
    await stop();
    world.shut();
  });

  const fail = async (count: number) => {
    for (let index = 0; index < count; index += 1) await world.happens('login-failed', { account: 'ada' });
  };
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      world.clock.advance(MINUTE);
      await world.watchLogins.execute();
      await world.jobs.idle();
    }
  };
  const told = () => world.webhook.events.map(({ type }) => type);

  it('tell once that one was raised, and once that it is over', async () => {
    await fail(50);
    await pass(4);
    const id = (await world.alerts.current())!.id;
    expect(world.webhook.events).to.have.length(1);
    expect(world.webhook.events[0]).to.deep.include({
      id: `${id}:opened`,
      type: 'alert.opened',
      at: Date.parse('2026-11-21T10:01:00Z'),
    });
    expect(world.webhook.events[0]?.data).to.include({ id, kind: 'brute-force', failures: 50, resolvedAt: null });
    expect(world.webhook.events[0]?.data).not.to.have.property('announced');

    await pass(40);
    expect(told()).to.deep.equal(['alert.opened', 'alert.resolved']);
    expect(world.webhook.events[1]).to.deep.include({ id: `${id}:resolved`, at: Date.parse('2026-11-21T10:35:00Z') });
    expect(world.webhook.events[1]?.data).to.include({ id, resolvedAt: '2026-11-21T10:35:00.000Z' });
  });

  it('wait for a webhook that is away, each told once when it is back', async () => {
    world.webhook.away = true;
    await fail(50);
    await pass(40);
    expect(await world.alerts.current()).to.equal(undefined);
    world.webhook.away = false;
    await pass(2);
    expect(told()).to.have.members(['alert.opened', 'alert.resolved']);
    await pass(10);
    expect(told()).to.have.length(2);
  });

  it('are given up when a webhook was away for a day', async () => {
    world.webhook.away = true;
    await fail(50);
    await pass(40);
    world.clock.advance(24 * 60 * MINUTE);
    await pass(2);
    world.webhook.away = false;
    await pass(10);
    expect(told()).to.deep.equal([]);
  });

  it('say that one is over not before it is', async () => {
    await fail(50);
    await pass(1);
    const { id } = (await world.alerts.current())!;
    const early = await world.sendAlert.execute({ alertId: id, event: 'resolved' }).catch((error: unknown) => error);
    expect(early).to.have.property('kind', 'unavailable');
    expect(told()).to.deep.equal(['alert.opened']);
  });

  it('are not repeated to a webhook that refuses them', async () => {
    let posts = 0;
    world.webhook.post = () => {
      posts += 1;
      return Promise.reject(new DomainError('invalid', 'webhook-refused', 'The webhook answered 404.'));
    };
    await fail(50);
    await pass(4);
    expect(posts).to.equal(1);
    expect((await world.alerts.current())?.announced).to.deep.equal(['opened']);
    await pass(40);
    expect(posts).to.equal(2);
  });

  it('are told to nobody without a webhook', async () => {
    await fail(50);
    await pass(1);
    const { id } = (await world.alerts.current())!;
    world.webhook.events.length = 0;
    await world.alerts.update(id, (alert) => ({ ...alert, announced: [] }));
    await new SendAlert(world.alerts, world.alertViews, undefined, world.clock).execute({
      alertId: id,
      event: 'opened',
    });
    await world.sendAlert.execute({ alertId: 'unknown', event: 'opened' });
    expect(told()).to.deep.equal([]);
    const alert = (await world.alerts.get(id))!;
    expect(alert.announced).to.deep.equal([]);

    const added: unknown[] = [];
    world.jobs.add = (job) => Promise.resolve(void added.push(job));
    await new AnnounceAlert(world.jobs, undefined).execute(alert, 'opened');
    expect(added).to.deep.equal([]);
    await new AnnounceAlert(world.jobs, world.webhook).execute(alert, 'opened');
    expect(added).to.have.length(1);
  });
});
