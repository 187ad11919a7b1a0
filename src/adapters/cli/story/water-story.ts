import type { Chance } from './chance.js';
import type { Deed, DeedOf } from './deed.js';
import type { OwnDays } from './own-days.js';
import type { Person } from './people.js';

const GLASS = 50;
/** Hours of the day between which people drink. */
const [MORNING, EVENING] = [7, 22];

/** What one person drinks, day by day. */
export function waterStory(who: Person, days: OwnDays, chance: Chance): readonly Deed[] {
  const story: Deed[] = [];
  const goalAt = days.at(who.joinsOn, joiningHour(who) + 0.5);
  story.push({ name: 'setsGoal', who, at: goalAt, millilitres: who.goal });
  for (let day = who.joinsOn; day < Math.min(days.count, who.leavesOn); day += 1) {
    story.push(...drinks(who, days, day, chance.of(day)).filter(({ drunkAt }) => drunkAt > goalAt));
  }
  return story;
}

/** Of the day on which the person joins. */
export function joiningHour({ joinsOn, goal }: Person): number {
  return 8 + ((goal / 100 + joinsOn) % 10);
}

function drinks(who: Person, days: OwnDays, day: number, chance: Chance): readonly DeedOf<'drinks'>[] {
  const amounts = amountsOf(who, chance);
  const hours = amounts.map(() => chance.between(MORNING, EVENING)).sort((one, other) => one - other);
  return amounts.map((millilitres, index) => {
    const drunkAt = days.at(day, hours[index] ?? MORNING);
    // The last glass of an evening is sometimes only remembered the next morning.
    const late = index === amounts.length - 1 && chance.isTrue(0.03);
    return { name: 'drinks', who, at: late ? days.at(day + 1, chance.between(6, 7)) : drunkAt, millilitres, drunkAt };
  });
}

function amountsOf({ goal, discipline }: Person, chance: Chance): readonly number[] {
  const wanted = chance.isTrue(discipline) ? goal * chance.between(1, 1.25) : goal * chance.between(0, 0.9);
  const amounts: number[] = [];
  for (let left = wanted; left > 0; left -= amounts.at(-1) ?? left) amounts.push(GLASS * chance.whole(4, 15));
  // Rounded up to whole glasses it would be more than was wanted.
  return wanted < goal ? amounts.slice(0, -1) : amounts;
}
