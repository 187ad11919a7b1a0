import { expect } from 'chai';
import type { NotificationView } from '../../src/application/notification/notification-view.js';
import type { Principal } from '../../src/application/ports/access-tokens.js';
import type { LiveChannel } from '../../src/application/ports/live-channel.js';
import { eventually } from '../eventually.js';
import type { Opened } from './opened.js';

/** A device as the contract needs it. */
export interface HearingDevice {
  readonly heard: readonly (readonly [event: string, payload: unknown])[];
  readonly socket: { readonly connected: boolean };
}

export interface OpenedLiveChannel extends Opened<LiveChannel> {
  /** Opens a device, on whichever node. A silent one never acknowledges. */
  connect(who: Pick<Principal, 'userId' | 'sessionId' | 'role'>, silent?: boolean): Promise<HearingDevice>;
  /** Ids of notifications that devices have acknowledged, once each or more. */
  readonly acknowledged: readonly string[];
}

const notification = (id: string, sequence: number): NotificationView => ({
  id,
  userId: 'ada',
  message: `message ${sequence}`,
  read: false,
  type: 'message',
  status: 'pending',
  sequence,
  attempts: 1,
  channels: {},
  createdAt: '2026-11-21T10:00:00.000Z',
  expiresAt: null,
  deliveredAt: null,
  readAt: null,
  deletedAt: null,
});

const ADA = { userId: 'ada', sessionId: 'ada-1', role: 'user' } as const;
const ADA_ELSEWHERE = { ...ADA, sessionId: 'ada-2' } as const;
const BOB = { userId: 'bob', sessionId: 'bob-1', role: 'user' } as const;
const ROOT = { userId: 'root', sessionId: 'root-1', role: 'admin' } as const;

export function liveChannelContract(adapter: string, open: () => Promise<OpenedLiveChannel>): void {
  describe(`LiveChannel on ${adapter}`, () => {
    let opened: OpenedLiveChannel;
    let live: LiveChannel;
    beforeEach(async () => {
      opened = await open();
      live = opened.port;
    });
    afterEach(async () => {
      await opened.close();
    });

    /** What a device has heard but its own unread count, when all that was sent before has arrived. */
    const heardBy = async (device: HearingDevice, userId: string): Promise<readonly string[]> => {
      const mark = { hour: `mark ${device.heard.length}`, metres: 0 };
      await live.send(userId, { event: 'movement', payload: mark });
      await eventually(() => device.heard.some(([, payload]) => JSON.stringify(payload) === JSON.stringify(mark)));
      return device.heard.flatMap(([event]) => (event === 'unread' || event === 'movement' ? [] : [event]));
    };

    it('pushes to each device of the user, on any node, and to nobody else', async () => {
      const [phone, laptop] = [await opened.connect(ADA), await opened.connect(ADA_ELSEWHERE)];
      const stranger = await opened.connect(BOB);
      await live.push('ada', notification('n-1', 1));
      await live.push('ada', notification('n-2', 2));
      for (const device of [phone, laptop]) {
        expect(await heardBy(device, 'ada')).to.deep.equal(['notification', 'notification']);
        const pushed = device.heard.filter(([event]) => event === 'notification').map(([, payload]) => payload);
        expect(pushed).to.deep.equal([notification('n-1', 1), notification('n-2', 2)]);
      }
      expect(await heardBy(stranger, 'bob')).to.deep.equal([]);
    });

    it('has acknowledgements taken by the node of the device', async () => {
      await opened.connect(ADA);
      await opened.connect(ADA_ELSEWHERE, true);
      await live.push('ada', notification('n-1', 1));
      await eventually(() => opened.acknowledged.includes('n-1'));
    });

    it('waits neither for silent devices nor for nobody', async () => {
      const silent = await opened.connect(ADA, true);
      await live.push('ada', notification('n-1', 1));
      await live.push('bob', notification('n-2', 1));
      await live.send('bob', { event: 'unread', payload: { count: 1 } });
      expect(await heardBy(silent, 'ada')).to.deep.equal(['notification']);
      expect(opened.acknowledged).to.deep.equal([]);
    });

    it('sends events to all devices of a user', async () => {
      const devices = [await opened.connect(ADA), await opened.connect(ADA_ELSEWHERE)];
      const stranger = await opened.connect(BOB);
      const streak = { current: 3, longest: 5, lastAchievedDay: '2026-11-20' };
      await live.send('ada', { event: 'streak', payload: streak });
      await live.send('ada', { event: 'notification:updated', payload: notification('n-1', 1) });
      for (const device of devices) {
        expect(await heardBy(device, 'ada')).to.deep.equal(['streak', 'notification:updated']);
        expect(device.heard.find(([event]) => event === 'streak')?.[1]).to.deep.equal(streak);
      }
      expect(await heardBy(stranger, 'bob')).to.deep.equal([]);
    });

    it('tells administrators, and only them', async () => {
      const [administrator, user] = [await opened.connect(ROOT), await opened.connect(ADA)];
      const payload = { userId: 'bob', username: 'Bob', connected: true, lastSeenAt: null };
      await live.sendToAdministrators({ event: 'presence', payload });
      await eventually(() => {
        const told = administrator.heard.filter(([event]) => event === 'presence');
        expect(told).to.deep.include(['presence', payload]);
      });
      expect(await heardBy(user, 'ada')).to.deep.equal([]);
    });

    it('ends the sockets of a session, and no other', async () => {
      const [first, second] = [await opened.connect(ADA), await opened.connect(ADA)];
      const [other, stranger] = [await opened.connect(ADA_ELSEWHERE), await opened.connect(BOB)];
      await live.endSession(ADA.sessionId);
      await eventually(() => !first.socket.connected && !second.socket.connected);
      expect([other.socket.connected, stranger.socket.connected]).to.deep.equal([true, true]);
      await live.endSession('unknown');
    });

    it('ends all sockets of a user, and of no other', async () => {
      const devices = [await opened.connect(ADA), await opened.connect(ADA_ELSEWHERE)];
      const stranger = await opened.connect(BOB);
      await live.endUser('ada');
      await eventually(() => devices.every(({ socket }) => !socket.connected));
      expect(stranger.socket.connected).to.equal(true);
      await live.endUser('unknown');
    });
  });
}
