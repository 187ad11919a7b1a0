import { expect } from 'chai';
import { Deployment } from './deployment.js';
import { journeys } from './journeys.js';

describe('Journeys on the embedded adapters, one process', function () {
  this.timeout(120_000);
  let deployment: Deployment;
  before(async () => {
    deployment = await Deployment.embedded({ PRESENCE_GRACE: '1', REFRESH_GRACE: '3' });
  });
  after(async () => {
    await deployment.remove();
  });

  journeys(() => deployment);

  describe('The end', () => {
    it('comes with exit code 0 on SIGTERM', async () => {
      expect(await deployment.terminate()).to.deep.equal([0]);
    });
  });
});
