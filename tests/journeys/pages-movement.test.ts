import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { eventually } from '../eventually.js';
import { describePages } from './browser.js';

const HERE = { latitude: 52.5, longitude: 13.4 };
/** A metre from there: nobody is faster than 100 m/s. */
const NEAR = { latitude: 52.50001, longitude: 13.4 };

describePages('Pages that record movement', (pages) => {
  /** Of a newcomer. */
  async function open(): Promise<Page> {
    const page = await pages().open({ permissions: ['geolocation'], geolocation: HERE });
    await pages().join(page);
    return page;
  }

  /** The browser says that a position is from when it was set. */
  async function record(page: Page, place: typeof HERE): Promise<void> {
    await page.getByLabel('Record where I go').check();
    await page.getByText('Recording.').waitFor();
    await page.context().setGeolocation(place);
  }

  /** What waits is sent at once when a page is hidden or shown. */
  async function send(page: Page): Promise<void> {
    await eventually(async () => {
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      expect(await page.locator('#tracking-state').textContent()).to.match(/[1-9] of \d+ positions sent just now/);
    }, 10_000);
  }
  const ask = (page: Page, call: string): Promise<unknown> =>
    page.evaluate(`import('/js/api.js').then(({ call }) => call(${call}))`);
  const hours = (page: Page): Promise<unknown> => ask(page, "'GET', '/api/movement/hours'");

  it('say that there is nothing, until there is', async () => {
    const page = await open();
    await page.getByText('Nothing yet: record it here').waitFor();
    expect(await page.locator('#movement-chart').isVisible()).to.equal(false);
    await record(page, HERE);
    await send(page);
    await page.context().setGeolocation(NEAR);
    await page.locator('#movement-chart').waitFor();
    expect(await page.getByText('Nothing yet: record it here').isVisible()).to.equal(false);
  });

  it('count nothing while they are closed', async () => {
    const page = await open();
    await record(page, HERE);
    await send(page);
    await page.reload();
    await record(page, NEAR);
    await send(page);
    await eventually(async () => {
      expect(await hours(page)).to.have.nested.property('items[0].points', 2);
    });
    expect(await hours(page)).to.have.property('totalMetres', 0);
  });

  it('do not go on as if they recorded where the browser keeps its position to itself', async () => {
    const page = await pages().open();
    await pages().join(page);
    await page.getByLabel('Record where I go').click();
    await page.getByText('Not recording: this browser does not let the page know').waitFor();
    expect(await page.getByLabel('Record where I go').isChecked()).to.equal(false);
    expect(await ask(page, "'GET', '/api/movement/tracking'")).to.have.property('active', false);
  });

  it('record no longer where that was switched off elsewhere, and say so', async () => {
    const page = await open();
    await record(page, HERE);
    await send(page);
    await ask(page, "'PUT', '/api/movement/tracking', { active: false }");
    await page.context().setGeolocation(NEAR);
    await page.getByText('Recording has ended: Tracking is off').waitFor();
    expect(await page.getByLabel('Record where I go').isChecked()).to.equal(false);
  });
});
