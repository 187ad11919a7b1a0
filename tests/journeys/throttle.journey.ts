import { expect } from 'chai';
import type { Deployment } from './deployment.js';
import { PASSWORD, Person } from './person.js';

/** Guessing, and signing in, at several API processes at once. */
export function throttleJourney(fleet: () => Deployment): void {
  describe('Logins of an account at two API processes', () => {
    const logIn = async (url: string, username: string, password: string): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ username, password });
      const { status } = await fetch(`${url}/api/login`, { method: 'POST', headers, body });
      return status;
    };
    const twenty = async (username: string, passwordOf: (index: number) => string): Promise<readonly number[]> => {
      const urls = fleet()
        .all('api')
        .map(({ url }) => url);
      const tries = Array.from({ length: 20 }, (_, index) =>
        logIn(urls[index % urls.length]!, username, passwordOf(index)),
      );
      return (await Promise.all(tries)).toSorted();
    };
    const times = (count: number, status: number) => Array.from({ length: count }, () => status);

    it('all pass with the right password, twenty at once, again and again', async () => {
      const ada = await Person.join(fleet());
      for (let round = 0; round < 3; round += 1) {
        expect(await twenty(ada.username, () => PASSWORD)).to.deep.equal(times(20, 200));
      }
    });

    it('reach the hash five times with a wrong one, twenty at once', async () => {
      const bea = await Person.join(fleet());
      const wrong = 'wrong wrong wrong';
      expect(await twenty(bea.username, () => wrong)).to.deep.equal([...times(5, 401), ...times(15, 429)]);
      expect(await twenty(bea.username, () => PASSWORD)).to.deep.equal(times(20, 429));
    });

    it('refuse no right password for the four wrong ones among them', async () => {
      const cem = await Person.join(fleet());
      const statuses = await twenty(cem.username, (index) => (index % 5 === 0 ? 'wrong wrong wrong' : PASSWORD));
      expect(statuses).to.deep.equal([...times(16, 200), ...times(4, 401)]);
    });
  });
}
