// The page explains itself when it cannot start or stops: no JavaScript, a changed or missing file, a panic.
import { rmSync, writeFileSync } from 'node:fs';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { DistCopy } from './support/dist.ts';
import { Tenant } from './support/tenant.ts';
import { expect, test } from './support/test.ts';

const glue = /^rolecall-.*\.js$/;
const wasm = /_bg\.wasm$/;
const damages: [string, (copy: DistCopy) => void][] = [
  ['the WebAssembly has one byte changed', (copy) => copy.flipByte(wasm)],
  ['the WebAssembly is missing', (copy) => rmSync(copy.path(wasm))],
  ['the WebAssembly is an HTML page', (copy) => writeFileSync(copy.path(wasm), '<!doctype html><p>Not found')],
  ['the glue has one byte changed', (copy) => copy.flipByte(glue)],
  ['the glue is missing', (copy) => rmSync(copy.path(glue))],
  ['nothing tells the integrity of the WebAssembly', (copy) => {
    copy.edit(/^index\.html$/, (html) => html.replace(/<link[^>]*as="fetch"[^>]*>/, (link) => link.replace(/ integrity="[^"]*"/, '')));
  }],
];

for (const [name, damage] of damages) {
  test(`when ${name}, the page says so and offers to reload`, async ({ browser }) => {
    const copy = new DistCopy();
    damage(copy);
    const tenant = await Tenant.start({ dist: copy.folder });
    const page = await browser.newPage();
    try {
      await page.goto(`${tenant.url}/settings`);
      const alert = page.getByRole('alert');
      await expect(alert).toContainText('could not start');
      await expect(alert.getByRole('button', { name: 'Reload' })).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expectAccessibleInEveryLook(page);
    } finally {
      await page.close();
      tenant.stop();
      copy.remove();
    }
  });
}

test('a changed stylesheet is not applied, and the app runs', async ({ browser }) => {
  const copy = new DistCopy();
  copy.flipByte(/^tokens-.*\.css$/);
  const tenant = await Tenant.start({ dist: copy.folder });
  const page = await browser.newPage();
  await page.goto(`${tenant.url}/nowhere`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'))).toBe('');
  await page.close();
  tenant.stop();
  copy.remove();
});

test('without JavaScript the page says what it needs', async ({ browser, tenant }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${tenant.url}/settings`);
  await expect(page.getByRole('heading', { name: 'Rolecall needs JavaScript' })).toBeVisible();
  await context.close();
});

test('the frame of the page is painted before the WebAssembly arrives', async ({ browser, tenant }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${tenant.url}/settings`);
  await expect(page.getByRole('banner')).toContainText('Rolecall');
  await expect(page.getByText('Loading Rolecall')).toBeAttached();
  await context.close();
});

// A panic of Rust ends in a trap of the WebAssembly. None is known that a person could cause, so a module of four bytes of
// code traps in its place: what boot.js sees is the same error, thrown or in a promise.
test.describe('after a trap of the WebAssembly', () => {
  test.use({ expectedConsole: [/unreachable|RuntimeError/] });

  for (const [name, asynchronous] of [['in a handler', false], ['in a task', true]] as const) {
    test(`${name}, the page says that it stopped, and works again after Reload`, async ({ browser, tenant, signIn }) => {
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
