import { expect } from 'chai';
import { MOST_SCHEDULED } from '../../../src/application/notification/schedule-message.js';
import type { Role } from '../../../src/domain/identity/role.js';
import { BroadcastOffice, principal } from './broadcast-office.js';
import { codeOf } from './code-of.js';

const HOUR = 3_600_000;

describe('A scheduled message', () => {
  let office: BroadcastOffice;
  beforeEach(async () => {
    office = new BroadcastOffice();
    for (const user of ['ada', 'bob']) await office.register(user);
    await office.register('root', 'admin');
  });
  afterEach(async () => {
    await office.rest();
    office.close();
  });

  const schedule = (to: string, by = to, role: Role = 'user', sendAt = office.clock.now() + HOUR) =>
    office.scheduleMessage.execute({
      principal: principal(by, role),
      id: office.ids.next(),
      userId: to,
      message: 'later',
      sendAt,
    });
  const listOf = async (userId: string): Promise<readonly string[]> =>
    (await office.listScheduled.execute({ userId, limit: 10 })).items.map(({ id }) => id);
  const inAnHour = async (): Promise<void> => {
    await office.work();
    office.clock.advance(HOUR);
    await office.queue.idle();
    await office.rest();
  };

  it('becomes a notification at its time, once, with no gap in the sequence before', async () => {
    const { id, status, sendAt } = await schedule('ada');
    expect([status, sendAt]).to.deep.equal(['scheduled', '2026-11-21T11:00:00.000Z']);
    expect(await listOf('ada')).to.deep.equal([id]);
    await office.send('ada', 'now');
    office.clock.advance(HOUR - 1);
    await office.sweep.execute();
    await office.sendAll();
    expect(await office.notifications.lastSequence('ada')).to.equal(1);
    office.clock.advance(1);
    await office.sendAll();
    await office.sweep.execute();
    await office.sendPage.execute({ broadcastId: id });
    await office.sendAll();
    const inbox = await office.notifications.behind('ada', 0, 10);
    expect(inbox.map(({ message, sequence }) => [message, sequence])).to.deep.equal([
      ['now', 1],
      ['later', 2],
    ]);
    expect(await listOf('ada')).to.deep.equal([]);
    expect(office.told).to.deep.equal([]);
  });

  it('is for users to themselves, and for administrators to anyone', async () => {
    expect(await codeOf(schedule('ada', 'bob'))).to.equal('forbidden');
    expect(await codeOf(schedule('nobody', 'bob'))).to.equal('forbidden');
    expect(await codeOf(schedule('nobody', 'root', 'admin'))).to.equal('user-not-found');
    const { id } = await schedule('ada', 'root', 'admin');
    expect(await listOf('ada')).to.deep.equal([]);
    expect(await listOf('root')).to.deep.equal([id]);
    await inAnHour();
    expect(await office.notifications.lastSequence('ada')).to.equal(1);
  });

  it('of whom is an administrator no more goes to nobody else', async () => {
    const [{ id: other }, { id: own }] = [await schedule('ada', 'root', 'admin'), await schedule('root', 'root')];
    await office.users.update('root', (user) => ({ ...user, role: 'user' }));
    await inAnHour();
    expect((await office.broadcasts.get(other))?.status).to.equal('cancelled');
    expect((await office.broadcasts.get(own))?.status).to.equal('sent');
    expect(await office.countsOf(['ada', 'root'])).to.deep.equal([0, 1]);
  });

  it('waits along with at most 999 others of its sender', async () => {
    const [first] = await Promise.all(Array.from({ length: MOST_SCHEDULED }, () => schedule('ada', 'root', 'admin')));
    expect(await codeOf(schedule('bob', 'root', 'admin'))).to.equal('too-many-scheduled');
    await schedule('ada');
    const again = { principal: principal('root', 'admin'), id: first!.id, userId: 'ada', message: 'later' };
    expect(await office.scheduleMessage.execute({ ...again, sendAt: office.clock.now() + HOUR })).to.deep.equal(first);
    await office.cancelScheduled.execute({ userId: 'root', id: first!.id });
    expect((await schedule('bob', 'root', 'admin')).status).to.equal('scheduled');
  });

  it('has a time to come', async () => {
    expect(await codeOf(schedule('ada', 'ada', 'user', office.clock.now()))).to.equal('invalid-send-at');
  });

  it('is cancelled by who scheduled it, before it is sent', async () => {
    const cancel = (userId: string, id: string) => codeOf(office.cancelScheduled.execute({ userId, id }));
    const [{ id }, { id: other }] = [await schedule('ada'), await schedule('ada')];
    expect(await cancel('bob', id)).to.equal('notification-not-found');
    expect(await cancel('ada', 'unknown')).to.equal('notification-not-found');
    expect(await cancel('ada', id)).to.equal('none');
    expect(await cancel('ada', id)).to.equal('none');
    expect(await listOf('ada')).to.deep.equal([other]);
    await inAnHour();
    expect(await office.notifications.lastSequence('ada')).to.equal(1);
    expect(await cancel('ada', other)).to.equal('already-sent');
    const broadcast = await office.broadcast();
    expect(await cancel('root', broadcast)).to.equal('notification-not-found');
    expect(await codeOf(office.cancel(other))).to.equal('broadcast-not-found');
    expect(await codeOf(office.getBroadcast.execute({ id: other }))).to.equal('broadcast-not-found');
  });

  it('to somebody who is gone by then is over', async () => {
    const { id } = await schedule('ada');
    await office.users.remove('ada', office.clock.now());
    await inAnHour();
    expect(await office.broadcasts.get(id)).to.deep.include({ status: 'sent', recipients: 1, sent: 0 });
  });
});
