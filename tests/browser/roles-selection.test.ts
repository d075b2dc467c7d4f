// Selecting users by mouse, by keyboard, and all of them; what stays selected, and what can be done with a selection.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { announced, listen } from './support/announcements.ts';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { main } from './support/page.ts';
import { table, sortBy, search, count, filter, rows, scrollBox, formatNumber, countText, open, users, visibleRows, selectedUsers, emails, settled } from './support/roles.ts';
import { api, expect, test } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

const bar = (page: Page) => main(page).getByRole('region', { name: 'Selection' });
const summary = (page: Page) => bar(page).getByRole('strong');
const rowCheckbox = (page: Page, row: number) => rows(page).nth(row).getByRole('checkbox');
const headerCheckbox = (page: Page) => table(page).getByRole('checkbox', { name: 'Select the rows in view' });
const action = (page: Page, name: string) => bar(page).getByRole('button', { name, exact: true });
const isIndeterminate = (page: Page) => headerCheckbox(page).evaluate((input) => (input as HTMLInputElement).indeterminate);

test('a checkbox selects its row without opening it, and the row says so', async ({ page, tenant }) => {
  const all = emails(await users(tenant));
  await open(page);
  await expect(bar(page)).toHaveCount(0);
  await rowCheckbox(page, 1).click();
  await expect(rowCheckbox(page, 1)).toBeChecked();
  await expect(rows(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(rows(page).nth(0)).toHaveAttribute('aria-selected', 'false');
  await expect(rows(page).nth(1)).toBeFocused();
  await expect(summary(page)).toHaveText('1 selected.');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await isIndeterminate(page)).toBe(true);
  expect(await selectedUsers(page)).toEqual([all[1]]);
  await expectAccessibleInEveryLook(page);
  await rowCheckbox(page, 1).click();
  await expect(rowCheckbox(page, 1)).not.toBeChecked();
  await expect(bar(page)).toHaveCount(0);
  expect(await isIndeterminate(page)).toBe(false);
});

test('keyboard: Space selects, Shift+Space selects a range, Ctrl+A all; each is announced once', async ({ page, tenant }) => {
  const all = emails(await users(tenant));
  await open(page);
  await rows(page).first().focus();
  await listen(page);
  await page.keyboard.press('Space');
  await expect(summary(page)).toHaveText('1 selected.');
  await expect.poll(() => announced(page)).toEqual(['1 selected.']);
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Space');
  await expect(summary(page)).toHaveText('5 selected.');
  await expect.poll(() => announced(page)).toEqual(['1 selected.', '5 selected.']);
  expect(await selectedUsers(page)).toEqual(all.slice(0, 5));
  await page.keyboard.press('Space');
  await expect(summary(page)).toHaveText('4 selected.');
  await page.keyboard.press('End');
  await page.keyboard.press('Control+a');
  await expect(summary(page)).toHaveText(`All ${all.length} listed users selected.`);
  await expect(headerCheckbox(page)).toBeChecked();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe(String(all.length + 1));
});

test('Shift+click selects a range in the current order, upwards too', async ({ page, tenant }) => {
  await users(tenant);
  await open(page, '?sort=user');
  const shown = (await visibleRows(page)).map((row) => row.user);
  await rowCheckbox(page, 6).click();
  await rowCheckbox(page, 2).click({ modifiers: ['Shift'] });
  await expect(summary(page)).toHaveText('5 selected.');
  expect(await selectedUsers(page)).toEqual(shown.slice(2, 7));
  // Rows of the range that are selected already stay selected, with their checkboxes.
  await rowCheckbox(page, 4).click({ modifiers: ['Shift'] });
  await expect(rowCheckbox(page, 4)).toBeChecked();
  await expect(summary(page)).toHaveText('5 selected.');
});

test('the checkbox in the header selects the rows in view, and a button the rest', async ({ page, tenant }) => {
  const all = await users(tenant);
  const left = all.filter((user) => !user.disabled);
  await open(page, '?status=!disabled');
  await headerCheckbox(page).click();
  await expect(headerCheckbox(page)).toBeChecked();
  const some = Number(/^(\d+) selected\.$/.exec((await summary(page).textContent())!)![1]);
  expect(some).toBeGreaterThan(4);
  expect(some).toBeLessThan(left.length);
  const box = (await scrollBox(page).boundingBox())!;
  const edges = await rows(page).evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })));
  const shown = edges.filter(({ top, bottom }) => top >= box.y + 39 && bottom <= box.y + box.height + 41).length;
  expect(Math.abs(some - shown)).toBeLessThanOrEqual(1);
  await action(page, `Select all ${left.length} that match`).click();
  await expect(summary(page)).toHaveText(`All ${left.length} listed users selected.`);
  await expect(headerCheckbox(page)).toBeFocused();
  await expect(action(page, `Select all ${left.length} that match`)).toHaveCount(0);
  await headerCheckbox(page).click();
  await expect(headerCheckbox(page)).not.toBeChecked();
  expect(await isIndeterminate(page)).toBe(false);
  await action(page, 'Clear selection').click();
  await expect(bar(page)).toHaveCount(0);
  await expect(headerCheckbox(page)).toBeFocused();
});

test('selection follows users, not row positions; hidden users are counted', async ({ page, tenant }) => {
  const all = await users(tenant);
  await open(page);
  const selection = [0, 1, 2, 3, 5].map((row) => all[row]!);
  for (const row of [0, 1, 2, 3, 5]) await rowCheckbox(page, row).click();
  await sortBy(page, 'Groups');
  await sortBy(page, 'Groups');
  await scrollBox(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(summary(page)).toHaveText('5 selected.');
  await search(page).fill(selection[1]!.email);
  await expect(count(page)).toHaveText(countText(1, all.length));
  await expect(summary(page)).toHaveText('5 selected, 4 of them hidden by the filters.');
  expect(await selectedUsers(page)).toEqual([selection[1]!.email]);
  await search(page).fill('nobody has this name');
  await expect(summary(page)).toHaveText('5 selected, all hidden by the filters.');
  await search(page).fill('');
  await sortBy(page, 'Groups');
  await expect(count(page)).toHaveText(countText(all.length, all.length));
  await expect.poll(async () => (await selectedUsers(page)).sort()).toEqual(emails(selection).sort());
});

test('a newer response in another order keeps the selection, and says who is gone', async ({ page, tenant }) => {
  const all = await users(tenant);
  const text = JSON.stringify({ items: all });
  await tenant.override({ path: api.userRoles, body: text.slice(0, -3), times: 1 });
  await open(page);
  for (const row of [0, 2, 4]) await rowCheckbox(page, row).click();
  const newer = all.filter((_, row) => row !== 4).reverse();
  await tenant.override({ path: api.userRoles, json_patch: { items: newer } });
  await main(page).getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expect(count(page)).toHaveText(countText(all.length - 1, all.length - 1));
  await expect(summary(page)).toHaveText('2 selected. 1 selected user is no longer in the list.');
  await scrollBox(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect.poll(async () => (await selectedUsers(page)).sort()).toEqual([all[0]!.email, all[2]!.email].sort());
});

test.describe('copying emails', () => {
  const copy = async (page: Page) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await action(page, 'Copy emails').click();
  };

  test('copies valid addresses for a mail program, and says how many, unknown and skipped', async ({ page, tenant }) => {
    const [first] = await users(tenant);
    const named = (email: unknown, n: number) => ({ ...first, name: `u${n}`, email });
    const items = ['ann@acme.io', null, 'bob@acme.io; eve@evil.io', 'Ann@ACME.io', 'zoë@acme.io', 7].map(named);
    await tenant.override({ path: api.userRoles, json_patch: { items } });
    await open(page);
    await rows(page).first().focus();
    await page.keyboard.press('Control+a');
    await expect(summary(page)).toHaveText('All 6 listed users selected.');
    await listen(page);
    await copy(page);
    const message = 'Copied 2 email addresses. 2 users have no known address. 1 was skipped: not a valid address.';
    await expect(bar(page)).toContainText(message);
    await expect.poll(() => announced(page)).toEqual([message]);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('ann@acme.io; zoë@acme.io');
  });

  for (const [how, broken] of [
    ['refuses', () => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }],
    ['has no clipboard, as without TLS', () => Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })],
  ] as const) {
    test(`the browser ${how}: says so and offers the text`, async ({ page, tenant }) => {
      const all = emails(await users(tenant));
      await page.addInitScript(broken);
      await open(page);
      await rowCheckbox(page, 0).click();
      await rowCheckbox(page, 1).click();
      await action(page, 'Copy emails').click();
      const dialog = page.getByRole('dialog', { name: 'Copy the addresses manually' });
      await expect(dialog).toContainText("didn't allow");
      const text = dialog.getByRole('textbox', { name: 'Email addresses' });
      await expect(text).toHaveValue(`${all[0]}; ${all[1]}`);
      await expect(text).toBeFocused();
      expect(await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).selectionEnd)).toBeGreaterThan(5);
      await expectAccessibleInEveryLook(page);
      const download = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Save as file' }).click();
      expect(await readFile(await (await download).path(), 'utf8')).toBe(`${all[0]}; ${all[1]}`);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await expect(action(page, 'Copy emails')).toBeFocused();
    });
  }
});

test('exports the selection: listed users in their order, then hidden ones', async ({ page, tenant }) => {
  const all = await users(tenant);
  await open(page, '?sort=-groups');
  const shown = (await visibleRows(page)).map((row) => row.user);
  for (const row of [4, 0, 2]) await rowCheckbox(page, row).click();
  await filter(page, 'Format').selectOption('JSON');
  const exportSelected = async () => {
    const download = page.waitForEvent('download');
    await action(page, 'Export selected').click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^selected-users-.*\.json$/);
    return emails(JSON.parse(await readFile(await file.path(), 'utf8')).items);
  };
  expect(await exportSelected()).toEqual([shown[0], shown[2], shown[4]]);
  await search(page).fill(shown[4]!);
  await expect(count(page)).toHaveText(countText(1, all.length));
  expect((await exportSelected())[0]).toBe(shown[4]);
});

test('420,000 users, taller than any element a browser lays out: reaches every row, selects all at once', async ({ page, tenant }) => {
  test.slow();
  const many = 420_000;
  // Every tenth has an address: the response stays small.
  const items = Array.from({ length: many }, (_, n) => (n % 10 ? '{}' : `{"email":"u${n}@x.io"}`)).join(',');
  const expectedName = (index: number) => ((index - 2) % 10 ? 'Unknown user' : `u${index - 2}@x.io`);
  await tenant.override({ path: api.userRoles, body: `{"items":[${items}]}` });
  await page.goto('/roles');
  await expect(count(page)).toHaveText(countText(many, many), { timeout: 40_000 });
  await settled(page);
  await expect(table(page)).toHaveAttribute('aria-rowcount', String(many + 1));
  expect(await scrollBox(page).evaluate((element) => element.scrollHeight)).toBeLessThan(16_100_000);
  for (const part of [0, 1 / 3, 0.77, 1]) {
    await scrollBox(page).evaluate((element, part) => element.scrollTo(0, (element.scrollHeight - element.clientHeight) * part), part);
    await expect.poll(async () => Math.abs((await visibleRows(page))[10]!.index - many * part)).toBeLessThan(100);
    const rows = await visibleRows(page);
    expect(rows.map((row) => row.user)).toEqual(rows.map((row) => expectedName(row.index)));
  }
  expect((await visibleRows(page)).at(-1)!.index).toBe(many + 1);
  const focused = () => page.evaluate(() => Number(document.activeElement?.getAttribute('aria-rowindex')));
  await rows(page).last().focus();
  await page.keyboard.press('Home');
  await expect.poll(focused).toBe(2);
  await page.keyboard.press('End');
  await expect.poll(focused).toBe(many + 1);
  await page.keyboard.press('Control+a');
  await expect(summary(page)).toHaveText(`All ${formatNumber(many)} listed users selected.`);
  await page.keyboard.press('Home');
  await expect.poll(focused).toBe(2);
  await page.keyboard.press('Space');
  await expect(summary(page)).toHaveText(`${formatNumber(many - 1)} selected.`);
  await search(page).fill('u41234');
  await expect(count(page)).toHaveText(`1 of ${formatNumber(many)} users`);
  await expect(summary(page)).toHaveText(`${formatNumber(many - 1)} selected, ${formatNumber(many - 2)} of them hidden by the filters.`);
});
