// boot.js sends a page's first requests while the app is still loading; the app takes over their responses.
import type { Page } from '@playwright/test';
import { access, requestButton } from './support/settings.ts';
import { api, expect, test } from './support/test.ts';

/** Delays the app until `release`. `responses` has the path of every API response so far, including repeats. */
const delayApp = async (page: Page) => {
  const responses: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/^\/(api|user)\//.test(pathname)) responses.push(pathname);
  });
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/_bg\.wasm$/, async (route) => {
    await released;
    await route.continue();
  });
  return { responses, release };
};

for (const [path, heading, first] of [
  ['/', 'Settings', [api.settings, api.whoami]],
  ['/settings', 'Settings', [api.settings, api.whoami]],
  ['/roles', 'Roles', [api.userRoles, api.whoami]],
  ['/account', 'Account', [api.whoami]],
] as const) {
  test(`${path}: boot.js sends the first requests, and the app does not repeat them`, async ({ page, signIn }) => {
    await signIn('admin');
    const { responses, release } = await delayApp(page);
    await page.goto(path);
    await expect.poll(() => responses.toSorted()).toEqual([...first].toSorted());
    await expect(page.getByText('Loading Rolecall')).toBeAttached();
    release();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
    if (path === '/roles') await expect(page.getByRole('grid', { name: 'Users and roles' })).toBeVisible();
    expect(responses.filter((path) => first.some((known) => known === path)).toSorted()).toEqual([...first].toSorted());
  });
}

test('the server clock is taken from when the response arrived, however late the app starts', async ({ page, signIn, tenant }) => {
  await signIn('cooldown');
  await tenant.freeze('2026-03-01T10:00:00Z');
  await tenant.editSettings('cooldown', { initial_access: { requested: true, email_sent: true, last_requesting_time: '2026-02-28T10:00:50Z' } });
  await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
  const { responses, release } = await delayApp(page);
  await page.goto('/settings');
  await expect.poll(() => responses.length).toBe(2);
  await page.clock.pauseAt(new Date('2026-03-01T10:00:08Z'));
  await tenant.advance(8);
  release();
  await expect(access(page)).toBeVisible();
  await page.clock.runFor(1_000);
  await expect(requestButton(page)).toHaveAccessibleDescription(/Next one in 4[012] seconds/);
});

test('a response that waited too long for the app is discarded and requested again', async ({ page, signIn }) => {
  await signIn('admin');
  await page.clock.install();
  const { responses, release } = await delayApp(page);
  await page.goto('/settings');
  await expect.poll(() => responses.length).toBe(2);
  await page.clock.fastForward(10_000);
  release();
  await expect(access(page)).toBeVisible();
  await expect.poll(() => responses.toSorted()).toEqual([api.settings, api.settings, api.whoami, api.whoami].toSorted());
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('nothing is prefetched without a tenant service', async ({ page, signIn, tenant }) => {
  await signIn('admin');
  await page.route(`${tenant.url}/account`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('name="rolecall:tenant-api" content=""', 'name="rolecall:tenant-api" content="none"') });
  });
  const { responses, release } = await delayApp(page);
  release();
  await page.goto('/account');
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Accesses' })).toBeVisible();
  expect(responses.filter((path) => path.startsWith('/api/'))).toEqual([]);
});
