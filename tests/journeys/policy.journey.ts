import { expect } from 'chai';
import { allRoutes } from '../../scripts/policy-table.js';
import type { Access } from '../../src/adapters/http/route.js';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { PASSWORD, Person } from './person.js';

/** The answer to a request that is let in, but says something that no route reads: nothing is done. */
const LET_IN = [422];
/** No body where a file is expected is noticed before that. */
const LET_IN_WITHOUT_FILE = [400];
const WITHOUT_TOKEN = [401, 'unauthenticated'];
const ENDED = [401, 'session-ended'];
const REFUSED = [403, 'forbidden'];

const POLICY: Readonly<Record<Access, Readonly<Record<string, readonly unknown[]>>>> = {
  public: {},
  user: {
    stranger: WITHOUT_TOKEN,
    disabled: ENDED,
    deleted: ENDED,
    'signed out': ENDED,
    'former administrator': ENDED,
  },
  admin: {
    stranger: WITHOUT_TOKEN,
    disabled: ENDED,
    deleted: ENDED,
    'signed out': ENDED,
    'former administrator': ENDED,
    user: REFUSED,
  },
};

export function policyJourney(deployment: () => Deployment): void {
  describe('The policy', () => {
    const people: Record<string, Person> = {};

    before(async () => {
      const administrator = await Person.administrator(deployment());
      const change = (person: Person, changes: object) =>
        administrator.call('PATCH', `/api/admin/users/${person.id}`, changes);
      const [former, ...others] = await Promise.all(Array.from({ length: 5 }, () => Person.join(deployment())));
      const [user, disabled, deleted, signedOut] = others;
      await change(former!, { role: 'admin' });
      const promoted = await Person.signIn(deployment(), `${former!.username}@example.org`, PASSWORD);
      await change(former!, { role: 'user' });
      await change(disabled!, { disabled: true });
      await deleted!.call('DELETE', '/api/me', { password: PASSWORD });
      await signedOut!.call('POST', '/api/logout');
      Object.assign(people, { stranger: new Person(deployment()), user, administrator, disabled, deleted });
      Object.assign(people, { 'signed out': signedOut, 'former administrator': promoted });
      for (const person of [promoted, disabled!, deleted!, signedOut!]) {
        await eventually(async () => (await person.call('GET', '/api/me')).status === 401);
      }
    });

    for (const { method, path, access, stream } of allRoutes()) {
      it(`holds for ${method} ${path}`, async () => {
        const address = `${path.replace(/:\w+/g, '2026-11-21')}?__nobody=1`;
        for (const [name, person] of Object.entries(people)) {
          const { status, body } = await person.call(method, address);
          const expected = POLICY[access][name] ?? (stream === undefined ? LET_IN : LET_IN_WITHOUT_FILE);
          expect([status, body['code']].slice(0, expected.length), name).to.deep.equal(expected);
        }
      });
    }

    it('keeps sockets to those whose session is alive', async () => {
      for (const [name, person] of Object.entries(people)) {
        const answer = await person.connect().then(
          () => 'let in',
          (error: unknown) => (error as { data: { code: string } }).data.code,
        );
        const [, expected = 'let in'] = POLICY.user[name] ?? [];
        expect(answer, name).to.equal(expected);
        person.leave();
      }
    });
  });
}
