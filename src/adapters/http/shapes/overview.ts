import { answer, named, schema } from '../schemas.js';
import { ACTIVITY, USER } from './identity.js';
import { HOURS, TRACKING } from './movement.js';
import { STREAK, WATER_DAY } from './water.js';

/** Of `Hours`, beside each other as an administrator sees them. */
const { items: hours, totalMetres } = { items: HOURS.extract('items'), totalMetres: HOURS.extract('totalMetres') };

/** A user as an administrator looks them up. */
export const USER_OVERVIEW = named(
  'UserOverview',
  answer({
    user: USER,
    water: answer({ today: WATER_DAY, streak: STREAK, days: schema.array().items(WATER_DAY) }),
    movement: answer({ tracking: TRACKING, hours, totalMetres }),
    activity: schema.array().items(ACTIVITY),
  }),
);
