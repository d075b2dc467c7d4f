// Back to a page that the browser has kept. The test runner turns the back/forward cache off; here it is on, in a browser of its own.
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { admin, languageField, open as openAccess } from './support/access.ts';
import { expectAccessible } from './support/axe.ts';
import { expectStartedAnew, names, notice } from './support/identity.ts';
import { expectLoaded } from './support/page.ts';
import { api, expect, test as base, watch } from './support/test.ts';

/** What a page that came Back noted about itself, in the order of its events. */
interface Returned { persisted: boolean; shown: boolean; /** Why the browser has not kept it. */ reasons: unknown; }
declare global { interface Window { returned?: Returned; } }

const test = base.extend<{ kept: Page }, { keeping: Browser }>({
  keeping: [
    async ({}, use, info) => {
      const options = info.project.use.launchOptions ?? {};
      const browser = await chromium.launch({ ...options, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  kept: async ({ keeping, tenant }, use) => {
    const context = await keeping.newContext({ baseURL: tenant.url, locale: 'en-US', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    // Before the app's own listener: as the browser would paint it at once.
    await page.addInitScript(() => {
      addEventListener('pageshow', (event) => {
        const frame = document.querySelector('#app > div');
        const [load] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming & { notRestoredReasons?: { reasons: unknown } })[];
        const reasons = event.persisted ? null : load?.notRestoredReasons?.reasons ?? null;
        window.returned = { persisted: event.persisted, reasons, shown: !!frame && getComputedStyle(frame).visibility !== 'hidden' };
      });
    });
    const problems = watch(page);
    await use(page);
    expect(problems).toEqual([]);
    await context.close();
  },
});

const banner = (page: Page) => page.getByRole('banner');
const signInAs = (context: BrowserContext, tenant: { signIn: (request: BrowserContext['request'], persona: 'admin' | 'plain') => Promise<void> }, persona: 'admin' | 'plain') =>
  tenant.signIn(context.request, persona);

/** Goes back, and expects that the page came from the cache, hidden. */
async function goBack(page: Page): Promise<void> {
  await page.goBack({ waitUntil: 'commit' });
  await expect.poll(() => page.evaluate(() => window.returned)).toEqual({ persisted: true, shown: false, reasons: null });
}

test.beforeEach(async ({ kept, tenant }) => {
  await signInAs(kept.context(), tenant, 'admin');
  await kept.goto('/roles');
  await expect(banner(kept)).toContainText(names.admin);
  await expectLoaded(kept, 'Roles');
});

test('the same user finds the page as it was', async ({ kept }) => {
  await kept.getByRole('searchbox', { name: 'Search users' }).fill('ingrid');
  await expect(kept.getByRole('grid').or(kept.getByRole('table', { name: 'Users and roles' })).first()).toBeVisible();
  await kept.goto('/sign-in');
  await goBack(kept);
  await expect(banner(kept)).toContainText(names.admin);
  await expect(kept.getByRole('searchbox', { name: 'Search users' })).toHaveValue('ingrid');
  await expect(kept.getByRole('searchbox', { name: 'Search users' })).toBeFocused();
  await expect(notice(kept)).toHaveCount(0);
  await expect(kept.getByRole('dialog')).toHaveCount(0);
});

test('somebody else sees nothing of the first user', async ({ kept, tenant }) => {
  await kept.goto('/sign-in');
  await signInAs(kept.context(), tenant, 'plain');
  // Long enough to look.
  await tenant.override({ method: 'GET', path: api.whoami, delay_ms: 1_500, times: 1 });
  await goBack(kept);
  await expect(kept.getByRole('dialog', { name: 'Checking who is signed in' })).toBeVisible();
  expect(await kept.locator('body').innerText()).not.toContain('Ingrid');
  await expectStartedAnew(kept, 'admin', 'plain');
});

test('an open dialog with somebody\'s data is hidden too', async ({ kept, tenant }) => {
  await kept.getByRole('row').nth(1).click();
  await expect(kept.getByRole('dialog')).toBeVisible();
  await kept.goto('/sign-in');
  await signInAs(kept.context(), tenant, 'plain');
  await tenant.override({ method: 'GET', path: api.whoami, delay_ms: 1_500, times: 1 });
  await goBack(kept);
  await expect(kept.getByRole('dialog', { name: 'Checking who is signed in' })).toBeVisible();
  expect(await kept.locator('body').innerText()).not.toContain('Ingrid');
  await expectStartedAnew(kept, 'admin', 'plain');
});

test('after the session has ended, the page stays hidden until the same user is back', async ({ kept, tenant }) => {
  await openAccess(kept, admin, 2);
  await languageField(kept).fill('pt');
  await expectLoaded(kept, 'Access');
  await kept.goto('/sign-in');
  await tenant.expireSessions('admin');
  await goBack(kept);
  const dialog = kept.getByRole('dialog', { name: 'Session ended' });
  await expect(dialog.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', /next=%2Fusers/);
  await expect(kept.getByRole('dialog')).toHaveCount(1);
  expect(await kept.locator('body').innerText()).not.toContain('Ingrid');
  await expectAccessible(kept);
  await kept.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await signInAs(kept.context(), tenant, 'admin');
  await kept.evaluate(() => void dispatchEvent(new Event('focus')));
  await expect(kept.getByRole('dialog')).toHaveCount(0);
  await expect(languageField(kept)).toHaveValue('pt');
});

test('while whoami fails, the page stays hidden and one can try again', async ({ kept, tenant }) => {
  await kept.goto('/sign-in');
  await tenant.override({ method: 'GET', path: api.whoami, status: 503 });
  await goBack(kept);
  const dialog = kept.getByRole('dialog', { name: 'Checking who is signed in' });
  await expect(dialog.getByRole('alert')).toContainText('unavailable', { timeout: 20_000 });
  expect(await kept.locator('body').innerText()).not.toContain('Ingrid');
  await expectAccessible(kept);
  await tenant.clearOverrides();
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(kept.getByRole('dialog')).toHaveCount(0);
  await expect(banner(kept)).toContainText(names.admin);
});
