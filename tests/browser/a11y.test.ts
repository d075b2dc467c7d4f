// Every page in the states that all pages share, in light and dark, at 320 and 1280 px: no accessibility violation, no sideways
// scrolling. States that only one page has (a conflict, a cooldown, a picker) are checked in that page's own files.
import { admin } from './support/access.ts';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { expectLoaded } from './support/page.ts';
import { api, expect, test } from './support/test.ts';

const pages = [
  { name: 'Settings', path: '/settings', reads: api.settings, empty: { notifications: [], initial_access: null, image: '' } },
  { name: 'Roles', path: '/roles', reads: api.userRoles, empty: { items: [] } },
  { name: 'Account', path: '/account', reads: api.whoami, empty: { namespace_access: null, namespace_roles: [], group_names: [], feature_flags: [], tile_access: {} } },
  { name: 'Accesses', path: '/accesses', reads: api.accesses, empty: { data: { total: 0, results: [] } } },
  { name: 'Access', path: `/users/${admin}/access/1`, reads: api.accessesOf(admin), empty: { data: { total: 0, results: [] } } },
];

for (const { name, path, reads, empty } of pages) {
  test.describe(name, () => {
    test.beforeEach(async ({ signIn }) => signIn('admin'));

    test('with data', async ({ page }) => {
      await page.goto(path);
      await expectLoaded(page, name);
      await expectAccessibleInEveryLook(page);
    });

    test('loading', async ({ page, tenant }) => {
      await tenant.override({ path: `${reads}*`, delay_ms: 9_000 });
      await page.goto(path);
      // Until the heading is there, the page's own code is still loading.
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('main [aria-busy="true"]').first()).toBeVisible();
      await expectAccessibleInEveryLook(page);
    });

    test('empty', async ({ page, tenant }) => {
      await tenant.override({ path: `${reads}*`, json_patch: empty });
      await page.goto(path);
      await expectLoaded(page, name);
      await expectAccessibleInEveryLook(page);
    });

    test('when the read fails', async ({ page, tenant }) => {
      await tenant.override({ path: `${reads}*`, status: 404, body: '{"code":5,"message":"no such thing","details":[]}', headers: { 'Content-Type': 'application/json' } });
      await page.goto(path);
      await expect(page.getByRole('main').getByRole('alert').first()).toBeVisible();
      await expectLoaded(page, name);
      await expectAccessibleInEveryLook(page);
    });

    test('without permission', async ({ page, tenant }) => {
      await tenant.override({ path: `${reads}*`, status: 403, body: '{"code":7,"message":"permission denied","details":[]}', headers: { 'Content-Type': 'application/json' } });
      await page.goto(path);
      const alert = page.getByRole('main').getByRole('alert').first();
      await expect(alert).toContainText('You do not have permission');
      await expect(alert.getByRole('button', { name: 'Try again' })).toHaveCount(0);
      await expectLoaded(page, name);
      await expectAccessibleInEveryLook(page);
    });

    test('in forced colors', async ({ page }) => {
      await page.emulateMedia({ forcedColors: 'active' });
      await page.goto(path);
      await expectLoaded(page, name);
      await expectAccessibleInEveryLook(page);
    });

    test('nothing is cut off at twice the font size with wide text spacing', async ({ page }) => {
      await page.goto(path);
      await expectLoaded(page, name);
      await page.setViewportSize({ width: 640, height: 800 });
      const cut = await page.evaluate(() => {
        document.documentElement.classList.add('text-spacing-test');
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`html { font-size: 200% } * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }`);
        document.adoptedStyleSheets = [sheet];
        const clipped = (element: Element) => {
          const style = getComputedStyle(element);
          return style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && !element.classList.contains('visually-hidden')
            && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
        };
        return {
          clipped: [...document.querySelectorAll('main *')].filter(clipped).map((element) => element.className || element.tagName),
          sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        };
      });
      expect(cut).toEqual({ clipped: [], sideways: 0 });
    });
  });
}
