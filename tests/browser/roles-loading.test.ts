// The list of users as answers come: piece by piece, cut, broken, empty, forbidden.
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { main } from './support/page.ts';
import { table, search, count, alert, rows, countText, open, settled, users, exportUsers, emails, inPieces } from './support/roles.ts';
import { api, expect, expectUsable, test, expectNoMachineText } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

test.describe('while it arrives', () => {
  test('the first users are there before the last, with a progress bar, and can be searched', async ({ page, tenant }) => {
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

  test('wherever the bytes are cut in two, the users are the same', async ({ page, tenant }) => {
    const all = await users(tenant);
    await tenant.override({ path: api.userRoles, split: [1, 1, 1, 7, 500, 1, 2_000, 3, 40_000, 1] });
    await open(page);
    expect(emails(await exportUsers(page))).toEqual(emails(all));
  });
});

test.describe('broken answers', () => {
  test('a cut list keeps what came, says so, and trying again completes it without losing a row meanwhile', async ({ page, tenant }) => {
    const all = await users(tenant);
    await page.clock.install();
    await tenant.override({ path: api.userRoles, fault: 'stall-body', times: 1 });
    await page.goto('/roles');
    await expect(rows(page).first()).toBeVisible();
    await expect(main(page).getByRole('progressbar')).toHaveAttribute('value', /^[45]\d\d$/);
    // Silence is not progress: the deadline is counted from the newest byte.
    await page.clock.fastForward(12_000);
    await expect(alert(page)).toContainText(/The \d+ users that arrived are shown/);
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

  test('a connection that breaks is said to have failed, and trying again brings everybody', async ({ page, tenant }) => {
    const all = await users(tenant);
    await tenant.override({ path: api.userRoles, fault: 'truncate-chunked', times: 1 });
    await open(page);
    await expect(alert(page)).toContainText('The connection to the service failed.');
    await expect(main(page)).not.toContainText(/\b0 users|no users/);
    await alert(page).getByRole('button', { name: 'Try again' }).click();
    await expect(count(page)).toHaveText(countText(all.length, all.length));
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });

  test('a document that ends in the middle of a row keeps the rows before it', async ({ page, tenant }) => {
    const all = await users(tenant);
    const text = JSON.stringify({ items: all.slice(0, 30) });
    await tenant.override({ path: api.userRoles, body: text.slice(0, -60) });
    await open(page);
    await expect(count(page)).toHaveText(countText(29, 29));
    await expect(alert(page)).toContainText('The list broke off before its end. The 29 users that arrived are shown.');
  });

  for (const [what, override] of [
    ['items is null', '{"items":null}'],
    ['there is no items', '{}'],
    ['it is a list', '[]'],
    ['it is empty', ''],
    ['it is no JSON', 'internal proxy failure'],
  ] as const) {
    test(`no list is not a list without users: ${what}`, async ({ page, tenant }) => {
      await tenant.override({ path: api.userRoles, body: override });
      await open(page);
      await expect(alert(page)).toHaveCount(1);
      await expect(alert(page).getByRole('button', { name: 'Try again' })).toBeVisible();
      await expect(main(page)).not.toContainText(/\b0 users|no users/);
      await expectNoMachineText(page);
      await expectUsable(page);
    });
  }

  test('an empty tenant is said to be empty', async ({ page, tenant }) => {
    await tenant.override({ path: api.userRoles, body: '{"items":[]}' });
    await open(page);
    await expect(main(page).getByText('This tenant has no users.')).toBeVisible();
    await expect(count(page)).toHaveText('0 of 0 users');
    await expect(alert(page)).toHaveCount(0);
  });

  test('a broken row costs only itself and is counted, with its place on demand', async ({ page, tenant }) => {
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

  test('every second row broken: the good half is there, and the count of the rest', async ({ page, tenant }) => {
    const all = await users(tenant);
    const broken = [null, 7, 'x', [], true];
    const items = all.map((user, n) => (n % 2 ? broken[(n >> 1) % 5] : user));
    await tenant.override({ path: api.userRoles, json_patch: { items } });
    await open(page);
    const good = Math.ceil(all.length / 2);
    await expect(count(page)).toHaveText(countText(good, good));
    await expect(main(page).getByText(`${all.length - good} rows unreadable`)).toBeVisible();
  });

  test('forbidden: who may not see this is told so, without a button that cannot help', async ({ page, signIn, context }) => {
    await context.clearCookies();
    await signIn('plain');
    await open(page);
    await expect(alert(page)).toContainText('You do not have permission');
    await expect(alert(page).getByRole('button', { name: 'Try again' })).toHaveCount(0);
    await expect(main(page)).not.toContainText(/\d of \d/);
    await expectUsable(page);
  });
});
