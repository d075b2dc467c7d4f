// The code of a page comes when somebody first goes there: what is fetched when, and what the page says when it does not come.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { dist, DistCopy } from './support/dist.ts';
import { Tenant } from './support/tenant.ts';
import { expect, test, watch } from './support/test.ts';

const PART = /\/?(?:(?:split|chunk)_\w+|chunks)-[0-9a-f]{16}\.(?:wasm|bin)$/;
const parts = readdirSync(dist).filter((name) => PART.test(name));
const glueText = () => readFileSync(join(dist, readdirSync(dist).find((name) => /^rolecall-\w+\.js$/.test(name))!), 'utf8');
/** How many files the glue says that a page needs, but for its style sheets. */
const needed = (name: string) => {
  const files: string[] = JSON.parse(new RegExp(`\\b${name.toLowerCase()}:(\\[".*?"\\])`).exec(glueText())![1]);
  return files.filter((file) => PART.test(file)).length;
};
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const link = (page: Page, name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name });
/** The parts a page has asked the network for, each as often as it did. */
const asked = async (page: Page) => {
  const loaded = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter((entry) => entry.transferSize > 0)
      .map((entry) => new URL(entry.name).pathname));
  return loaded.filter((path) => PART.test(path));
};

test('the settings bring no other page with them; another page is fetched once, when somebody goes there', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/settings');
  await expect(heading(page, 'Settings')).toBeVisible();
  expect(await asked(page)).toEqual([]);
  await link(page, 'Account').click();
  await expect(heading(page, 'Account')).toBeVisible();
  const first = await asked(page);
  expect(first.some((path) => path.includes('split_account'))).toBe(true);
  expect(first.some((path) => path.includes('split_roles'))).toBe(false);
  await link(page, 'Settings').click();
  await expect(heading(page, 'Settings')).toBeVisible();
  await link(page, 'Account').click();
  await expect(heading(page, 'Account')).toBeVisible();
  expect(await asked(page)).toEqual(first);
});

for (const [path, name] of [['/roles', 'Roles'], ['/account', 'Account'], ['/accesses', 'Accesses']] as const) {
  test(`${path} opened cold asks the network once for each of its parts, before the app itself runs`, async ({ page, signIn }) => {
    await signIn('admin');
    const early: string[] = [];
    let count = () => {};
    const all = new Promise<void>((done) => (count = () => early.length === needed(name) && done()));
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (PART.test(pathname) && early.push(pathname)) count();
    });
    await page.route(/_bg\.wasm$/, async (route) => {
      await all;
      await route.continue();
    });
    await page.goto(path);
    await expect(heading(page, name)).toBeVisible();
    const paths = await asked(page);
    expect(paths.length).toBeGreaterThan(1);
    expect(new Set(paths).size, paths.join('\n')).toBe(paths.length);
    // Held back is what the app is made of: without it nobody but the loader can have asked.
    expect(paths.toSorted()).toEqual(early.toSorted());
  });
}

test('there are parts, browsers may keep each for ever, and the glue vouches for it', async ({ request }) => {
  expect(parts.length).toBeGreaterThan(3);
  const glue = glueText();
  expect(parts.some((part) => part.endsWith('.bin'))).toBe(true);
  for (const part of parts) {
    const hash = createHash('sha384').update(readFileSync(join(dist, part))).digest('base64');
    expect(glue).toContain(`"${part}":"sha384-${hash}"`);
    expect((await request.get(`/${part}`)).headers()['cache-control'], part).toContain('immutable');
  }
});

// The parts of the settings have a test each, below.
for (const part of parts.filter((name) => !/split_(crop|reminder)/.test(name))) {
  const short = part.replace(/-[0-9a-f]{16}/, '');
  test(`when one byte of ${short} is changed, its page says that it did not come and the others work`, async ({ browser }) => {
    const copy = new DistCopy();
    copy.flipByte(new RegExp(`^${part}$`));
    const tenant = await Tenant.start({ dist: copy.folder });
    const page = await browser.newPage();
    const wrong = watch(page, [/integrity/, /Failed to fetch/]);
    try {
      await signInAs(page, tenant, 'admin');
      await page.goto(`${tenant.url}/settings`);
      const seen: Record<string, boolean> = {};
      for (const name of ['Roles', 'Account', 'Accesses']) {
        await link(page, name).click();
        await expect(heading(page, name)).toBeVisible();
        seen[name] = await page.getByRole('alert').filter({ hasText: 'could not be fetched' }).isVisible();
      }
      expect(Object.values(seen), JSON.stringify(seen)).toContain(true);
      await link(page, 'Settings').click();
      await expect(heading(page, 'Settings')).toBeVisible();
      await expect(page.locator('#fatal')).toHaveCount(0);
      expect(wrong).toEqual([]);
    } finally {
      await page.close();
      tenant.stop();
      copy.remove();
    }
  });
}

test('after a release that took the old files away, the page says so and offers to reload', async ({ browser }) => {
  const copy = new DistCopy();
  const tenant = await Tenant.start({ dist: copy.folder });
  const page = await browser.newPage();
  try {
    await signInAs(page, tenant, 'admin');
    await page.goto(`${tenant.url}/settings`);
    await expect(heading(page, 'Settings')).toBeVisible();
    for (const part of parts) rmSync(copy.path(new RegExp(`^${part}$`)));
    await link(page, 'Roles').click();
    const alert = page.getByRole('alert').filter({ hasText: 'could not be fetched' });
    await expect(alert).toContainText('updated since you opened it');
    await expect(heading(page, 'Roles')).toBeFocused();
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
    await expectAccessibleInEveryLook(page);
  } finally {
    await page.close();
    tenant.stop();
    copy.remove();
  }
});

test.describe('without a network', () => {
  test.use({ expectedConsole: [/Failed to fetch/] });

  test('the page says so; once it is back, Try again brings the page', async ({ page, context, signIn }) => {
    await signIn('admin');
    await page.goto('/settings');
    await expect(heading(page, 'Settings')).toBeVisible();
    await context.setOffline(true);
    await link(page, 'Account').click();
    const alert = page.getByRole('alert').filter({ hasText: 'could not be fetched' });
    await expect(alert).toBeVisible();
    await context.setOffline(false);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert).toHaveCount(0);
    await expect(heading(page, 'Account')).toBeFocused();
    await expect(page.getByText('Username', { exact: true })).toBeVisible();
  });

  test('the crop says so, and the image can be chosen again once it is back', async ({ page, context, signIn }) => {
    await signIn('plain');
    await page.goto('/settings');
    await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
    const image = { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(DOT, 'base64') };
    await context.setOffline(true);
    await page.getByLabel('Choose an image').setInputFiles(image);
    const alert = page.getByRole('alert').filter({ hasText: 'The crop could not be fetched' });
    await expect(alert).toBeVisible();
    await context.setOffline(false);
    await page.getByLabel('Choose an image').setInputFiles(image);
    await expect(page.getByRole('dialog', { name: 'Crop your profile image' })).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
});

test.describe('when the part that reminds is changed', () => {
  test.use({ expectedConsole: [/integrity/, /Failed to fetch/] });

  test('the card says so and everything else works', async ({ browser }) => {
    const copy = new DistCopy();
    copy.flipByte(/^split_reminder-.*\.wasm$/);
    const tenant = await Tenant.start({ dist: copy.folder });
    const page = await browser.newPage();
    try {
      await signInAs(page, tenant, 'cooldown');
      await page.goto(`${tenant.url}/settings`);
      await expect(page.getByRole('alert').filter({ hasText: 'A part of this page could not be fetched' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Request access' })).toBeVisible();
      await expect(page.locator('#fatal')).toHaveCount(0);
    } finally {
      await page.close();
      tenant.stop();
      copy.remove();
    }
  });
});

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function signInAs(page: Page, tenant: Tenant, persona: string): Promise<void> {
  const answer = await page.context().request.post(`${tenant.url}/sign-in`, {
    form: { persona, next: '/' }, headers: { 'Sec-Fetch-Site': 'same-origin' }, maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
}
