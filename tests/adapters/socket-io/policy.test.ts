import { expect } from 'chai';
import { SOCKET_EVENTS } from '../../../src/adapters/socket-io/socket-events.js';
import type { AdministratorEvent, LiveEvent } from '../../../src/application/ports/live-channel.js';
import { eventually } from '../../eventually.js';
import { openEmbeddedRealtime, type EmbeddedRealtime } from './embedded-realtime.js';
import type { TestDevice } from './test-device.js';

describe('The policy of socket events', () => {
  let realtime: EmbeddedRealtime;
  let ada: TestDevice;
  let bob: TestDevice;
  let root: TestDevice;
  beforeEach(async () => {
    realtime = await openEmbeddedRealtime();
    const { node, office } = realtime;
    await office.register('bob');
    ada = await node.connect({ userId: 'ada' });
    bob = await node.connect({ userId: 'bob' });
    root = await node.connect({ userId: 'root', role: 'admin' });
  });
  afterEach(async () => {
    await realtime.close();
  });

  /** Sends an event about Ada in the one way there is to send it. */
  const say = async (event: string, access: string): Promise<void> => {
    const { live } = realtime.office;
    if (event === 'notification') await realtime.office.send('ada', 'for ada');
    else if (access === 'admin') await live.sendToAdministrators({ event, payload: {} } as AdministratorEvent);
    else await live.send('ada', { event, payload: {} } as unknown as LiveEvent);
    await realtime.office.settle();
  };
  const heard = (device: TestDevice, event: string) => device.heard.filter(([name]) => name === event).length;

  for (const [event, { from, access }] of Object.entries(SOCKET_EVENTS)) {
    if (from === 'client') {
      it(`lets whoever is signed in say ${event}`, async () => {
        for (const device of [ada, bob, root]) {
          expect(await device.ask(event, {})).to.have.nested.property('error.status', 422);
        }
      });
    } else {
      it(`lets ${access === 'admin' ? 'administrators' : 'the user alone'} hear ${event}`, async () => {
        await Promise.all([ada, bob, root].map((device) => device.ask('sync', { after: 0 })));
        const hearers = access === 'admin' ? [root] : [ada];
        const before = [ada, bob, root].map((device) => heard(device, event));
        await say(event, access);
        await eventually(() => hearers.every((device) => heard(device, event) > 0));
        await Promise.all([ada, bob, root].map((device) => device.ask('sync', { after: 0 })));
        for (const [index, device] of [ada, bob, root].entries()) {
          if (!hearers.includes(device)) expect(heard(device, event), device.socket.id).to.equal(before[index]);
        }
      });
    }
  }
});
