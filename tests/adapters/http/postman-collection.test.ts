import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { postmanCollection } from '../../../scripts/postman-collection.js';
import { projectDirectory, projectVersion } from '../../../src/adapters/config/project.js';
import { openApi } from '../../../src/adapters/http/openapi.js';
import { apiRoutes } from '../../../src/adapters/http/routes/api.js';

interface Item {
  readonly request: {
    readonly method: string;
    readonly url: { readonly path: readonly string[] };
    readonly auth?: { readonly type: string };
  };
  readonly event?: readonly { readonly listen: string; readonly script: { readonly exec: readonly string[] } }[];
}
interface Collection {
  readonly item: readonly { readonly item: readonly Item[] }[];
  readonly event: readonly { readonly listen: string; readonly script: { readonly exec: readonly string[] } }[];
  readonly variable: readonly { readonly key: string }[];
}

const ROUTES = apiRoutes({ version: projectVersion(), realtimeUrl: undefined });
const FILE = join(projectDirectory(), 'docs', 'streakline.postman_collection.json');

describe('the Postman collection', () => {
  const committed = JSON.parse(readFileSync(FILE, 'utf8')) as Collection;
  const items = committed.item.flatMap(({ item }) => item);
  const nameOf = ({ request }: Item): string => `${request.method} /${request.url.path.join('/')}`;

  it('is what the routes say now: npm run postman writes it', async () => {
    const made = await postmanCollection(openApi(ROUTES, projectVersion()));
    expect(JSON.parse(JSON.stringify(made))).to.deep.equal(committed);
  });

  it('has a request for every route, with the token of the collection where one is needed', () => {
    expect(items.map(nameOf)).to.have.members(ROUTES.map(({ method, path }) => `${method} ${path}`));
    const withToken = items.filter(({ request }) => request.auth?.type !== 'noauth');
    expect(withToken.map(nameOf)).to.have.members(
      ROUTES.filter(({ access }) => access !== 'public').map(({ method, path }) => `${method} ${path}`),
    );
  });

  /** What a script keeps in variables. */
  const keptBy = (lines: readonly string[], answer: object): Readonly<Record<string, string>> => {
    const kept = new Map<string, string>();
    const pm = {
      response: { json: () => answer },
      expect,
      test: (_: string, run: () => void) => {
        run();
      },
      collectionVariables: { set: (key: string, value: string) => kept.set(key, value) },
    };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the script is ours, and Postman runs it in no other way
    (new Function('pm', lines.join('\n')) as (postman: typeof pm) => void)(pm);
    return Object.fromEntries(kept);
  };

  const keptOf = (name: string, answer: object): object =>
    keptBy(items.find((item) => nameOf(item) === name)?.event?.[0]?.script.exec ?? [], answer);

  it('keeps the token of the sign-in for the requests behind it', () => {
    expect(committed.variable.map(({ key }) => key)).to.include.members(['baseUrl', 'accessToken']);
    const tokens = { accessToken: 'an access token', refreshToken: 'a refresh token' };
    const kept = keptOf('POST /api/login', { ...tokens, user: { id: 'ada' } });
    expect(kept).to.deep.equal({ ...tokens, userId: 'ada' });
  });

  it('knows every variable that is in it, and when a request is sent, the instants', () => {
    const [{ listen, script } = { listen: '', script: { exec: [] } }] = committed.event;
    expect(listen).to.equal('prerequest');
    const instants = keptBy(script.exec, {});
    const { now = '', anHourAgo = '' } = instants;
    expect(Date.parse(now) - Date.parse(anHourAgo)).to.be.within(3_600_000, 3_601_000);
    const used = [...JSON.stringify(items).matchAll(/{{(\w+)}}/g)].map(([, name]) => name);
    expect([...committed.variable.map(({ key }) => key), ...Object.keys(instants)]).to.include.members(used);
  });

  it('keeps the ids of what was made, and asks for it by them', () => {
    expect(keptOf('POST /api/water/intakes', { intake: { id: 'i' } })).to.deep.equal({ intakeId: 'i' });
    expect(keptOf('POST /api/water/intakes', { code: 'too-old' })).to.deep.equal({});
    expect(keptOf('POST /api/notifications', { id: 'n' })).to.deep.equal({ notificationId: 'n' });
    expect(keptOf('POST /api/admin/broadcasts', { id: 'b' })).to.deep.equal({ broadcastId: 'b' });
    const variables = committed.variable.map(({ key }) => key);
    for (const variable of ['userId', 'intakeId', 'notificationId', 'broadcastId']) {
      expect(variables).to.include(variable);
      expect(JSON.stringify(items)).to.include(`{{${variable}}}`);
    }
  });
});
