import { expect } from 'chai';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';

interface Logged {
  readonly intake: { readonly id: string; readonly day: string };
  readonly streak: { readonly current: number; readonly longest: number; readonly lastAchievedDay: string | null };
}

interface Days {
  readonly items: readonly { readonly day: string }[];
}

async function drink(person: Person, millilitres: number, hoursAgo = 0): Promise<Logged> {
  const at = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
  const { status, body } = await person.call<Logged>('POST', '/api/water/intakes', { millilitres, at });
  expect(status, JSON.stringify(body)).to.equal(201);
  return body;
}

/** Newest first. */
async function daysOf(person: Person): Promise<Days['items']> {
  return (await person.call<Days>('GET', '/api/water/days')).body.items;
}

export function streakJourney(deployment: () => Deployment): void {
  describe('A streak', () => {
    it('is explained day by day, and a new goal leaves the days that are over as they were', async () => {
      const ada = await Person.join(deployment());
      const [before, yesterday] = [await drink(ada, 600, 48), await drink(ada, 2000, 24)];
      await ada.call('PUT', '/api/water/goal', { millilitres: 3000 });
      const today = await drink(ada, 2500);
      const [first, second, third] = [before, yesterday, today].map(({ intake }) => intake.day);
      const told = { timeZone: 'UTC', achieved: false };
      const missed = { ...told, day: first, totalMillilitres: 600, goalMillilitres: 2000 };
      const achieved = { ...told, day: second, totalMillilitres: 2000, goalMillilitres: 2000, achieved: true };
      const open = { ...told, day: third, totalMillilitres: 2500, goalMillilitres: 3000 };
      const old = [
        { ...achieved, status: 'achieved', cause: 'goal-reached' },
        { ...missed, status: 'missed', cause: 'goal-not-reached' },
      ];
      expect(await daysOf(ada)).to.deep.equal([{ ...open, status: 'open', cause: 'day-not-over' }, ...old]);
      expect(today.streak).to.deep.equal({ current: 1, longest: 1, lastAchievedDay: second });
      await ada.call('PUT', '/api/water/goal', { millilitres: 500 });
      const reached = { ...open, goalMillilitres: 500, achieved: true, status: 'achieved', cause: 'goal-reached' };
      expect(await daysOf(ada)).to.deep.equal([reached, ...old]);
      expect((await ada.call('GET', '/api/water/streak')).body).to.include({ current: 2, lastAchievedDay: third });
    });

    it('neither ends nor grows twice on a day with flights from Tokyo to Los Angeles and back', async () => {
      const ada = await Person.join(deployment(), { timeZone: 'Asia/Tokyo' });
      await drink(ada, 2000, 24);
      const { intake, streak } = await drink(ada, 2000);
      expect(streak).to.deep.equal({ current: 2, longest: 2, lastAchievedDay: intake.day });
      for (const timeZone of ['America/Los_Angeles', 'Asia/Tokyo']) {
        const moved = await ada.call<{ timeZoneFrom: string }>('PATCH', '/api/me', { timeZone });
        expect(moved.body).to.include({ timeZone });
        // A zone holds from the end of the current day; back in the first one it is as if nothing had been.
        expect(moved.body.timeZoneFrom > intake.day).to.equal(timeZone !== 'Asia/Tokyo');
        const again = await drink(ada, 2000);
        expect([again.intake.day, again.streak]).to.deep.equal([intake.day, streak]);
      }
      const [today, ...others] = await daysOf(ada);
      expect(today).to.include({ day: intake.day, timeZone: 'Asia/Tokyo', status: 'achieved', totalMillilitres: 6000 });
      expect(others.map(({ day }) => day)).to.not.include(intake.day);
      await eventually(async () => {
        const { body } = await ada.call<{ items: { type: string }[] }>('GET', '/api/notifications');
        expect(body.items.map(({ type }) => type)).to.deep.equal(['goal-reached']);
      });
    });

    it('is heard on every device of its owner as it changes, and by nobody else', async () => {
      const [ada, bob] = [await Person.join(deployment()), await Person.join(deployment())];
      const [phone, laptop, other] = [await ada.connect(), await ada.connect(), await bob.connect()];
      const heard = [phone, laptop, other].map(({ socket }) => {
        const streaks: unknown[] = [];
        socket.on('streak', (streak: unknown) => streaks.push(streak));
        return streaks;
      });
      const first = await drink(ada, 2000, 24);
      const second = await drink(ada, 2000);
      await drink(ada, 300);
      await ada.call('DELETE', `/api/water/intakes/${second.intake.id}`);
      const changes = [first.streak, second.streak, first.streak];
      expect(changes.map(({ current }) => current)).to.deep.equal([1, 2, 1]);
      await eventually(() => {
        expect(heard).to.deep.equal([changes, changes, []]);
      });
      ada.leave();
      bob.leave();
    });

    it('says on every device how today stands, and on nobody else’s', async () => {
      const [ada, bob] = [await Person.join(deployment()), await Person.join(deployment())];
      const [phone, laptop, other] = [await ada.connect(), await ada.connect(), await bob.connect()];
      const heard = [phone, laptop, other].map(({ socket }) => {
        const totals: number[] = [];
        socket.on('water', ({ totalMillilitres }: { totalMillilitres: number }) => totals.push(totalMillilitres));
        return totals;
      });
      const { intake } = await drink(ada, 300);
      await drink(ada, 200);
      await ada.call('DELETE', `/api/water/intakes/${intake.id}`);
      await eventually(() => {
        expect(heard).to.deep.equal([[300, 500, 200], [300, 500, 200], []]);
      });
      ada.leave();
      bob.leave();
    });
  });
}
