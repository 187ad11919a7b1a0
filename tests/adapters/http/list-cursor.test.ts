import { expect } from 'chai';
import { apiRoutes } from '../../../src/adapters/http/routes/api.js';
import { WholeApplication, type Member } from './whole-application.js';

describe('A cursor over HTTP, of the whole application on embedded adapters', () => {
  let application: WholeApplication;
  let ada: Member;
  let root: Member;
  before(async () => {
    application = await WholeApplication.open((route) => route);
    ada = await application.member('ada');
    root = await application.administrator('root');
    for (let count = 0; count < 2; count += 1) {
      await application.ask('post', '/api/water/intakes', ada.token, { millilitres: 500 });
      await application.ask('post', '/api/water/intakes', root.token, { millilitres: 500 });
    }
  });
  after(() => application.close());

  const cursorOf = async (path: string, token: string): Promise<string> => {
    const { body } = await application.ask<{ nextCursor: string }>('get', `${path}?limit=1`, token);
    expect(body.nextCursor, path).to.match(/^[\w-]{9,500}$/);
    return body.nextCursor;
  };
  const asked = async (path: string, cursor: string, token: string): Promise<readonly unknown[]> => {
    const { status, text } = await application.http.ask('get', `${path}?cursor=${cursor}`, token);
    return [status, (JSON.parse(text) as { code?: string }).code];
  };

  it('is taken back by the list that gave it, and refused by every other', async () => {
    const [intakes, users] = ['/api/water/intakes', '/api/admin/users'];
    const [ofIntakes, ofUsers] = [await cursorOf(intakes, root.token), await cursorOf(users, root.token)];
    expect(await asked(intakes, ofIntakes, root.token)).to.deep.equal([200, undefined]);
    expect(await asked(users, ofUsers, root.token)).to.deep.equal([200, undefined]);
    const lists = apiRoutes({ version: '', realtimeUrl: undefined }).filter(
      ({ query }) => query !== undefined && 'cursor' in (query.describe().keys as object),
    );
    expect(lists.length).to.be.greaterThan(9);
    for (const { path } of lists) {
      const foreign = path === intakes ? ofUsers : ofIntakes;
      const refused = await asked(path.replace(':id', ada.userId), foreign, root.token);
      expect(refused, path).to.deep.equal([422, 'invalid-cursor']);
    }
  });
});
