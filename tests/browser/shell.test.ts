// The shell around every page: navigation, titles, focus, the signed-in user, session expiry, signing out, service addresses.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { withChangedBuild } from './support/dist.ts';
import type { Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';

const pages = [
  ['/settings', 'Settings'],
  ['/roles', 'Roles'],
  ['/accesses', 'Accesses'],
  ['/account', 'Account'],
] as const;

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main' });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

test('each page opens directly by its URL, with its title, its heading and its link marked as current', async ({ page, signIn }) => {
  await signIn('admin');
  for (const [path, name] of pages) {
    await page.goto(path);
    await expect(heading(page)).toHaveText(name);
    await expect(page).toHaveTitle(`${name} - Rolecall`);
    await expect(navigation(page).getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
  }
});

test('/ redirects to the settings without leaving a history entry', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/account');
  await page.goto('/');
  await expect(page).toHaveURL(/\/settings$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/account$/);
});

test('navigating focuses the heading; opening a page directly leaves the focus alone', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/settings');
  await expect(heading(page)).toHaveText('Settings');
  await expect(heading(page)).not.toBeFocused();
  for (const [, name] of [...pages].reverse()) {
    if (name === 'Settings') continue;
    await navigation(page).getByRole('link', { name }).click();
    await expect(heading(page)).toHaveText(name);
    await expect(heading(page)).toBeFocused();
  }
  await page.goBack();
  await expect(heading(page)).toBeFocused();
});

test('an unknown URL shows "Page not found" with a link home', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/no/such/page');
  await expect(heading(page)).toHaveText('Page not found');
  await expect(page).toHaveTitle('Page not found - Rolecall');
  await expectAccessibleInEveryLook(page);
  await page.getByRole('main').getByRole('link').click();
  await expect(heading(page)).toHaveText('Settings');
});

test('the skip link is the first tab stop and moves the focus to the content', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/account');
  await expect(heading(page)).toHaveText('Account');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});

test('the banner shows who is signed in', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/settings');
  const me = await (await page.context().request.get(api.whoami)).json();
  await expect(page.getByRole('banner')).toContainText(`${me.first_name} ${me.last_name}`);
});

test.describe('when the session expires', () => {
  test('several 401 responses open exactly one dialog, which leads to the sign-in page and back', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await page.goto('/account');
    await expect(heading(page)).toHaveText('Account');
    await tenant.expireSessions('admin');
    await tenant.clearLog();
    await navigation(page).getByRole('link', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog', { name: 'Session ended' });
    await expect(dialog).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await expectAccessibleInEveryLook(page);
    await dialog.getByRole('link', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings/);
    expect((await tenant.log()).length, 'requests while nobody was signed in').toBeLessThan(6);
    await page.locator('button[value="admin"]').click();
    await expect(page).toHaveURL(/\/settings$/);
    await expect(heading(page)).toHaveText('Settings');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('Escape closes the dialog, stays on the page and restores the focus', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await page.goto('/account');
    await expect(page.getByRole('banner').getByText('Ingrid Halvorsen')).toBeVisible();
    await tenant.expireSessions('admin');
    await navigation(page).getByRole('link', { name: 'Settings' }).click();
    await expect(page.getByRole('dialog', { name: 'Session ended' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    // The focus returns one frame after the dialog closes.
    await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  });

  test('the dialog closes once the user has signed in again in another tab', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await page.goto('/account');
    await expect(page.getByRole('banner').getByText('Ingrid Halvorsen')).toBeVisible();
    await tenant.expireSessions('admin');
    await navigation(page).getByRole('link', { name: 'Settings' }).click();
    await expect(page.getByRole('dialog', { name: 'Session ended' })).toBeVisible();
    await signIn('admin');
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('a redirect to a sign-in page counts as an expired session, not as bad data', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await tenant.override({ path: api.settings, fault: 'redirect-login' });
    await page.goto('/settings');
    await expect(page.getByRole('dialog', { name: 'Session ended' })).toBeVisible();
  });
});

test.describe('signing out', () => {
  test('leaves no personal data on the page, not even after Back', async ({ page, context, signIn }) => {
    await signIn('admin');
    await page.goto('/settings');
    const me = await (await context.request.get(api.whoami)).json();
    await expect(page.getByRole('banner')).toContainText(me.first_name);
    await navigation(page).getByRole('link', { name: 'Account' }).click();
    await expect(page.getByText(me.email).first()).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByText('You are signed out')).toBeVisible();
    await expect(page).toHaveTitle('Signed out - Rolecall');
    await expectAccessibleInEveryLook(page);
    const expectNothingPersonal = async () => {
      const html = await page.evaluate(() => document.documentElement.outerHTML + document.title);
      for (const personal of [me.email, me.first_name, me.last_name, me.user_uuid]) expect(html).not.toContain(personal);
    };
    await expectNothingPersonal();
    await page.goBack();
    await expectNothingPersonal();
    expect((await context.request.get(api.whoami)).status(), 'the session on the server has ended').toBe(401);
  });

  test('removes everything the app stored, in this tab and for all tabs, and nothing of other apps', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await page.goto('/account');
    await page.evaluate(() => {
      for (const storage of [localStorage, sessionStorage]) {
        for (const key of ['rolecall:added-tomorrow', 'rolecall:', 'another-app:rolecall:']) storage.setItem(key, 'stored');
      }
    });
    // A server that answers also sends Clear-Site-Data, which would hide what the app forgot.
    await tenant.override({ method: 'POST', path: '/sign-out', status: 503, times: 1 });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('alert')).toContainText("couldn't reach the server");
    const keys = await page.evaluate(() => [localStorage, sessionStorage].map((storage) => Object.keys(storage)));
    expect(keys).toEqual([['another-app:rolecall:'], ['another-app:rolecall:']]);
  });

  test('when the server cannot be reached, an alert says so and no personal data stays on the page', async ({ page, context, tenant, signIn }) => {
    await signIn('admin');
    await page.goto('/account');
    const me = await (await context.request.get(api.whoami)).json();
    await expect(page.getByText(me.email).first()).toBeVisible();
    await tenant.override({ method: 'POST', path: '/sign-out', status: 503, times: 1 });
    await page.getByRole('button', { name: 'Sign out' }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText("couldn't reach the server");
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(me.email);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('You are signed out')).toBeVisible();
  });
});

test.describe('one build works with any tenant', () => {
  const withMeta = (metas: Record<string, string>, visit: (tenant: Tenant) => Promise<void>) =>
    withChangedBuild((copy) => {
      for (const [name, content] of Object.entries(metas)) copy.configure(name, content);
    }, visit);

  test('without an access service, /accesses explains itself and is not in the navigation', async ({ browser }) => {
    await withMeta({ 'access-api': 'none' }, async (tenant) => {
      const page = await browser.newPage({ baseURL: tenant.url });
      await tenant.signIn(page.request, 'admin');
      await page.goto('/accesses');
      await expect(page.getByRole('alert')).toContainText('is not set up here');
      await expect(navigation(page).getByRole('link')).toHaveText(['Settings', 'Roles', 'Account']);
      expect((await tenant.log()).filter((call) => call.path.startsWith('/user/'))).toEqual([]);
      await page.close();
    });
  });

  test('without a tenant service, only the accesses remain and / leads to them', async ({ browser }) => {
    await withMeta({ 'tenant-api': 'none' }, async (tenant) => {
      const page = await browser.newPage({ baseURL: tenant.url });
      await tenant.signIn(page.request, 'admin');
      await page.goto('/');
      await expect(heading(page)).toHaveText('Accesses');
      await expect(navigation(page).getByRole('link')).toHaveText(['Accesses']);
      await page.goto('/settings');
      await expect(page.getByRole('alert').first()).toContainText('is not set up here');
      expect((await tenant.log()).filter((call) => call.path.startsWith('/api/'))).toEqual([]);
      await page.close();
    });
  });

  test('the deployer configures the sign-in and sign-out URLs', async ({ browser }) => {
    await withMeta({ 'sign-in': '/sign-in?from=elsewhere&amp;next={here}', 'sign-out': '/sign-in?bye=1' }, async (tenant) => {
      const page = await browser.newPage({ baseURL: tenant.url });
      await page.goto('/account');
      await expect(page.getByRole('dialog').getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in?from=elsewhere&next=%2Faccount');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page).toHaveURL(/\/sign-in\?bye=1$/);
      await page.close();
    });
  });
});
