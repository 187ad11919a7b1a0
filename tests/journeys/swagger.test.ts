import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { describePages } from './browser.js';
import { Person } from './person.js';

describePages('Swagger UI', (pages) => {
  /** Signed in as somebody new. */
  async function open(): Promise<Page> {
    const ada = await Person.join(pages().deployment);
    const page = await pages().open();
    await page.goto(`${pages().deployment.url}/api-docs`);
    await page.locator('.auth-wrapper').getByRole('button', { name: 'Authorize' }).click();
    const dialog = page.locator('.modal-ux');
    await dialog.locator('input').fill(ada.accessToken);
    await dialog.locator('[type=submit]').click();
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    return page;
  }

  /** Runs a call as its example has it; the answer is in what is given back. */
  async function tryOut(page: Page, operationId: string): Promise<Locator> {
    const call = page.locator(`[id$=-${operationId}]`);
    await call.locator('.opblock-summary-control').click();
    await call.getByRole('button', { name: 'Try it out' }).click();
    await call.getByRole('button', { name: 'Execute' }).click();
    return call.locator('.live-responses-table');
  }

  it('has examples of points that are taken', async () => {
    const page = await open();
    await (await tryOut(page, 'setTracking')).getByText('"active": true').waitFor();
    await (await tryOut(page, 'recordGpsPoints')).getByText('"accepted": 2').waitFor();
  });

  it('offers files to be saved, and keeps no copy of their values', async () => {
    const page = await open();
    await (await tryOut(page, 'exportAccount')).getByText('Download file').waitFor();
    const kept = await page.evaluate("ui.specSelectors.responseFor('/api/me/export', 'get').keySeq().toArray()");
    expect(kept).to.include('text').and.not.include.oneOf(['obj', 'body']);
    await (await tryOut(page, 'getToday')).getByText('"totalMillilitres": 0').waitFor();
  });
});
