import { expect } from 'chai';
import { END_OF_TIME } from '../../../src/domain/movement/gps-point.js';
import { schedule } from '../../../src/domain/notification/broadcast.js';
import { ORIGIN, PASSWORD } from '../identity/account-world.js';
import { codeOf } from '../notification/code-of.js';
import { OverviewWorld } from './overview-world.js';

describe('A deleted account', () => {
  let world: OverviewWorld;
  let ada: string;
  beforeEach(async () => {
    world = new OverviewWorld();
    ada = await world.join('ada');
    await world.logIntake.execute({ id: world.ids.next(), userId: ada, millilitres: 2500 });
    await world.walk(ada, 20);
    const message = { id: 'b', userId: ada, role: null, message: 'later', expiresAt: null, createdBy: ada };
    await world.broadcasts.add(schedule(message, world.clock.now()));
  });
  afterEach(() => {
    world.shut();
  });

  const remove = () => world.deleteAccount.execute({ userId: ada, password: PASSWORD, ...ORIGIN });
  const left = async () => [
    await world.water.ledger(ada),
    await world.tracks.points(ada, { from: 0, to: END_OF_TIME }, 10),
    await world.tracks.quarters(ada, { from: 0, to: END_OF_TIME }),
    await world.notifications.behind(ada, 0, 10),
    await world.broadcasts.scheduledBy(ada, undefined, 10),
  ];
  const NOTHING = [undefined, [], [], [], []];

  it('leaves nothing of water, movement and notifications', async () => {
    expect(await left()).to.not.deep.equal(NOTHING);
    await remove();
    expect(await left()).to.deep.equal(NOTHING);
    expect(await codeOf(world.exportAccount.execute({ userId: ada }))).to.equal('user-not-found');
  });

  it('stays empty whatever was under way', async () => {
    const { users } = world;
    const forget = users.remove.bind(users);
    users.remove = async (id, at) => {
      await world.walk(ada, 5);
      await forget(id, at);
    };
    await remove();
    expect(await left()).to.deep.equal(NOTHING);
    await world.walk(ada, 5);
    expect((await left())[1]).to.deep.equal([]);
  });

  it('can be deleted again after a crash half way', async () => {
    const { users } = world;
    const forget = users.remove.bind(users);
    users.remove = () => Promise.reject(new Error('died'));
    expect(await remove().catch(() => 'died')).to.equal('died');
    users.remove = forget;
    await remove();
    expect(await left()).to.deep.equal(NOTHING);
    expect(await users.wasRemoved(ada)).to.equal(true);
  });
});
