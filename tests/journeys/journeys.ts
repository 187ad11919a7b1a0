import { broadcastJourney } from './broadcast.journey.js';
import type { Deployment } from './deployment.js';
import { errorsJourney } from './errors.journey.js';
import { identityJourney } from './identity.journey.js';
import { inboxJourney } from './inbox.journey.js';
import { insightJourney } from './insight.journey.js';
import { movementJourney } from './movement.journey.js';
import { myDataJourney } from './my-data.journey.js';
import { notificationJourney } from './notification.journey.js';
import { Person } from './person.js';
import { policyJourney } from './policy.journey.js';
import { secretsJourney } from './secrets.journey.js';
import { sessionsJourney } from './sessions.journey.js';
import { simulateJourney } from './simulate.journey.js';
import { streakJourney } from './streak.journey.js';
import { trackFilesJourney } from './track-files.journey.js';
import { trackLedgerJourney } from './track-ledger.journey.js';
import { waterJourney } from './water.journey.js';

/** Everything people do with the service, the same on every deployment of it. */
export function journeys(deployment: () => Deployment): void {
  afterEach(() => {
    Person.everybodyLeaves();
  });

  identityJourney(deployment);
  sessionsJourney(deployment);
  waterJourney(deployment);
  streakJourney(deployment);
  movementJourney(deployment);
  trackLedgerJourney(deployment);
  trackFilesJourney(deployment);
  notificationJourney(deployment);
  inboxJourney(deployment);
  myDataJourney(deployment);
  broadcastJourney(deployment);
  insightJourney(deployment);
  policyJourney(deployment);
  errorsJourney(deployment);
  simulateJourney(deployment);
  secretsJourney(deployment);
}
