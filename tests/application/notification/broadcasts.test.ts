import { expect } from 'chai';
import { BroadcastOffice } from './broadcast-office.js';
import { codeOf } from './code-of.js';

const HOUR = 3_600_000;
const ones = (count: number): readonly number[] => Array.from({ length: count }, () => 1);

describe('A broadcast to many', () => {
  let office: BroadcastOffice;
  beforeEach(async () => {
    office = new BroadcastOffice();
    await office.register('root', 'admin');
  });
  afterEach(async () => {
    await office.rest();
    office.close();
  });

  /** What the repository of users gave at a time. */
  const watchPages = (): number[] => {
    const held: number[] = [];
    const list = office.users.list.bind(office.users);
    office.users.list = async (...asked) => {
      const page = await list(...asked);
      held.push(page.length);
      return page;
    };
    return held;
  };

  /** The n-th save of a broadcast from now on fails, as if the process had died before it. */
  const dieBeforeSave = (n: number): void => {
    const update = office.broadcasts.update.bind(office.broadcasts);
    let saves = 0;
    office.broadcasts.update = (id, change) => {
      saves += 1;
      return saves === n ? Promise.reject(new Error('died')) : update(id, change);
    };
  };

  it('reaches everybody once, page by page through the queue, with a page of users in memory', async () => {
    const users = await office.registerMany(120);
    const held = watchPages();
    const id = await office.broadcast();
    expect(await office.progress(id)).to.deep.equal(['scheduled', null, 0]);
    await office.sendAll();
    expect(await office.progress(id)).to.deep.equal(['sent', 120, 120]);
    expect(await office.countsOf(users)).to.deep.equal(ones(120));
    expect(held).to.deep.equal([50, 50, 20]);
    expect(office.pages).to.have.length(3);
    expect(office.told.map(({ status, sent, recipients }) => [status, sent, recipients])).to.deep.equal([
      ['sending', 50, 120],
      ['sending', 100, 120],
      ['sent', 120, 120],
    ]);
  });

  it('ends with a page that is just full', async () => {
    const users = await office.registerMany(50);
    const id = await office.broadcast();
    await office.sendAll();
    expect(await office.progress(id)).to.deep.equal(['sent', 50, 50]);
    expect(await office.countsOf(users)).to.deep.equal(ones(50));
  });

  it('reaches those with the role, confirmed and not disabled, who were there when it began', async () => {
    for (const user of ['ada', 'bob', 'eve', 'zoe']) await office.register(user);
    await office.users.update('bob', (user) => ({ ...user, disabled: true }));
    await office.users.update('eve', (user) => ({ ...user, active: false }));
    office.clock.advance(1);
    const [toUsers, toAll] = [await office.broadcast(), await office.broadcast({ role: undefined })];
    await office.register('new');
    await office.sendAll();
    expect(await office.progress(toUsers)).to.deep.equal(['sent', 2, 2]);
    expect(await office.progress(toAll)).to.deep.equal(['sent', 3, 3]);
    expect(await office.countsOf(['ada', 'bob', 'eve', 'zoe', 'root', 'new'])).to.deep.equal([2, 0, 0, 2, 1, 0]);
  });

  it('leaves nobody out and tells nobody twice when it dies after a page was sent and before that was saved', async () => {
    const users = await office.registerMany(70);
    // The first save begins it, the second counts the first page, the third the second.
    for (const save of [1, 2, 3]) {
      const id = await office.broadcast();
      dieBeforeSave(save);
      await office.work();
      await office.queue.idle();
      expect((await office.progress(id))[0], `save ${save}`).not.to.equal('sent');
      // The queue tries again by itself.
      office.clock.advance(1000);
      await office.queue.idle();
      await office.rest();
      expect(await office.progress(id), `save ${save}`).to.deep.equal(['sent', 70, 70]);
      expect(new Set(await office.countsOf(users)), `save ${save}`).to.deep.equal(new Set([save]));
    }
  });

  it('goes on when it dies before the next page is asked for: the sweep asks', async () => {
    const users = await office.registerMany(70);
    const id = await office.broadcast();
    const add = office.queue.add.bind(office.queue);
    office.queue.add = () => Promise.reject(new Error('died'));
    expect(await office.sendPage.execute({ broadcastId: id }).catch(() => 'died')).to.equal('died');
    office.queue.add = add;
    expect(await office.progress(id)).to.deep.equal(['sending', 70, 50]);
    await office.sweep.execute();
    await office.sendAll();
    expect(await office.progress(id)).to.deep.equal(['sent', 70, 70]);
    expect(await office.countsOf(users)).to.deep.equal(ones(70));
  });

  it('is stored while the queue is away: the sweep asks for it', async () => {
    await office.registerMany(3);
    const add = office.queue.add.bind(office.queue);
    office.queue.add = () => Promise.reject(new Error('away'));
    const id = await office.broadcast();
    office.queue.add = add;
    await office.sendAll();
    expect(await office.progress(id)).to.deep.equal(['scheduled', null, 0]);
    await office.sweep.execute();
    await office.sendAll();
    expect(await office.progress(id)).to.deep.equal(['sent', 3, 3]);
  });

  it('is asked for once a page, however often the sweep comes round', async () => {
    await office.registerMany(70);
    const id = await office.broadcast();
    for (let round = 0; round < 3; round += 1) await office.sweep.execute();
    await office.sendAll();
    expect(office.pages).to.deep.equal([id, id]);
    await office.sweep.execute();
    await office.sendAll();
    expect(office.pages).to.deep.equal([id, id]);
  });

  it('counts once what two workers send at once', async () => {
    const users = await office.registerMany(70);
    const id = await office.broadcast();
    await Promise.all([1, 2, 3].map(() => office.sendPage.execute({ broadcastId: id })));
    await office.sendAll();
    expect(await office.progress(id)).to.deep.equal(['sent', 70, 70]);
    expect(await office.countsOf(users)).to.deep.equal(ones(70));
  });

  it('skips who is deleted in between', async () => {
    const users = await office.registerMany(70);
    const id = await office.broadcast();
    await office.sendPage.execute({ broadcastId: id });
    await office.users.remove(users[69]!, office.clock.now());
    const list = office.users.list.bind(office.users);
    office.users.list = async (...asked) => {
      const page = await list(...asked);
      await office.users.remove(users[60]!, office.clock.now());
      return page;
    };
    await office.sendAll();
    expect(await office.progress(id)).to.deep.equal(['sent', 70, 68]);
    expect(await office.countsOf([users[60]!, users[69]!])).to.deep.equal([0, 0]);
  });

  it('is cancelled: who has it keeps it, and nobody else gets it', async () => {
    const users = await office.registerMany(70);
    const id = await office.broadcast();
    await office.sendPage.execute({ broadcastId: id });
    await office.cancel(id);
    await office.sendAll();
    await office.sweep.execute();
    await office.sendAll();
    expect(await office.progress(id)).to.deep.equal(['cancelled', 70, 50]);
    expect((await office.countsOf(users)).filter((count) => count === 1)).to.have.length(50);
    expect(office.told.at(-1)).to.include({ id, status: 'cancelled', sent: 50 });
  });

  it('cannot be cancelled once it is sent, nor when there is none', async () => {
    const id = await office.broadcast();
    await office.sendAll();
    expect(await codeOf(office.cancel(id))).to.equal('already-sent');
    expect(await codeOf(office.cancel('unknown'))).to.equal('broadcast-not-found');
    expect(await codeOf(office.getBroadcast.execute({ id: 'unknown' }))).to.equal('broadcast-not-found');
  });

  it('waits for its time, to those who are there by then', async () => {
    const [first] = await office.registerMany(1);
    const id = await office.broadcast({ sendAt: office.clock.now() + HOUR });
    await office.sendAll();
    await office.sendPage.execute({ broadcastId: id });
    await office.sweep.execute();
    expect(await office.progress(id)).to.deep.equal(['scheduled', null, 0]);
    await office.register('late');
    await office.work();
    office.clock.advance(HOUR);
    await office.queue.idle();
    expect(await office.progress(id)).to.deep.equal(['sent', 2, 2]);
    expect(await office.countsOf([first!, 'late'])).to.deep.equal([1, 1]);
  });

  it('is cancelled if its creator no longer administers at its time: demoted, disabled or deleted', async () => {
    const users = await office.registerMany(2);
    const demote = () => office.users.update('root', (user) => ({ ...user, role: 'user' }));
    const disable = () => office.users.update('root', (user) => ({ ...user, role: 'admin', disabled: true }));
    const remove = () => office.users.remove('root', office.clock.now());
    for (const change of [demote, disable, remove]) {
      const id = await office.broadcast();
      await change();
      await office.sendAll();
      expect(await office.progress(id)).to.deep.equal(['cancelled', null, 0]);
      expect(office.told.at(-1)).to.include({ id, status: 'cancelled' });
    }
    expect(await office.countsOf(users)).to.deep.equal([0, 0]);
  });

  it('gives its expiry to the notifications', async () => {
    const [user] = await office.registerMany(1);
    const expiresAt = office.clock.now() + HOUR;
    await office.broadcast({ expiresAt });
    await office.sendAll();
    const inbox = await office.notifications.behind(user!, 0, 10);
    expect(inbox.map((notification) => notification.expiresAt)).to.deep.equal([expiresAt]);
  });

  it('expires while its last page is in hand', async () => {
    const users = await office.registerMany(3);
    const id = await office.broadcast({ expiresAt: office.clock.now() + HOUR });
    const list = office.users.list.bind(office.users);
    office.users.list = async (...asked) => {
      const page = await list(...asked);
      office.clock.advance(HOUR);
      return page;
    };
    await office.sendAll();
    expect(await office.progress(id)).to.deep.equal(['expired', 3, 0]);
    expect(await office.countsOf(users)).to.deep.equal([0, 0, 0]);
  });

  it('is not sent when nobody worked until it expired, nor any further when it expires under way', async () => {
    const users = await office.registerMany(70);
    const expiresAt = office.clock.now() + HOUR;
    const [late, halfway] = [await office.broadcast({ expiresAt }), await office.broadcast({ expiresAt })];
    await office.sendPage.execute({ broadcastId: halfway });
    office.clock.advance(HOUR);
    await office.sendAll();
    expect(await office.progress(late)).to.deep.equal(['expired', null, 0]);
    expect(await office.progress(halfway)).to.deep.equal(['expired', 70, 50]);
    expect((await office.countsOf(users)).filter((count) => count === 1)).to.have.length(50);
  });

  it('is the same one under the same id, also after its time, and one act in the activity log', async () => {
    const wanted = { id: 'b-1', sendAt: office.clock.now() + HOUR };
    await office.broadcast(wanted);
    office.clock.advance(2 * HOUR);
    await office.broadcast(wanted);
    await office.cancel('b-1');
    const acts = await office.activities.list({ userId: 'root' }, undefined, 10);
    expect(acts.map(({ type, details }) => [type, details['broadcastId']])).to.deep.equal([
      ['broadcast-cancelled', 'b-1'],
      ['broadcast-created', 'b-1'],
    ]);
    expect((await office.listBroadcasts.execute({ limit: 10 })).items.map(({ id }) => id)).to.deep.equal(['b-1']);
  });
});
