// The guard must not fail along with what it guards: whatever of the app is missing, late, blocked or something else, there is
// something to read within 15 seconds, and what is late still replaces it.
import type { Page } from '@playwright/test';
import { rmSync, writeFileSync } from 'node:fs';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { withChangedBuild, type DistCopy } from './support/dist.ts';
import { expect, test } from './support/test.ts';

const WITHIN = { timeout: 15_000 };
const boot = /^boot\.js$/;
const html = '<!doctype html><p>Not found';

/** There is a heading, a sentence, and a way to load again. */
const expectReadable = async (page: Page) => {
  await expect(page.getByRole('heading', { level: 1 }).filter({ hasText: /not started yet|could not start/ })).toBeVisible(WITHIN);
  await expect(page.getByRole('link', { name: 'Load the page again' }).or(page.getByRole('button', { name: 'Reload' }))).toBeVisible();
};

const damages: [string, (copy: DistCopy) => void][] = [
  ['boot.js is missing', (copy) => rmSync(copy.path(boot))],
  ['boot.js is an HTML page', (copy) => writeFileSync(copy.path(boot), html)],
  ['boot.js cannot be parsed', (copy) => writeFileSync(copy.path(boot), 'const = ;')],
  ['boot.js throws', (copy) => writeFileSync(copy.path(boot), 'throw new Error("no")')],
  ['all style sheets and boot.js are missing', (copy) => { for (const file of [boot, /^tokens-/, /^base-/, /^ui-/, /^settings-/]) rmSync(copy.path(file)); }],
];
for (const [name, damage] of damages) {
  test(`when ${name}, there is something to read, and a link that loads the page again`, async ({ browser }) => {
    await withChangedBuild(damage, async (tenant) => {
      const page = await browser.newPage();
      await page.goto(`${tenant.url}/settings`);
      await expectReadable(page);
      await expect(page.locator('[role=alert]')).toHaveCount(0);
      if (name === 'boot.js is missing') await expectAccessibleInEveryLook(page);
      const loads = page.waitForRequest((request) => request.isNavigationRequest());
      await page.getByRole('link', { name: 'Load the page again' }).click();
      expect((await loads).url()).toBe(`${tenant.url}/settings`);
      await page.close();
    });
  });
}

const hanging: [string, RegExp][] = [
  ['boot.js', /\/boot\.js$/],
  ['the JavaScript of the app', /\/rolecall-[^/]*\.js$/],
  ['the WebAssembly', /_bg\.wasm$/],
];
for (const [name, file] of hanging) {
  test(`when ${name} never comes, there is something to read`, async ({ page }) => {
    await page.route(file, () => {});
    await page.goto('/settings', { waitUntil: 'commit' });
    await expectReadable(page);
  });
}

test('when boot.js is blocked, there is something to read', async ({ browser, tenant }) => {
  const page = await browser.newPage({ baseURL: tenant.url });
  await page.route(/\/boot\.js$/, (route) => route.abort('blockedbyclient'));
  await page.goto('/settings');
  await expectReadable(page);
  await page.close();
});

for (const file of [/\/base-[^/]*\.css$/, /\.css$/]) {
  test(`when style sheets never come (${file.source}), the app is there without them`, async ({ page, signIn }) => {
    await signIn('plain');
    await page.route(file, () => {});
    await page.goto('/settings', { waitUntil: 'commit' });
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible(WITHIN);
    // A browser that waits for a sheet paints no frame.
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  });
}

test('what is late replaces the sentence', async ({ page, signIn }) => {
  await signIn('plain');
  let release = () => {};
  const wait = new Promise<void>((done) => { release = done; });
  await page.route(/_bg\.wasm$/, async (route) => { await wait; await route.continue(); });
  await page.goto('/settings', { waitUntil: 'commit' });
  await expectReadable(page);
  release();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect(page.getByText('not started yet')).toHaveCount(0);
});

test('a start that succeeds never shows the sentence, not even to those who want no motion', async ({ page, signIn }) => {
  await signIn('plain');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.route(/_bg\.wasm$/, async (route) => {
    await expect(page.getByText('Loading Rolecall')).toBeAttached();
    await expect(page.getByText('not started yet')).toBeHidden();
    await route.continue();
  });
  await page.goto('/settings');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
});

test.describe('a page whose code does not come', () => {
  test('says so after a while when it hangs, and within the page when it is gone', async ({ page, signIn }) => {
    await signIn('admin');
    await page.goto('/settings');
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    await page.route(/split_account-/, () => {});
    await page.getByRole('link', { name: 'Account' }).click();
    await expect(page.getByText('This page has not come yet.')).toBeVisible(WITHIN);
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
    await page.route(/split_accesses-/, (route) => route.fulfill({ status: 404, body: 'gone' }));
    await page.getByRole('link', { name: 'Accesses' }).click();
    await expect(page.getByRole('alert')).toContainText('could not be loaded');
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
  });

  test('comes without its style sheet when that hangs', async ({ page, signIn }) => {
    await signIn('admin');
    await page.goto('/settings');
    await page.route(/account-[^/]*\.css$/, () => {});
    await page.getByRole('link', { name: 'Account' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible(WITHIN);
  });
});

test.describe('a browser that cannot run the app', () => {
  test.use({ expectedConsole: [/boot/] });

  for (const [name, change, reason] of [
    ['without WebAssembly', () => { delete (globalThis as any).WebAssembly; }, 'This browser does not run WebAssembly'],
    ['with an older WebAssembly', () => {
      WebAssembly.validate = () => false;
      (WebAssembly as any).instantiateStreaming = (WebAssembly as any).instantiate = () => Promise.reject(new WebAssembly.CompileError('invalid opcode'));
    }, 'runs only an older WebAssembly'],
  ] as const) {
    test(`${name} is told the reason, and not to reload`, async ({ page }) => {
      await page.addInitScript(change);
      await page.goto('/settings');
      const alert = page.getByRole('alert');
      await expect(alert).toContainText(reason);
      await expect(page.getByRole('button', { name: 'Reload' })).toHaveCount(0);
      await expectAccessibleInEveryLook(page);
    });
  }
});
