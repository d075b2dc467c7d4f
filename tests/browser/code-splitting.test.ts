// Each page's code loads when the user first goes there: which files load when, and what the page shows when one fails to load.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { dist, withChangedBuild } from './support/dist.ts';
import { expect, test, watch } from './support/test.ts';

const PART = /\/?(?:(?:split|chunk)_\w+|chunks)-[0-9a-f]{16}\.(?:wasm|bin)$/;
const parts = readdirSync(dist).filter((name) => PART.test(name));
const glueText = () => readFileSync(join(dist, readdirSync(dist).find((name) => /^rolecall-\w+\.js$/.test(name))!), 'utf8');
/** How many files a page needs according to the glue, not counting stylesheets. */
const partCount = (name: string) => {
  const files: string[] = JSON.parse(new RegExp(`\\b${name.toLowerCase()}:(\\[".*?"\\])`).exec(glueText())![1]);
  return files.filter((file) => PART.test(file)).length;
};
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const link = (page: Page, name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name });
/** The parts that a page has loaded from the network, including repeats. */
const loadedParts = async (page: Page) => {
  const loaded = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter((entry) => entry.transferSize > 0)
      .map((entry) => new URL(entry.name).pathname));
  return loaded.filter((path) => PART.test(path));
};

test('the settings load no other page; another page loads once, when the user first goes there', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/settings');
  await expect(heading(page, 'Settings')).toBeVisible();
  expect(await loadedParts(page)).toEqual([]);
  await link(page, 'Account').click();
  await expect(heading(page, 'Account')).toBeVisible();
  const first = await loadedParts(page);
  expect(first.some((path) => path.includes('split_account'))).toBe(true);
  expect(first.some((path) => path.includes('split_roles'))).toBe(false);
  await link(page, 'Settings').click();
  await expect(heading(page, 'Settings')).toBeVisible();
  await link(page, 'Account').click();
  await expect(heading(page, 'Account')).toBeVisible();
  expect(await loadedParts(page)).toEqual(first);
});

for (const [path, name] of [['/roles', 'Roles'], ['/account', 'Account'], ['/accesses', 'Accesses']] as const) {
  test(`${path}, opened directly, loads each of its parts once, before the app itself starts`, async ({ page, signIn }) => {
    await signIn('admin');
    const requested: string[] = [];
    let count = () => {};
    const all = new Promise<void>((resolve) => (count = () => requested.length === partCount(name) && resolve()));
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (PART.test(pathname) && requested.push(pathname)) count();
    });
    await page.route(/_bg\.wasm$/, async (route) => {
      await all;
      await route.continue();
    });
    await page.goto(path);
    await expect(heading(page, name)).toBeVisible();
    const paths = await loadedParts(page);
    expect(paths.length).toBeGreaterThan(1);
    expect(new Set(paths).size, paths.join('\n')).toBe(paths.length);
    // The app itself was delayed, so only the loader can have requested them.
    expect(paths.toSorted()).toEqual(requested.toSorted());
  });
}

test('every part is cached forever and has its integrity hash in the glue', async ({ request }) => {
  expect(parts.length).toBeGreaterThan(3);
  const glue = glueText();
  expect(parts.some((part) => part.endsWith('.bin'))).toBe(true);
  for (const part of parts) {
    const hash = createHash('sha384').update(readFileSync(join(dist, part))).digest('base64');
    expect(glue).toContain(`"${part}":"sha384-${hash}"`);
    expect((await request.get(`/${part}`)).headers()['cache-control'], part).toContain('immutable');
  }
});

// The parts of the settings have tests of their own, below.
for (const part of parts.filter((name) => !/split_(crop|reminder)/.test(name))) {
  const short = part.replace(/-[0-9a-f]{16}/, '');
  test(`when one byte of ${short} is changed, its page says that it could not load and the others work`, async ({ browser }) => {
    await withChangedBuild((copy) => copy.flipByte(new RegExp(`^${part}$`)), async (tenant) => {
      const page = await browser.newPage();
      const problems = watch(page, [/integrity/, /Failed to fetch/]);
      await tenant.signIn(page.request, 'admin');
      await page.goto(`${tenant.url}/settings`);
      const failed: Record<string, boolean> = {};
      for (const name of ['Roles', 'Account', 'Accesses']) {
        await link(page, name).click();
        await expect(heading(page, name)).toBeVisible();
        failed[name] = await page.getByRole('alert').filter({ hasText: 'could not be loaded' }).isVisible();
      }
      expect(Object.values(failed), JSON.stringify(failed)).toContain(true);
      await link(page, 'Settings').click();
      await expect(heading(page, 'Settings')).toBeVisible();
      await expect(page.locator('#fatal')).toHaveCount(0);
      expect(problems).toEqual([]);
      await page.close();
    });
  });
}

test('after a release has removed the old files, the page says that there may be a new version and offers to reload', async ({ browser }) => {
  await withChangedBuild(() => {}, async (tenant, copy) => {
    const page = await browser.newPage();
    await tenant.signIn(page.request, 'admin');
    await page.goto(`${tenant.url}/settings`);
    await expect(heading(page, 'Settings')).toBeVisible();
    for (const part of parts) rmSync(copy.path(new RegExp(`^${part}$`)));
    await link(page, 'Roles').click();
    const alert = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await expect(alert).toContainText('there may be a new version of Rolecall');
    await expect(heading(page, 'Roles')).toBeFocused();
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
    await expectAccessibleInEveryLook(page);
    await page.close();
  });
});

test.describe('when offline', () => {
  test.use({ expectedConsole: [/Failed to fetch/] });

  test('the page says that it could not load; back online, "Try again" loads it', async ({ page, context, signIn }) => {
    await signIn('admin');
    await page.goto('/settings');
    await expect(heading(page, 'Settings')).toBeVisible();
    await context.setOffline(true);
    await link(page, 'Account').click();
    const alert = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await expect(alert).toBeVisible();
    await context.setOffline(false);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert).toHaveCount(0);
    await expect(heading(page, 'Account')).toBeFocused();
    await expect(page.getByText('Username', { exact: true })).toBeVisible();
  });

  test('the image crop says that it could not load; back online, the image can be selected again', async ({ page, context, signIn }) => {
    await signIn('plain');
    await page.goto('/settings');
    await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
    const image = { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(DOT, 'base64') };
    await context.setOffline(true);
    await page.getByLabel('Choose an image').setInputFiles(image);
    const alert = page.getByRole('alert').filter({ hasText: "The crop tool couldn't be loaded" });
    await expect(alert).toBeVisible();
    await context.setOffline(false);
    await page.getByLabel('Choose an image').setInputFiles(image);
    await expect(page.getByRole('dialog', { name: 'Crop your profile image' })).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
});

test.describe('when the part for reminders is damaged', () => {
  test.use({ expectedConsole: [/integrity/, /Failed to fetch/] });

  test('its card says that it could not load and everything else works', async ({ browser }) => {
    await withChangedBuild((copy) => copy.flipByte(/^split_reminder-.*\.wasm$/), async (tenant) => {
      const page = await browser.newPage();
      await tenant.signIn(page.request, 'cooldown');
      await page.goto(`${tenant.url}/settings`);
      await expect(page.getByRole('alert').filter({ hasText: 'Part of this page could not be loaded' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Request access' })).toBeVisible();
      await expect(page.locator('#fatal')).toHaveCount(0);
      await page.close();
    });
  });
});

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
