// What a page asks the tenant first is asked while the app is still on its way (boot.js), and taken over by the app.
import type { Page } from '@playwright/test';
import { access, ask } from './support/settings.ts';
import { api, expect, test } from './support/test.ts';

/** Holds the app back until `release`; `answered` is the paths of the API answered so far, each as often as it was. */
const held = async (page: Page) => {
  const answered: string[] = [];
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    if (/^\/(api|user)\//.test(pathname)) answered.push(pathname);
  });
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route(/_bg\.wasm$/, async (route) => {
    await released;
    await route.continue();
  });
  return { answered, release };
};

for (const [path, heading, first] of [
  ['/', 'Settings', [api.settings, api.whoami]],
  ['/settings', 'Settings', [api.settings, api.whoami]],
  ['/roles', 'Roles', [api.userRoles, api.whoami]],
  ['/account', 'Account', [api.whoami]],
] as const) {
  test(`${path}: what it asks first is asked before the app is there, and not again by the app`, async ({ page, signIn }) => {
    await signIn('admin');
    const { answered, release } = await held(page);
    await page.goto(path);
    await expect.poll(() => answered.toSorted()).toEqual([...first].toSorted());
    await expect(page.getByText('Loading Rolecall')).toBeAttached();
    release();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
    if (path === '/roles') await expect(page.getByRole('grid', { name: 'Users and roles' })).toBeVisible();
    expect(answered.filter((path) => first.some((known) => known === path)).toSorted()).toEqual([...first].toSorted());
  });
}

test('the clock of the server is that of the moment at which its answer came, however late the app comes', async ({ page, signIn, tenant }) => {
  await signIn('cooldown');
  await tenant.freeze('2026-03-01T10:00:00Z');
  await tenant.editSettings('cooldown', { initial_access: { requested: true, email_sent: true, last_requesting_time: '2026-02-28T10:00:50Z' } });
  await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
  const { answered, release } = await held(page);
  await page.goto('/settings');
  await expect.poll(() => answered.length).toBe(2);
  await page.clock.pauseAt(new Date('2026-03-01T10:00:08Z'));
  await tenant.advance(8);
  release();
  await expect(access(page)).toBeVisible();
  await page.clock.runFor(1_000);
  await expect(ask(page)).toHaveAccessibleDescription(/You may ask again in 4[012] seconds/);
});

test('an answer that waited too long for the app is let go, and asked for again', async ({ page, signIn }) => {
  await signIn('admin');
  await page.clock.install();
  const { answered, release } = await held(page);
  await page.goto('/settings');
  await expect.poll(() => answered.length).toBe(2);
  await page.clock.fastForward(10_000);
  release();
  await expect(access(page)).toBeVisible();
  await expect.poll(() => answered.toSorted()).toEqual([api.settings, api.settings, api.whoami, api.whoami].toSorted());
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('where there is no tenant service nothing is asked of it', async ({ page, signIn, tenant }) => {
  await signIn('admin');
  await page.route(`${tenant.url}/account`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('name="rolecall:tenant-api" content=""', 'name="rolecall:tenant-api" content="none"') });
  });
  const { answered, release } = await held(page);
  release();
  await page.goto('/account');
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Accesses' })).toBeVisible();
  expect(answered.filter((path) => path.startsWith('/api/'))).toEqual([]);
});
