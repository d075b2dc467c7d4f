// The dialog "Filters": several values of one filter, included or excluded, by keyboard; counts within the current search; exact grants.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { main } from './support/page.ts';
import { search, count, filter, countText, open, users, queryOf, formatNumber, type User } from './support/roles.ts';
import { api, expect, test } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Filters' });
const openAll = (page: Page) => main(page).getByRole('button', { name: /^All filters/ });
const radioGroup = (page: Page, name: string) => dialog(page).getByRole('radiogroup', { name });
const option = (page: Page, name: string, word: string) => radioGroup(page, name).getByRole('radio', { name: word, exact: true });
const remaining = (page: Page) => dialog(page).getByRole('status');
const holds = (user: User, role: string) => user.namespace_roles.some((grant) => grant.role === role);

test('selects several values of one filter, keyboard only: any of the included, none of the excluded', async ({ page, tenant }) => {
  const all = await users(tenant);
  const sso = all.filter((user) => user.idm_type === 'SSO').length;
  await open(page);
  await openAll(page).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  const local = all.filter((user) => user.idm_type === 'VOLTERRA_MANAGED').length;
  await expect(option(page, `Single sign-on, ${sso} users`, 'Any')).toBeChecked();
  await option(page, `Single sign-on, ${sso} users`, 'Any').focus();
  await page.keyboard.press('ArrowRight');
  await expect(option(page, 'Single sign-on', 'Include')).toBeChecked();
  await expect(option(page, 'Single sign-on', 'Include')).toBeFocused();
  await expect(remaining(page)).toHaveText(countText(sso, all.length));
  await option(page, 'Local', 'Any').focus();
  await page.keyboard.press('ArrowRight');
  await expect(remaining(page)).toHaveText(countText(sso + local, all.length));
  // The number beside a value is what that value alone would leave, whatever else is selected in its filter.
  await expect(radioGroup(page, `Local, ${local} users`)).toHaveCount(1);
  await option(page, 'ves-io-monitor-role', 'Exclude').check();
  const oracle = all.filter((user) => ['SSO', 'VOLTERRA_MANAGED'].includes(user.idm_type) && !holds(user, 'ves-io-monitor-role'));
  await expect(remaining(page)).toHaveText(countText(oracle.length, all.length));
  await expectAccessibleInEveryLook(page);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(openAll(page)).toBeFocused();
  await expect(openAll(page)).toHaveText(/3$/);
  await expect(page).toHaveURL(/\?role=!ves-io-monitor-role&identity=SSO&identity=VOLTERRA_MANAGED$/);
  await expect(filter(page, 'Identity').locator('option:checked')).toHaveText('2 selected');
  const chips = main(page).getByRole('list', { name: 'Filters with several values' });
  await expect(chips.getByRole('button')).toHaveCount(2);
  await expectAccessibleInEveryLook(page);
  await chips.getByRole('button', { name: 'Remove Identity: Local' }).click();
  await expect(count(page)).toHaveText(countText(all.filter((user) => user.idm_type === 'SSO' && !holds(user, 'ves-io-monitor-role')).length, all.length));
  await expect(search(page)).toBeFocused();
  await page.goBack();
  await expect(count(page)).toHaveText(countText(oracle.length, all.length));
});

test('counts within the search and the other filters', async ({ page, tenant }) => {
  const all = await users(tenant);
  await open(page, '?q=example&otp=on');
  const some = all.filter((user) => JSON.stringify(user).includes('example') && user.otp_enabled);
  await openAll(page).click();
  const roles = [...new Set(all.flatMap((user) => user.namespace_roles.map((grant) => grant.role)))];
  for (const role of roles.slice(0, 12)) {
    const n = some.filter((user) => holds(user, role)).length;
    await expect(radioGroup(page, `${role}, ${formatNumber(n)} ${n === 1 ? 'user' : 'users'}`).first()).toBeVisible();
  }
  const off = all.filter((user) => JSON.stringify(user).includes('example') && !user.otp_enabled).length;
  await expect(radioGroup(page, `Off, ${off} users`)).toHaveCount(1);
});

test('finds a value among many by typing, and clears all filters at once', async ({ page, tenant }) => {
  const [first] = await users(tenant);
  const items = Array.from({ length: 250 }, (_, n) => ({ ...first, name: `u${n}@example.com`, email: `u${n}@example.com`, namespace_roles: [{ namespace: 'prod', role: `role-${String(n).padStart(3, '0')}` }] }));
  await tenant.override({ path: api.userRoles, json_patch: { items } });
  await open(page);
  await openAll(page).click();
  await expect(dialog(page).getByText('150 more. Type to find them.')).toBeVisible();
  await dialog(page).getByRole('searchbox', { name: 'Find a role' }).fill('-249');
  await option(page, 'role-249, 1 user', 'Include').check();
  await expect(remaining(page)).toHaveText(countText(1, 250));
  await dialog(page).getByRole('searchbox', { name: 'Find a role' }).fill('-248');
  await option(page, 'role-248, 1 user', 'Include').check();
  await expect(remaining(page)).toHaveText(countText(2, 250));
  await dialog(page).getByRole('button', { name: 'Clear all' }).click();
  await expect(remaining(page)).toHaveText(countText(250, 250));
  await expect(option(page, 'role-248, 1 user', 'Any')).toBeChecked();
  expect(queryOf(page)).toBe('');
});

test('a cell of the matrix filters by the exact grant, not by names that contain it', async ({ page, tenant }) => {
  const [first] = await users(tenant);
  const makeUser = (n: number, ...grants: [string, string][]) => ({ ...first, name: `u${n}@example.com`, email: `u${n}@example.com`, namespace_roles: grants.map(([role, namespace]) => ({ role, namespace })) });
  const items = [makeUser(0, ['admin', 'prod']), makeUser(1, ['admin-read', 'prod']), makeUser(2, ['admin', 'prod-eu']), makeUser(3, ['admin', 'dev'], ['reader', 'prod']), makeUser(4, ['dev ops', '*'])];
  await tenant.override({ path: api.userRoles, json_patch: { items } });
  await open(page, '?show=matrix');
  await page.getByRole('table', { name: 'Users by namespace and role' }).getByRole('button', { name: 'admin in prod: 1 user' }).click();
  await expect(search(page)).toHaveValue('grant:=admin@prod');
  await expect(count(page)).toHaveText(countText(1, 5));
  await page.goBack();
  await page.getByRole('table', { name: 'Users by namespace and role' }).getByRole('button', { name: 'dev ops in All namespaces (*): 1 user' }).click();
  await expect(search(page)).toHaveValue('grant:"=dev ops@*"');
  await expect(count(page)).toHaveText(countText(1, 5));
  // Typing completes it.
  await search(page).fill('');
  await search(page).pressSequentially('grant:ops');
  await main(page).getByRole('list', { name: 'Suggestions' }).getByRole('button').first().click();
  await expect(search(page)).toHaveValue('grant:"=dev ops@*" ');
  await expect(count(page)).toHaveText(countText(1, 5));
});
