import { expect } from 'chai';
import { apiRoutes } from '../../../src/adapters/http/routes/api.js';
import type { UseCases } from '../../../src/adapters/http/use-cases.js';
import { GetPreferences } from '../../../src/application/notification/get-preferences.js';
import { SetPreferences } from '../../../src/application/notification/set-preferences.js';
import { AccountWorld } from '../../application/identity/account-world.js';
import { openHttp, type Harness } from './harness.js';

const PATH = '/api/me/preferences';
const ALL_ON = { reminder: { inApp: true }, 'streak-at-risk': { inApp: true } };

describe('the preferences of a user', () => {
  let world: AccountWorld;
  let http: Harness;
  let ada: string;
  beforeEach(async () => {
    world = new AccountWorld();
    ada = await world.join('ada');
    const useCases: Partial<UseCases> = {
      getPreferences: new GetPreferences(world.users),
      setPreferences: new SetPreferences(world.users, world.record),
    };
    http = openHttp(apiRoutes({ version: '1.2.3', realtimeUrl: undefined }), {
      services: { useCases: useCases as UseCases },
    });
  });
  afterEach(async () => {
    await http.close();
    world.shut();
  });

  const get = async (): Promise<unknown> => {
    const { text } = await http.ask('get', PATH, http.token('user', ada));
    return JSON.parse(text) as unknown;
  };
  const put = async (wanted: object): Promise<readonly [status: number, body: Readonly<Record<string, unknown>>]> => {
    const { status, text } = await http.ask('put', PATH, http.token('user', ada)).send(wanted);
    return [status, JSON.parse(text) as Readonly<Record<string, unknown>>];
  };

  it('are all on at first, and replaced as a whole', async () => {
    expect(await get()).to.deep.equal(ALL_ON);
    const off = { ...ALL_ON, reminder: { inApp: false } };
    expect(await put(off)).to.deep.equal([200, off]);
    expect(await get()).to.deep.equal(off);
    const other = { ...ALL_ON, 'streak-at-risk': { inApp: false } };
    expect(await put({ 'streak-at-risk': { inApp: false } })).to.deep.equal([200, other]);
    expect(await put({})).to.deep.equal([200, ALL_ON]);
  });

  it('have no switch for what everyone is told, nor for anything unknown', async () => {
    for (const [wanted, path, message] of [
      [{ security: { inApp: false } }, 'security', 'security is no notification that can be switched off'],
      [{ message: { inApp: true } }, 'message', 'message is no notification that can be switched off'],
      [{ weather: { inApp: true } }, 'weather', 'weather is no notification that can be switched off'],
      [{ reminder: { pigeon: true } }, 'reminder.pigeon', 'reminder.pigeon is no way to be notified'],
      [{ reminder: { inApp: 'no' } }, 'reminder.inApp', 'reminder.inApp must be a boolean'],
      [{ reminder: true }, 'reminder', 'reminder must be of type object'],
    ] as const) {
      const [status, { code, errors }] = await put({ 'streak-at-risk': { inApp: false }, ...wanted });
      expect({ status, code, errors }).to.deep.equal({
        status: 422,
        code: 'invalid-request',
        errors: [{ path, message }],
      });
    }
    expect(await get()).to.deep.equal(ALL_ON);
  });
});
