import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { route } from '../../../src/adapters/http/route.js';
import type { RouteAnswer } from '../../../src/adapters/http/route.js';
import { bodyOf, schema } from '../../../src/adapters/http/schemas.js';
import { DomainError } from '../../../src/domain/errors.js';
import { openHttp } from './harness.js';
import type { Harness } from './harness.js';

describe('Idempotency-Key', () => {
  let http: Harness;
  /** Ids under which things were made. */
  let made: string[];
  let next: (id: string) => Promise<RouteAnswer>;
  const common = {
    method: 'POST',
    summary: 's',
    tag: 't',
    answers: { 201: { description: 'd' } },
    errors: [],
    body: bodyOf<{ text: string; more?: unknown[] }>({ text: schema.string().required(), more: schema.array() }),
  } as const;
  const make = ({ newId }: { newId: string }): Promise<RouteAnswer> => {
    made.push(newId);
    return next(newId);
  };
  beforeEach(() => {
    made = [];
    next = (id) => Promise.resolve({ status: 201, body: { id }, headers: { Location: `/things/${id}` } });
    http = openHttp([
      route({ ...common, path: '/things', operationId: 'a', access: 'user', idempotent: {}, handle: make }),
      route({
        ...common,
        path: '/secrets',
        operationId: 'b',
        access: 'public',
        idempotent: { secrets: (id) => ({ token: `token of ${id}` }) },
        handle: async (input) => ({
          status: 201,
          body: { ...((await make(input)).body as object), token: `token of ${input.newId}` },
        }),
      }),
      route({
        method: 'POST',
        path: '/files',
        operationId: 'd',
        summary: 's',
        tag: 't',
        access: 'user',
        idempotent: {},
        stream: { mediaType: 'text/plain', limit: 8 },
        answers: { 201: { description: 'd' } },
        errors: [],
        handle: async ({ newId, stream }) => {
          made.push(newId);
          return { status: 201, body: { id: newId, content: await text(stream) } };
        },
      }),
      route({ ...common, path: '/plain', operationId: 'c', access: 'user', handle: make }),
    ]);
  });
  afterEach(() => http.close());

  const post = (key: string | undefined, text = 'a', user = 'u1', path = '/things'): PromiseLike<Response> => {
    const request = http.ask('post', path, http.token('user', user)).send({ text });
    return key === undefined ? request : request.set('Idempotency-Key', key);
  };
  const codeOf = (response: Response): string => (JSON.parse(response.text) as { code: string }).code;

  it('gives the first answer again, and says so', async () => {
    const [first, second] = [await post('k'), await post('k')];
    expect(first.headers).not.to.have.property('idempotency-replayed');
    expect([second.status, second.body]).to.deep.equal([201, first.body]);
    expect(second.headers).to.include({ 'idempotency-replayed': 'true', location: `/things/${made[0]}` });
    expect(made).to.have.length(1);
  });

  it('is nothing without a key, and on routes that make nothing', async () => {
    await post(undefined);
    await post(undefined);
    await post('k', 'a', 'u1', '/plain');
    await post('k', 'a', 'u1', '/plain');
    expect(new Set(made).size).to.equal(4);
  });

  it('belongs to a user', async () => {
    await post('k', 'a', 'u1');
    expect((await post('k', 'b', 'u2')).status).to.equal(201);
  });

  it('with another body is refused', async () => {
    await post('k', 'a');
    const response = await post('k', 'b');
    expect([response.status, codeOf(response)]).to.deep.equal([422, 'idempotency-key-reused']);
  });

  it('takes a body for the same whatever the order of its fields, not of its lists', async () => {
    const send = (body: string): PromiseLike<Response> =>
      http
        .ask('post', '/things', http.token('user'))
        .set({ 'Content-Type': 'application/json', 'Idempotency-Key': 'k' })
        .send(body);
    const first = await send('{"text":"a","more":[{"b":1,"a":{"2":[],"1":null}},2]}');
    const second = await send('{ "more": [{"a": {"1":null, "2":[]}, "b":1}, 2], "text": "\\u0061" }');
    expect([second.status, second.body]).to.deep.equal([201, first.body]);
    expect(second.headers).to.include({ 'idempotency-replayed': 'true' });
    for (const other of ['[2,{"b":1,"a":{"2":[],"1":null}}]', '[{"b":1,"a":{"2":[],"1":0}},2]', '[{"b":1},2]']) {
      expect(codeOf(await send(`{"text":"a","more":${other}}`)), other).to.equal('idempotency-key-reused');
    }
    expect(made).to.have.length(1);
  });

  it('holds for a file by its content', async () => {
    const send = (content: string): PromiseLike<Response> =>
      http
        .ask('post', '/files', http.token('user'))
        .set({ 'Content-Type': 'text/plain', 'Idempotency-Key': 'k' })
        .send(content);
    expect((await send('too large')).status).to.equal(413);
    const [first, second] = [await send('a walk'), await send('a walk')];
    expect(first.body).to.include({ content: 'a walk' });
    expect([second.status, second.body]).to.deep.equal([201, first.body]);
    expect(second.headers).to.include({ 'idempotency-replayed': 'true' });
    expect(codeOf(await send('no walk'))).to.equal('idempotency-key-reused');
    expect(made).to.have.length(1);
  });

  it('with a length out of bounds is refused', async () => {
    for (const key of ['', 'x'.repeat(256)]) expect((await post(key)).status, `${key.length}`).to.equal(422);
    expect((await post('x'.repeat(255))).status).to.equal(201);
    expect(made).to.have.length(1);
  });

  it('lets one of many at once through; the others are asked to come again', async () => {
    let finish: (() => void) | undefined;
    next = (id) =>
      new Promise((resolve) => {
        finish = () => {
          resolve({ status: 201, body: { id } });
        };
      });
    const running = post('k').then((response) => response);
    while (finish === undefined) await new Promise(setImmediate);
    const second = await post('k');
    expect([second.status, codeOf(second)]).to.deep.equal([409, 'request-in-progress']);
    expect(second.headers).to.include({ 'retry-after': '1' });
    finish();
    expect((await running).status).to.equal(201);
    expect((await post('k')).headers).to.include({ 'idempotency-replayed': 'true' });
    expect(made).to.have.length(1);
  });

  it('is free again after a failure, and makes the thing under the same id', async () => {
    const works = next;
    next = () => Promise.reject(new DomainError('unavailable', 'storage-unavailable', 'Away.'));
    expect((await post('k')).status).to.equal(503);
    next = works;
    expect((await post('k')).status).to.equal(201);
    expect(new Set(made).size).to.equal(1);
  });

  it('of a request that died is free after a minute', async () => {
    next = () => new Promise(() => undefined);
    const dying = http
      .ask('post', '/things', http.token('user'))
      .send({ text: 'a' })
      .set('Idempotency-Key', 'k')
      .timeout(100);
    await dying.then(
      () => expect.fail('it answered'),
      () => undefined,
    );
    expect((await post('k')).status).to.equal(409);
    http.clock.advance(60_000);
    next = (id) => Promise.resolve({ status: 201, body: { id } });
    expect((await post('k')).status).to.equal(201);
    expect(new Set(made).size).to.equal(1);
  });

  it('is forgotten after 24 hours', async () => {
    await post('k');
    http.clock.advance(24 * 3_600_000);
    expect((await post('k', 'b')).status).to.equal(201);
    expect(made).to.have.length(2);
  });

  it('keeps no secret: the field is made again, the rest is the first answer', async () => {
    const kept: unknown[] = [];
    const complete = http.idempotency.complete.bind(http.idempotency);
    http.idempotency.complete = (scope, key, answer) => {
      kept.push(answer.body);
      return complete(scope, key, answer);
    };
    const [first, second] = [await post('k', 'a', 'u1', '/secrets'), await post('k', 'a', 'u1', '/secrets')];
    expect(first.body).to.deep.equal({ id: made[0], token: `token of ${made[0]}` });
    expect(second.body).to.deep.equal(first.body);
    expect(second.headers).to.include({ 'idempotency-replayed': 'true' });
    expect(kept).to.deep.equal([{ id: made[0] }]);
    expect(made).to.have.length(1);
  });
});
