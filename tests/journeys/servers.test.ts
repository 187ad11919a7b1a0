import { expect } from 'chai';
import { describeWith } from '../servers.js';
import { Deployment } from './deployment.js';
import { journeys } from './journeys.js';
import { kafkaJourney } from './kafka.journey.js';

const deployments = [
  ['one process', ['all']],
  ['api, realtime and worker as three processes', ['api', 'realtime', 'worker']],
] as const;

for (const [name, roles] of deployments) {
  describeWith(['mongo', 'kafka', 'redis'], `Journeys on MongoDB, Kafka and Redis, ${name}`, () => {
    let deployment: Deployment;
    before(async function () {
      this.timeout(120_000);
      deployment = await Deployment.onServers(roles, { PRESENCE_GRACE: '1', REFRESH_GRACE: '3' });
    });
    after(async () => {
      await deployment.remove();
    });

    journeys(() => deployment);
    kafkaJourney(() => deployment);

    describe('The end', () => {
      it('comes with exit code 0 on SIGTERM', async () => {
        expect(await deployment.terminate()).to.deep.equal(roles.map(() => 0));
      });
    });
  });
}
