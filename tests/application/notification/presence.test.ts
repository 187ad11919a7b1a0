import { expect } from 'chai';
import { DomainError } from '../../../src/domain/errors.js';
import { openOfficeBeforeEach, type PostOffice } from './post-office.js';
import type { RecordingLiveChannel } from './recording-live-channel.js';

describe('Presence', () => {
  let office: PostOffice<RecordingLiveChannel>;
  openOfficeBeforeEach((opened) => (office = opened));

  const told = (): readonly unknown[] =>
    office.live.told.map((event) =>
      event.event === 'presence' ? [event.payload.username, event.payload.connected, event.payload.lastSeenAt] : [],
    );

  it('is told to administrators when a user comes, once however many nodes', async () => {
    await office.connect('ada', 'node-1');
    await office.connect('ada', 'node-2');
    await office.renewPresence.execute({ node: 'node-1', userIds: ['ada'] });
    expect(told()).to.deep.equal([['ada', true, null]]);
  });

  it('ends after the grace, once, and keeps when the user was last seen', async () => {
    await office.connect('ada');
    await office.disconnect('ada');
    office.clock.advance(4999);
    await office.sweepPresence.execute();
    expect(told()).to.have.length(1);
    office.clock.advance(1);
    await office.sweepPresence.execute();
    await office.sweepPresence.execute();
    expect(told()).to.deep.equal([
      ['ada', true, null],
      ['ada', false, '2026-11-21T10:00:05.000Z'],
    ]);
    expect((await office.users.get('ada'))?.lastSeenAt).to.equal(office.clock.now());
  });

  it('goes on for who comes back within the grace: nobody is told', async () => {
    await office.connect('ada');
    await office.disconnect('ada');
    office.clock.advance(4000);
    await office.connect('ada');
    office.clock.advance(10_000);
    await office.sweepPresence.execute();
    expect(told()).to.deep.equal([['ada', true, null]]);
  });

  it('ends for the users of a node that renews no more', async () => {
    await office.register('bob');
    await office.connect('ada', 'killed');
    await office.connect('bob', 'alive');
    office.clock.advance(20_000);
    await office.renewPresence.execute({ node: 'alive', userIds: ['bob'] });
    office.clock.advance(10_000);
    await office.sweepPresence.execute();
    expect(told().at(-1)).to.deep.equal(['ada', false, '2026-11-21T10:00:30.000Z']);
    expect(told()).to.have.length(3);
  });

  it('returns with the heartbeat where it was lost, and says for whom', async () => {
    await office.connect('ada');
    office.clock.advance(31_000);
    await office.sweepPresence.execute();
    expect(await office.renewPresence.execute({ node: 'node-1', userIds: ['ada'] })).to.deep.equal(['ada']);
    expect(await office.renewPresence.execute({ node: 'node-1', userIds: ['ada'] })).to.deep.equal([]);
    expect(await office.renewPresence.execute({ node: 'node-1', userIds: [] })).to.deep.equal([]);
    expect(told().at(-1)).to.deep.equal(['ada', true, '2026-11-21T10:00:31.000Z']);
  });

  it('returns with the heartbeat also where no sweep noticed that it was lost', async () => {
    await office.connect('ada');
    office.clock.advance(30_000);
    expect(await office.renewPresence.execute({ node: 'node-1', userIds: ['ada'] })).to.deep.equal(['ada']);
    await office.sweepPresence.execute();
    expect(told().at(-1)).to.deep.equal(['ada', true, null]);
  });

  describe('that cannot be told or written down at first', () => {
    const away = () => Promise.reject(new DomainError('unavailable', 'storage-unavailable', 'The store is away.'));

    it('is told in the end that a user has come, and the heartbeat says who was back', async () => {
      await office.register('bob');
      const getMany = office.users.getMany.bind(office.users);
      office.users.getMany = away;
      await office.connect('ada');
      expect(await office.renewPresence.execute({ node: 'node-1', userIds: ['ada', 'bob'] })).to.deep.equal(['bob']);
      office.users.getMany = getMany;
      await office.sweepPresence.execute();
      await office.sweepPresence.execute();
      expect(told()).to.deep.equal([
        ['ada', true, null],
        ['bob', true, null],
      ]);
    });

    it('ends for all others, and with the next sweep for that user too', async () => {
      for (const userId of ['bob', 'cem']) await office.register(userId);
      for (const userId of ['ada', 'bob', 'cem']) await office.connect(userId);
      for (const userId of ['ada', 'bob', 'cem']) await office.disconnect(userId);
      office.live.told.length = 0;
      office.clock.advance(5000);
      const update = office.users.update.bind(office.users);
      office.users.update = (userId, change) => (userId === 'ada' ? away() : update(userId, change));
      await office.sweepPresence.execute();
      const gone = (username: string) => [username, false, '2026-11-21T10:00:05.000Z'];
      expect(told()).to.deep.equal(['bob', 'cem'].map(gone));
      office.users.update = update;
      office.clock.advance(1000);
      await office.sweepPresence.execute();
      await office.sweepPresence.execute();
      expect(told()).to.deep.equal(['bob', 'cem', 'ada'].map(gone));
      const seen = await office.users.getMany(['ada', 'bob', 'cem']);
      expect(seen.map(({ lastSeenAt }) => lastSeenAt)).to.deep.equal(seen.map(() => office.clock.now() - 1000));
    });
  });

  it('is told as it is, not as it was noticed: who came back while it was looked up is not told as gone', async () => {
    await office.connect('ada');
    await office.disconnect('ada');
    office.clock.advance(5000);
    const update = office.users.update.bind(office.users);
    office.users.update = async (id, change) => {
      await office.connect('ada');
      return update(id, change);
    };
    await office.sweepPresence.execute();
    expect(told().at(-1)).to.deep.equal(['ada', true, '2026-11-21T10:00:05.000Z']);
    expect(told().map((line) => (line as unknown[])[1])).to.deep.equal([true, true, true]);
  });
});
