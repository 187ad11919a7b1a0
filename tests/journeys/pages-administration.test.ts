import { expect } from 'chai';
import { eventually } from '../eventually.js';
import { describePages } from './browser.js';
import { Person } from './person.js';

describePages('Pages of administrators', (pages) => {
  it('show administrators who is online, as it changes', async () => {
    const page = await pages().openAsAdministrator();
    const ada = await Person.join(pages().deployment);
    await ada.connect();
    await page.locator('#people-list', { hasText: ada.username }).waitFor();
    ada.leave();
    await eventually(async () => {
      expect(await page.locator('#people-list').textContent()).not.to.include(ada.username);
    }, 10_000);
  });

  it('let administrators tell everybody, and show how far it has come', async () => {
    const page = await pages().openAsAdministrator();
    await page.locator('#broadcast').getByLabel('Message').fill('tea at four');
    await page.getByRole('button', { name: 'Send to all of them' }).click();
    await page.locator('#broadcasts', { hasText: 'sent: ' }).waitFor();
    await page.locator('#notifications', { hasText: 'tea at four' }).waitFor();
  });

  it('show administrators who is behind a spike of failed sign-ins, as it grows', async () => {
    const page = await pages().openAsAdministrator();
    const [ada, stranger] = [await Person.join(pages().deployment), new Person(pages().deployment)];
    const guess = async (username: string, times: number) => {
      for (let tries = 0; tries < times; tries += 1) {
        await stranger.call('POST', '/api/login', { username, password: 'wrong wrong wrong' });
      }
    };
    await guess(ada.username, 21);
    await page.locator('#alerts', { hasText: `Most tried: ${ada.username} (` }).waitFor();
    const made = `<b>${'up'.repeat(40)}</b>`;
    await guess(made, 22);
    await page
      .locator('#alerts', { hasText: `Most tried: “${made}”, which nobody has (22), ${ada.username} (21)` })
      .waitFor();
  });
});
