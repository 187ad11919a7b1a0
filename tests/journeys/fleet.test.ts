import { describeWith } from '../servers.js';
import { Deployment } from './deployment.js';
import { Person } from './person.js';
import { presenceJourney } from './presence.journey.js';
import { revocationJourney } from './revocation.journey.js';
import { throttleJourney } from './throttle.journey.js';

/** s; short, so that the tests do not wait long. */
const [GRACE, TTL] = [2, 4];

describeWith(['mongo', 'kafka', 'redis'], 'Two API processes and two realtime nodes', () => {
  let fleet: Deployment;
  before(async function () {
    this.timeout(120_000);
    fleet = await Deployment.onServers(['api', 'api', 'realtime', 'realtime', 'worker'], {
      PRESENCE_GRACE: String(GRACE),
      PRESENCE_TTL: String(TTL),
    });
  });
  afterEach(() => {
    Person.everybodyLeaves();
  });
  after(async () => {
    await fleet.remove();
  });

  revocationJourney(() => fleet);
  presenceJourney(() => fleet, TTL);
  throttleJourney(() => fleet);
});
