import { expect } from 'chai';
import { NEVER_TRACKED, say } from '../../../src/domain/movement/tracking.js';
import { eventually } from '../../eventually.js';
import { openEmbeddedRealtime, type EmbeddedRealtime } from './embedded-realtime.js';
import type { TestDevice } from './test-device.js';

interface Refusal {
  readonly error: {
    readonly code: string;
    readonly status: number;
    readonly errors?: readonly { readonly path: string }[];
  };
}

describe('What clients say', () => {
  let realtime: EmbeddedRealtime;
  let device: TestDevice;
  beforeEach(async () => {
    realtime = await openEmbeddedRealtime();
    device = await realtime.node.connect({ userId: 'ada' });
  });
  afterEach(async () => {
    await realtime.close();
  });

  const refusalOf = async (event: string, ...said: readonly unknown[]): Promise<Refusal['error']> =>
    ((await device.ask(event, ...said)) as Refusal).error;

  const track = async (): Promise<void> => {
    const { clock, tracking } = realtime.office;
    await tracking.update('ada', () => say(NEVER_TRACKED, true, clock.now(), clock.now()));
  };

  it('`sync` gives what lies behind a sequence', async () => {
    for (const message of ['one', 'two', 'three']) await realtime.office.send('ada', message);
    const answer = (await device.ask('sync', { after: 1 })) as { items: { message: string }[] };
    expect(answer).to.include({ more: false, resync: false });
    expect(answer.items.map(({ message }) => message)).to.deep.equal(['two', 'three']);
    expect(await device.ask('sync', { after: 99 })).to.deep.equal({ items: [], more: false, resync: true });
  });

  it('`gps` takes points as REST does, the bad ones refused by their index', async () => {
    const point = { latitude: 52.5, longitude: 13.4, at: '2026-11-21T10:00:00Z' };
    expect(await refusalOf('gps', { points: [point] })).to.include({ status: 409, code: 'tracking-inactive' });
    await track();
    const points = [point, { ...point, latitude: 91 }, 7, null, { ...point, at: '2026-11-21T09:00:00Z' }];
    expect(await device.ask('gps', { points })).to.deep.equal({
      accepted: 1,
      rejected: [
        { index: 1, reason: 'invalid-latitude' },
        { index: 2, reason: 'invalid-point' },
        { index: 3, reason: 'invalid-point' },
        { index: 4, reason: 'tracking-off' },
      ],
    });
    expect(realtime.office.events.take().map(({ type }) => type)).to.deep.equal(['gps-points.recorded']);
    realtime.office.events.away = true;
    expect(await refusalOf('gps', { points: [point] })).to.include({ status: 503, code: 'event-log-unavailable' });
  });

  it('takes a batch of the largest size, and ends a connection that sends far more', async () => {
    await track();
    const point = {
      latitude: 52.123456789012345,
      longitude: 13.123456789012345,
      at: '2026-11-21T10:00:00.000Z',
      accuracy: 12.345678901234567,
      altitude: 123.45678901234567,
      speed: 1.2345678901234567,
      startsSegment: false,
    };
    expect(await device.ask('gps', { points: Array<unknown>(1000).fill(point) })).to.include({ accepted: 1000 });
    device.socket.emit('gps', { points: ['x'.repeat(600_000)] });
    await eventually(() => device.ends.length === 1);
    expect(device.ends).to.deep.equal(['transport close']);
  });

  it('is refused when it is too large, and the connection stays', async () => {
    const text = 'x'.repeat(256 * 1024);
    for (const [event, said] of [
      ['gps', { points: [text] }],
      ['sync', { after: 0, text }],
      ['nonsense', { text }],
      ['gps', Buffer.alloc(256 * 1024)],
    ] as const) {
      const error = await refusalOf(event, said);
      expect(error).to.include({ status: 413, code: 'payload-too-large', title: 'Payload Too Large' });
    }
    device.socket.emit('gps', { points: [text] });
    expect(await device.ask('sync', { after: 0 })).to.have.property('items');
    expect(device.ends).to.deep.equal([]);
  });

  it('of a wrong shape gets the problem that REST would answer', async () => {
    const wrong: readonly (readonly [string, ...unknown[]])[] = [
      ['sync'],
      ['sync', null],
      ['sync', 7],
      ['sync', []],
      ['sync', {}],
      ['sync', { after: 'x' }],
      ['sync', { after: '1' }],
      ['sync', { after: -1 }],
      ['sync', { after: 1.5 }],
      ['sync', { after: null }],
      ['sync', { after: { $gt: 0 } }],
      ['sync', { after: 1, extra: 1 }],
      ['sync', JSON.parse('{"after":1,"__proto__x":{"polluted":true},"constructor":{}}')],
      ['sync', Buffer.from([1, 2, 3])],
      ['gps'],
      ['gps', { points: [] }],
      ['gps', { points: {} }],
      ['gps', { points: Array(1001).fill({}) }],
      ['gps', { points: [{}], userId: 'bob' }],
    ];
    for (const [event, ...said] of wrong) {
      const error = await refusalOf(event, ...said);
      expect(error, JSON.stringify(said)).to.include({
        status: 422,
        code: 'invalid-request',
        title: 'Unprocessable Entity',
      });
      expect(error.errors, JSON.stringify(said)).to.have.length.greaterThan(0);
    }
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
    expect(await device.ask('sync', { after: 0 })).to.have.property('items');
  });

  it('without waiting for an answer, or that nobody knows, does no harm', async () => {
    device.socket.emit('sync');
    device.socket.emit('sync', { after: 'x' }, 'not a function');
    device.socket.emit('gps', { points: 7 });
    device.socket.emit('notification', {});
    device.socket.emit('push', 'ada', {});
    device.socket.emit('constructor', {});
    device.socket.emit('__proto__', {});
    expect(await device.ask('sync', { after: 0 })).to.have.property('items');
  });

  it('is answered with nothing about the inside when something goes wrong there', async () => {
    realtime.office.notifications.behind = () => Promise.reject(new Error('secret'));
    const error = await refusalOf('sync', { after: 0 });
    expect(error).to.include({ status: 500, code: 'internal-error' });
    expect(JSON.stringify(error)).not.to.contain('secret');
  });

  it('too often is refused for a second, and a flood ends the connection', async () => {
    const other = await realtime.node.connect({ userId: 'ada' });
    const answers = await Promise.all(Array.from({ length: 60 }, () => device.ask('sync', { after: 0 })));
    const refused = answers.filter((answer) => 'error' in (answer as object)) as Refusal[];
    expect(refused).to.have.length(10);
    expect(refused[0]?.error).to.include({ status: 429, code: 'too-many-requests', retryAfter: 1 });
    realtime.office.clock.advance(1000);
    expect(await device.ask('sync', { after: 0 })).to.have.property('items');
    for (let count = 0; count < 500; count += 1) device.socket.emit('sync', { after: 0 });
    await eventually(() => !device.socket.connected);
    expect(await other.ask('sync', { after: 0 })).to.have.property('items');
  });
});
