import { expect } from 'chai';
import { apiRoutes } from '../../../src/adapters/http/routes/api.js';
import type { UseCases } from '../../../src/adapters/http/use-cases.js';
import { GetPreferences } from '../../../src/application/notification/get-preferences.js';
import { SetPreferences } from '../../../src/application/notification/set-preferences.js';
import { NOTHING_CHOSEN, preferencesView } from '../../../src/domain/notification/preferences.js';
import { AccountWorld } from '../../application/identity/account-world.js';
import { openHttp, type Harness } from './harness.js';

const PATH = '/api/me/preferences';
const AT_FIRST = preferencesView(NOTHING_CHOSEN);
const SWITCHES = AT_FIRST.reminder;

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

  it('are as for everyone at first, and replaced as a whole', async () => {
    expect(await get()).to.deep.equal(AT_FIRST);
    const off = { ...AT_FIRST, reminder: { ...SWITCHES, inApp: false } };
    expect(await put({ reminder: { inApp: false } })).to.deep.equal([200, off]);
    expect(await get()).to.deep.equal(off);
    const other = { ...AT_FIRST, message: { ...SWITCHES, email: true } };
    expect(await put({ message: { email: true } })).to.deep.equal([200, other]);
    expect(await put(off)).to.deep.equal([200, off]);
    expect(await put({})).to.deep.equal([200, AT_FIRST]);
  });

  it('have no switch in the app for what everyone is told, nor any for what is unknown', async () => {
    const invalid = 'invalid-request';
    for (const [wanted, problem, path, message] of [
      [{ security: { inApp: false } }, 'not-optional', 'security.inApp', 'security cannot be switched off in the app'],
      [{ weather: { inApp: true } }, invalid, 'weather', 'weather is no type of notification'],
      [{ reminder: { pigeon: true } }, invalid, 'reminder.pigeon', 'reminder.pigeon is no way to be notified'],
      [{ reminder: { inApp: 'no' } }, invalid, 'reminder.inApp', 'reminder.inApp must be a boolean'],
      [{ reminder: true }, invalid, 'reminder', 'reminder must be of type object'],
    ] as const) {
      const [status, { code, errors }] = await put({ 'streak-at-risk': { inApp: false }, ...wanted });
      expect({ status, code, errors }).to.deep.equal({ status: 422, code: problem, errors: [{ path, message }] });
    }
    expect(await get()).to.deep.equal(AT_FIRST);
  });
});
