import type { RawGpsPoint } from '../../../application/events.js';
import { MINUTE } from '../../../domain/time/duration.js';
import { toIso, type Instant } from '../../../domain/time/instant.js';
import type { Chance } from './chance.js';
import type { Deed } from './deed.js';
import type { OwnDays } from './own-days.js';
import type { City, Person } from './people.js';

const STEP_S = 10;
const METRES_A_DEGREE = 111_320;

/** The walks of one person, each sent when it is over. */
export function walkStory(who: Person, days: OwnDays, chance: Chance): readonly Deed[] {
  const story: Deed[] = [];
  for (let day = who.joinsOn + 1; day < Math.min(days.count, who.leavesOn); day += 1) {
    const ofDay = chance.of(day);
    if (!ofDay.isTrue(who.walks)) continue;
    const from = days.at(day, ofDay.between(7, 20));
    const minutes = ofDay.whole(15, 45);
    const to = from + minutes * MINUTE;
    story.push({ name: 'walks', who, at: to + MINUTE, from, to, points: track(who.city, from, minutes, ofDay) });
  }
  return story;
}

/** A round at walking pace that wanders a little, with halts and the noise of a receiver. */
function track(city: City, from: Instant, minutes: number, chance: Chance): readonly RawGpsPoint[] {
  const points: RawGpsPoint[] = [];
  const count = Math.floor((minutes * 60) / STEP_S);
  const [pace, turn] = [chance.between(1.1, 1.7), (2 * Math.PI) / count];
  let { latitude, longitude } = city;
  let heading = chance.between(0, 2 * Math.PI);
  let halted = 0;
  for (let index = 0; index <= count; index += 1) {
    halted = halted > 0 ? halted - 1 : chance.isTrue(0.02) ? chance.whole(1, 6) : 0;
    const speed = halted > 0 ? 0 : Math.max(0.4, pace + 0.15 * chance.normal());
    [latitude, longitude] = moved(latitude, longitude, heading, speed * STEP_S);
    heading += turn + 0.12 * chance.normal();
    points.push(fix(latitude, longitude, from + index * STEP_S * 1000, speed, chance));
  }
  return points;
}

/** Between houses a receiver is now and then far off, and says so. */
function fix(latitude: number, longitude: number, at: Instant, speed: number, chance: Chance): RawGpsPoint {
  const accuracy = chance.isTrue(0.01) ? chance.between(120, 400) : 4 + 3 * Math.abs(chance.normal());
  const [seenLatitude, seenLongitude] = moved(
    latitude,
    longitude,
    chance.between(0, 2 * Math.PI),
    (accuracy / 3) * Math.abs(chance.normal()),
  );
  return {
    latitude: rounded(seenLatitude, 6),
    longitude: rounded(seenLongitude, 6),
    at: toIso(at),
    accuracy: rounded(accuracy, 1),
    speed: rounded(speed, 2),
  };
}

/** On a sphere, good enough for some metres. @param heading radians from north */
function moved(latitude: number, longitude: number, heading: number, metres: number): readonly [number, number] {
  const north = (metres * Math.cos(heading)) / METRES_A_DEGREE;
  const east = (metres * Math.sin(heading)) / (METRES_A_DEGREE * Math.cos((latitude * Math.PI) / 180));
  return [latitude + north, longitude + east];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
