// Paper: every page is printed whole. Lists up to a limit that is said, what they were filtered by in words, panels, reviews and forms
// in full, nothing that can only be clicked, dark ink on white.
import type { Locator, Page } from '@playwright/test';
import { admin, open as openAccess, reviewButton, reviewDialog, nameField } from './support/access.ts';
import { expectComplete } from './support/accesses.ts';
import { main } from './support/page.ts';
import { emails, open as openRoles, search, settled, sortBy, users } from './support/roles.ts';
import { open as openSettings } from './support/settings.ts';
import { Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';

const paper = (page: Page) => main(page).locator('.paper');
const paperRows = (page: Page) => paper(page).locator('tbody tr');
/** The browsers's own preview: the page learns of it as of a change of the medium. */
const preview = (page: Page) => page.emulateMedia({ media: 'print' });
const backToScreen = (page: Page) => page.emulateMedia({ media: null });
const sheets = (pdf: Buffer) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;

/** Nothing is cut off, and nothing that only a screen can use is there. */
async function expectOnPaper(page: Page): Promise<void> {
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.locator('button.button:visible, input[type="search"]:visible')).toHaveCount(0);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('main *')].filter((element) => {
      const style = getComputedStyle(element);
      if (style.visibility === 'hidden' || element.matches('.visually-hidden, input, select, .bar, .page:has(dialog)')) return false;
      const cuts = /hidden|auto|scroll|clip/.test(`${style.overflowX} ${style.overflowY}`);
      return cuts && element.getClientRects().length > 0 && (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1);
    }).map((element) => `${element.tagName}.${element.className}`));
  expect(cut, 'cut off').toEqual([]);
}

const expectWhole = async (page: Page, dialog: Locator): Promise<void> => {
  const box = (await dialog.boundingBox())!;
  expect(await dialog.evaluate((element) => element.scrollHeight)).toBeLessThanOrEqual(Math.ceil(box.height) + 1);
  await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toHaveCSS('visibility', 'hidden');
};

test.beforeEach(async ({ signIn }) => signIn('admin'));

test.describe('the users', () => {
  test('all of them are on paper, in the order of the table, and gone from the page after', async ({ page, tenant }) => {
    const all = await users(tenant);
    await openRoles(page);
    await sortBy(page, 'Last login');
    await settled(page);
    await preview(page);
    await expect(paperRows(page)).toHaveCount(all.length);
    await expect(paper(page)).toContainText(`${all.length} of ${all.length} users, as of `);
    await expect(paper(page)).toContainText('Sorted by Last login, ascending');
    const printed = await paperRows(page).locator('th').allInnerTexts();
    for (const { email } of all) expect(printed.filter((text) => text.includes(email)).length, email).toBeGreaterThan(0);
    await expectOnPaper(page);
    await backToScreen(page);
    await expect(paper(page)).toBeEmpty();
    await expect(paper(page)).toBeHidden();
  });

  test('what was searched and filtered is said, and only that is printed', async ({ page, tenant }) => {
    await openRoles(page);
    await search(page).fill('otp:off');
    await expect(page).toHaveURL(/q=otp/);
    const off = (await users(tenant)).filter((user) => user.otp_enabled === false);
    await settled(page);
    await preview(page);
    await expect(paper(page)).toContainText('otp:off');
    await expect(paperRows(page)).toHaveCount(off.length);
    await backToScreen(page);
    // The next time it is what is listed then.
    await search(page).fill('');
    await expect(page).not.toHaveURL(/q=/);
    await settled(page);
    await preview(page);
    await expect(paperRows(page)).toHaveCount((await users(tenant)).length);
    await expect(paper(page)).toContainText('All users');
  });

  test('a real print has the rows when it begins, as many sheets as they need, and none on screen after', async ({ page, tenant }) => {
    const all = emails(await users(tenant));
    await openRoles(page);
    await page.evaluate(() => {
      addEventListener('beforeprint', () => ((window as any).printed = document.querySelectorAll('.paper tbody tr').length));
    });
    const pdf = await page.pdf({ format: 'A4' });
    expect(await page.evaluate(() => (window as any).printed)).toBe(all.length);
    expect(sheets(pdf)).toBeGreaterThan(all.length / 50);
    await expect(paper(page)).toBeEmpty();
    expect(sheets(await page.pdf({ format: 'A4' })), 'again').toBe(sheets(pdf));
  });

  test('of more than 2,000 the first are printed, and it is said how to get all', async ({ page }) => {
    const large = await Tenant.start({ users: 3_000 });
    try {
      await large.signIn(page.context().request, 'admin');
      await page.goto(`${large.url}/roles`);
      await settled(page);
      await preview(page);
      await expect(paperRows(page)).toHaveCount(2_000);
      await expect(paper(page)).toContainText('3,000 of 3,000 users');
      await expect(paper(page)).toContainText('The first 2,000 are printed; use Export for all of them.');
    } finally {
      large.stop();
    }
  });

  test('by role, by namespace and as a matrix: the whole table', async ({ page }) => {
    for (const show of ['roles', 'namespaces', 'matrix']) {
      await openRoles(page, `?show=${show}`);
      await preview(page);
      await expect(paper(page)).toContainText('users, as of');
      await expect(main(page).getByRole('table').first()).toBeVisible();
      await expectOnPaper(page);
      await backToScreen(page);
    }
  });

  test('a browser that says nothing of printing prints the rows in view, and says that', async ({ page }) => {
    await page.addInitScript(() => {
      addEventListener('beforeprint', (event) => event.stopImmediatePropagation(), true);
      window.matchMedia = undefined as any;
    });
    await openRoles(page);
    await preview(page);
    expect(await paper(page).evaluate((element) => getComputedStyle(element, '::before').content)).toContain('Only the rows on the screen');
    await expect(page.getByRole('grid').locator('tbody tr').first()).toBeVisible();
  });
});

test('the panel of a user is printed in full, instead of the page behind it', async ({ page, tenant }) => {
  const grants = Array.from({ length: 120 }, (_, at) => ({ namespace: `namespace-${at}`, role: 'reader' }));
  const [user] = await users(tenant);
  await tenant.override({ path: api.userRoles, body: JSON.stringify({ items: [{ ...user, namespace_roles: grants }] }) });
  await openRoles(page, `?user=${encodeURIComponent(user!.name)}`);
  const panel = page.getByRole('dialog');
  await expect(panel).toContainText('namespace-119');
  await preview(page);
  await expectWhole(page, panel);
  await expect(panel.getByText('namespace-119')).toBeVisible();
  await backToScreen(page);
  expect(sheets(await page.pdf({ format: 'A4' }))).toBeGreaterThan(2);
});

test('two users side by side are printed in full', async ({ page, tenant }) => {
  const [one, two] = await users(tenant);
  await openRoles(page, `?compare=${encodeURIComponent(one!.name)},${encodeURIComponent(two!.name)}`);
  await expect(page.getByRole('dialog')).toBeVisible();
  await preview(page);
  await expectWhole(page, page.getByRole('dialog'));
});

test('the accesses are printed, with what they were filtered by', async ({ page }) => {
  await page.goto('/accesses?type=sso_connection');
  await expectComplete(page);
  const listed = Number((await main(page).getByRole('status').filter({ hasText: /of/ }).innerText()).match(/^[\d,]+/)![0].replace(',', ''));
  await preview(page);
  await expect(paperRows(page)).toHaveCount(listed);
  await expect(paper(page)).toContainText('Type: Single sign-on');
  await expect(paper(page)).toContainText(/accesses, as of/);
  await expectOnPaper(page);
  await backToScreen(page);
  await expect(paper(page)).toBeEmpty();
});

test('an access is printed with its values, and its review in full', async ({ page }) => {
  await openAccess(page, admin, 2);
  const name = await nameField(page).inputValue();
  await nameField(page).fill('A name that is quite long, since people write whole sentences into fields like this one');
  await preview(page);
  await expectOnPaper(page);
  await expect(nameField(page)).toBeVisible();
  expect(name).not.toBe('');
  await backToScreen(page);
  await reviewButton(page).click();
  await preview(page);
  await expectWhole(page, reviewDialog(page));
});

test('settings and account are printed with what is folded away, and say whether switches are on', async ({ page }) => {
  await openSettings(page);
  await preview(page);
  await expectOnPaper(page);
  await expect(page.getByRole('switch').first()).toBeVisible();
  await page.goto('/account');
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await expectOnPaper(page);
  const folded = await page.locator('main details:not([open])').evaluateAll((all) =>
    all.filter((details) => [...details.children].some((child) => child.tagName !== 'SUMMARY' && !child.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }))).length);
  expect(folded).toBe(0);
});

test('in dark mode the ink is dark on white all the same', async ({ page }) => {
  await openSettings(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const element of [main(page).getByRole('heading', { level: 1 }), main(page).getByRole('heading', { level: 2 }).first(), page.locator('.page-lead')]) {
    const [red, green, blue] = (await element.evaluate((element) => getComputedStyle(element).color)).match(/\d+/g)!.map(Number);
    expect(red! + green! + blue!).toBeLessThan(3 * 90);
  }
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
});
