// `make pictures`: takes the README's screenshots from the built app and a seeded tenant, so that anyone can take them.
// Not part of `make test`.
import { join } from 'node:path';
import { Tenant, type Persona } from '../support/tenant.ts';
import { expect, test } from '@playwright/test';

const pictures: [string, Persona, string, RegExp][] = [
  // Four digits: the charts count the users that have arrived, and at first those are fewer.
  ['roles', 'admin', '/roles?q=admin', /Single sign-on \d,\d{3} \(\d+%\)/],
  ['settings', 'cooldown', '/settings', /Profile image/],
];

for (const [name, persona, path, ready] of pictures) {
  test(`screenshot of ${name}`, async ({ browser }) => {
    const tenant = await Tenant.start({ users: 10_000 });
    // The cool-down began 3 hours before the tenant was seeded: another clock would contradict it.
    if (persona !== 'cooldown') await tenant.freeze('2026-11-22T12:00:00Z');
    const page = await browser.newPage({ baseURL: tenant.url, viewport: { width: 1280, height: 760 }, colorScheme: 'light' });
    await tenant.signIn(page.request, persona);
    await page.goto(path);
    await expect(page.getByRole('main')).toContainText(ready);
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    await page.screenshot({ path: join(import.meta.dirname, `${name}.png`) });
    await page.close();
    tenant.stop();
  });
}
