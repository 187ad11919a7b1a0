import type { Chance } from './chance.js';
import type { Deed } from './deed.js';
import type { OwnDays } from './own-days.js';
import type { Account, Person } from './people.js';
import { joiningHour } from './water-story.js';
import { MINUTE } from '../../../domain/time/duration.js';

const NOTES: readonly [string, ...string[]] = [
  'Fill the bottle before the meeting.',
  'Longer walk on Saturday: along the river.',
  'A glass before each coffee.',
  'New shoes today. Feels faster.',
];

/** How one person comes, signs in and out, mistypes, opens the app, and is welcomed. */
export function accountStory(who: Person, days: OwnDays, administrator: Account, chance: Chance): readonly Deed[] {
  const joinedAt = days.at(who.joinsOn, joiningHour(who));
  const joined: Deed = { name: 'registers', who, at: joinedAt };
  if (who.fate === 'never-activated') return [joined];
  const story: Deed[] = [
    joined,
    { name: 'activates', who, at: joinedAt + 4 * MINUTE },
    { name: 'signsIn', who, at: joinedAt + 5 * MINUTE },
    { name: 'writes', who: administrator, to: who, at: joinedAt + 45 * MINUTE, message: `Welcome, ${who.username}!` },
  ];
  let next = who.joinsOn + chance.whole(3, 9);
  for (let day = who.joinsOn; day < Math.min(days.count, who.leavesOn); day += 1) {
    const ofDay = chance.of(day);
    if (day === next) {
      story.push(...signingIn(who, days.at(day, ofDay.between(7, 9)), ofDay));
      next += ofDay.whole(3, 9);
    }
    if (day > who.joinsOn && ofDay.isTrue(0.55))
      story.push(...evening(who, days.at(day, ofDay.between(18, 23)), ofDay));
    if (ofDay.isTrue(0.02)) {
      story.push({ name: 'signsOut', who, at: days.at(day, 23.5) });
      story.push({ name: 'signsIn', who, at: days.at(day + 1, 6.5) });
    }
  }
  return story;
}

function signingIn(who: Person, at: number, chance: Chance): readonly Deed[] {
  const typos = chance.isTrue(0.3) ? chance.whole(1, 2) : 0;
  const failures = Array.from({ length: typos }, (_, index): Deed => {
    return { name: 'failsToSignIn', who, at: at + index * 20_000, password: 'was it this one?' };
  });
  return [...failures, { name: 'signsIn', who, at: at + MINUTE }];
}

function evening(who: Person, at: number, chance: Chance): readonly Deed[] {
  const acknowledges = chance.isTrue(0.95);
  const reads = acknowledges ? chance.oneOf(['all', 'all', 'newest', 'nothing'] as const) : 'nothing';
  const story: Deed[] = [{ name: 'opensApp', who, at, acknowledges, reads }];
  if (chance.isTrue(0.05)) {
    story.push({ name: 'writes', who, to: who, at: at + MINUTE, message: chance.oneOf(NOTES) });
  }
  return story;
}
