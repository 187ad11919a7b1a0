import { expect } from 'chai';
import type { Socket } from 'socket.io-client';
import { eventually } from '../eventually.js';
import type { Deployment, ServiceProcess } from './deployment.js';
import { Person } from './person.js';

interface Seen {
  readonly userId: string;
  readonly connected: boolean;
}

/** For a sweep to come round, and for a machine that is busy. */
const SLACK_MS = 5_000;

/**
 * Who is here, as administrators see it, while nodes come and go.
 * @param ttl `PRESENCE_TTL`, s
 */
export function presenceJourney(fleet: () => Deployment, ttl: number): void {
  describe('Presence', () => {
    let nodes: readonly [ServiceProcess, ServiceProcess];
    let administrator: Person;
    let watch: Socket;
    const seen: Seen[] = [];
    const told = (person: Person): readonly boolean[] =>
      seen.filter(({ userId }) => userId === person.id).map(({ connected }) => connected);
    const connected = async (person: Person): Promise<unknown> => {
      const { body } = await administrator.call<{ user: { connected: boolean } }>(
        'GET',
        `/api/admin/users/${person.id}`,
      );
      return body.user.connected;
    };
    /** When his leaving is told, the grace of all who left before him has passed too. */
    const somebodyComesAndGoes = async (url: string): Promise<void> => {
      const bob = await Person.join(fleet());
      const { socket } = await bob.connect(true, url);
      await eventually(() => {
        expect(told(bob)).to.deep.equal([true]);
      });
      socket.disconnect();
      await eventually(() => {
        expect(told(bob)).to.deep.equal([true, false]);
      });
    };

    beforeEach(async () => {
      const [first, second] = fleet().all('realtime');
      nodes = [first!, second!];
      administrator = await Person.administrator(fleet());
      seen.length = 0;
      // On the node that stays.
      ({ socket: watch } = await administrator.connect(true, second!.url));
      watch.on('presence', (presence: Seen) => seen.push(presence));
    });

    it('is told once however many tabs on however many nodes, and ends with the last of them', async () => {
      const ada = await Person.join(fleet());
      const tabs: Socket[] = [];
      for (const { url } of [nodes[0], nodes[1], nodes[0], nodes[1], nodes[0]])
        tabs.push((await ada.connect(true, url)).socket);
      await eventually(() => {
        expect(told(ada)).to.deep.equal([true]);
      });
      for (const tab of tabs.slice(1)) tab.disconnect();
      await somebodyComesAndGoes(nodes[1].url);
      expect(await connected(ada)).to.equal(true);
      tabs[0]!.disconnect();
      await eventually(() => {
        expect(told(ada)).to.deep.equal([true, false]);
      });
      expect(await connected(ada)).to.equal(false);
    });

    it('does not flap when a device comes back soon, to another node too', async () => {
      const ada = await Person.join(fleet());
      for (const { url } of [nodes[0], nodes[1], nodes[0]]) {
        const { socket } = await ada.connect(true, url);
        socket.disconnect();
      }
      await ada.connect(true, nodes[1].url);
      await somebodyComesAndGoes(nodes[0].url);
      expect(told(ada)).to.deep.equal([true]);
    });

    it('ends for the users of a node that was killed, and leaves no ghost when the node is back', async () => {
      const [ada, bob] = [await Person.join(fleet()), await Person.join(fleet())];
      await ada.connect(true, nodes[0].url);
      await bob.connect(true, nodes[1].url);
      await eventually(() => {
        expect([...told(ada), ...told(bob)]).to.deep.equal([true, true]);
      });
      await nodes[0].end('SIGKILL');
      ada.leave();
      await eventually(
        () => {
          expect(told(ada)).to.deep.equal([true, false]);
        },
        ttl * 1000 + SLACK_MS,
      );
      await nodes[0].start();
      expect([await connected(ada), await connected(bob)]).to.deep.equal([false, true]);
      await ada.connect(true, nodes[0].url);
      await eventually(() => {
        expect(told(ada)).to.deep.equal([true, false, true]);
      });
      expect(told(bob)).to.deep.equal([true]);
    });

    it('stays with users whose node leaves while another joins', async () => {
      const ada = await Person.join(fleet());
      const { socket } = await ada.connect(true, nodes[0].url);
      const joined = await fleet().join('realtime');
      const moved = new Promise<void>((resolve) => {
        // As a load balancer would: the same device, another node.
        socket.once('disconnect', () => {
          void ada.connect(true, joined.url).then(() => {
            resolve();
          });
        });
      });
      expect(await nodes[0].end('SIGTERM')).to.equal(0);
      await moved;
      socket.disconnect();
      await somebodyComesAndGoes(joined.url);
      expect(told(ada)).to.deep.equal([true]);
      expect(await connected(ada)).to.equal(true);
      expect(await joined.end('SIGTERM')).to.equal(0);
      await nodes[0].start();
    });
  });
}
