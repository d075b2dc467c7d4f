// The shell: navigation, titles, focus, who is signed in, the end of a session, signing out, where the services are.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { DistCopy } from './support/dist.ts';
import { Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';

const pages = [
  ['/settings', 'Settings'],
  ['/roles', 'Roles'],
  ['/accesses', 'Accesses'],
  ['/account', 'Account'],
] as const;

const main = (page: Page) => page.getByRole('navigation', { name: 'Main' });
const h1 = (page: Page) => page.getByRole('heading', { level: 1 });

test('each page opens cold by its address, with its title, its heading and its place in the navigation', async ({ page, signIn }) => {
  await signIn('admin');
  for (const [path, name] of pages) {
    await page.goto(path);
    await expect(h1(page)).toHaveText(name);
    await expect(page).toHaveTitle(`${name} - Rolecall`);
    await expect(main(page).getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
  }
});

test('the root leads to the settings, and Back does not come back to it', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/account');
  await page.goto('/');
  await expect(page).toHaveURL(/\/settings$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/account$/);
});

test('after a change of route the heading has the focus; a cold page leaves it where the browser starts', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/settings');
  await expect(h1(page)).toHaveText('Settings');
  await expect(h1(page)).not.toBeFocused();
  for (const [, name] of [...pages].reverse()) {
    if (name === 'Settings') continue;
    await main(page).getByRole('link', { name }).click();
    await expect(h1(page)).toHaveText(name);
    await expect(h1(page)).toBeFocused();
  }
  await page.goBack();
  await expect(h1(page)).toBeFocused();
});

test('an unknown address says so and leads home', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/no/such/page');
  await expect(h1(page)).toHaveText('Page not found');
  await expect(page).toHaveTitle('Page not found - Rolecall');
  await expectAccessibleInEveryLook(page);
  await page.getByRole('main').getByRole('link').click();
  await expect(h1(page)).toHaveText('Settings');
});

test('the skip link is the first stop and leads to the content', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/account');
  await expect(h1(page)).toHaveText('Account');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});

test('the banner names who is signed in', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/settings');
  const me = await (await page.context().request.get(api.whoami)).json();
  await expect(page.getByRole('banner')).toContainText(`${me.first_name} ${me.last_name}`);
});

test.describe('when the session ends', () => {
  test('many refusals at once make one dialog, which leads to the sign-in page and back here', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await page.goto('/account');
    await expect(h1(page)).toHaveText('Account');
    await tenant.expireSessions('admin');
    await tenant.clearLog();
    await main(page).getByRole('link', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog', { name: 'Session ended' });
    await expect(dialog).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await expectAccessibleInEveryLook(page);
    await dialog.getByRole('link', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings/);
    expect((await tenant.log()).length, 'calls while nobody was signed in').toBeLessThan(6);
    await page.locator('button[value="admin"]').click();
    await expect(page).toHaveURL(/\/settings$/);
    await expect(h1(page)).toHaveText('Settings');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('one may stay on the page: Escape closes the dialog and gives the focus back', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await page.goto('/account');
    await expect(page.getByRole('banner').locator('.who-name')).toBeVisible();
    await tenant.expireSessions('admin');
    await main(page).getByRole('link', { name: 'Settings' }).click();
    await expect(page.getByRole('dialog', { name: 'Session ended' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    // One frame after the dialog has gone.
    await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  });

  test('a tab finds out that its person signed in again in another one', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await page.goto('/account');
    await expect(page.getByRole('banner').locator('.who-name')).toBeVisible();
    await tenant.expireSessions('admin');
    await main(page).getByRole('link', { name: 'Settings' }).click();
    await expect(page.getByRole('dialog', { name: 'Session ended' })).toBeVisible();
    await signIn('admin');
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('a redirect to a sign-in page is the end of the session and not bad data', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await tenant.override({ path: api.settings, fault: 'redirect-login' });
    await page.goto('/settings');
    await expect(page.getByRole('dialog', { name: 'Session ended' })).toBeVisible();
  });
});

test.describe('signing out', () => {
  test('leaves nothing personal on the page, also not behind Back', async ({ page, context, signIn }) => {
    await signIn('admin');
    await page.goto('/settings');
    const me = await (await context.request.get(api.whoami)).json();
    await expect(page.getByRole('banner')).toContainText(me.first_name);
    await main(page).getByRole('link', { name: 'Account' }).click();
    await expect(page.getByText(me.email).first()).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByText('You are signed out')).toBeVisible();
    await expect(page).toHaveTitle('Signed out - Rolecall');
    await expectAccessibleInEveryLook(page);
    const scan = async () => {
      const html = await page.evaluate(() => document.documentElement.outerHTML + document.title);
      for (const personal of [me.email, me.first_name, me.last_name, me.user_uuid]) expect(html).not.toContain(personal);
    };
    await scan();
    await page.goBack();
    await scan();
    expect((await context.request.get(api.whoami)).status(), 'the session on the server').toBe(401);
  });

  test('says so when the server could not be told, and still leaves nothing personal', async ({ page, context, tenant, signIn }) => {
    await signIn('admin');
    await page.goto('/account');
    const me = await (await context.request.get(api.whoami)).json();
    await expect(page.getByText(me.email).first()).toBeVisible();
    await tenant.override({ method: 'POST', path: '/sign-out', status: 503, times: 1 });
    await page.getByRole('button', { name: 'Sign out' }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('could not be told');
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(me.email);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('You are signed out')).toBeVisible();
  });
});

test.describe('one build serves any tenant', () => {
  const withMeta = async (metas: Record<string, string>, visit: (tenant: Tenant) => Promise<void>) => {
    const copy = new DistCopy();
    for (const [name, content] of Object.entries(metas)) copy.configure(name, content);
    const tenant = await Tenant.start({ dist: copy.folder });
    try {
      await visit(tenant);
    } finally {
      tenant.stop();
      copy.remove();
    }
  };
  const signInAt = async (page: Page, tenant: Tenant) => {
    await page.context().request.post(`${tenant.url}/sign-in`, {
      form: { persona: 'admin', next: '/' }, headers: { 'Sec-Fetch-Site': 'same-origin' }, maxRedirects: 0,
    });
  };

  test('without an access service its page leaves the navigation and says so', async ({ browser }) => {
    await withMeta({ 'access-api': 'none' }, async (tenant) => {
      const page = await browser.newPage({ baseURL: tenant.url });
      await signInAt(page, tenant);
      await page.goto('/accesses');
      await expect(page.getByRole('alert')).toContainText('not connected to the service');
      await expect(main(page).getByRole('link')).toHaveText(['Settings', 'Roles', 'Account']);
      expect((await tenant.log()).filter((call) => call.path.startsWith('/user/'))).toEqual([]);
      await page.close();
    });
  });

  test('without a tenant service only accesses are left, and the root leads to them', async ({ browser }) => {
    await withMeta({ 'tenant-api': 'none' }, async (tenant) => {
      const page = await browser.newPage({ baseURL: tenant.url });
      await signInAt(page, tenant);
      await page.goto('/');
      await expect(h1(page)).toHaveText('Accesses');
      await expect(main(page).getByRole('link')).toHaveText(['Accesses']);
      await page.goto('/settings');
      await expect(page.getByRole('alert').first()).toContainText('not connected to the service');
      expect((await tenant.log()).filter((call) => call.path.startsWith('/api/'))).toEqual([]);
      await page.close();
    });
  });

  test('the sign-in and sign-out addresses are the deployer\'s', async ({ browser }) => {
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
