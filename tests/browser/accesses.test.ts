// The list of accesses of all users: pages, filters, the address as its state, and every way in which it can fail.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { api, expect, expectNoMachineText, expectUsable, test } from './support/test.ts';

const admin = '00000000-0000-4000-8000-000000000001';
const table = (page: Page) => page.getByRole('table', { name: 'Accesses' });
const rows = (page: Page) => table(page).getByRole('row');
const pager = (page: Page) => page.getByRole('navigation', { name: 'Pages of accesses' });
const heading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Accesses' });

const access = (id: number, more: object = {}) => ({
  id, user: admin, type: 'ui_connection', customer_id: 1000, roles: [], last_login_at: null, created_at: '2023-01-01T00:00:00+00:00',
  created_by: { id: admin, firstname: 'A', lastname: 'B' }, language: 'en', two_fa_enabled: false, ...more,
});
const answer = (results: unknown[], total: unknown = results.length) => ({
  status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ message: 'OK', data: { total, limit: 7, offset: 3, results } }),
});

test.beforeEach(async ({ signIn }) => signIn('admin'));

test('each row shows the user, the type, the customer, the roles and the last login of one access, and leads to it', async ({ page }) => {
  await page.goto('/accesses');
  await expect(rows(page)).toHaveCount(101);
  await expect(page.getByRole('status')).toHaveText(/^Accesses 1 to 100 of \d+$/);
  const second = rows(page).nth(2);
  await expect(second.getByRole('cell')).toHaveText([
    '', 'Access 2', `${admin}You`, 'API', '1000', /CLIENTNMS_WEBSERVICE_DNS_RW.*CLIENTNMS_WEBSERVICE_BILLING_R/s, 'Never',
  ]);
  await second.getByRole('link').click();
  await expect(page).toHaveURL(`/users/${admin}/access/2`);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('one hundred rows are asked for at a time, and old rows stay until the new ones are there', async ({ page, tenant }) => {
  await page.goto('/accesses');
  await expect(rows(page)).toHaveCount(101);
  await tenant.override({ path: `${api.accesses}*`, delay_ms: 3_000 });
  await pager(page).getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL('/accesses?offset=100');
  await expect(page.locator('main [aria-busy="true"]')).toBeVisible();
  await expect(rows(page)).toHaveCount(101);
  await expect(table(page).getByRole('link', { name: 'Access 1', exact: true })).toBeVisible();
  await expect(page.getByRole('status')).toHaveText(/^Accesses 101 to 200 of/);
  await expect(table(page).getByRole('link', { name: 'Access 1', exact: true })).toHaveCount(0);
  await expect(page.getByRole('status')).toBeFocused();
  const asked = (await tenant.calls('GET', api.accesses)).map((call) => (call as any).query.replace(/&$/, ''));
  expect(asked).toEqual(['limit=100&offset=0', 'limit=100&offset=100']);
});

test('the pager leads to the last row and ends there', async ({ page }) => {
  await page.goto('/accesses?offset=300');
  await expect(page.getByRole('status')).toHaveText(/^Accesses 301 to (\d+) of \1$/);
  await expect(pager(page).getByRole('link', { name: 'Next' })).toHaveCount(0);
  await pager(page).getByRole('link', { name: 'Previous' }).click();
  await expect(page).toHaveURL('/accesses?offset=200');
});

test('Back, reload and a shared link show the same view', async ({ page, context }) => {
  await page.goto('/accesses');
  await page.getByLabel('Type').selectOption({ label: 'API' });
  await expect(page).toHaveURL('/accesses?type=api_connection');
  await page.getByRole('searchbox', { name: 'User' }).fill('*0001*');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/user=\*0001\*|user=%2A0001%2A/);
  const shown = await rows(page).allInnerTexts();
  expect(shown.length).toBeGreaterThan(1);
  await page.reload();
  await expect(rows(page)).toHaveText(shown.map((row) => row.replace(/\s+/g, ' ').trim() && new RegExp(row.split(/\s+/)[0]!)));
  await expect(page.getByLabel('Type')).toHaveValue('api_connection');
  await expect(page.getByRole('searchbox', { name: 'User' })).toHaveValue('*0001*');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(rows(other)).toHaveCount(shown.length);
  await page.goBack();
  await expect(page).toHaveURL('/accesses?type=api_connection');
  await expect(page.getByRole('searchbox', { name: 'User' })).toHaveValue('');
});

test('a filter asks the service, starts at the first row, and can be cleared', async ({ page, tenant }) => {
  await page.goto('/accesses?offset=100');
  await expect(rows(page)).toHaveCount(101);
  await tenant.clearLog();
  await page.getByLabel('Type').selectOption({ label: 'Profile' });
  await expect(table(page).getByRole('cell', { name: 'User interface' })).toHaveCount(0);
  await expect(table(page).getByRole('cell', { name: 'Profile', exact: true }).first()).toBeVisible();
  expect((await tenant.calls('GET', api.accesses)).map((call) => (call as any).query.replace(/&$/, ''))).toEqual(['limit=100&offset=0&type=profile']);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL('/accesses');
  await expect(rows(page)).toHaveCount(101);
});

test('filters without a match say so, and so do rows beyond the end and a tenant without accesses', async ({ page, tenant }) => {
  await page.goto('/accesses?user=nobody');
  await expect(page.getByRole('heading', { name: 'No access matches these filters' })).toBeVisible();
  await page.goto('/accesses?offset=100000');
  await expect(page.getByRole('heading', { name: 'There are no rows this far down' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the first rows' }).click();
  await expect(rows(page)).toHaveCount(101);
  await tenant.override({ path: `${api.accesses}*`, ...answer([]) });
  await page.goto('/accesses');
  await expect(page.getByRole('heading', { name: 'There are no accesses yet' })).toBeVisible();
});

test('echoed limits are not believed, repeated ids and broken rows cost nobody else their row', async ({ page, tenant }) => {
  await tenant.override({
    path: `${api.accesses}*`,
    ...answer([
      access(5), access(5), 17, { id: 6 }, access(7, { type: 'quantum_connection', roles: ['R1', 4, 'R2'], last_login_at: 'soon' }),
      access(8, { roles: ['A', 'B', 'C', 'D', 'E', 'F'] }), access(9, { last_login_at: undefined, roles: 'many' }),
    ], 2),
  });
  await page.goto('/accesses');
  await expect(rows(page)).toHaveCount(8);
  await expect(page.getByRole('status')).toHaveText('Accesses 1 to 7 of 7; 1 row could not be read');
  await expect(table(page).getByRole('link', { name: 'Access 5' })).toHaveCount(2);
  await expect(rows(page).nth(3)).toHaveText('Unreadable');
  await expect(rows(page).nth(4).getByRole('cell')).toHaveText(['', '6', 'Not reported', 'Not reported', 'Not reported', 'Not reported', 'Unknown']);
  await expect(rows(page).nth(5).getByRole('cell').nth(3)).toHaveText('quantum_connection Unknown type');
  await expect(rows(page).nth(5).getByRole('cell').nth(5)).toHaveText(/R1\s*Unreadable\s*R2/);
  await expect(rows(page).nth(5).getByRole('cell').nth(6)).toHaveText('Unreadable');
  await expect(rows(page).nth(6).getByRole('cell').nth(5)).toContainText('and 2 more');
  await expect(rows(page).nth(7).getByRole('cell').nth(5)).toHaveText('Unreadable');
  await expect(rows(page).nth(7).getByRole('cell').nth(6)).toHaveText('Unknown');
  await expectAccessibleInEveryLook(page);
  await expectUsable(page);
});

test('without a total the pager still goes on while pages are full', async ({ page, tenant }) => {
  await tenant.override({ path: `${api.accesses}*`, json_patch: { data: { total: null } } });
  await page.goto('/accesses');
  await expect(page.getByRole('status')).toHaveText('Accesses 1 to 100; how many there are in all is not reported');
  await expect(pager(page).getByRole('link', { name: 'Next' })).toBeVisible();
});

test('somebody who may not see them is told so, without "Try again"', async ({ page, context, signIn }) => {
  await context.clearCookies();
  await signIn('plain');
  await page.goto('/accesses');
  await expect(page.getByRole('alert')).toContainText('You do not have permission');
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await expectAccessibleInEveryLook(page);
});

for (const fault of ['cut-body', 'reset', 'html-200', 'empty-200', 'garbage']) {
  test(`a failed page (${fault}) leaves the rows that are there, and Try again works`, async ({ page, tenant }) => {
    await page.goto('/accesses');
    await expect(rows(page)).toHaveCount(101);
    await tenant.override({ path: `${api.accesses}*`, fault });
    await pager(page).getByRole('link', { name: 'Next' }).click();
    await expect(page.getByRole('alert')).toBeVisible({ timeout: 13_000 });
    await expect(rows(page)).toHaveCount(101);
    await expectNoMachineText(page);
    await tenant.clearOverrides();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('status')).toHaveText(/^Accesses 101 to 200/);
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  });
}

test('a late answer never replaces that of a newer wish', async ({ page, tenant }) => {
  await page.goto('/accesses');
  await expect(rows(page)).toHaveCount(101);
  await tenant.override({ path: api.accesses, delay_ms: 2_000, times: 1 });
  const older = page.waitForEvent('requestfailed', (request) => request.url().includes('type=sso_connection'));
  await page.getByLabel('Type').selectOption({ label: 'Single sign-on' });
  await page.getByLabel('Type').selectOption({ label: 'Profile' });
  await older;
  await expect(rows(page).nth(1).getByRole('cell').nth(3)).toHaveText('Profile');
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('the list is accessible in every look while filtered, and is used by keyboard alone', async ({ page }) => {
  await page.goto('/accesses');
  await expect(heading(page)).toBeVisible();
  await page.getByRole('searchbox', { name: 'User' }).focus();
  await page.keyboard.type('*000001');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(4);
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Type')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Clear filters' })).toBeFocused();
  await expectAccessibleInEveryLook(page);
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(101);
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});
