// Loading the list of users: piece by piece, cut, broken, empty, forbidden.
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { main } from './support/page.ts';
import { table, search, count, alert, rows, countText, open, settled, users, exportUsers, emails, inPieces } from './support/roles.ts';
import { api, expect, expectUsable, test, expectNoMachineText } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

test.describe('while loading', () => {
  test('shows and searches the first users before the last arrive, with a progress bar', async ({ page, tenant }) => {
    const all = await users(tenant);
    const bytes = JSON.stringify({ items: all }).length;
    await tenant.override({ path: api.userRoles, split: inPieces(bytes, 150) });
    await page.goto('/roles');
    await expect(rows(page).first()).toBeVisible();
    await expect(main(page).getByRole('progressbar')).toBeVisible();
    await expect(main(page).getByText(/users so far$/)).toBeVisible();
    const countWhileLoading = Number(await table(page).getAttribute('aria-rowcount'));
    expect(countWhileLoading).toBeLessThan(all.length);
    await search(page).fill('is:disabled');
    await settled(page);
    await expect(main(page).getByRole('progressbar')).toHaveCount(0);
    await expect(count(page)).toHaveText(countText(all.filter((user) => user.disabled).length, all.length));
  });

  test('decodes the same users however the bytes are split', async ({ page, tenant }) => {
    const all = await users(tenant);
    await tenant.override({ path: api.userRoles, split: [1, 1, 1, 7, 500, 1, 2_000, 3, 40_000, 1] });
    await open(page);
    expect(emails(await exportUsers(page))).toEqual(emails(all));
  });
});

test.describe('broken responses', () => {
  test('keeps the users of a stalled list and says so; a retry completes it without losing a row', async ({ page, tenant }) => {
    const all = await users(tenant);
    await page.clock.install();
    await tenant.override({ path: api.userRoles, fault: 'stall-body', times: 1 });
    await page.goto('/roles');
    await expect(rows(page).first()).toBeVisible();
    await expect(main(page).getByRole('progressbar')).toHaveAttribute('value', /^[45]\d\d$/);
    // Silence isn't progress: the timeout starts with the latest byte.
    await page.clock.fastForward(12_000);
    await expect(alert(page)).toContainText(/Showing the \d+ users received/);
    const arrived = Number(await table(page).getAttribute('aria-rowcount'));
    expect(arrived).toBeGreaterThan(20);
    expect(arrived).toBeLessThan(all.length);
    await expectAccessibleInEveryLook(page);
    await tenant.override({ path: api.userRoles, delay_ms: 600, times: 1 });
    await alert(page).getByRole('button', { name: 'Try again' }).click();
    await expect(main(page).getByRole('progressbar')).toBeVisible();
    expect(Number(await table(page).getAttribute('aria-rowcount'))).toBe(arrived);
    await expect(count(page)).toHaveText(countText(all.length, all.length));
    await expect(alert(page)).toHaveCount(0);
  });

  test('reports a broken connection; a retry loads everybody', async ({ page, tenant }) => {
    const all = await users(tenant);
    await tenant.override({ path: api.userRoles, fault: 'truncate-chunked', times: 1 });
    await open(page);
    await expect(alert(page)).toContainText('The connection to the service failed.');
    await expect(main(page)).not.toContainText(/\b0 users|no users/);
    await alert(page).getByRole('button', { name: 'Try again' }).click();
    await expect(count(page)).toHaveText(countText(all.length, all.length));
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });

  test('keeps the rows before a cut in the middle of a row', async ({ page, tenant }) => {
    const all = await users(tenant);
    const text = JSON.stringify({ items: all.slice(0, 30) });
    await tenant.override({ path: api.userRoles, body: text.slice(0, -60) });
    await open(page);
    await expect(count(page)).toHaveText(countText(29, 29));
    await expect(alert(page)).toContainText('The connection dropped before the end of the list. Showing the 29 users received.');
  });

  for (const [what, override] of [
    ['items is null', '{"items":null}'],
    ['items is missing', '{}'],
    ['a list', '[]'],
    ['empty', ''],
    ['not JSON', 'internal proxy failure'],
  ] as const) {
    test(`never reads a missing list as an empty one: ${what}`, async ({ page, tenant }) => {
      await tenant.override({ path: api.userRoles, body: override });
      await open(page);
      await expect(alert(page)).toHaveCount(1);
      await expect(alert(page).getByRole('button', { name: 'Try again' })).toBeVisible();
      await expect(main(page)).not.toContainText(/\b0 users|no users/);
      await expectNoMachineText(page);
      await expectUsable(page);
    });
  }

  test('says that a tenant has no users', async ({ page, tenant }) => {
    await tenant.override({ path: api.userRoles, body: '{"items":[]}' });
    await open(page);
    await expect(main(page).getByText('This tenant has no users.')).toBeVisible();
    await expect(count(page)).toHaveText('0 of 0 users');
    await expect(alert(page)).toHaveCount(0);
  });

  test('skips and counts a broken row, and shows its number on demand', async ({ page, tenant }) => {
    const all = await users(tenant);
    const items: unknown[] = [...all];
    items[1] = null;
    await tenant.override({ path: api.userRoles, json_patch: { items } });
    await open(page);
    await expect(count(page)).toHaveText(countText(all.length - 1, all.length - 1));
    const note = main(page).getByText('1 row unreadable');
    await note.click();
    await expect(main(page).getByText('Row 2 is empty.')).toBeVisible();
    await expectAccessibleInEveryLook(page);
  });

  test('every second row broken: shows the good half and counts the rest', async ({ page, tenant }) => {
    const all = await users(tenant);
    const broken = [null, 7, 'x', [], true];
    const items = all.map((user, n) => (n % 2 ? broken[(n >> 1) % 5] : user));
    await tenant.override({ path: api.userRoles, json_patch: { items } });
    await open(page);
    const good = Math.ceil(all.length / 2);
    await expect(count(page)).toHaveText(countText(good, good));
    await expect(main(page).getByText(`${all.length - good} rows unreadable`)).toBeVisible();
  });

  test('forbidden: says so, without a button that can\'t help', async ({ page, signIn, context }) => {
    await context.clearCookies();
    await signIn('plain');
    await open(page);
    await expect(alert(page)).toContainText('You do not have permission');
    await expect(alert(page).getByRole('button', { name: 'Try again' })).toHaveCount(0);
    await expect(main(page)).not.toContainText(/\d of \d/);
    await expectUsable(page);
  });
});
