import { expect } from 'chai';
import { Device } from '../../../src/adapters/socket-io/device.js';
import type { ClientSocket } from '../../../src/adapters/socket-io/socket-events.js';
import type { NotificationView } from '../../../src/application/notification/notification-view.js';
import { ManualClock } from '../../manual-clock.js';

const notification = (sequence: number) => ({ id: `${sequence}`, sequence, read: false }) as NotificationView;
const oneTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('Device', () => {
  const clock = new ManualClock('2026-11-21T10:00:00Z');
  let device: Device;
  let said: Record<string, boolean>;
  let tell: (event: string, payload: unknown) => void;
  let sent: number[];
  let hearsAll: boolean;
  beforeEach(() => {
    sent = [];
    said = {};
    hearsAll = true;
    tell = () => undefined;
    const socket = {
      connected: true,
      data: {},
      onAnyOutgoing: (listener: typeof tell) => (tell = listener),
      offAnyOutgoing: () => (tell = () => undefined),
    } as unknown as ClientSocket;
    device = new Device(
      socket,
      { userId: 'ada', sessionId: 'session', role: 'user', expiresAt: Infinity },
      (_, { sequence, id, read }) => {
        sent.push(sequence);
        said[id] = read;
      },
      () => undefined,
      clock,
      5000,
      () => hearsAll,
    );
  });

  const push = (...sequences: readonly number[]) => {
    for (const sequence of sequences) if (device.takes(notification(sequence))) sent.push(sequence);
  };
  const catchUp = (missed: () => Iterable<NotificationView>) =>
    // eslint-disable-next-line @typescript-eslint/require-await
    device.catchUp(Promise.resolve(), async function* () {
      yield* missed();
    });

  it('is sent each notification once, however many it catches up on, though catching up pushes them too', async () => {
    await catchUp(function* () {
      for (const sequence of oneTo(1200)) {
        push(sequence);
        yield notification(sequence);
      }
    });
    expect(sent).to.deep.equal(oneTo(1200));
  });

  it('hears in order what another device took while it was slower to catch up', async () => {
    await catchUp(function* () {
      push(2, 1, 3);
      yield notification(4);
      push(6, 5);
    });
    expect(sent).to.deep.equal(oneTo(6));
  });

  it('is sent what came while it caught up as it has become since, and nothing that was deleted', async () => {
    await catchUp(function* () {
      push(4, 3, 2);
      tell('notification:updated', { ...notification(1), read: true });
      tell('notification:deleted', { id: '2' });
      tell('notification:updated', { ...notification(3), read: true });
      yield notification(1);
    });
    expect([sent, said]).to.deep.equal([[1, 3, 4], { 1: true, 3: true, 4: false }]);
  });

  it('has seen no more than there was when it began to miss some', () => {
    push(1);
    hearsAll = false;
    push(3);
    expect(device.seen).to.equal(1);
    hearsAll = true;
    push(4);
    expect(device.seen).to.equal(4);
  });

  it('is remembered to have the latest alone, though it acknowledged more', () => {
    push(...oneTo(1200));
    for (const sequence of oneTo(1200)) device.acknowledge(notification(sequence));
    push(1, 1200);
    expect(sent).to.deep.equal([...oneTo(1200), 1]);
  });
});
