import { expect } from 'chai';
import { WebhookReceiver } from '../adapters/webhook/webhook-receiver.js';
import { eventually } from '../eventually.js';
import { describePages } from './browser.js';
import { Person } from './person.js';

const receiver = new WebhookReceiver();
const settings = async () => ({
  WEBHOOK_URL: await receiver.open(),
  WEBHOOK_SECRET: WebhookReceiver.SECRET,
  DELIVERY_ACK_TIMEOUT: '1',
  NOTIFICATION_MAX_ATTEMPTS: '1',
});

describePages(
  'Pages of administrators',
  (pages) => {
    after(() => receiver.close());

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

    it('show administrators what did not arrive, on each way, and let them send it again', async () => {
      const ada = await Person.join(pages().deployment);
      const post = (message: string) => ada.call('POST', '/api/notifications', { userId: ada.id, message });
      const isRefused = new Set(['not taken', 'not taken either']);
      receiver.answer = ({ data }) => (isRefused.has(String(data['message'])) ? 400 : 204);
      await ada.connect(false);
      for (const message of isRefused) await post(message);
      await eventually(async () => {
        const { body } = await ada.call<{ items: object[] }>('GET', '/api/notifications');
        expect(body.items.slice(0, 2)).to.have.nested.property('[1].status', 'dead');
        for (const item of body.items) expect(item).to.have.nested.property('channels.webhook', 'dead');
      }, 20_000);
      ada.leave();

      const page = await pages().openAsAdministrator();
      const list = page.locator('#failures');
      await list.getByText('Given up after 1 try').first().waitFor();
      await list.getByText(`To ${ada.username} (${ada.username}@example.org)`).first().waitFor();
      await page.locator('#failures-channel').selectOption('webhook');
      await list.getByText('Given up after 1 try: The webhook answered 400.').first().waitFor();
      isRefused.clear();
      await list.getByRole('button', { name: 'Send again: not taken', exact: true }).press('Enter');
      await page.getByText('1 is tried again now.').waitFor();
      await list.getByText('not taken', { exact: true }).waitFor({ state: 'detached' });
      expect(await page.locator(':focus').getAttribute('aria-label')).to.equal('Send again: not taken either');
      await page.getByRole('button', { name: 'Send all again' }).click();
      await page.getByText('Everything has arrived').waitFor();
      await eventually(() => {
        const sent = receiver.taken.map(({ event }) => event.data['message']);
        expect(sent).to.include.members(['not taken', 'not taken either']);
      });
    });

    it('let administrators find an account, look at it and shut it', async () => {
      const ada = await Person.join(pages().deployment);
      await ada.call('POST', '/api/water/intakes', { millilitres: 700 });
      const page = await pages().openAsAdministrator();
      page.on('dialog', (dialog) => void dialog.accept());
      await page.getByLabel('Part of a name').fill(ada.username);
      await page.getByRole('button', { name: 'Find' }).click();
      await page.locator('#accounts summary', { hasText: ada.username }).click();
      await page.getByText('Water today: 700 of 2000 ml').waitFor();
      await page.getByRole('button', { name: `Disable: ${ada.username}` }).click();
      await page.locator('#accounts', { hasText: 'disabled' }).waitFor();
      expect((await ada.call('GET', '/api/me')).status).to.equal(401);
      await page.getByRole('button', { name: `Enable: ${ada.username}` }).click();
      const again = await ada.signInAgain();
      const { body } = await again.call<{ items: { type: string }[] }>('GET', '/api/me/activity');
      expect(body.items.map(({ type }) => type)).to.include.members(['user-viewed', 'disabled', 'enabled']);
    });
  },
  settings,
);
