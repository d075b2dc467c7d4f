// Several accesses changed at once: staged, reviewed in one go, saved a few at a time, told row by row, taken back together.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { admin, role, fetchAccess } from './support/access.ts';
import { checkbox, count, grid, row, selectFilter as filter, expectComplete } from './support/accesses.ts';
import { api, expect, test } from './support/test.ts';

const panel = (page: Page) => page.getByRole('region', { name: 'Change several accesses' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Review changes' });
const results = (page: Page) => page.getByRole('list', { name: 'What came of each access' }).getByRole('listitem');
const toAdd = (page: Page) => page.getByRole('combobox', { name: 'Roles to add' });
const twoFactor = (page: Page) => panel(page).getByLabel('Two-factor authentication');
const language = (page: Page) => panel(page).getByRole('textbox', { name: 'Language' });
const toRemove = (page: Page) => page.getByRole('combobox', { name: 'Roles to remove' });

async function selectRole(page: Page, box: ReturnType<typeof toAdd>, id: string) {
  await box.fill(id);
  await panel(page).getByRole('listbox').getByRole('option').filter({ has: page.getByText(id, { exact: true }) }).click();
  await box.press('Escape');
}

async function saveAll(page: Page) {
  await panel(page).getByRole('button', { name: 'Review changes' }).click();
  await dialog(page).getByRole('button', { name: 'Save changes' }).click();
}

test.beforeEach(async ({ signIn, page }) => {
  await signIn('admin');
  await page.goto('/accesses');
  await expectComplete(page);
});

test('a role is added to several accesses with one review, one PATCH each, and undone together', async ({ page, tenant }) => {
  // Three states of the page, each looked at four times.
  test.slow();
  for (const id of [2, 3]) await checkbox(page, id).check();
  await expect(panel(page)).toContainText('2 accesses are chosen.');
  // The choice outlasts filters.
  await filter(page, 'Type', 'Profile');
  await expectComplete(page);
  await expect(panel(page)).toContainText('2 accesses are chosen.');
  await selectRole(page, toAdd(page), role('SSL_R'));
  await selectRole(page, toRemove(page), role('DNS_RW'));
  await expectAccessibleInEveryLook(page);
  const before = [await fetchAccess(page, tenant, admin, 2), await fetchAccess(page, tenant, admin, 3)];
  await panel(page).getByRole('button', { name: 'Review changes' }).click();
  await expect(dialog(page)).toContainText('Access 2 of user');
  await expect(dialog(page)).toContainText(`Removes the role "DNS: read and write" (${role('DNS_RW')}).`);
  await expect(dialog(page)).toContainText('You are changing your own access.');
  await expectAccessibleInEveryLook(page);
  expect((await tenant.log()).filter((call) => call.method === 'PATCH')).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Save changes' }).click();
  await expect(panel(page)).toContainText('2 of 2 saved.');
  await expect(page.locator('.set-summary')).toBeFocused();
  await expect(results(page)).toHaveText([/Access 2\s*Saved/, /Access 3\s*Saved/]);
  await expectAccessibleInEveryLook(page);
  expect((await fetchAccess(page, tenant, admin, 2)).roles.sort()).toEqual([role('BILLING_R'), role('SSL_R')]);
  expect((await fetchAccess(page, tenant, admin, 3)).roles).toEqual([role('SSL_R')]);
  await panel(page).getByRole('button', { name: 'Undo all' }).click();
  await expect(panel(page)).toContainText('2 undone.');
  for (const [index, id] of [2, 3].entries()) {
    expect((await fetchAccess(page, tenant, admin, id)).roles.sort()).toEqual(before[index].roles.sort());
  }
  expect((await tenant.log()).filter((call) => call.method === 'PATCH')).toHaveLength(4);
  await panel(page).getByRole('button', { name: 'Done' }).click();
  await expect(panel(page)).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

test('all that are listed are changed at most four at a time, those that are so already are not sent, and the log agrees', async ({ page, tenant }) => {
  await filter(page, 'Type', 'Profile');
  await expectComplete(page);
  const listed = Number((await count(page).innerText()).split(' ')[0]);
  expect(listed).toBeGreaterThan(30);
  await page.getByRole('checkbox', { name: `Select all ${listed}` }).check();
  await expect(panel(page)).toContainText(`${listed} accesses are chosen.`);
  await selectRole(page, toAdd(page), role('EVENT_R'));
  await panel(page).getByRole('button', { name: 'Review changes' }).click();
  const intro = await dialog(page).getByText('will be changed').innerText();
  const [, changed, same] = /^(\d+) will be changed, (\d+) are so already/.exec(intro)!.map(Number);
  expect(changed! + same!).toBe(listed);
  // Counted where the page asks: the browser's own events of a request come late.
  await page.evaluate(() => {
    const [ask, tally] = [window.fetch, { now: 0, most: 0 }];
    Object.assign(window, { tally });
    window.fetch = async (...what) => {
      tally.most = Math.max(tally.most, ++tally.now);
      return ask(...what).finally(() => (tally.now -= 1));
    };
  });
  await dialog(page).getByRole('button', { name: 'Save changes' }).click();
  await expect(panel(page)).toContainText(`${changed} of ${changed} saved.`, { timeout: 30_000 });
  const most = await page.evaluate(() => (window as any).tally.most);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
  const sent = (await tenant.log()).filter((call) => call.method === 'PATCH');
  expect(sent).toHaveLength(changed!);
  expect(new Set(sent.map((call) => call.path)).size).toBe(changed);
});

test('Shift selects a range, Ctrl+A everything that is listed, the checkbox in the header the rows in view', async ({ page }) => {
  await filter(page, 'Type', 'Profile');
  await expectComplete(page);
  const listed = Number((await count(page).innerText()).split(' ')[0]);
  const selected = grid(page).locator('tbody').getByRole('row', { selected: true });
  const all = page.getByRole('checkbox', { name: `Select all ${listed}` });
  const inView = grid(page).getByRole('checkbox', { name: 'Select the rows in view' });
  await row(page, 2).focus();
  await page.keyboard.press('Space');
  await expect(selected).toHaveCount(1);
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Space');
  await expect(selected).toHaveCount(4);
  await expect(row(page, 5)).toBeFocused();
  await row(page, 1).getByRole('checkbox').click({ modifiers: ['Shift'] });
  await expect(selected).toHaveCount(5);
  await expect(row(page, 1)).toBeFocused();
  await page.keyboard.press('Control+a');
  await expect(all).toBeChecked();
  await expect(inView).toBeChecked();
  await inView.click();
  await expect(inView).not.toBeChecked();
  await expect(all).not.toBeChecked();
  await expect(row(page, 1)).toHaveAttribute('aria-selected', 'false');
});

test('several fields are changed at once, each where the type of the access has it', async ({ page, tenant }) => {
  for (const id of [1, 2, 3]) await checkbox(page, id).check();
  await expect(panel(page)).toContainText('1 of the 3 chosen have it; the others stay as they are.');
  await selectRole(page, toAdd(page), role('EVENT_R'));
  await twoFactor(page).selectOption({ label: 'Turn off' });
  const before = await fetchAccess(page, tenant, admin, 2);
  const other = before.language === 'fr' ? 'en' : 'fr';
  await language(page).fill(other);
  await panel(page).getByRole('button', { name: 'Review changes' }).click();
  await expect(dialog(page).getByText('Turns off two-factor authentication.')).toHaveCount(1);
  await expect(dialog(page).getByText(/^Changes the language from/)).toHaveCount(1);
  await expect(dialog(page)).toContainText('This turns off two-factor authentication of 1 access, which makes them less safe.');
  await expectAccessibleInEveryLook(page);
  await dialog(page).getByRole('button', { name: 'Save changes' }).click();
  await expect(panel(page)).toContainText('3 of 3 saved.');
  const bodies = (await tenant.log()).filter((call) => call.method === 'PATCH').sort((a, b) => a.path.localeCompare(b.path)).map((call) => call.body as any);
  expect(bodies.map((body) => Object.keys(body).sort())).toEqual([['roles', 'two_fa_enabled'], ['language', 'roles'], ['roles']]);
  expect(await fetchAccess(page, tenant, admin, 1)).toMatchObject({ two_fa_enabled: false });
  expect(await fetchAccess(page, tenant, admin, 2)).toMatchObject({ language: other });
  await panel(page).getByRole('button', { name: 'Undo all' }).click();
  await expect(panel(page)).toContainText('3 undone.');
  expect(await fetchAccess(page, tenant, admin, 1)).toMatchObject({ two_fa_enabled: true });
  const after = await fetchAccess(page, tenant, admin, 2);
  // Roles are a set: the service keeps the order in which they are sent.
  expect({ ...after, roles: after.roles.sort() }).toEqual({ ...before, roles: before.roles.sort() });
});

test('a failed row costs only itself, and is tried again by hand only', async ({ page, tenant }) => {
  await tenant.override({ method: 'PATCH', path: api.access(admin, 2), status: 403 });
  for (const id of [2, 3]) await checkbox(page, id).check();
  await selectRole(page, toAdd(page), role('SSL_R'));
  await saveAll(page);
  await expect(panel(page)).toContainText('1 of 2 saved, 1 failed.');
  await expect(results(page).first()).toContainText('You do not have permission');
  await expect(results(page).last()).toContainText('Saved');
  await expectAccessibleInEveryLook(page);
  expect(await tenant.calls('PATCH', api.access(admin, 2))).toHaveLength(1);
  await tenant.clearOverrides();
  await panel(page).getByRole('button', { name: 'Try the failed ones again' }).click();
  await expect(panel(page)).toContainText('2 of 2 saved.');
  expect(await tenant.calls('PATCH', api.access(admin, 2))).toHaveLength(2);
  expect(await tenant.calls('PATCH', api.access(admin, 3))).toHaveLength(1);
});

test('when the service asks to slow down, the rest is held back and the wait is told', async ({ page, tenant }) => {
  await tenant.override({ method: 'PATCH', path: '/user/v1/users/*', status: 429, headers: { 'Retry-After': '90' } });
  for (const id of [2, 3, 4, 5, 6, 7, 8, 9]) await checkbox(page, id).check();
  await selectRole(page, toAdd(page), role('NDD_RW'));
  await saveAll(page);
  await expect(panel(page)).toContainText('not sent, because the others failed for a reason that would stop these too');
  await expect(panel(page)).toContainText('Try again in 1 minute 30 seconds.');
  const sent = (await tenant.log()).filter((call) => call.method === 'PATCH').length;
  expect(sent).toBeLessThan(8);
  await tenant.clearOverrides();
  await panel(page).getByRole('button', { name: 'Try the failed ones again' }).click();
  await expect(panel(page)).toContainText(/(\d) of \1 saved\./);
});

test("the tenant's own limit of requests stops the set, and after the wait it goes on by hand, each change once", async ({ page, tenant }) => {
  for (const id of [4, 5, 6, 7, 8, 9]) await checkbox(page, id).check();
  await selectRole(page, toAdd(page), role('NDD_RW'));
  await selectRole(page, toRemove(page), role('NDD_R'));
  await panel(page).getByRole('button', { name: 'Review changes' }).click();
  const rows = await dialog(page).getByText(/^Access \d+ of user/).count();
  await tenant.freeze('2026-11-22T12:00:00Z');
  await tenant.throttle(4);
  await dialog(page).getByRole('button', { name: 'Save changes' }).click();
  await expect(panel(page)).toContainText('failed');
  await expect(results(page).filter({ hasText: 'Try again in 5 minutes.' }).first()).toBeVisible();
  await expect(panel(page).locator('[aria-busy="true"]')).toHaveCount(0);
  await tenant.advance(301);
  await tenant.throttle(0);
  await panel(page).getByRole('button', { name: 'Try the failed ones again' }).click();
  await expect(panel(page)).toContainText(`${rows} of ${rows} saved.`);
  const changed = (await tenant.log()).filter((call) => call.method === 'PATCH' && call.status === 200);
  expect(changed).toHaveLength(rows);
  expect(new Set(changed.map((call) => call.path)).size).toBe(rows);
});

test('a session that ends in the middle keeps what is not saved, over the sign-in page and back', async ({ page, tenant }) => {
  for (const id of [2, 3, 4]) await checkbox(page, id).check();
  await selectRole(page, toAdd(page), role('SSL_R'));
  await panel(page).getByRole('button', { name: 'Review changes' }).click();
  await tenant.expireSessions('admin');
  await dialog(page).getByRole('button', { name: 'Save changes' }).click();
  const ended = page.getByRole('dialog', { name: 'Session ended' });
  await expect(ended).toHaveCount(1);
  await expect(panel(page)).toContainText('0 of 3 saved');
  await ended.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /Ingrid/ }).click();
  await expect(panel(page)).toContainText('The accesses you had chosen are here again, with what you wanted to change.');
  await expect(panel(page)).toContainText('3 accesses are chosen.');
  await expect(panel(page).getByRole('list', { name: 'Roles to add chosen' })).toContainText(role('SSL_R'));
  await expectAccessibleInEveryLook(page);
  await saveAll(page);
  await expect(panel(page)).toContainText('3 of 3 saved.');
  const sent = (await tenant.log()).filter((call) => call.method === 'PATCH' && call.status === 200);
  expect(sent).toHaveLength(3);
  await panel(page).getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await expectComplete(page);
  await expect(panel(page)).toHaveCount(0);
});

test('what is staged is still there after a look at one of the accesses', async ({ page }) => {
  await checkbox(page, 3).check();
  await selectRole(page, toAdd(page), role('SSL_R'));
  await row(page, 3).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Access', exact: true })).toBeVisible();
  await page.goBack();
  await expectComplete(page);
  await expect(checkbox(page, 3)).toBeChecked();
  await expect(panel(page).getByRole('list', { name: 'Roles to add chosen' })).toContainText(role('SSL_R'));
});

test('an Undo that fails says why, leaves the row as saved, and can be tried again', async ({ page, tenant }) => {
  const before = await fetchAccess(page, tenant, admin, 3);
  for (const id of [2, 3]) await checkbox(page, id).check();
  await selectRole(page, toAdd(page), role('SSL_R'));
  await saveAll(page);
  await expect(panel(page)).toContainText('2 of 2 saved.');
  await tenant.override({ method: 'PATCH', path: api.access(admin, 3), status: 504, times: 1 });
  await panel(page).getByRole('button', { name: 'Undo all' }).click();
  await expect(panel(page)).toContainText('1 of 2 saved, 1 undone, 1 of them not undone.');
  await expect(results(page).last()).toContainText(/Still saved\s*Not undone: /);
  await expect(panel(page).getByRole('button', { name: 'Try the failed ones again' })).toHaveCount(0);
  await panel(page).getByRole('button', { name: 'Undo all' }).click();
  await expect(panel(page)).toContainText('0 of 2 saved, 2 undone.');
  expect((await fetchAccess(page, tenant, admin, 3)).roles).toEqual(before.roles);
  expect(await tenant.calls('PATCH', api.access(admin, 3))).toHaveLength(3);
});

test('accesses that would be left without any role have to be confirmed', async ({ page, tenant }) => {
  await tenant.editAccess(3, { roles: [role('DNS_R')] });
  await page.reload();
  await expectComplete(page);
  await checkbox(page, 3).check();
  await selectRole(page, toRemove(page), role('DNS_R'));
  await panel(page).getByRole('button', { name: 'Review changes' }).click();
  const save = dialog(page).getByRole('button', { name: 'Save changes' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await save.click({ force: true });
  expect(await tenant.calls('PATCH', api.access(admin, 3))).toEqual([]);
  await dialog(page).getByRole('checkbox', { name: 'Yes, leave 1 of them without any role' }).check();
  await save.click();
  await expect(panel(page)).toContainText('1 of 1 saved.');
});

test('what somebody else changed in the meantime is kept, and Undo all leaves alone what they touched since', async ({ page, tenant }) => {
  await checkbox(page, 3).check();
  await selectRole(page, toAdd(page), role('SSL_R'));
  await tenant.editAccess(3, { roles: [role('EVENT_R')] });
  await saveAll(page);
  await expect(panel(page)).toContainText('1 of 1 saved.');
  expect((await fetchAccess(page, tenant, admin, 3)).roles.sort()).toEqual([role('EVENT_R'), role('SSL_R')]);
  // The table shows what the service has now, without asking for all of it again.
  await expect(row(page, 3)).toContainText(role('EVENT_R'));
  expect(await tenant.calls('GET', api.accesses)).toHaveLength(2);
  await tenant.editAccess(3, { roles: [role('NDD_R')] });
  await panel(page).getByRole('button', { name: 'Undo all' }).click();
  await expect(results(page)).toContainText('Not undone: somebody else has changed Roles since.');
  expect((await fetchAccess(page, tenant, admin, 3)).roles).toEqual([role('NDD_R')]);
});

test('closing the tab asks first while something is staged, and only then', async ({ page }) => {
  const promptsOnUnload = async () => {
    let asked = false;
    page.once('dialog', async (question) => {
      asked = question.type() === 'beforeunload';
      await question.accept();
    });
    await page.reload();
    page.removeAllListeners('dialog');
    return asked;
  };
  await checkbox(page, 3).check();
  expect(await promptsOnUnload()).toBe(false);
  await checkbox(page, 3).check();
  await selectRole(page, toAdd(page), role('SSL_R'));
  expect(await promptsOnUnload()).toBe(true);
});
