import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { TOPICS, type AppEvent, type EventOf, type Topic } from '../../src/application/events.js';
import type { DeadLetter } from '../../src/application/ports/dead-letter-store.js';
import type { EventLog, Stop } from '../../src/application/ports/event-log.js';
import { DomainError } from '../../src/domain/errors.js';
import type { OpenedInTime } from './passing-time.js';

export interface OpenedEventLog extends OpenedInTime<EventLog> {
  deadLetters(topic: Topic): Promise<readonly DeadLetter[]>;
}

type Posted = EventOf<'notification.posted'>;

const away = () => new DomainError('unavailable', 'storage-unavailable', 'The store is away.');

/** A message to `userId`, its text also its id. */
export function posted(userId: string, message: string): Posted {
  const occurredAt = '2026-11-21T10:00:00.000Z';
  return { id: `${userId}-${message}`, type: 'notification.posted', version: 1, occurredAt, data: { userId, message } };
}

export function eventLogContract(adapter: string, open: () => Promise<OpenedEventLog>): void {
  describe(`EventLog on ${adapter}`, () => {
    let opened: OpenedEventLog;
    let log: EventLog;
    let seen: string[];
    let stops: Stop[];
    beforeEach(async () => {
      opened = await open();
      log = opened.port;
      seen = [];
      stops = [];
    });
    afterEach(async () => {
      await Promise.all(stops.map((stop) => stop()));
      await opened.close();
    });

    const route = async (handle: (event: Posted) => Promise<void>): Promise<Stop> => {
      const stop = await log.subscribe({ group: 'notification-routing', types: ['notification.posted'], handle });
      stops.push(stop);
      return stop;
    };
    const note = async ({ data }: Posted): Promise<void> => {
      await turn();
      seen.push(`${data.userId} ${data.message}`);
    };
    const publishAll = async (...events: readonly AppEvent[]): Promise<void> => {
      for (const event of events) await log.publish(event);
    };
    const seenOf = (userId: string) => seen.filter((line) => line.startsWith(`${userId} `));

    it('hands every event to each group that names its type, as it was published', async () => {
      const routed: AppEvent[] = [];
      const delivered: AppEvent[] = [];
      const types = ['notification.posted', 'notification.replayed'] as const;
      const handle = (heard: AppEvent[]) => (event: AppEvent) => Promise.resolve(void heard.push(event));
      stops.push(await log.subscribe({ group: 'notification-routing', types, handle: handle(routed) }));
      stops.push(
        await log.subscribe({ group: 'notification-delivery', types: types.slice(0, 1), handle: handle(delivered) }),
      );
      const first = posted('ann', 'Grüße 💧');
      const replayed: AppEvent = {
        ...{ id: 'r', type: 'notification.replayed', version: 1, occurredAt: first.occurredAt },
        ...{ data: { userId: 'ann', notificationId: 'n' } },
      };
      const points: AppEvent = {
        ...{ id: 'p', type: 'gps-points.recorded', version: 1, occurredAt: first.occurredAt },
        ...{ data: { userId: 'ann', points: [] } },
      };
      await publishAll(points, replayed, first);
      await opened.until(() => routed.length === 2 && delivered.length === 1);
      expect(delivered).to.deep.equal([first]);
      expect(routed).to.deep.include.members([first, replayed]);
      expect(await log.healthy()).to.equal(true);
    });

    it('keeps the order of a user, also when much is published at once', async () => {
      await route(note);
      const users = ['ann', 'bob', 'cem'];
      const numbers = Array.from({ length: 40 }, (_, index) => String(index));
      await Promise.all(numbers.flatMap((number) => users.map((user) => log.publish(posted(user, number)))));
      await opened.until(() => seen.length === 120);
      for (const user of users) expect(seenOf(user)).to.deep.equal(numbers.map((number) => `${user} ${number}`));
    });

    it('loses nothing that is published while a group is away', async () => {
      const stop = await route(note);
      await log.publish(posted('ann', 'here'));
      await opened.until(() => seen.length === 1);
      await stop();
      await publishAll(posted('ann', 'gone'), posted('bob', 'gone'));
      await route(note);
      await opened.until(() => seenOf('ann').length > 1 && seenOf('bob').length > 0);
      expect(seenOf('ann').at(-1)).to.equal('ann gone');
    });

    it('brings an event again that fails for want of infrastructure, before the next of its user', async () => {
      let failures = 3;
      await route(async (event) => {
        await note(event);
        if (event.data.message === 'first' && failures-- > 0) throw away();
      });
      await publishAll(posted('ann', 'first'), posted('ann', 'second'));
      await opened.until(() => seen.includes('ann second'));
      expect(seen).to.deep.equal([...Array.from({ length: 4 }, () => 'ann first'), 'ann second']);
      expect(await opened.deadLetters(TOPICS['notification.posted'])).to.deep.equal([]);
    });

    it('does not let other users wait for one whose event fails', async () => {
      let mended = false;
      await route(async (event) => {
        await note(event);
        if (event.data.userId === 'ann' && !mended) throw away();
      });
      await publishAll(posted('ann', '1'), posted('ann', '2'));
      await opened.until(() => seenOf('ann').length > 1);
      const others = Array.from({ length: 20 }, (_, index) => posted(`user-${index}`, '1'));
      await publishAll(...others);
      await opened.until(() => others.every(({ data }) => seenOf(data.userId).length > 0));
      expect(seen).not.to.include('ann 2');
      mended = true;
      await opened.until(() => seen.includes('ann 2'));
    });

    it('makes what the domain refuses a dead letter at once, and goes on', async () => {
      await route(async (event) => {
        await note(event);
        if (event.data.message === 'bad') throw new DomainError('invalid', 'user-not-found', 'No such user.');
      });
      const bad = posted('ann', 'bad');
      await publishAll(bad, posted('ann', 'good'));
      await opened.until(() => seen.includes('ann good'));
      expect(seen).to.deep.equal(['ann bad', 'ann good']);
      const [letter, ...others] = await opened.deadLetters(TOPICS['notification.posted']);
      expect(others).to.deep.equal([]);
      expect(letter).to.include({ topic: 'Push-Notification', reason: 'No such user.', attempts: 1 });
      expect(JSON.parse(letter?.value ?? '')).to.deep.equal(bad);
    });

    it('tries an event that fails unexpectedly five times, then makes it a dead letter', async () => {
      await route(async (event) => {
        await note(event);
        if (event.data.message === 'bad') throw new TypeError('of no use');
      });
      await publishAll(posted('ann', 'bad'), posted('ann', 'good'));
      await opened.until(() => seen.includes('ann good'));
      expect(seen).to.deep.equal([...Array.from({ length: 5 }, () => 'ann bad'), 'ann good']);
      const letters = await opened.deadLetters(TOPICS['notification.posted']);
      expect(letters.map(({ reason, attempts }) => ({ reason, attempts }))).to.deep.equal([
        { reason: 'of no use', attempts: 5 },
      ]);
    });

    it('does not hold an outage against an event: it still has its tries when infrastructure is back', async () => {
      let tries = 0;
      await route(async (event) => {
        await note(event);
        if (event.data.message !== 'unlucky') return;
        tries += 1;
        if (tries <= 3) throw away();
        if (tries <= 6) throw new TypeError('a passing fault');
      });
      await publishAll(posted('ann', 'unlucky'), posted('ann', 'next'));
      await opened.until(() => seen.includes('ann next'));
      expect(seen.filter((line) => line === 'ann unlucky')).to.have.length(7);
      expect(await opened.deadLetters(TOPICS['notification.posted'])).to.deep.equal([]);
    });

    it('keeps the order of every user through retries of whatever kind', async () => {
      const failures = new Map<string, number>();
      const done: string[] = [];
      await route(async ({ id, data }) => {
        await turn();
        const failed = failures.get(id) ?? 0;
        failures.set(id, failed + 1);
        // None, one or two failures, unlike for neighbours and for users.
        if (failed < (Number(data.message) + data.userId.length) % 3)
          throw failed === 0 ? away() : new TypeError('a passing fault');
        done.push(`${data.userId} ${data.message}`);
      });
      const users = ['al', 'bob', 'cleo'];
      const numbers = Array.from({ length: 12 }, (_, index) => String(index));
      await publishAll(...numbers.flatMap((number) => users.map((user) => posted(user, number))));
      await opened.until(() => done.length === users.length * numbers.length);
      for (const user of users) {
        const inOrder = numbers.map((number) => `${user} ${number}`);
        expect(done.filter((line) => line.startsWith(`${user} `))).to.deep.equal(inOrder);
      }
    });

    it('counts what becomes of events, and says that its consumers move', async () => {
      expect(log.consumers()).to.deep.equal([]);
      let failures = 2;
      await route(async (event) => {
        await note(event);
        if (event.data.message === 'bad') throw new DomainError('invalid', 'user-not-found', 'No such user.');
        if (event.data.message === 'late' && failures-- > 0) throw away();
      });
      await publishAll(posted('ann', 'bad'), posted('ann', 'late'), posted('ann', 'good'));
      const counts = [{ topic: 'Push-Notification', processed: 2, retried: 2, deadLettered: 1 }];
      await opened.until(() => log.consumers()[0]?.counts[0]?.processed === 2);
      expect(log.consumers()).to.deep.equal([{ group: 'notification-routing', moving: true, counts }]);
    });

    it('tells what a group has before it, by topic, and how old the oldest is', async () => {
      let mended = false;
      await publishAll(posted('bob', '1'), posted('ann', '1'), posted('ann', '2'));
      const stop = await log.subscribe({
        group: 'notification-routing',
        types: ['notification.posted', 'notification.replayed'],
        handle: async ({ data }) => {
          await turn();
          if (data.userId === 'ann' && !mended) throw away();
        },
      });
      stops.push(stop);
      const backlogOf = async (topic: Topic) => (await log.backlog()).find((one) => one.topic === topic);
      const here = { group: 'notification-routing', topic: 'Push-Notification' } as const;
      await opened.until(async () => (await backlogOf('Push-Notification'))?.events === 2);
      const { oldest, ...held } = (await backlogOf('Push-Notification')) ?? {};
      expect(held).to.deep.equal({ ...here, events: 2 });
      expect(oldest).to.be.a('number');
      const nothing = { ...here, topic: 'Replay-Failed-Notification', events: 0, oldest: undefined };
      expect(await backlogOf('Replay-Failed-Notification')).to.deep.equal(nothing);
      mended = true;
      await opened.until(async () => (await backlogOf('Push-Notification'))?.events === 0);
      expect(await backlogOf('Push-Notification')).to.deep.equal({ ...here, events: 0, oldest: undefined });
      await stop();
      expect(await log.backlog()).to.deep.equal([]);
    });

    it('waits with stop() for the event in hand, and hands on none after it', async () => {
      let finish: () => void = () => undefined;
      const stop = await route(async (event) => {
        seen.push(`${event.data.userId} begins`);
        await new Promise<void>((resolve) => (finish = resolve));
        seen.push(`${event.data.userId} ends`);
      });
      await publishAll(posted('ann', '1'), posted('ann', '2'));
      await opened.until(() => seen.includes('ann begins'));
      const stopped = stop().then(() => seen.push('stopped'));
      await turn();
      finish();
      await stopped;
      expect(seen).to.deep.equal(['ann begins', 'ann ends', 'stopped']);
      await route(note);
      await opened.until(() => seen.at(-1) === 'ann 2');
      expect(seen).not.to.include('ann 1');
    });

    it('stops at once while an event waits for another try, and brings it to the next subscriber', async () => {
      const stop = await route(async (event) => {
        await note(event);
        throw away();
      });
      await log.publish(posted('ann', '1'));
      await opened.until(() => seen.length > 1);
      await stop();
      seen = [];
      await route(note);
      await opened.until(() => seen.includes('ann 1'));
    });

    it('lets a handler publish', async () => {
      await route(async (event) => {
        await note(event);
        if (event.data.message === 'ping') await log.publish(posted(event.data.userId, 'pong'));
      });
      await log.publish(posted('ann', 'ping'));
      await opened.until(() => seen.includes('ann pong'));
    });

    it('refuses an event that no broker would take', async () => {
      const refused = await log.publish(posted('ann', 'x'.repeat(1_000_001))).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(DomainError).with.property('code', 'event-too-large');
    });

    it('refuses a second subscription of a group', async () => {
      await route(note);
      expect(await route(note).catch(String)).to.match(/subscribed already/);
    });
  });
}
