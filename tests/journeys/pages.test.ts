import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { eventually } from '../eventually.js';
import { describePages, PHONE } from './browser.js';
import { ADMINISTRATOR } from './deployment.js';
import { PASSWORD, Person } from './person.js';

describePages('Pages', (pages) => {
  it('take a newcomer from registering to a streak', async () => {
    const page = await pages().open();
    await pages().join(page);
    for (let glasses = 0; glasses < 4; glasses += 1) {
      await page.getByRole('button', { name: '+500 ml' }).click();
      await page.locator('#water-total', { hasText: glasses === 0 ? '500 ml' : String((glasses + 1) / 2) }).waitFor();
    }
    await page.getByText('Streak: 1 day in a row.').waitFor();
    // The goal's own notification has come by the socket.
    await page.locator('#notifications li').first().waitFor();
    await page.getByRole('button', { name: 'Undo 500 ml' }).click();
    await page.getByText('No streak yet').waitFor();
  });

  it('take no press before their scripts hear it', async () => {
    const page = await pages().open();
    const release = await holdBack(page, '**/js/activate.js');
    const joined = pages().join(page);
    await page.getByRole('heading', { name: 'Confirm your e-mail address' }).waitFor();
    expect(await controls(page)).to.equal(0);
    release();
    await joined;
  });

  it('take no password before their scripts keep it out of the address', async () => {
    for (const path of ['/', '/reset-password', '/reset-password?token=abc']) {
      const page = await pages().open();
      const release = await holdBack(page, '**/js/*.js');
      await page.goto(pages().deployment.webUrl + path, { waitUntil: 'commit' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await controls(page), path).to.equal(0);
      release();
      await page.locator('form').filter({ visible: true }).first().waitFor();
    }
  });

  it('show on one device what was drunk on the other', async () => {
    const [laptop, phone] = [await pages().open(), await pages().open(PHONE)];
    await pages().signIn(phone, await pages().join(laptop));
    await laptop.getByRole('button', { name: '+500 ml' }).click();
    await phone.locator('#water-total', { hasText: '500 ml' }).waitFor();
  });

  it('show on one device what was read on the other', async () => {
    const [laptop, phone] = [await pages().open(), await pages().open(PHONE)];
    await pages().signIn(phone, await pages().join(laptop));
    await laptop.getByLabel('Send a note to myself').fill('stretch');
    await laptop.getByRole('button', { name: 'Send' }).click();
    await phone.locator('#unread', { hasText: '1' }).waitFor();
    await phone.getByRole('status').filter({ hasText: 'New notification: stretch' }).waitFor();
    await phone.getByRole('button', { name: 'Mark as read: stretch' }).click();
    await laptop.locator('#unread').waitFor({ state: 'hidden' });
    await phone.getByRole('button', { name: 'Delete: stretch' }).click();
    await laptop.getByText('stretch', { exact: true }).waitFor({ state: 'detached' });
  });

  it('show a page of what came while nobody looked, and the rest when asked, none left out', async () => {
    const ada = await Person.join(pages().deployment);
    const send = (message: string) => ada.call('POST', '/api/notifications', { userId: ada.id, message });
    for (let number = 1; number <= 25; number += 1) await send(`note ${number}`);
    const page = await pages().open(PHONE);
    await pages().signIn(page, ada.username);
    const shown = (): Promise<string[]> => page.locator('#notifications li div > p:first-child').allTextContents();
    const notes = (from: number, to: number): string[] =>
      Array.from({ length: from - to + 1 }, (_, index) => `note ${from - index}`);
    await page.getByText('note 25', { exact: true }).waitFor();
    // All of the backlog has been pushed when the last is taken.
    await eventually(async () => {
      const { body } = await ada.call<{ items: { status: string }[] }>('GET', '/api/notifications?limit=25');
      expect(body.items.map(({ status }) => status)).to.deep.equal(Array(25).fill('delivered'));
    }, 20_000);
    expect(await shown()).to.deep.equal(notes(25, 16));
    await send('note 26');
    await page.getByText('note 26', { exact: true }).waitFor();
    expect(await shown()).to.deep.equal(notes(26, 17));
    const older = page.getByRole('button', { name: 'Show older ones' });
    await older.click();
    await page.getByText('note 7', { exact: true }).waitFor();
    expect(await shown()).to.deep.equal(notes(26, 7));
    await older.click();
    await page.getByText('note 1', { exact: true }).waitFor();
    expect(await shown()).to.deep.equal(notes(26, 1));
    expect(await older.isVisible()).to.equal(false);
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await page.locator('#unread').waitFor({ state: 'hidden' });
    expect(await shown()).to.deep.equal(notes(26, 1));
  });

  it('keep quiet hours, and sign out other devices', async () => {
    const [laptop, phone] = [await pages().open(), await pages().open(PHONE)];
    await pages().signIn(phone, await pages().join(laptop));
    await laptop.getByLabel('From').fill('21:30');
    await laptop.getByRole('button', { name: 'Set' }).last().click();
    await laptop.getByText('Between 21:30 and 07:00').waitFor();
    await laptop.getByText('Where I am signed in').click();
    await laptop.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await phone.getByText('You have been signed out').waitFor();
  });

  it('change a password, hand out everything that is kept, and end the account', async () => {
    const page = await pages().open();
    const name = await pages().join(page);
    await page.getByText('Change my password').click();
    const form = page.locator('#change-password');
    await form.getByLabel('Password now').fill('not this one at all');
    await form.getByLabel('New password').fill('quiet herons wade south');
    await form.getByRole('button').click();
    await form.getByRole('alert').filter({ hasText: 'wrong' }).waitFor();
    await form.getByLabel('Password now').fill(PASSWORD);
    await form.getByRole('button').click();
    await page.getByText('Your password is changed.').waitFor();
    expect(await form.locator('[autocomplete=username]').inputValue()).to.equal(`${name}@example.org`);
    await page.getByText('My data').click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download everything' }).click();
    const file = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as object;
    expect(file).to.have.nested.property('user.username', name);
    await page.getByLabel('My password').fill('quiet herons wade south');
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByText('Your account is deleted').waitFor();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('fit on a phone, signed in or not', async () => {
    const page = await pages().open(PHONE);
    expect(await overhang(page), 'welcome').to.equal(0);
    await pages().signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
    expect(await overhang(page), 'dashboard').to.equal(0);
  });

  it('leave who works by keyboard where they are', async () => {
    const page = await pages().open();
    await pages().join(page);
    const focused = page.locator(':focus');
    await page.getByRole('button', { name: '+250 ml' }).press('Enter');
    await page.locator('#water-total', { hasText: '250 ml' }).waitFor();
    expect(await focused.textContent()).to.equal('+250 ml');
    for (const note of ['first', 'second']) {
      const field = page.getByLabel('Send a note to myself');
      await field.fill(note);
      await field.press('Enter');
      await page.getByRole('button', { name: `Mark as read: ${note}` }).waitFor();
      await eventually(async () => {
        expect(await field.inputValue()).to.equal('');
      });
    }
    await page.getByRole('button', { name: 'Mark as read: second' }).press('Enter');
    const remove = page.getByRole('button', { name: 'Delete: second' });
    await remove.waitFor();
    expect(await focused.getAttribute('aria-label')).to.equal('Delete: second');
    await remove.press('Enter');
    await remove.waitFor({ state: 'detached' });
    expect(await focused.getAttribute('aria-label')).to.equal('Mark as read: first');
  });

  it('go on recording while another tab gets new tokens', async () => {
    const page = await pages().open({ permissions: ['geolocation'], geolocation: { latitude: 52.5, longitude: 13.4 } });
    await pages().join(page);
    await page.getByLabel('Record where I go').check();
    await page.getByText('Recording.').waitFor();
    const tab = await page.context().newPage();
    await tab.goto(pages().deployment.webUrl);
    await tab.locator('#connection[data-state=live]').waitFor();
    await tab.evaluate(`Promise.all([import('/js/api.js'), import('/js/session.js')]).then(
      ([{ renew }, { session }]) => renew(session.get().refreshToken))`);
    await page.getByRole('button', { name: '+250 ml' }).click();
    await page.locator('#water-total', { hasText: '250 ml' }).waitFor();
    expect(await page.getByLabel('Record where I go').isChecked()).to.equal(true);
  });

  it('leave nothing behind for who signs in next', async () => {
    const page = await pages().open();
    const next = await Person.join(pages().deployment);
    await pages().join(page);
    await page.getByRole('button', { name: '+500 ml' }).click();
    await page.getByRole('button', { name: 'Undo 500 ml' }).waitFor();
    await page.getByText('Where I am signed in').click();
    await page.locator('#devices li').waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await pages().signIn(page, next.username);
    expect(await page.locator('#water-undo').isVisible()).to.equal(false);
    expect(await page.locator('#devices li').count()).to.equal(0);
  });

  it('say what to do where something is missing or too old', async () => {
    const page = await pages().open();
    const name = await pages().register(page);
    await page.getByRole('button', { name: 'Activate my account' }).waitFor();
    await page.goto(pages().deployment.webUrl);
    await page.getByLabel('E-mail address or user name').fill(name);
    await page.locator('#sign-in').getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'have another mail sent' }).click();
    await page.getByLabel('Code from the mail').fill('made up');
    await page.getByRole('button', { name: 'Activate my account' }).click();
    await page.getByText('This code is unknown, or too old').waitFor();
    await page.goto(`${pages().deployment.webUrl}/reset-password?token=made-up`);
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('This link is used, or too old').waitFor();
    await page.getByLabel('E-mail address').fill(`${name}@example.org`);
    await page.getByRole('button', { name: 'Send the mail' }).click();
    await page.getByText('a mail is on its way').waitFor();
  });

  it('notice at once that the line is gone, and that it is back', async () => {
    const page = await pages().open();
    await pages().join(page);
    await page.context().setOffline(true);
    await page.getByText('Disconnected').waitFor({ timeout: 5000 });
    await page.context().setOffline(false);
    await page.locator('#connection[data-state=live]').waitFor();
  });
});

/** How many pixels have to be scrolled to the side. */
function overhang(page: Page): Promise<number> {
  return page.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
}

/** Holds back what the page asks for, until the function it returns is called. */
async function holdBack(page: Page, address: string): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** How much on a page can be pressed, typed into or chosen from. */
function controls(page: Page): Promise<number> {
  return page.locator('button, input, select').filter({ visible: true }).count();
}
