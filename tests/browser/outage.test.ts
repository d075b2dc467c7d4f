// Ten minutes in which every response is a 503, with five tabs of each page: what the app asks for by itself (P10). There is no
// circuit breaker; these figures are the reason (tests/PROMISES.md, section 4).
import type { Page } from '@playwright/test';
import { admin } from './support/access.ts';
import { setHidden } from './support/settings.ts';
import { expect, test } from './support/test.ts';
import type { Tenant } from './support/tenant.ts';

const TABS = 5;
const PAGES = { Settings: '/settings', Account: '/account', Roles: '/roles', Accesses: '/accesses', Access: `/users/${admin}/access/3` };

const outage = (tenant: Tenant) => Promise.all(['/api/*', '/user/v1/*'].map((path) => tenant.override({ path, status: 503 })));
const ready = (tab: Page) => expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
/** Reads until the page has given up for now. */
const idle = (tab: Page) => expect(tab.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 15_000 });

/** Ten minutes on the clock that all tabs share; somebody looks at another tab now and then, and the network comes and goes. */
async function tenMinutes(tabs: Page[], visits: boolean) {
  for (let step = 0; step < 20; step++) {
    await tabs[0]!.clock.runFor(30_000);
    await Promise.all(tabs.map(idle));
    if (!visits || step % 2 !== 0) continue;
    for (const tab of tabs) {
      await setHidden(tab, true);
      await setHidden(tab, false);
      await tab.evaluate(() => {
        for (const name of ['focus', 'offline', 'online']) dispatchEvent(new Event(name));
        dispatchEvent(new PageTransitionEvent('pageshow'));
      });
    }
  }
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name}: ten minutes of 503 in five tabs cause at most 30 requests each, and none while hidden`, async ({ page, context, tenant, signIn }) => {
    test.setTimeout(180_000);
    await page.clock.install();
    // Something is about to change in these settings, so they are read again by themselves.
    await signIn('admin');
    await tenant.editSettings('admin', { otp_status: 'OTP_PROCESSING' });
    const tabs = [page, ...(await Promise.all(Array.from({ length: TABS - 1 }, () => context.newPage())))];
    for (const tab of tabs) {
      await tab.goto(path);
      await ready(tab);
      await idle(tab);
    }
    await outage(tenant);
    // Two of them begin anew in the outage.
    await tenant.clearLog();
    for (const tab of tabs.slice(0, 2)) {
      await tab.reload();
      await ready(tab);
    }
    await tenMinutes(tabs, true);
    const made = (await tenant.log()).length;
    console.log(`      ${name}: ${made / TABS} requests for each tab in ten minutes of 503`);
    expect(made).toBeGreaterThan(0);
    expect(made / TABS).toBeLessThanOrEqual(30);
    for (const tab of tabs) await setHidden(tab, true);
    await tenant.clearLog();
    await tenMinutes(tabs, false);
    expect(await tenant.log()).toEqual([]);
    // What failed works again with one press each.
    await tenant.clearOverrides();
    await page.bringToFront();
    await setHidden(page, false);
    const again = page.getByRole('main').getByRole('button', { name: 'Try again' });
    await expect(async () => {
      if (await again.count()) await again.first().click({ timeout: 2_000 });
      await expect(again).toHaveCount(0, { timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
  });
}
