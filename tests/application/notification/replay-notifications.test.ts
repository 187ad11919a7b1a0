import { expect } from 'chai';
import { codeOf } from './code-of.js';
import { openOfficeBeforeEach, type PostOffice } from './post-office.js';
import type { RecordingLiveChannel } from './recording-live-channel.js';

const ADMINISTRATOR = { userId: 'root', role: 'admin', sessionId: 's', expiresAt: 0 } as const;
const FROM = { administrator: ADMINISTRATOR, ip: '192.0.2.1', userAgent: 'test' };

describe('Replaying notifications', () => {
  let office: PostOffice<RecordingLiveChannel>;
  openOfficeBeforeEach((opened) => (office = opened));

  /** Three attempts that nobody acknowledges. */
  const exhaust = async (): Promise<void> => {
    for (const seconds of [5, 16, 5, 31, 5]) await office.later(seconds);
  };

  it('tries again what was not acknowledged, later each time, until it is dead', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    await office.settle();
    const seen: unknown[] = [];
    for (const seconds of [4, 1, 9, 7, 5, 19, 12, 5]) {
      await office.later(seconds);
      seen.push([await office.statusOf(id), office.live.pushed.length]);
    }
    expect(seen).to.deep.equal([
      ['pending', 1],
      ['failed', 1],
      ['failed', 1],
      ['failed', 2],
      ['failed', 2],
      ['failed', 2],
      ['failed', 3],
      ['dead', 3],
    ]);
    await office.later(24 * 3600);
    expect(office.live.pushed).to.have.length(3);
  });

  it('stops when somebody acknowledges', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    await office.settle();
    await office.later(5);
    await office.later(16);
    await office.acknowledge.execute({ userId: 'ada', id });
    await office.later(3600);
    expect(await office.notifications.get(id)).to.include({ status: 'delivered', attempts: 2 });
    expect(office.live.pushed).to.have.length(2);
  });

  it('asks once a pause, even if nothing comes of it', async () => {
    await office.connect('ada');
    await office.send('ada', 'drink');
    await office.settle();
    await office.later(5);
    office.clock.advance(16_000);
    await office.replay.execute();
    office.clock.advance(1000);
    await office.replay.execute();
    expect(office.events.take().map(({ type }) => type)).to.deep.equal(['notification.replayed']);
  });

  it('tries nothing while the user is away, and everything when the user is back', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    await office.settle();
    await office.disconnect('ada');
    await office.later(5);
    await office.later(24 * 3600);
    expect(await office.notifications.get(id)).to.include({ status: 'failed', attempts: 1, dueAt: null });
    await office.connect('ada');
    const caughtUp = await office.caughtUp('ada');
    expect(caughtUp.map((notification) => notification.attempts)).to.deep.equal([2]);
  });

  it('ends attempts while the event log is away, and asks again when it is back', async () => {
    await office.connect('ada');
    const first = await office.send('ada', 'one');
    await office.settle();
    await office.later(5);
    const second = await office.send('ada', 'two');
    await office.settle();
    office.events.away = true;
    office.clock.advance(16_000);
    expect(await codeOf(office.replay.execute())).to.equal('event-log-unavailable');
    expect([await office.statusOf(first), await office.statusOf(second)]).to.deep.equal(['failed', 'failed']);
    office.events.away = false;
    await office.later(1);
    expect(office.live.messages).to.deep.equal(['one', 'two', 'one']);
  });

  it('works through more than a page at once', async () => {
    await office.connect('ada');
    for (let count = 0; count < 250; count += 1) await office.send('ada', `${count}`);
    await office.settle();
    await office.later(5);
    expect(await office.notifications.countByStatus()).to.include({ failed: 250, pending: 0 });
    await office.later(16);
    expect(office.live.pushed).to.have.length(500);
  });

  it('is asked for by administrators too: a dead one starts anew, once, and it is written down', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    await office.settle();
    await exhaust();
    expect(await office.statusOf(id)).to.equal('dead');
    expect(await office.requeue.execute({ ...FROM, ids: [id, id, 'unknown'] })).to.deep.equal({ queued: 1 });
    expect(await office.requeue.execute({ ...FROM, ids: [id] })).to.deep.equal({ queued: 1 });
    await office.later(1);
    expect(office.live.pushed.map(({ attempts }) => attempts)).to.deep.equal([1, 2, 3, 1]);
    const [activity] = await office.activities.list({ userId: 'root' }, undefined, 1);
    expect(activity).to.deep.include({
      type: 'notifications-replayed',
      role: 'admin',
      ip: '192.0.2.1',
      userAgent: 'test',
    });
    expect(activity?.details).to.deep.equal({ queued: 1, ids: [id], since: null });
  });

  it('sends nothing for a delivered one, however often it is asked for', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    await office.settle();
    await office.acknowledge.execute({ userId: 'ada', id });
    expect(await office.requeue.execute({ ...FROM, ids: [id] })).to.deep.equal({ queued: 0 });
    expect(await office.requeue.execute(FROM)).to.deep.equal({ queued: 0 });
    await office.later(1);
    expect(office.live.messages).to.deep.equal(['drink']);
  });

  it('is asked for since an instant, page after page, of what failed, not of what waits for a connection', async () => {
    await office.connect('ada');
    await office.send('ada', 'old');
    office.clock.advance(1000);
    const since = office.clock.now();
    for (let count = 0; count < 150; count += 1) await office.send('ada', `${count}`);
    await office.settle();
    await office.later(5);
    await office.register('bob');
    await office.send('bob', 'waits');
    await office.settle();
    expect(await office.requeue.execute({ ...FROM, since })).to.deep.equal({ queued: 150 });
    expect(await office.requeue.execute(FROM)).to.deep.equal({ queued: 151 });
    await office.later(1);
    expect(office.live.messages).to.have.length(302);
    expect(office.live.messages[151]).to.equal('old');
  });
});
