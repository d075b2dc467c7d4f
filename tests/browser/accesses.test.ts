// The list of accesses of all users: loading page by page, filters and order, the URL as its state, and every failure.
// Changing several of them is in accesses-bulk.test.ts.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { checkbox, count, grid, row, rows, selectFilter, expectComplete } from './support/accesses.ts';
import { admin, role } from './support/access.ts';
import { cellOf, columnTexts, expectRow } from './support/table.ts';
import { api, expect, expectNoMachineText, expectUsable, test } from './support/test.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Accesses' });
const progress = (page: Page) => page.getByRole('progressbar', { name: 'Loading accesses' });

const access = (id: number, more: object = {}) => ({
  id, user: admin, type: 'ui_connection', customer_id: 1000, roles: [], last_login_at: null, created_at: '2023-01-01T00:00:00+00:00',
  created_by: { id: admin, firstname: 'A', lastname: 'B' }, language: 'en', two_fa_enabled: false, ...more,
});
const listResponse = (results: unknown[], total: unknown = results.length) => ({
  status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ message: 'OK', data: { total, limit: 7, offset: 3, results } }),
});
/** What the service was asked, in its order. */
const requestedQueries = async (tenant: import('./support/tenant.ts').Tenant) =>
  (await tenant.calls('GET', api.accesses)).map((call) => decodeURIComponent((call as any).query.replace(/&$/, '')));

test.beforeEach(async ({ signIn }) => signIn('admin'));

test('each row shows user, type, customer, roles and last login of one access, and opens it', async ({ page }) => {
  await page.goto('/accesses');
  await expectComplete(page);
  await expectRow(row(page, 2), {
    Access: 'Access 2 You', User: admin, Type: 'API', Customer: '1000', Roles: `${role('DNS_RW')}, ${role('BILLING_R')}`, 'Last login': 'Never',
  });
  await row(page, 2).getByRole('link').click();
  await expect(page).toHaveURL(`/users/${admin}/access/2`);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.goBack();
  await expectComplete(page);
  await (await cellOf(row(page, 3), 'Customer')).click();
  await expect(page).toHaveURL(`/users/${admin}/access/3`);
});

test('loads a hundred rows first, then the maximum per page, with progress', async ({ page, tenant }) => {
  await tenant.override({ path: `${api.accesses}*`, delay_ms: 0, times: 1 });
  await tenant.override({ path: `${api.accesses}*`, delay_ms: 2_500, times: 1 });
  await page.goto('/accesses');
  await expect(count(page)).toHaveText('100 of 100 accesses so far');
  await expect(progress(page)).toHaveAttribute('value', '100');
  await expect(page.getByText(/^100 of \d+ loaded$/)).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toBeVisible();
  // What is there can be worked with.
  await expect(checkbox(page, 1)).toBeEnabled();
  await expectComplete(page);
  await expect(progress(page)).toHaveCount(0);
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  expect(await requestedQueries(tenant)).toEqual(['limit=100&offset=0', 'limit=500&offset=100']);
  const all = Number(await grid(page).getAttribute('aria-rowcount'));
  await expect(count(page)).toHaveText(`${all - 1} of ${all - 1} accesses`);
  // Only the rows in view are in the page, and the last one can be reached.
  expect(await rows(page).count()).toBeLessThan(80);
  await rows(page).first().focus();
  await page.keyboard.press('End');
  await expect(grid(page).locator(`[aria-rowindex="${all}"]`)).toBeFocused();
});

test('loading can be stopped and resumed', async ({ page, tenant }) => {
  await tenant.override({ path: `${api.accesses}*`, delay_ms: 0, times: 1 });
  await tenant.override({ path: `${api.accesses}*`, delay_ms: 20_000, times: 1 });
  await page.goto('/accesses');
  await page.getByRole('button', { name: 'Stop loading' }).click();
  await expect(page.getByText(/^You stopped loading\. 100 of \d+ accesses are loaded/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Load the rest' })).toBeFocused();
  await expect(count(page)).toHaveText('100 of 100 accesses so far');
  await expectAccessibleInEveryLook(page);
  await tenant.clearOverrides();
  await page.keyboard.press('Enter');
  await expectComplete(page);
  expect(await requestedQueries(tenant)).toEqual(['limit=100&offset=0', 'limit=500&offset=100', 'limit=500&offset=100']);
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

test('when rate limited, waits as long as asked and loads the rest', async ({ page, tenant }) => {
  await page.clock.install();
  await tenant.throttle(1);
  await page.goto('/accesses');
  const waiting = page.getByRole('status').filter({ hasText: 'Rate limit reached' });
  await expect(waiting).toContainText(/Rate limit reached; the rest loads at .+\. 100 of \d+ accesses are loaded and ready to use\./);
  await expectAccessibleInEveryLook(page);
  await checkbox(page, 1).check();
  const before = (await requestedQueries(tenant)).length;
  // The page's clock also runs by itself: what a slow machine took until here counts too.
  await page.clock.fastForward(230_000);
  await tenant.advance(301);
  expect(await requestedQueries(tenant), 'not early').toHaveLength(before);
  await page.clock.fastForward(80_000);
  await expectComplete(page);
  await expect(waiting).toHaveCount(0);
  await expect(checkbox(page, 1)).toBeChecked();
});

test('every column sorts both ways with unknown values last, and Back restores the order', async ({ page, tenant }) => {
  await page.goto('/accesses');
  await expectComplete(page);
  const before = (await requestedQueries(tenant)).length;
  const header = (name: string) => page.getByRole('columnheader', { name });
  await expect(header('User')).toHaveAttribute('aria-sort', 'ascending');
  for (const [name, key] of [['Type', 'type'], ['Customer', 'customer_id'], ['Roles', 'roles'], ['Last login', 'last_login'], ['User', 'user'], ['Access', 'access']] as const) {
    await header(name).getByRole('button').click();
    if (name !== 'User') await expect(page).toHaveURL(`/accesses?sort=${key}:asc`);
    await expect(header(name)).toHaveAttribute('aria-sort', 'ascending');
    await header(name).getByRole('button').click();
    await expect(page).toHaveURL(`/accesses?sort=${key}:desc`);
    await expect(header(name)).toHaveAttribute('aria-sort', 'descending');
    await expect(header(name).getByRole('button')).toBeFocused();
    const shown = (await columnTexts(rows(page), name)).slice(0, 12);
    if (key === 'type') expect(shown).toEqual(Array(12).fill('User interface'));
    if (key === 'customer_id') expect(shown).toEqual(Array(12).fill('1003'));
    if (key === 'last_login') expect(shown).not.toContain('Never');
    const ids = shown.map((text) => Number(/\d+/.exec(text ?? '')?.[0]));
    if (key === 'access') expect(ids).toEqual([...ids].sort((a, b) => b - a));
  }
  await page.goBack();
  await expect(page).toHaveURL('/accesses?sort=access:asc');
  await expect(header('Access')).toHaveAttribute('aria-sort', 'ascending');
  expect(await requestedQueries(tenant), 'sorting asks nobody').toHaveLength(before);
  await page.goto('/accesses?sort=customer_id:desc');
  await expectComplete(page);
  expect((await requestedQueries(tenant)).at(-1), 'opened so, the service sorts too').toContain('sort[]=customer_id:desc');
  await expectRow(rows(page).first(), { Customer: '1003' });
});

test('user, type, customer and subsidiaries are filtered by the service and stored in the URL', async ({ page, tenant }) => {
  await page.goto('/accesses');
  await expectComplete(page);
  await tenant.clearLog();
  await selectFilter(page, 'Type', 'All connections');
  await expect(page).toHaveURL('/accesses?type=*_connection');
  await expect.poll(() => requestedQueries(tenant)).toContain('limit=100&offset=0&type=*_connection');
  await page.getByRole('textbox', { name: 'Customer' }).fill('1002');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/accesses?type=*_connection&customer=1002');
  await page.getByRole('checkbox', { name: 'Include subsidiaries' }).uncheck();
  await expect(page).toHaveURL('/accesses?type=*_connection&customer=1002&subsidiaries=no');
  await expect.poll(() => requestedQueries(tenant)).toContain('limit=100&offset=0&type=*_connection&customer_id=1002&include_subsidiaries=false');
  await expectComplete(page);
  for (const row of await rows(page).all()) await expectRow(row, { Customer: '1002' });
  await page.getByRole('searchbox', { name: 'User' }).fill('*1*');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/accesses?user=*1*&type=*_connection&customer=1002&subsidiaries=no');
  await expect.poll(() => requestedQueries(tenant)).toContain('limit=100&offset=0&user=*1*&type=*_connection&customer_id=1002&include_subsidiaries=false');
  await expectAccessibleInEveryLook(page);
  await page.getByRole('textbox', { name: 'Customer' }).fill('Fjordline');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('Enter a number, such as 1002.');
  await expect(page.getByRole('textbox', { name: 'Customer' })).toHaveAttribute('aria-invalid', 'true');
});

test('role and last login filter the loaded rows without a request and count undecided ones', async ({ page, tenant }) => {
  await tenant.override({
    path: `${api.accesses}*`,
    ...listResponse([
      access(1, { roles: ['R1'] }), access(2, { roles: [] }), access(3, { roles: 'many' }), access(4, { roles: ['R1', 'R2'], last_login_at: '2020-01-01T00:00:00+00:00' }),
      access(5, { roles: ['R2'], last_login_at: new Date().toISOString() }), access(6, { roles: ['R2'], last_login_at: 'soon' }),
    ]),
  });
  await page.goto('/accesses');
  await expect(count(page)).toHaveText('6 of 6 accesses');
  const before = (await requestedQueries(tenant)).length;
  const shown = async () => (await columnTexts(rows(page), 'Access')).map((text) => /Access (\d+)/.exec(text)![1]).join();
  for (const [name, label, param, ids, words] of [
    ['Role', 'R1', 'role=R1', '1,4', '2 of 6 accesses; 1 more may match'],
    ['Role', 'No roles', 'role=%28none%29', '2', '1 of 6 accesses; 1 more may match'],
    ['Role', 'Any', '', '1,2,3,4,5,6', '6 of 6 accesses'],
    ['Last login', 'Never', 'login=never', '1,2,3', '3 of 6 accesses; 1 more may match'],
    ['Last login', 'In the last 7 days', 'login=within-7', '5', '1 of 6 accesses; 1 more may match'],
    ['Last login', 'Not in the last 90 days', 'login=not-within-90', '4', '1 of 6 accesses; 1 more may match'],
    ['Last login', 'Unknown', 'login=unknown', '6', '1 of 6 accesses'],
  ] as const) {
    await selectFilter(page, name, label);
    await expect(page).toHaveURL(param ? `/accesses?${param}` : '/accesses');
    await expect(count(page)).toHaveText(words);
    expect(await shown(), label).toBe(ids);
  }
  await page.goBack();
  await expect(count(page)).toContainText('1 of 6 accesses; 1 more may match');
  expect(await requestedQueries(tenant)).toHaveLength(before);
});

test("one user's accesses come from their own list, which works without permission for the whole list", async ({ page, tenant, context, signIn }) => {
  await page.goto(`/accesses?user=${admin}`);
  await expect(count(page)).toHaveText('3 of 3 accesses');
  expect(await requestedQueries(tenant)).toEqual([]);
  expect(await tenant.calls('GET', api.accessesOf(admin))).toHaveLength(1);
  await selectFilter(page, 'Type', 'Profile');
  await expect(count(page)).toContainText('1 of 3 accesses');
  await context.clearCookies();
  await signIn('plain');
  await page.goto('/accesses');
  await expect(page.getByRole('alert')).toContainText('You do not have permission');
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await expectAccessibleInEveryLook(page);
  await page.getByRole('link', { name: 'See your own accesses' }).click();
  await expect(count(page)).toHaveText('1 of 1 access');
  await expect(rows(page)).toContainText('You');
});

test('Back, reload and a shared link show the same view', async ({ page, context }) => {
  await page.goto('/accesses');
  await selectFilter(page, 'Type', 'API');
  await expect(page).toHaveURL('/accesses?type=api_connection');
  await page.getByRole('searchbox', { name: 'User' }).fill('*0001*');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/accesses?user=*0001*&type=api_connection');
  await expectComplete(page);
  const shown = await rows(page).allInnerTexts();
  expect(shown.length).toBeGreaterThan(1);
  await page.reload();
  await expect(rows(page)).toHaveText(shown, { useInnerText: true });
  await expect(page.getByRole('combobox', { name: 'Type' })).toHaveValue('api_connection');
  await expect(page.getByRole('searchbox', { name: 'User' })).toHaveValue('*0001*');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(rows(other)).toHaveCount(shown.length);
  await page.goBack();
  await expect(page).toHaveURL('/accesses?type=api_connection');
  await expect(page.getByRole('searchbox', { name: 'User' })).toHaveValue('');
});

test('says when nothing matches and when there are no accesses', async ({ page, tenant }) => {
  await page.goto('/accesses?user=nobody');
  await expect(page.getByRole('heading', { name: 'No accesses match these filters' })).toBeVisible();
  await expectAccessibleInEveryLook(page);
  await tenant.override({ path: `${api.accesses}*`, ...listResponse([]) });
  await page.goto('/accesses');
  await expect(page.getByRole('heading', { name: 'No accesses yet' })).toBeVisible();
});

test('ignores echoed limits; repeated IDs and unreadable rows cost no other row', async ({ page, tenant }) => {
  await tenant.override({
    path: `${api.accesses}*`,
    ...listResponse([
      access(5), access(5), 17, { id: 6 }, access(7, { type: 'quantum_connection', roles: ['R1', 4], last_login_at: 'soon' }),
      access(8, { roles: ['A', 'B', 'C', 'D', 'E', 'F'] }), access(9, { last_login_at: undefined, roles: 'many' }),
    ], 2),
  });
  await page.goto('/accesses');
  await expect(count(page)).toHaveText('6 of 6 accesses; 1 row couldn\'t be read');
  await expect(page.getByRole('link', { name: 'Access 5' }), 'the same again is the same access').toHaveCount(1);
  const rowOf = (id: number) => rows(page).filter({ has: page.getByRole('link', { name: `Access ${id}` }) });
  await expectRow(rowOf(7), { Type: 'quantum_connection Unknown type', Roles: 'R1, Unreadable', 'Last login': 'Unreadable' });
  await expectRow(rowOf(8), { Roles: 'A, B, and 4 more' });
  await expectRow(rowOf(9), { Roles: 'Unreadable', 'Last login': 'Unknown' });
  // Unknown values come last, unreadable rows after them.
  await expectRow(row(page, 5), { User: 'Not reported', Type: 'Not reported', Customer: 'Not reported', Roles: 'Not reported', 'Last login': 'Unknown' });
  await expect(row(page, 6)).toHaveText('Unreadable');
  await expectAccessibleInEveryLook(page);
  await expectUsable(page);
});

test('without a total, requests another page after a full one; reports rows that the service withholds', async ({ page, tenant }) => {
  await tenant.override({ path: `${api.accesses}*`, json_patch: { data: { total: null } } });
  await page.goto('/accesses');
  await expectComplete(page);
  expect(await requestedQueries(tenant)).toEqual(['limit=100&offset=0', 'limit=500&offset=100']);
  await tenant.clearOverrides();
  await tenant.override({ path: `${api.accesses}*`, ...listResponse([access(1)], 400), times: 1 });
  await tenant.override({ path: `${api.accesses}*`, ...listResponse([], 400), times: 1 });
  await page.goto('/accesses?type=ui_connection');
  await expect(page.getByRole('alert')).toContainText("The service reports more accesses, but doesn't return them.");
  await expect(page.getByRole('alert')).toContainText('1 of 400 accesses is loaded');
});

for (const fault of ['cut-body', 'reset', 'html-200', 'empty-200', 'garbage']) {
  test(`a failed page (${fault}) keeps the loaded rows, and Try again continues from there`, async ({ page, tenant }) => {
    await tenant.override({ path: `${api.accesses}*`, delay_ms: 0, times: 1 });
    await tenant.override({ path: `${api.accesses}*`, fault });
    await page.goto('/accesses');
    await expect(page.getByRole('alert')).toBeVisible({ timeout: 13_000 });
    await expect(count(page)).toHaveText('100 of 100 accesses so far');
    await expect(page.getByText(/^100 of \d+ accesses are loaded and ready to use\.$/)).toBeVisible();
    await expectNoMachineText(page);
    await tenant.clearOverrides();
    await tenant.clearLog();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectComplete(page);
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(await requestedQueries(tenant)).toEqual(['limit=500&offset=100']);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  });
}

test('going back with something half typed into a filter leaves the page as if it had not been typed', async ({ page }) => {
  for (const field of [page.getByRole('textbox', { name: 'Customer' }), page.getByRole('searchbox', { name: 'User' })]) {
    await page.goto('/account');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Accesses' }).click();
    await expect(rows(page).first()).toBeVisible();
    await field.pressSequentially('1002');
    await page.goBack();
    await expect(page).toHaveURL(/\/account$/);
    await expectUsable(page);
  }
});

test('keeps the old rows until the new ones load, and a late response never replaces a newer one', async ({ page, tenant }) => {
  await page.goto('/accesses');
  await expectComplete(page);
  await tenant.override({ path: api.accesses, delay_ms: 2_000, times: 1 });
  const older = page.waitForEvent('requestfailed', (request) => request.url().includes('type=api_connection'));
  await selectFilter(page, 'Type', 'API');
  await expect(page.locator('main [aria-busy="true"]')).toBeVisible();
  await selectFilter(page, 'Type', 'Profile');
  await older;
  await expectRow(rows(page).first(), { Type: 'Profile' });
  await expectComplete(page);
  for (const row of await rows(page).all()) await expectRow(row, { Type: 'Profile' });
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('is accessible in every look while filtered, and works with the keyboard alone', async ({ page }) => {
  await page.goto('/accesses');
  await expect(heading(page)).toBeVisible();
  await page.getByRole('searchbox', { name: 'User' }).focus();
  await page.keyboard.type('*000001');
  await page.keyboard.press('Enter');
  await expect(count(page)).toHaveText('3 of 3 accesses');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Clear filters' })).toBeFocused();
  await expectAccessibleInEveryLook(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/accesses');
  await expect(page.getByRole('searchbox', { name: 'User' })).toBeFocused();
  await expectComplete(page);
  await rows(page).first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(checkbox(page, 2)).toBeChecked();
  await expect(row(page, 2)).toHaveAttribute('aria-selected', 'true');
  await expect(row(page, 2)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(checkbox(page, 2)).not.toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/users/${admin}/access/2`);
});
