import { buffer, text } from 'node:stream/consumers';
import { expect } from 'chai';
import { unzip } from '../../adapters/zip/unzip.js';
import { ORIGIN } from '../identity/account-world.js';
import { codeOf } from '../notification/code-of.js';
import { OverviewWorld } from './overview-world.js';

describe('The archive of an account', () => {
  let world: OverviewWorld;
  let ada: string;
  beforeEach(async () => {
    world = new OverviewWorld();
    ada = await world.join('ada');
  });
  afterEach(() => {
    world.shut();
  });

  const files = async () => unzip(await buffer((await world.exportArchive.execute({ userId: ada })).chunks));
  const timesOf = (gpx: string | undefined) => [...(gpx ?? '').matchAll(/<time>(.*?)<\/time>/g)].map(([, at]) => at);

  it('holds the account as the JSON file has it', async () => {
    await world.logIntake.execute({ id: world.ids.next(), userId: ada, millilitres: 2500 });
    const { chunks } = await world.exportAccount.execute({ userId: ada });
    const archive = await files();
    expect([...archive.keys()]).to.deep.equal(['account.json']);
    expect(archive.get('account.json')).to.equal(await text(chunks));
  });

  it('holds the tracks by the months of the user, each point once, and no month without points', async () => {
    await world.updateProfile.execute({ userId: ada, timeZone: 'Asia/Tokyo', ...ORIGIN });
    world.clock.set('2026-11-30T15:00:30Z');
    await world.walk(ada, 6);
    world.clock.set('2027-02-01T12:00:00Z');
    await world.walk(ada, 2);
    const archive = await files();
    expect([...archive.keys()].slice(1)).to.deep.equal([
      'tracks/2026-11.gpx',
      'tracks/2026-12.gpx',
      'tracks/2027-02.gpx',
    ]);
    // In Tokyo December begins at 15:00 UTC.
    expect(timesOf(archive.get('tracks/2026-11.gpx'))).to.deep.equal(
      ['14:59:30', '14:59:40', '14:59:50'].map((time) => `2026-11-30T${time}.000Z`),
    );
    expect(timesOf(archive.get('tracks/2026-12.gpx'))).to.deep.equal(
      ['15:00:00', '15:00:10', '15:00:20'].map((time) => `2026-11-30T${time}.000Z`),
    );
    expect(timesOf(archive.get('tracks/2027-02.gpx'))).to.have.length(2);
  });

  it('of nobody is not found', async () => {
    expect(await codeOf(world.exportArchive.execute({ userId: 'nobody' }))).to.equal('user-not-found');
  });
});
