// Several accesses changed at once: staged, reviewed in one go, saved a few at a time, told row by row, taken back together.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { admin, role, truth } from './support/access.ts';
import { api, expect, test } from './support/test.ts';

const panel = (page: Page) => page.getByRole('region', { name: 'Change several accesses' });
const choice = (page: Page, id: number) => page.getByRole('checkbox', { name: `Choose access ${id}`, exact: true });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Review changes' });
const results = (page: Page) => page.getByRole('list', { name: 'What came of each access' }).getByRole('listitem');
const toAdd = (page: Page) => page.getByRole('combobox', { name: 'Roles to add' });
const toRemove = (page: Page) => page.getByRole('combobox', { name: 'Roles to remove' });

async function pick(page: Page, box: ReturnType<typeof toAdd>, id: string) {
  await box.fill(id);
  await page.getByRole('option').filter({ has: page.getByText(id, { exact: true }) }).click();
  await box.press('Escape');
}

async function saveAll(page: Page) {
  await panel(page).getByRole('button', { name: 'Review changes' }).click();
  await dialog(page).getByRole('button', { name: 'Save changes' }).click();
}

test.beforeEach(async ({ signIn, page }) => {
  await signIn('admin');
  await page.goto('/accesses');
  await expect(choice(page, 1)).toBeVisible();
});

test('a role is added to accesses on two pages with one review, one PATCH each, and undone together', async ({ page, tenant }) => {
  // Three states of a page with a hundred rows, each looked at four times.
  test.slow();
  for (const id of [2, 3]) await choice(page, id).check();
  await page.getByRole('navigation', { name: 'Pages of accesses' }).getByRole('link', { name: 'Next' }).click();
  await expect(page.getByRole('status')).toContainText('Accesses 101 to');
  await expect(panel(page)).toContainText('2 accesses chosen, on this page and others.');
  await pick(page, toAdd(page), role('SSL_R'));
  await pick(page, toRemove(page), role('DNS_RW'));
  await expectAccessibleInEveryLook(page);
  const before = [await truth(page, tenant, admin, 2), await truth(page, tenant, admin, 3)];
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
  expect((await truth(page, tenant, admin, 2)).roles.sort()).toEqual([role('BILLING_R'), role('SSL_R')]);
  expect((await truth(page, tenant, admin, 3)).roles).toEqual([role('SSL_R')]);
  await panel(page).getByRole('button', { name: 'Undo all' }).click();
  await expect(panel(page)).toContainText('2 undone.');
  for (const [index, id] of [2, 3].entries()) {
    expect((await truth(page, tenant, admin, id)).roles.sort()).toEqual(before[index].roles.sort());
  }
  expect((await tenant.log()).filter((call) => call.method === 'PATCH')).toHaveLength(4);
  await panel(page).getByRole('button', { name: 'Done' }).click();
  await expect(panel(page)).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

test('forty accesses are changed a few at a time, those that are so already are not sent, and the log agrees', async ({ page, tenant }) => {
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
  await expect(panel(page)).toContainText('100 accesses chosen');
  await pick(page, toAdd(page), role('EVENT_R'));
  await panel(page).getByRole('button', { name: 'Review changes' }).click();
  const intro = await dialog(page).getByText('will be changed').innerText();
  const [, changed, same] = /^(\d+) will be changed, (\d+) are so already/.exec(intro)!.map(Number);
  expect(changed! + same!).toBe(100);
  await dialog(page).getByRole('button', { name: 'Save changes' }).click();
  await expect(panel(page)).toContainText(`${changed} of ${changed} saved.`, { timeout: 30_000 });
  const sent = (await tenant.log()).filter((call) => call.method === 'PATCH');
  expect(sent).toHaveLength(changed!);
  expect(new Set(sent.map((call) => call.path)).size).toBe(changed);
});

test('a failed row costs only itself, and is tried again by hand only', async ({ page, tenant }) => {
  await tenant.override({ method: 'PATCH', path: api.access(admin, 2), status: 403 });
  for (const id of [2, 3]) await choice(page, id).check();
  await pick(page, toAdd(page), role('SSL_R'));
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
  for (const id of [2, 3, 4, 5, 6, 7, 8, 9]) await choice(page, id).check();
  await pick(page, toAdd(page), role('NDD_RW'));
  await saveAll(page);
  await expect(panel(page)).toContainText('not sent, because the service asked to slow down');
  await expect(panel(page)).toContainText('The service asks you to wait 1 minute 30 seconds.');
  const sent = (await tenant.log()).filter((call) => call.method === 'PATCH').length;
  expect(sent).toBeLessThan(8);
  await tenant.clearOverrides();
  await panel(page).getByRole('button', { name: 'Try the failed ones again' }).click();
  await expect(panel(page)).toContainText(/(\d) of \1 saved\./);
});

test('accesses that would be left without any role have to be confirmed', async ({ page, tenant }) => {
  await tenant.editAccess(3, { roles: [role('DNS_R')] });
  await page.reload();
  await choice(page, 3).check();
  await pick(page, toRemove(page), role('DNS_R'));
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
  await choice(page, 3).check();
  await pick(page, toAdd(page), role('SSL_R'));
  await tenant.editAccess(3, { roles: [role('EVENT_R')] });
  await saveAll(page);
  await expect(panel(page)).toContainText('1 of 1 saved.');
  expect((await truth(page, tenant, admin, 3)).roles.sort()).toEqual([role('EVENT_R'), role('SSL_R')]);
  // The table is read again: it shows what the service has now.
  await expect(page.getByRole('row').filter({ has: choice(page, 3) })).toContainText(role('EVENT_R'));
  await tenant.editAccess(3, { roles: [role('NDD_R')] });
  await panel(page).getByRole('button', { name: 'Undo all' }).click();
  await expect(results(page)).toContainText('Not undone: somebody else has changed its roles since.');
  expect((await truth(page, tenant, admin, 3)).roles).toEqual([role('NDD_R')]);
});

test('closing the tab asks first while something is staged, and only then', async ({ page }) => {
  const asks = async () => {
    let asked = false;
    page.once('dialog', async (question) => {
      asked = question.type() === 'beforeunload';
      await question.accept();
    });
    await page.reload();
    page.removeAllListeners('dialog');
    return asked;
  };
  await choice(page, 3).check();
  expect(await asks()).toBe(false);
  await choice(page, 3).check();
  await pick(page, toAdd(page), role('SSL_R'));
  expect(await asks()).toBe(true);
});
