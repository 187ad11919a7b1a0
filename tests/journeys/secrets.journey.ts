import { expect } from 'chai';
import type { Deployment } from './deployment.js';
import { ADMINISTRATOR } from './deployment.js';
import { Person } from './person.js';

export function secretsJourney(deployment: () => Deployment): void {
  describe('Logs', () => {
    it('hold no password and no token of all that was done so far', async () => {
      const ada = await Person.join(deployment());
      await ada.call('GET', '/api/me');
      const { log } = deployment();
      expect(log).to.contain('/api/me');
      for (const secret of [
        'correct horse battery',
        'wrong wrong wrong',
        ADMINISTRATOR.password,
        ada.accessToken,
        ada.refreshToken,
      ]) {
        expect(log).to.not.contain(secret);
      }
    });
  });
}
