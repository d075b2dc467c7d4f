// Where one was: Back, Forward and reload return to the row and the place that somebody left.
import type { Locator, Page } from '@playwright/test';
import * as accesses from './support/accesses.ts';
import { expectLoaded, main } from './support/page.ts';
import * as roles from './support/roles.ts';
import { expect, test } from './support/test.ts';

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main' });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const go = async (page: Page, name: string) => {
  await navigation(page).getByRole('link', { name }).click();
  await expect(heading(page)).toHaveText(name);
};
const accessBox = (page: Page) => accesses.grid(page).locator('xpath=ancestor::*[contains(@class, "rows-box")]');

const scrollTo = async (box: Locator, top: number) => {
  await box.evaluate((box, top) => (box.scrollTop = top), top);
  await expect.poll(() => box.evaluate((box) => box.scrollTop)).toBe(top);
};
const expectScrolled = (box: Locator, top: number) => expect.poll(() => box.evaluate((box) => box.scrollTop)).toBe(top);
/** The position of the row with the focus, as ARIA counts it. */
const focusedRow = (page: Page) => page.evaluate(() => document.activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex'));

test('Back from an access returns to its row in the list, in view and focused', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/accesses');
  await accesses.expectComplete(page);
  await scrollTo(accessBox(page), 7_720);
  const row = accesses.row(page, 196);
  await row.getByRole('link').click();
  await expect(heading(page)).toHaveText('Access');
  await page.goBack();
  await expect(row).toBeFocused();
  await expect(row).toBeInViewport();
  await expectScrolled(accessBox(page), 7_720);
  // Again, by the keyboard.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Access');
  await page.goBack();
  await expect(accesses.row(page, 197)).toBeFocused();
  await expectScrolled(accessBox(page), 7_720);
});

test('a row of the first screen is returned to as well', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/accesses');
  await accesses.expectComplete(page);
  await accesses.row(page, 1).getByRole('link').click();
  await expect(heading(page)).toHaveText('Access');
  await page.goBack();
  await expect(accesses.row(page, 1)).toBeFocused();
});

test('Back from another page returns to the rows of the users one saw, and Forward and Back again do', async ({ page, signIn }) => {
  await signIn('admin');
  await roles.open(page);
  await scrollTo(roles.scrollBox(page), 5_730);
  const seen = (await roles.visibleRows(page)).map((row) => row.user);
  await go(page, 'Account');
  for (let round = 0; round < 2; round++) {
    await page.goBack();
    await roles.settled(page);
    await expectScrolled(roles.scrollBox(page), 5_730);
    expect((await roles.visibleRows(page)).map((row) => row.user)).toEqual(seen);
    expect(await focusedRow(page), 'the first row wholly in view has the focus').toBe(String(144 + 2));
    await page.goForward();
    await expect(heading(page)).toHaveText('Account');
    await expect(heading(page)).toBeFocused();
  }
});

// Known: it comes back five rows off (issue 10).
test.fixme('Back undoes a sort and returns to the row that was in view before it', async ({ page, signIn }) => {
  await signIn('admin');
  await roles.open(page);
  await scrollTo(roles.scrollBox(page), 5_720);
  await roles.sortBy(page, 'Status');
  await expectScrolled(roles.scrollBox(page), 0);
  await scrollTo(roles.scrollBox(page), 2_000);
  await page.goBack();
  await expectScrolled(roles.scrollBox(page), 5_720);
  await expect(roles.header(page, 'Status').getByRole('button'), 'the focus stays on the same page').toBeFocused();
  await page.goForward();
  await expectScrolled(roles.scrollBox(page), 2_000);
});

test('a search after Back starts at the top', async ({ page, signIn }) => {
  await signIn('admin');
  await roles.open(page);
  await scrollTo(roles.scrollBox(page), 5_720);
  await go(page, 'Account');
  await page.goBack();
  await expectScrolled(roles.scrollBox(page), 5_720);
  await roles.search(page).fill('a');
  await expectScrolled(roles.scrollBox(page), 0);
});

test('a list that has changed meanwhile shows the same row', async ({ page, tenant, signIn }) => {
  await signIn('admin');
  await roles.open(page);
  await scrollTo(roles.scrollBox(page), 5_720);
  const first = (await roles.visibleRows(page))[0]!;
  await go(page, 'Account');
  const users = await roles.users(tenant);
  await tenant.override({ path: '/api/web/custom/namespaces/system/user_roles', status: 200, body: JSON.stringify({ items: users.slice(20) }) });
  await page.goBack();
  await roles.settled(page);
  await expectScrolled(roles.scrollBox(page), 5_720 - 20 * 40);
  expect((await roles.visibleRows(page))[0]).toMatchObject({ user: first.user, index: first.index - 20 });
});

test('a list that has become short, or empty, shows what there is', async ({ page, tenant, signIn }) => {
  await signIn('admin');
  await roles.open(page);
  const users = await roles.users(tenant);
  for (const left of [users.slice(0, 5), []]) {
    await scrollTo(roles.scrollBox(page), 5_720);
    await go(page, 'Account');
    await tenant.override({ path: '/api/web/custom/namespaces/system/user_roles', status: 200, body: JSON.stringify({ items: left }), times: 1 });
    await page.goBack();
    await roles.settled(page);
    if (left.length > 0) expect((await roles.visibleRows(page)).map((row) => row.user)).toEqual(roles.emails(left));
    await page.reload();
    await roles.settled(page);
  }
});

test('a reload and the way over another document keep the rows in view', async ({ page, signIn }) => {
  await signIn('admin');
  await roles.open(page, '?sort=-user');
  await scrollTo(roles.scrollBox(page), 5_720);
  await page.reload();
  await roles.settled(page);
  await expectScrolled(roles.scrollBox(page), 5_720);
  await page.goto('/sign-in');
  await page.goBack();
  await roles.settled(page);
  await expectScrolled(roles.scrollBox(page), 5_720);
});

test('what is kept of a place names nobody', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/accesses');
  await accesses.expectComplete(page);
  await scrollTo(accessBox(page), 7_720);
  await accesses.row(page, 196).getByRole('link').click();
  await expect(heading(page)).toHaveText('Access');
  // What is stored when the page goes, seen from a page that runs no script of the app.
  await page.goto('/sign-in');
  const stored = await page.evaluate(() => sessionStorage.getItem('rolecall:places'));
  expect(stored).toMatch(/^[\d; -]+$/);
});

for (const [name, there] of [['Account', 'Settings'], ['Settings', 'Account']] as const) {
  test(`Back to ${name} returns to where the page was scrolled`, async ({ page, signIn }) => {
    await page.setViewportSize({ width: 480, height: 320 });
    await signIn('admin');
    await page.goto(`/${name.toLowerCase()}`);
    await expectLoaded(page, name);
    await page.evaluate(() => window.scrollTo(0, 200));
    await page.evaluate((there) => (document.querySelector(`nav a[href="/${there}"]`) as HTMLElement).click(), there.toLowerCase());
    await expect(heading(page)).toHaveText(there);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await expectLoaded(page);
    await page.goBack();
    await expectLoaded(page, name);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(200);
    await expect(heading(page)).toBeFocused();
    await expect(main(page)).toBeVisible();
  });
}
