// What a page shows when the app cannot start or crashes: no JavaScript, a damaged or missing file, a panic.
import { rmSync, writeFileSync } from 'node:fs';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { withChangedBuild, type DistCopy } from './support/dist.ts';
import { expect, test } from './support/test.ts';

const glue = /^rolecall-.*\.js$/;
const wasm = /_bg\.wasm$/;
const faults: [string, (copy: DistCopy) => void][] = [
  ['one byte of the WebAssembly is changed', (copy) => copy.flipByte(wasm)],
  ['the WebAssembly is missing', (copy) => rmSync(copy.path(wasm))],
  ['the WebAssembly is an HTML page', (copy) => writeFileSync(copy.path(wasm), '<!doctype html><p>Not found')],
  ['one byte of the JavaScript is changed', (copy) => copy.flipByte(glue)],
  ['the JavaScript is missing', (copy) => rmSync(copy.path(glue))],
  ['the WebAssembly has no integrity hash', (copy) => {
    copy.edit(/^index\.html$/, (html) => html.replace(/<link[^>]*as="fetch"[^>]*>/, (link) => link.replace(/ integrity="[^"]*"/, '')));
  }],
];

for (const [name, damage] of faults) {
  test(`when ${name}, the page says that it could not start and offers to reload`, async ({ browser }) => {
    await withChangedBuild(damage, async (tenant) => {
      const page = await browser.newPage();
      await page.goto(`${tenant.url}/settings`);
      const alert = page.getByRole('alert');
      await expect(alert).toContainText('could not start');
      await expect(alert.getByRole('button', { name: 'Reload' })).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expectAccessibleInEveryLook(page);
      await page.close();
    });
  });
}

test('a damaged stylesheet is ignored and the app still starts', async ({ browser }) => {
  await withChangedBuild((copy) => copy.flipByte(/^tokens-.*\.css$/), async (tenant) => {
    const page = await browser.newPage();
    await page.goto(`${tenant.url}/nowhere`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'))).toBe('');
    await page.close();
  });
});

test('without JavaScript, the page says that it needs it', async ({ browser, tenant }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${tenant.url}/settings`);
  await expect(page.getByRole('heading', { name: 'Rolecall needs JavaScript' })).toBeVisible();
  await context.close();
});

test('the page frame appears before the WebAssembly arrives', async ({ browser, tenant }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${tenant.url}/settings`);
  await expect(page.getByRole('banner')).toContainText('Rolecall');
  await expect(page.getByText('Loading Rolecall')).toBeAttached();
  await context.close();
});

// A Rust panic ends in a WebAssembly trap. We know of no way for a user to cause one, so a tiny module traps instead: boot.js
// sees the same error, either thrown or as a rejected promise.
test.describe('after a WebAssembly trap', () => {
  test.use({ expectedConsole: [/unreachable|RuntimeError/] });

  for (const [name, asynchronous] of [['in an event handler', false], ['in an async task', true]] as const) {
    test(`${name}, the page says that it stopped working, and Reload brings it back`, async ({ browser, tenant, signIn }) => {
      const context = await browser.newContext({ baseURL: tenant.url });
      await signIn('admin', context);
      const page = await context.newPage();
      await page.goto('/account');
      await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
      await page.evaluate((asynchronous) => {
        const code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11];
        const { t: trap } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(code))).exports as { t: () => void };
        if (asynchronous) void Promise.resolve().then(trap);
        else setTimeout(trap);
      }, asynchronous);
      const alert = page.getByRole('alert').filter({ hasText: 'stopped working' });
      await expect(alert).toBeVisible();
      await expectAccessibleInEveryLook(page);
      await alert.getByRole('button', { name: 'Reload' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
      await expect(page.getByText('stopped working')).toHaveCount(0);
      await context.close();
    });
  }
});
