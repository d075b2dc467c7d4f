// The change log: what was changed since signing in, by whom, before and after, and as a file.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { admin, nameField, open, role, saveAll, toggleRole, undoButton } from './support/access.ts';
import { expect, test } from './support/test.ts';

const changeLog = (page: Page) => page.getByRole('region', { name: 'Changes since you signed in' });
const entries = (page: Page) => changeLog(page).getByRole('list', { name: 'Changes' }).locator('> li');

async function exported(page: Page, kind: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), changeLog(page).getByRole('button', { name: `Export as ${kind}` }).click()]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^access-changes-\\d{4}-\\d\\d-\\d\\d\\.${kind.toLowerCase()}$`));
  return readFileSync(await download.path(), 'utf8');
}

test('logs who changed what, before and after; survives a reload and exports as CSV and JSON', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/accesses');
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(changeLog(page)).toHaveCount(0);
  await open(page, admin, 3);
  const before = await nameField(page).inputValue();
  await nameField(page).fill('=HYPERLINK("x")');
  await toggleRole(page, role('SSL_R'));
  await saveAll(page);
  await expect(page.getByRole('status')).toContainText('Saved');
  await undoButton(page).click();
  await expect(page.getByRole('status')).toContainText('Change undone');
  await page.goto('/accesses');
  await expect(entries(page)).toHaveCount(2);
  await expect(entries(page).first()).toContainText('Undone');
  await expect(entries(page).last()).toContainText('by Ingrid Halvorsen');
  await expect(entries(page).last()).toContainText('=HYPERLINK');
  await expectAccessibleInEveryLook(page);
  const json = JSON.parse(await exported(page, 'JSON'));
  expect(json).toMatchObject([
    { by: 'Ingrid Halvorsen', user: admin, access: '3', undo: false, before: { name: before, roles: [] }, after: { name: '=HYPERLINK("x")', roles: [role('SSL_R')] } },
    { undo: true, after: { name: before, roles: [] } },
  ]);
  const csv = await exported(page, 'CSV');
  expect(csv.startsWith('\ufeffat,by,user,access,action,before,after\r\n')).toBe(true);
  expect(csv.trim().split('\r\n')).toHaveLength(3);
});

test("doesn't log a failed change, and is empty after signing out", async ({ page, tenant, signIn }) => {
  await signIn('admin');
  await open(page, admin, 3);
  await tenant.override({ method: 'PATCH', path: `/user/v1/users/${admin}/access/3`, status: 422, times: 1 });
  await nameField(page).fill('Refused');
  await saveAll(page);
  await expect(page.getByRole('form').getByRole('alert')).toBeVisible();
  await nameField(page).fill('Accepted');
  await saveAll(page);
  await expect(page.getByRole('status')).toContainText('Saved');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Accesses' }).click();
  await expect(entries(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Signed out' })).toBeVisible();
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('rolecall:')))).toEqual([]);
});
