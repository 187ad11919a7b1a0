import { expect } from 'chai';
import type { Response } from 'supertest';
import { WholeApplication, type Member } from './whole-application.js';

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const codeOf = ({ status, text }: Response): readonly [number, unknown] => [
  status,
  (JSON.parse(text) as { code?: unknown }).code,
];

describe('messages for later and for many', () => {
  let application: WholeApplication;
  let ada: Member;
  let root: Member;
  before(async () => {
    application = await WholeApplication.open();
    ada = await application.member('ada');
    root = await application.administrator('root');
  });
  after(() => application.close());

  const post = (path: string, as: Member, body: object, key = 'none'): PromiseLike<Response> =>
    application.http.ask('post', path, as.token).set('Idempotency-Key', key).send(body);
  const schedule = (as: Member, body: object, key?: string) =>
    post('/api/notifications', as, { message: 'Drink later!', ...body }, key);

  it('a scheduled message waits, and is shown to who scheduled it', async () => {
    const sendAt = inHours(1);
    const first = await schedule(ada, { userId: ada.userId, sendAt }, 'later');
    expect(first.status).to.equal(202);
    expect(first.body).to.include({ userId: ada.userId, message: 'Drink later!', sendAt, status: 'scheduled' });
    expect((await schedule(ada, { userId: ada.userId, sendAt }, 'later')).body).to.deep.equal(first.body);
    const byRoot = await schedule(root, { userId: ada.userId, sendAt }, 'other');
    for (const [who, mine] of [
      [ada, first],
      [root, byRoot],
    ] as const) {
      const { body } = await application.ask('get', '/api/notifications/scheduled', who.token);
      expect(body).to.deep.equal({ items: [mine.body], nextCursor: null });
    }
    const { id } = first.body as { id: string };
    expect(codeOf(await application.http.ask('get', `/api/notifications/${id}`, ada.token))[0]).to.equal(404);
  });

  it('a scheduled message is cancelled by who scheduled it', async () => {
    const scheduled = await schedule(ada, { userId: ada.userId, sendAt: inHours(1) }, 'to cancel');
    const path = `/api/notifications/scheduled/${(scheduled.body as { id: string }).id}`;
    expect(codeOf(await application.http.ask('delete', path, root.token))).to.deep.equal([
      404,
      'notification-not-found',
    ]);
    for (let times = 0; times < 2; times += 1) {
      expect((await application.http.ask('delete', path, ada.token)).status).to.equal(204);
    }
  });

  it('a scheduled message has a time to come, and somebody whom it may be sent', async () => {
    for (const sendAt of [inHours(-1), inHours(24 * 367)]) {
      const refused = await schedule(ada, { userId: ada.userId, sendAt });
      expect(codeOf(refused), sendAt).to.deep.equal([422, 'invalid-send-at']);
      expect(refused.text).to.include('"path":"sendAt"');
    }
    const sendAt = 'tomorrow';
    expect(codeOf(await schedule(ada, { userId: ada.userId, sendAt }))).to.deep.equal([422, 'invalid-request']);
    const foreign = { userId: root.userId, sendAt: inHours(1) };
    expect(codeOf(await schedule(ada, foreign))).to.deep.equal([403, 'forbidden']);
    const unknown = { userId: 'nobody', sendAt: inHours(1) };
    expect(codeOf(await schedule(root, unknown))).to.deep.equal([404, 'user-not-found']);
  });

  it('a broadcast is made once under its key, listed, cancelled, and in the activity log', async () => {
    const wanted = { message: 'To all', sendAt: inHours(1), expiresAt: inHours(2) };
    const first = await post('/api/admin/broadcasts', root, wanted, 'all');
    expect(first.status).to.equal(202);
    expect(first.body).to.include({ ...wanted, role: null, status: 'scheduled', recipients: null, sent: 0 });
    expect((await post('/api/admin/broadcasts', root, wanted, 'all')).body).to.deep.equal(first.body);
    const { id } = first.body as { id: string };
    expect(first.headers).to.include({ location: `/api/admin/broadcasts/${id}` });
    const toUsers = await post('/api/admin/broadcasts', root, { message: 'Users!', role: 'user' }, 'users');
    expect(toUsers.body).to.include({ role: 'user', status: 'scheduled' });
    const { body: list } = await application.ask<{ items: object[] }>('get', '/api/admin/broadcasts', root.token);
    expect(list.items).to.deep.equal([toUsers.body, first.body]);
    await application.ask('delete', `/api/admin/broadcasts/${id}`, root.token);
    const { body } = await application.ask('get', `/api/admin/broadcasts/${id}`, root.token);
    expect(body).to.include({ id, status: 'cancelled' });
    for (const type of ['broadcast-created', 'broadcast-cancelled']) {
      const path = `/api/admin/activity?type=${type}&userId=${root.userId}`;
      const acts = await application.ask<{ items: { details: object }[] }>('get', path, root.token);
      expect(acts.body.items.at(-1)?.details, type).to.include({ broadcastId: id });
    }
  });

  it('a broadcast has a message, a role that exists and times in order', async () => {
    for (const [wrong, code] of [
      [{ message: '' }, 'invalid-request'],
      [{ message: 'x'.repeat(2001) }, 'invalid-message'],
      [{ message: ' \n' }, 'invalid-message'],
      [{ role: 'wizard' }, 'invalid-request'],
      [{ sendAt: inHours(-1) }, 'invalid-send-at'],
      [{ expiresAt: inHours(-1) }, 'invalid-expiry'],
      [{ sendAt: inHours(2), expiresAt: inHours(1) }, 'invalid-expiry'],
    ] as const) {
      const refused = await post('/api/admin/broadcasts', root, { message: 'hello', ...wrong });
      expect(codeOf(refused), JSON.stringify(wrong).slice(0, 50)).to.deep.equal([422, code]);
    }
    for (const method of ['get', 'delete'] as const) {
      const answer = await application.http.ask(method, '/api/admin/broadcasts/unknown', root.token);
      expect(codeOf(answer), method).to.deep.equal([404, 'broadcast-not-found']);
    }
  });
});
