import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ADMINISTRATOR, Deployment } from './deployment.js';
import { PASSWORD, Person } from './person.js';

export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;

/** People in front of a browser that shows the pages of a deployment. */
export class Pages {
  /** What the pages asked for elsewhere, and what went wrong in them. */
  readonly faults: string[] = [];

  constructor(
    readonly deployment: Deployment,
    private readonly browser: Browser,
  ) {}

  async open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ timezoneId: 'Europe/Berlin', ...options });
    context.on('page', (page) => {
      page.on('pageerror', (error) => this.faults.push(String(error)));
      page.on('request', (request) => {
        if (new URL(request.url()).hostname !== '127.0.0.1') this.faults.push(`asked for ${request.url()}`);
      });
    });
    const page = await context.newPage();
    await page.goto(this.deployment.webUrl);
    return page;
  }

  async signIn(page: Page, name: string, password: string = PASSWORD): Promise<void> {
    await page.getByLabel('E-mail address or user name').fill(name);
    await page.locator('#sign-in').getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator('#connection[data-state=live]').waitFor();
  }

  async openAsAdministrator(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.open(options);
    await this.signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
    return page;
  }

  /** A newcomer on this page registers. */
  async register(page: Page): Promise<string> {
    const name = `p-${randomUUID().slice(0, 18)}`;
    const form = page.locator('#register');
    await form.getByLabel('User name').fill(name);
    await form.getByLabel('E-mail address').fill(`${name}@example.org`);
    await form.getByLabel('Password').fill(PASSWORD);
    await form.getByRole('button', { name: 'Register' }).click();
    return name;
  }

  /** A newcomer on this page: registers, activates and signs in. */
  async join(page: Page): Promise<string> {
    const name = await this.register(page);
    await page.getByRole('button', { name: 'Activate my account' }).click();
    await page.getByText('your account is active').waitFor();
    await page.getByRole('link', { name: 'To the sign-in' }).click();
    await this.signIn(page, name);
    return name;
  }
}

/** Tests of the pages on the embedded service, in the browser that `CHROMIUM` names; without one they are skipped. */
export function describePages(
  title: string,
  define: (pages: () => Pages) => void,
  settings: () => Promise<Readonly<Record<string, string>>> = () => Promise.resolve({}),
): void {
  const executablePath = process.env['CHROMIUM'];
  describe(title, function () {
    this.timeout(60_000);
    if (executablePath === undefined) {
      it('in a browser (no CHROMIUM)', function () {
        this.skip();
      });
      return;
    }

    let pages: Pages;
    let browser: Browser;
    before(async () => {
      const deployment = await Deployment.embedded({ PRESENCE_GRACE: '1', ...(await settings()) });
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
      pages = new Pages(deployment, browser);
    });
    afterEach(() => {
      Person.everybodyLeaves();
      expect(pages.faults.splice(0)).to.deep.equal([]);
    });
    after(async () => {
      await browser.close();
      await pages.deployment.remove();
    });

    define(() => pages);
  });
}
