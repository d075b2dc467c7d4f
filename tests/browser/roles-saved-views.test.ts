// Views saved in the browser: saving, opening, renaming, deleting; whose they are, when they are removed, what they never contain.
import type { Page } from '@playwright/test';
import { announced, listen } from './support/announcements.ts';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { main } from './support/page.ts';
import { rows, count, filter, header, countText, open, search, queryOf, users } from './support/roles.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

const button = (page: Page) => main(page).getByRole('button', { name: /^Saved views/ });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Saved views' });
const list = (page: Page) => dialog(page).getByRole('list', { name: 'Saved views' });
const names = (page: Page) => list(page).locator('.views-title');
const field = (page: Page) => dialog(page).getByRole('textbox', { name: 'Save current view as' });
const readStorage = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }));
const save = async (page: Page, name: string) => {
  if (!(await dialog(page).isVisible())) await button(page).click();
  await field(page).fill(name);
  await page.keyboard.press('Enter');
};

test('saves a view, which survives a reload and opens; Back goes back', async ({ page, tenant }) => {
  const all = await users(tenant);
  const gone = all.filter((user) => user.disabled && user.email.includes('example'));
  await open(page, '?q=example&status=disabled&sort=-groups');
  await button(page).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toContainText('No saved views yet.');
  await expect(dialog(page)).toContainText('example · Status: Disabled · Sorted by Groups, descending');
  await expectAccessibleInEveryLook(page);
  await save(page, '  Disabled, many groups ');
  await expect(names(page)).toHaveText(['Disabled, many groups']);
  await expect(dialog(page).getByRole('status')).toHaveText('“Disabled, many groups” saved.');
  await expect(field(page)).toHaveValue('');
  await expectAccessibleInEveryLook(page);
  await page.keyboard.press('Escape');
  await expect(button(page)).toBeFocused();
  await expect(button(page)).toHaveText(/Disabled, many groups$/);
  await open(page);
  await expect(count(page)).toHaveText(countText(all.length, all.length));
  await button(page).click();
  await listen(page);
  await list(page).getByRole('button', { name: /^Disabled, many groups/ }).click();
  await expect(dialog(page)).toHaveCount(0);
  expect(queryOf(page)).toBe('?q=example&status=disabled&sort=-groups');
  await expect(count(page)).toHaveText(countText(gone.length, all.length));
  await expect(header(page, 'Groups')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => announced(page)).toContain('View “Disabled, many groups” opened.');
  await page.goBack();
  await expect(count(page)).toHaveText(countText(all.length, all.length));
});

test('renames, deletes and undoes by keyboard; the focus stays nearby', async ({ page }) => {
  await open(page, '?q=otp:off');
  for (const name of ['One', 'Two', 'Three']) {
    await save(page, name);
    await expect(names(page).last()).toHaveText(name);
  }
  await list(page).getByRole('button', { name: 'Rename Two' }).focus();
  await page.keyboard.press('Enter');
  const input = list(page).getByRole('textbox', { name: 'New name of Two' });
  await expect(input).toBeFocused();
  await expect(input).toHaveValue('Two');
  await input.fill('one');
  await page.keyboard.press('Enter');
  await expect(list(page).getByRole('alert')).toHaveText('Another view has this name.');
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await expectAccessibleInEveryLook(page);
  await input.fill('Two and a half');
  await page.keyboard.press('Enter');
  await expect(names(page)).toHaveText(['One', 'Two and a half', 'Three']);
  await expect(list(page).getByRole('button', { name: 'Rename Two and a half' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(list(page).getByRole('textbox', { name: 'New name of Two and a half' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeVisible();
  await expect(list(page).getByRole('button', { name: 'Rename Two and a half' })).toBeFocused();
  await list(page).getByRole('button', { name: 'Delete One' }).focus();
  await page.keyboard.press('Enter');
  await expect(names(page)).toHaveText(['Two and a half', 'Three']);
  await expect(dialog(page).getByRole('button', { name: 'Undo' })).toBeFocused();
  await expect(dialog(page).getByRole('status')).toHaveText('“One” deleted.');
  await page.keyboard.press('Enter');
  await expect(names(page)).toHaveText(['One', 'Two and a half', 'Three']);
  await expect(list(page).getByRole('button', { name: /^One/ })).toBeFocused();
});

test('a name must be visible, short and unique; replacing a view takes a second click', async ({ page }) => {
  await open(page, '?q=first');
  await save(page, 'Mine');
  await expect(names(page)).toHaveText(['Mine']);
  await save(page, '   ');
  await expect(dialog(page).getByRole('alert')).toHaveText('Enter a name.');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  await save(page, 'a\u202Eb');
  await expect(dialog(page).getByRole('alert')).toContainText('invisible characters');
  await save(page, 'x'.repeat(80));
  await expect(names(page)).toHaveText(['Mine', 'x'.repeat(60)]);
  await page.keyboard.press('Escape');
  await search(page).fill('second');
  await save(page, 'MINE');
  await expect(dialog(page).getByRole('alert')).toContainText('Save again to replace it.');
  await expect(list(page)).toContainText('first');
  await dialog(page).getByRole('button', { name: 'Replace' }).click();
  await expect(names(page)).toHaveText(['MINE', 'x'.repeat(60)]);
  await expect(list(page)).toContainText('second');
});

test('stores no user and no credential, and the owner only as a hash; signing out removes everything', async ({ page, context, signIn }) => {
  await open(page);
  await rows(page).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const opened = new URL(page.url()).searchParams.get('user')!;
  await page.keyboard.press('Escape');
  await open(page, `?q=role:admin&user=${encodeURIComponent(opened)}`);
  await page.keyboard.press('Escape');
  await save(page, 'Admins');
  await expect(names(page)).toHaveText(['Admins']);
  const [cookie] = await context.cookies();
  const before = await readStorage(page);
  expect(before).toContain('q=role:admin');
  for (const secret of [cookie!.value, opened, 'admin@', '@']) expect(before).not.toContain(secret);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sign out' }).click();
  // Before that, the response to the sign-out may still end the session that starts below.
  await expect(page.getByText('You are signed out')).toBeVisible();
  expect(await readStorage(page)).not.toContain('role:admin');
  await signIn('admin');
  await open(page);
  await button(page).click();
  await expect(dialog(page)).toContainText('No saved views yet.');
});

test('views belong to one person: whoever signs in after a session has ended sees none of them', async ({ page, context, signIn }) => {
  await open(page, '?q=role:admin');
  await save(page, 'Admins');
  await expect(names(page)).toHaveText(['Admins']);
  await context.clearCookies();
  await signIn('plain');
  await page.goto('/roles');
  await button(page).click();
  await expect(dialog(page)).toContainText('No saved views yet.');
  await context.clearCookies();
  await signIn('admin');
  await open(page);
  await button(page).click();
  await expect(names(page)).toHaveText(['Admins']);
});

test('signing out removes all views even if the server clears nothing', async ({ page, tenant }) => {
  await open(page, '?q=role:admin');
  await save(page, 'Admins');
  await expect(names(page)).toHaveText(['Admins']);
  await page.keyboard.press('Escape');
  await tenant.override({ method: 'POST', path: '/sign-out', status: 503, body: '{}' });
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Signed out' })).toBeVisible();
  expect(await readStorage(page)).toBe('{}');
});

test('explains a full or disabled storage, and loses no saved view', async ({ page }) => {
  await open(page, '?q=one');
  await save(page, 'One');
  await expect(names(page)).toHaveText(['One']);
  await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await save(page, 'Two');
  await expect(dialog(page).getByRole('alert')).toContainText('storage for this site is full');
  await expect(field(page)).toHaveValue('Two');
  await expect(names(page)).toHaveText(['One']);
  await page.addInitScript(() => Object.defineProperty(globalThis, 'localStorage', { get: () => { throw new DOMException('disabled', 'SecurityError'); } }));
  await open(page, '?q=one');
  await button(page).click();
  await expect(dialog(page).getByRole('alert')).toContainText("don't allow this page to store anything");
  await expect(dialog(page).getByRole('button', { name: 'Save view' })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessibleInEveryLook(page);
});

test('two tabs keep each other\'s views; nonsense in the storage is ignored', async ({ page, context }) => {
  await open(page, '?q=one');
  await save(page, 'One');
  const other = await context.newPage();
  await open(other, '?q=two');
  await save(other, 'Two');
  await expect(names(other)).toHaveText(['One', 'Two']);
  await expect(names(page)).toHaveText(['One', 'Two']);
  await save(page, 'Three');
  await expect(names(other)).toHaveText(['One', 'Two', 'Three']);
  await other.close();
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith('rolecall:views:'))!;
    localStorage.setItem(key, `\u0000\n\t\nno tab\nq=<img src=x onerror=alert(1)>&user=a@b.io\t<b>bold</b>\nq=x\t\u202E\n${'y'.repeat(100_000)}\tLong\n`);
  });
  await open(page);
  await button(page).click();
  await expect(names(page)).toHaveText(['<b>bold</b>', 'Long']);
  await list(page).getByRole('button', { name: /^<b>bold/ }).click();
  await expect(search(page)).toHaveValue('<img src=x onerror=alert(1)>');
  expect(new URL(page.url()).searchParams.has('user')).toBe(false);
  await expect(filter(page, 'Status').locator('option:checked')).toHaveText('Any');
});
