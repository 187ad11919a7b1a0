import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { eventually } from '../eventually.js';
import { ADMINISTRATOR, Deployment } from './deployment.js';
import { Person } from './person.js';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
const PASSWORD = 'correct horse battery';
const executablePath = process.env['CHROMIUM'];

/** The pages as people use them, in the browser that `CHROMIUM` names. */
describe('Pages', function () {
  this.timeout(60_000);
  if (executablePath === undefined) {
    it('in a browser (no CHROMIUM)', function () {
      this.skip();
    });
    return;
  }

  let deployment: Deployment;
  let browser: Browser;
  /** What the pages asked for elsewhere, and what went wrong in them. */
  const faults: string[] = [];

  before(async () => {
    deployment = await Deployment.embedded({ PRESENCE_GRACE: '1' });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterEach(() => {
    Person.everybodyLeaves();
    expect(faults.splice(0)).to.deep.equal([]);
  });
  after(async () => {
    await browser.close();
    await deployment.remove();
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext({ timezoneId: 'Europe/Berlin', ...options })).newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('request', (request) => {
      if (new URL(request.url()).hostname !== '127.0.0.1') faults.push(`asked for ${request.url()}`);
    });
    await page.goto(deployment.webUrl);
    return page;
  }

  async function signIn(page: Page, name: string, password = PASSWORD): Promise<void> {
    await page.getByLabel('E-mail address or user name').fill(name);
    await page.locator('#sign-in').getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator('#connection[data-state=live]').waitFor();
  }

  /** A newcomer on this page: registers, activates and signs in. */
  async function join(page: Page): Promise<string> {
    const name = `p-${randomUUID().slice(0, 18)}`;
    const form = page.locator('#register');
    await form.getByLabel('User name').fill(name);
    await form.getByLabel('E-mail address').fill(`${name}@example.org`);
    await form.getByLabel('Password').fill(PASSWORD);
    await form.getByRole('button', { name: 'Register' }).click();
    await page.getByRole('button', { name: 'Activate my account' }).click();
    await page.getByText('your account is active').waitFor();
    await page.getByRole('link', { name: 'To the sign-in' }).click();
    await signIn(page, name);
    return name;
  }

  it('take a newcomer from registering to a streak', async () => {
    const page = await open();
    await join(page);
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
    const page = await open();
    const release = await holdBack(page, '**/js/activate.js');
    const joined = join(page);
    await page.getByRole('heading', { name: 'Confirm your e-mail address' }).waitFor();
    expect(await controls(page)).to.equal(0);
    release();
    await joined;
  });

  it('take no password before their scripts keep it out of the address', async () => {
    for (const path of ['/', '/reset-password', '/reset-password?token=abc']) {
      const page = await open();
      const release = await holdBack(page, '**/js/*.js');
      await page.goto(deployment.webUrl + path, { waitUntil: 'commit' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await controls(page), path).to.equal(0);
      release();
      await page.locator('form').filter({ visible: true }).first().waitFor();
    }
  });

  it('show on one device what was read on the other', async () => {
    const [laptop, phone] = [await open(), await open(PHONE)];
    await signIn(phone, await join(laptop));
    await laptop.getByLabel('Send a note to myself').fill('stretch');
    await laptop.getByRole('button', { name: 'Send' }).click();
    await phone.locator('#unread', { hasText: '1' }).waitFor();
    await phone.getByRole('button', { name: 'Mark as read: stretch' }).click();
    await laptop.locator('#unread').waitFor({ state: 'hidden' });
    await phone.getByRole('button', { name: 'Delete: stretch' }).click();
    await laptop.getByText('stretch').waitFor({ state: 'detached' });
  });

  it('show a page of what came while nobody looked, and the rest when asked, none left out', async () => {
    const ada = await Person.join(deployment);
    const send = (message: string) => ada.call('POST', '/api/notifications', { userId: ada.id, message });
    for (let number = 1; number <= 25; number += 1) await send(`note ${number}`);
    const page = await open(PHONE);
    await signIn(page, ada.username);
    const shown = (): Promise<string[]> => page.locator('#notifications li div > p:first-child').allTextContents();
    const notes = (from: number, to: number): string[] =>
      Array.from({ length: from - to + 1 }, (_, index) => `note ${from - index}`);
    await page.getByText('note 25').waitFor();
    // All of the backlog has been pushed when the last is taken.
    await eventually(async () => {
      const { body } = await ada.call<{ items: { status: string }[] }>('GET', '/api/notifications?limit=25');
      expect(body.items.map(({ status }) => status)).to.deep.equal(Array(25).fill('delivered'));
    }, 20_000);
    expect(await shown()).to.deep.equal(notes(25, 16));
    await send('note 26');
    await page.getByText('note 26').waitFor();
    expect(await shown()).to.deep.equal(notes(26, 17));
    const older = page.getByRole('button', { name: 'Show older ones' });
    await older.click();
    await page.getByText('note 7', { exact: true }).waitFor();
    expect(await shown()).to.deep.equal(notes(26, 7));
    await older.click();
    await page.getByText('note 1', { exact: true }).waitFor();
    expect(await shown()).to.deep.equal(notes(26, 1));
    expect(await older.isVisible()).to.equal(false);
  });

  it('keep quiet hours, and sign out other devices', async () => {
    const [laptop, phone] = [await open(), await open(PHONE)];
    await signIn(phone, await join(laptop));
    await laptop.getByLabel('From').fill('21:30');
    await laptop.getByRole('button', { name: 'Set' }).last().click();
    await laptop.getByText('Between 21:30 and 07:00').waitFor();
    await laptop.getByText('Where I am signed in').click();
    await laptop.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await phone.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('show administrators who is online, as it changes', async () => {
    const page = await open();
    await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
    const ada = await Person.join(deployment);
    await ada.connect();
    await page.locator('#people-list', { hasText: ada.username }).waitFor();
    ada.leave();
    await eventually(async () => {
      expect(await page.locator('#people-list').textContent()).not.to.include(ada.username);
    }, 10_000);
  });

  it('let administrators tell everybody, and show how far it has come', async () => {
    const page = await open();
    await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
    await page.locator('#broadcast').getByLabel('Message').fill('tea at four');
    await page.getByRole('button', { name: 'Send to all of them' }).click();
    await page.locator('#broadcasts', { hasText: 'sent: ' }).waitFor();
    await page.locator('#notifications', { hasText: 'tea at four' }).waitFor();
  });

  it('show administrators who is behind a spike of failed sign-ins, as it grows', async () => {
    const page = await open();
    await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
    const [ada, stranger] = [await Person.join(deployment), new Person(deployment)];
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

  it('fit on a phone, signed in or not', async () => {
    const page = await open(PHONE);
    expect(await overhang(page), 'welcome').to.equal(0);
    await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
    expect(await overhang(page), 'dashboard').to.equal(0);
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
