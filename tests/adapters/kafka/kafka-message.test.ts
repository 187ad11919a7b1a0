import { expect } from 'chai';
import { readEvent } from '../../../src/adapters/kafka/kafka-message.js';
import { posted } from '../../contracts/event-log.contract.js';

const message = (key: string | null, value: unknown) => ({
  key: key === null ? null : Buffer.from(key),
  value: Buffer.from(JSON.stringify(value)),
});
const recorded = (points: unknown) => ({
  ...{ id: 'p', type: 'gps-points.recorded', version: 1, occurredAt: '2026-11-21T10:00:00Z' },
  data: { userId: 'ann', points },
});

describe('A Kafka message', () => {
  it('is the event that it holds, with fields that we do not know', () => {
    const event = { ...posted('ann', 'hello'), trace: 'abc' };
    expect(readEvent('Push-Notification', message('ann', event))).to.deep.equal({ event });
  });

  it('is an event however long its text is, which the domain judges by characters', () => {
    for (const text of ['💧'.repeat(1_500), 'x'.repeat(2_001)]) {
      const event = { ...posted('ann', text), id: 'e' };
      expect(readEvent('Push-Notification', message('ann', event))).to.deep.equal({ event });
    }
  });

  it('is an event with all its points, however bad some of them are', () => {
    const points = [{ latitude: 'north' }, null, 7, 'x', [1], { latitude: 1, longitude: 2 }];
    const reading = readEvent('gps-points', message('ann', recorded(points)));
    expect(reading).to.deep.equal({
      event: recorded([{ latitude: 'north' }, {}, {}, {}, {}, { latitude: 1, longitude: 2 }]),
    });
  });

  it('is none if it is not what its topic says', () => {
    const wrong: readonly [string, unknown][] = [
      ['another type', { ...posted('ann', 'x'), type: 'notification.routed' }],
      ['no id', { ...posted('ann', 'x'), id: undefined }],
      ['a version in words', { ...posted('ann', 'x'), version: '1' }],
      ['a day that does not exist', { ...posted('ann', 'x'), occurredAt: '2026-02-30T10:00:00Z' }],
      ['no data', { ...posted('ann', 'x'), data: undefined }],
      ['no user', { ...posted('ann', 'x'), data: { message: 'x' } }],
      ['an empty message', posted('ann', '')],
      ['a list', [posted('ann', 'x')]],
      ['nothing', null],
    ];
    for (const [name, value] of wrong) {
      expect(readEvent('Push-Notification', message('ann', value)), name).to.have.property('reason');
    }
    for (const points of [undefined, {}, 'x']) {
      expect(readEvent('gps-points', message('ann', recorded(points)))).to.have.property('reason');
    }
  });

  it('may bring along the notification that it is about, and no other', () => {
    const brought = {
      ...{ id: 'n-1', userId: 'ann', type: 'message', message: 'drink', sequence: 1, attempts: 0 },
      ...{ createdAt: '2026-11-21T10:00:00Z', expiresAt: null },
    };
    const read = (changed: Readonly<Record<string, unknown>>) => {
      const data = { userId: 'ann', notificationId: 'n-1', notification: { ...brought, ...changed } };
      return readEvent(
        'Notify-Online-Users',
        message('ann', { ...posted('ann', ''), type: 'notification.routed', data }),
      );
    };
    expect(read({})).to.have.nested.property('event.data.notification').that.deep.equals(brought);
    const wrong = [
      { id: 'n-2' },
      { userId: 'bob' },
      { sequence: 0 },
      { type: 'joke' },
      { expiresAt: 'soon' },
      { message: 1 },
    ];
    for (const changed of wrong) expect(read(changed), JSON.stringify(changed)).to.have.property('reason');
  });

  it('may say that it is routed, and nothing else in that place', () => {
    const read = (routed: unknown) =>
      readEvent(
        'Push-Notification',
        message('ann', { ...posted('ann', 'x'), data: { userId: 'ann', message: 'x', routed } }),
      );
    for (const routed of [true, false]) expect(read(routed)).to.have.nested.property('event.data.routed', routed);
    for (const routed of ['true', 1, null]) expect(read(routed)).to.have.property('reason');
  });

  it('pollutes no prototype', () => {
    const value = JSON.stringify(posted('ann', 'x')).replace('"data":{', '"data":{"__proto__":{"polluted":true},');
    readEvent('Push-Notification', { key: Buffer.from('ann'), value: Buffer.from(value) });
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });
});
