// The page explains itself when it cannot start or stops: no JavaScript, a changed or missing file, a panic.
import { rmSync, writeFileSync } from 'node:fs';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { DistCopy } from './support/dist.ts';
import { Tenant } from './support/tenant.ts';
import { expect, test } from './support/test.ts';

const glue = /^rolecall-.*\.js$/;
const wasm = /\.wasm$/;
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

test.describe('after a panic', () => {
  test.use({ expectedConsole: [/panicked at|unreachable|RuntimeError/] });

  test('the page says that it stopped, and works again after Reload', async ({ browser, tenant }) => {
    const context = await browser.newContext({ baseURL: tenant.url });
    const page = await context.newPage();
    await page.goto('/nowhere');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
    // What an extension that tears at the page does: Leptos finds its nodes gone at the next change and panics.
    await page.evaluate(() => {
      const walker = document.createTreeWalker(document.getElementById('app')!, NodeFilter.SHOW_ALL);
      const nodes: Node[] = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      for (const node of nodes) if (node instanceof Comment || node instanceof Text) node.remove();
      document.querySelector<HTMLAnchorElement>('nav a[href="/account"]')!.click();
    });
    const alert = page.getByRole('alert').filter({ hasText: 'stopped working' });
    await expect(alert).toBeVisible();
    await alert.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
    await context.close();
  });
});
