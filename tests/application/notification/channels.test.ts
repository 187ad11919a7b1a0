import { expect } from 'chai';
import { ListFailedNotifications } from '../../../src/application/notification/list-failed-notifications.js';
import { SendByChannel } from '../../../src/application/notification/send-by-channel.js';
import type { Stop } from '../../../src/application/ports/event-log.js';
import type { ChannelDelivery } from '../../../src/domain/notification/channel-delivery.js';
import { DomainError } from '../../../src/domain/errors.js';
import type { Notification } from '../../../src/domain/notification/notification.js';
import { initialCalendar } from '../../../src/domain/time/local-day.js';
import { quietLog } from '../../quiet-log.js';
import { PostOffice } from './post-office.js';
import { RecordingLiveChannel } from './recording-live-channel.js';

describe('Notifications by e-mail and webhook', () => {
  let office: PostOffice<RecordingLiveChannel>;
  let send: SendByChannel;
  let stop: Stop;
  beforeEach(async () => {
    office = new PostOffice(new RecordingLiveChannel());
    const { channels, notifications, users, jobs, clock, delivery } = office;
    send = new SendByChannel(channels, notifications, users, jobs, clock, quietLog, delivery);
    stop = await jobs.work((job) =>
      job.name === 'channel-attempt' ? send.execute(job.data) : Promise.reject(new Error(job.name)),
    );
    await office.register('ann');
  });
  afterEach(async () => {
    await stop();
    office.close();
  });

  const prefer = (preferences: Record<string, Record<string, boolean>>) =>
    office.users.update('ann', (user) => ({ ...user, preferences }));
  const post = async (id: string, more: Partial<Parameters<typeof office.post.execute>[0]> = {}) => {
    await office.post.execute({ id, userId: 'ann', message: `message ${id}`, ...more });
    await office.settle();
    await office.jobs.idle();
  };
  const redeliver = async (notificationId: string) => {
    const data = { userId: 'ann', notificationId, message: `message ${notificationId}` };
    await office.route.execute({
      id: 'e',
      type: 'notification.posted',
      version: 1,
      occurredAt: '2026-11-21T10:00:00.000Z',
      data,
    });
    await office.jobs.idle();
  };
  const pass = async (seconds: number) => {
    office.clock.advance(seconds * 1000);
    await office.jobs.idle();
    await office.sweepChannels.execute();
    await office.jobs.idle();
  };
  const mailed = () => office.mailBox.mails.map(({ id }) => id);
  const posted = () => office.webhook.events.map(({ id }) => id);
  const deliveryOf = async (id: string, channel: 'email' | 'webhook'): Promise<ChannelDelivery | undefined> =>
    (await office.notifications.get(id))?.channels[channel];

  it('go to whom wants them: mail when it is asked for, the webhook unless it is not', async () => {
    await post('n-1');
    await prefer({ message: { email: true } });
    await post('n-2');
    await prefer({ message: { email: true, webhook: false } });
    await post('n-3');
    await post('n-4', { type: 'goal-reached' });
    expect(mailed()).to.deep.equal(['n-2', 'n-3']);
    expect(posted()).to.deep.equal(['n-1', 'n-2', 'n-4']);
    expect(office.mailBox.mails[0]).to.include({ to: 'ann@example.org', subject: 'A message for you' });
    expect(office.webhook.events[0]).to.include({ type: 'notification.created', at: office.clock.now() });
    expect(office.webhook.events[0]?.data).to.include({ id: 'n-1', userId: 'ann', message: 'message n-1' });
    expect(await deliveryOf('n-2', 'email')).to.deep.equal({
      status: 'sent',
      attempts: 1,
      lastError: null,
      sentAt: office.clock.now(),
      dueAt: null,
    });
  });

  it('are tried again with growing pauses, each channel for itself', async () => {
    await prefer({ message: { email: true } });
    office.webhook.away = true;
    await post('n-1');
    expect(mailed()).to.deep.equal(['n-1']);
    expect(await deliveryOf('n-1', 'webhook')).to.include({ status: 'pending', attempts: 1, lastError: 'It is away.' });
    await pass(9);
    expect(await deliveryOf('n-1', 'webhook')).to.include({ attempts: 1 });
    await pass(6);
    expect(await deliveryOf('n-1', 'webhook')).to.include({ attempts: 2 });
    office.webhook.away = false;
    await pass(15);
    expect(posted()).to.deep.equal([]);
    await pass(15);
    expect(posted()).to.deep.equal(['n-1']);
    expect(await deliveryOf('n-1', 'webhook')).to.include({ status: 'sent', attempts: 3 });
    expect(mailed()).to.have.length(1);
  });

  it('are dead after the last attempt, with its error', async () => {
    office.webhook.away = true;
    await post('n-1');
    for (let minute = 0; minute < 10; minute += 1) await pass(60);
    office.webhook.away = false;
    await pass(3600);
    expect(await deliveryOf('n-1', 'webhook')).to.deep.equal({
      status: 'dead',
      attempts: 3,
      lastError: 'It is away.',
      sentAt: null,
      dueAt: null,
    });
    expect(posted()).to.deep.equal([]);
  });

  it('are not tried before the time that the receiver asks for', async () => {
    office.webhook.failure = new DomainError('unavailable', 'busy', 'Busy.', { askedPauseMs: 600_000 });
    await post('n-1');
    office.webhook.failure = undefined;
    await pass(599);
    expect(await deliveryOf('n-1', 'webhook')).to.include({ status: 'pending', attempts: 1, lastError: 'Busy.' });
    await pass(1);
    expect(posted()).to.deep.equal(['n-1']);
  });

  it('use up no attempt while the receiver is left alone', async () => {
    for (let rest = 0; rest < 10; rest += 1) {
      office.webhook.failure = new DomainError('unavailable', 'receiver-resting', 'Z.', { askedPauseMs: 60_000 });
      if (rest === 0) await post('n-1');
      else await pass(60);
      expect(await deliveryOf('n-1', 'webhook')).to.include({ attempts: 0, dueAt: office.clock.now() + 60_000 });
    }
    office.webhook.failure = undefined;
    await pass(59);
    expect(posted()).to.deep.equal([]);
    await pass(1);
    expect(await deliveryOf('n-1', 'webhook')).to.include({ status: 'sent', attempts: 1 });
  });

  it('are dead at once when they are refused', async () => {
    office.webhook.post = () => Promise.reject(new Error('never'));
    await post('n-1');
    expect(await deliveryOf('n-1', 'webhook')).to.include({ status: 'dead', attempts: 1, lastError: 'never' });
  });

  it('are not sent again when the event comes again', async () => {
    await post('n-1');
    await redeliver('n-1');
    expect(posted()).to.deep.equal(['n-1']);
    office.webhook.away = true;
    await post('n-2');
    await redeliver('n-2');
    expect(await deliveryOf('n-2', 'webhook')).to.include({ attempts: 1 });
  });

  it('are sent once more, under the same id, when a crash comes before it is noted', async () => {
    const { notifications } = office;
    const update = notifications.update.bind(notifications);
    let crashes = 1;
    notifications.update = (id, change) =>
      posted().length > 0 && crashes-- > 0 ? Promise.reject(new Error('died')) : update(id, change);
    await post('n-1');
    await pass(5);
    expect(posted()).to.deep.equal(['n-1', 'n-1']);
    expect(await deliveryOf('n-1', 'webhook')).to.include({ status: 'sent', attempts: 1 });
  });

  it('wait for the end of the quiet hours in the zone of the user, unless they are urgent', async () => {
    await office.users.update('ann', (user) => ({
      ...user,
      calendar: initialCalendar('Asia/Tokyo'),
      preferences: { message: { email: true }, security: { email: true } },
      quietHours: { from: '18:00', to: '07:30' },
    }));
    // It is 19:00 in Tokyo.
    await post('n-1');
    await redeliver('n-1');
    await post('n-2', { type: 'security' });
    await pass(12 * 3600);
    expect([mailed(), posted()]).to.deep.equal([['n-2'], ['n-2']]);
    await pass(31 * 60);
    expect([mailed(), posted()]).to.deep.equal([
      ['n-2', 'n-1'],
      ['n-2', 'n-1'],
    ]);
  });

  it('are dropped when they are deleted or expired, or their user is gone or wants them no more', async () => {
    office.webhook.away = true;
    const ends: readonly ((id: string) => Promise<unknown>)[] = [
      (id) => change(id, { deletedAt: office.clock.now() }),
      (id) => change(id, { expiresAt: office.clock.now() }),
      () => prefer({ message: { webhook: false } }),
      async () => {
        await office.users.remove('ann', office.clock.now());
        await office.notifications.removeOfUser('ann');
      },
    ];
    for (const [index, end] of ends.entries()) {
      await prefer({});
      office.webhook.away = true;
      await post(`n-${index}`);
      await end(`n-${index}`);
      office.webhook.away = false;
      await pass(3600);
    }
    expect(posted()).to.deep.equal([]);
    expect(await office.notifications.channelsDue(Infinity, 10)).to.deep.equal([]);
  });

  it('are sent though the job queue forgets what was added, the first attempt or a later one', async () => {
    const { jobs } = office;
    const add = jobs.add.bind(jobs);
    await prefer({ message: { email: true } });
    jobs.add = () => Promise.resolve();
    await post('n-1');
    expect(await deliveryOf('n-1', 'webhook')).to.include({ status: 'pending', attempts: 0 });
    jobs.add = add;
    await pass(59);
    expect([mailed(), posted()]).to.deep.equal([[], []]);
    office.webhook.away = true;
    await pass(1);
    expect(await deliveryOf('n-1', 'webhook')).to.include({ status: 'pending', attempts: 1 });

    jobs.add = () => Promise.resolve();
    await pass(15);
    expect(await deliveryOf('n-1', 'webhook')).to.include({ attempts: 2 });
    jobs.add = add;
    office.webhook.away = false;
    for (let minute = 0; minute < 5; minute += 1) await pass(60);
    expect([mailed(), posted()]).to.deep.equal([['n-1'], ['n-1']]);
    expect(await office.notifications.channelsDue(Infinity, 10)).to.deep.equal([]);
  });

  it('are asked for again without being sent twice, page after page', async () => {
    const { jobs } = office;
    const add = jobs.add.bind(jobs);
    jobs.add = () => Promise.resolve();
    for (let count = 0; count < 150; count += 1) await post(`n-${count}`);
    jobs.add = add;
    office.clock.advance(60_000);
    await Promise.all([office.sweepChannels.execute(), office.sweepChannels.execute()]);
    await office.sweepChannels.execute();
    await office.jobs.idle();
    expect(posted()).to.have.length(150);
    expect(new Set(posted())).to.have.property('size', 150);
  });

  it('start anew on their dead channels when an administrator finds and names them', async () => {
    const failed = new ListFailedNotifications(office.notifications, office.users);
    const deadOn = async (channel: 'email' | 'webhook') => (await failed.execute({ limit: 9, channel })).items;
    office.webhook.failure = new DomainError('invalid', 'webhook-refused', 'The webhook answered 404.');
    await prefer({ message: { email: true } });
    await post('n-1');
    const sentAt = new Date(office.clock.now()).toISOString();
    office.webhook.failure = undefined;
    await pass(3600);
    expect(posted()).to.deep.equal([]);
    await office.acknowledge.execute({ userId: 'ann', id: 'n-1' });
    expect(
      (await deadOn('webhook')).map(({ id, lastError, channelDeliveries }) => [id, lastError, channelDeliveries]),
    ).to.deep.equal([
      [
        'n-1',
        null,
        {
          email: { status: 'sent', attempts: 1, lastError: null, sentAt },
          webhook: { status: 'dead', attempts: 1, lastError: 'The webhook answered 404.', sentAt: null },
        },
      ],
    ]);
    expect(await deadOn('email')).to.deep.equal([]);
    const administrator = { userId: 'root', role: 'admin', sessionId: 's', expiresAt: 0 } as const;
    const asked = { administrator, ids: ['n-1'], ip: null, userAgent: null };
    expect(await office.requeue.execute(asked)).to.deep.equal({ queued: 1 });
    await pass(5);
    expect([mailed(), posted()]).to.deep.equal([['n-1'], ['n-1']]);
    expect(await office.requeue.execute(asked)).to.deep.equal({ queued: 0 });
    expect(await deadOn('webhook')).to.deep.equal([]);
  });

  it('reach the sockets though the job queue is away, and the webhook when it is back', async () => {
    const { jobs } = office;
    const add = jobs.add.bind(jobs);
    await office.connect('ann');
    jobs.add = () => Promise.reject(new Error('away'));
    const failed = await post('n-1').catch((error: unknown) => (error as Error).message);
    expect(failed).to.equal('away');
    await office.settle();
    expect(office.live.messages).to.deep.equal(['message n-1']);
    jobs.add = add;
    await redeliver('n-1');
    expect(posted()).to.deep.equal(['n-1']);
  });

  const change = (id: string, changes: Partial<Notification>) =>
    office.notifications.update(id, (notification) => ({ ...notification, ...changes }));
});
