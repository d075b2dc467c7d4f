// The comparison of two users: what only one has, what both have, and what is unknown.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { main } from './support/page.ts';
import { rows, open, search, table, users, type User, queryOf } from './support/roles.ts';
import { api, expect, expectNoMachineText, test } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Compare two users' });
const sheet = (page: Page) => dialog(page).getByRole('table');
const name = (user: User) => `${user.first_name} ${user.last_name}`;
/** The cells of a row: the first user, the second user, the result. */
const compareRow = (page: Page, label: string, nth = 0) => sheet(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name: label, exact: true }) }).nth(nth).getByRole('cell');

const twoUsers = (first: User): User[] => {
  const makeUser = (first_name: string, rest: Partial<User>): User => ({ ...first, name: `${first_name}@acme.io`.toLowerCase(), email: `${first_name}@acme.io`.toLowerCase(), first_name, last_name: 'Test', ...rest });
  const grant = (namespace: string, role: string) => ({ namespace, role });
  return [
    makeUser('Ann', { namespace_roles: [grant('prod', 'viewer'), grant('prod', 'editor'), grant('dev', 'admin')], group_names: ['a', 'b'], otp_enabled: true, idm_type: 'SSO', last_login_timestamp: null }),
    makeUser('Bob', { namespace_roles: [grant('prod', 'viewer'), grant('*', 'admin')], group_names: ['b', 'c'], otp_enabled: false, idm_type: 'SSO' }),
    makeUser('Cem', { namespace_roles: undefined, group_names: undefined, otp_enabled: undefined } as never),
  ];
};

test('is enabled for exactly two users, is in the URL, and Back closes it', async ({ page, tenant }) => {
  const all = await users(tenant);
  await open(page);
  const act = main(page).getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Compare' });
  await rows(page).nth(0).getByRole('checkbox').click();
  await expect(act).toHaveAttribute('aria-disabled', 'true');
  await expect(act).toHaveAccessibleDescription('Select exactly two users');
  await act.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await rows(page).nth(2).getByRole('checkbox').click();
  await expect(act).not.toHaveAttribute('aria-disabled');
  await act.click();
  await expect(sheet(page).getByRole('columnheader')).toHaveText([new RegExp(name(all[0]!)), new RegExp(name(all[2]!)), 'Result']);
  await expect(page).toHaveURL(new RegExp(`\\?compare=${all[0]!.name},${all[2]!.name}$`));
  await page.goBack();
  await expect(dialog(page)).toHaveCount(0);
  await expect(act).toBeFocused();
  await page.goForward();
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  expect(queryOf(page)).toBe('');
});

test('compares roles by namespace, groups and account', async ({ page, tenant }) => {
  const [first] = await users(tenant);
  await tenant.override({ path: api.userRoles, json_patch: { items: twoUsers(first!) } });
  await open(page, '?compare=ann@acme.io,bob@acme.io');
  await expect(sheet(page)).toHaveAccessibleName('Comparison of Ann Test and Bob Test');
  await expect(sheet(page).getByRole('rowheader', { name: /^(Roles in|Groups|Account)/ })).toHaveText(['Roles in all namespaces (*)', 'Roles in dev', 'Roles in prod', 'Groups', 'Account']);
  await expect(compareRow(page, 'admin')).toHaveText(['No', 'Yes', 'Only Bob Test']);
  await expect(compareRow(page, 'admin', 1)).toHaveText(['Yes', 'Through all namespaces (*)', 'Same']);
  await expect(compareRow(page, 'editor')).toHaveText(['Yes', 'No', 'Only Ann Test']);
  await expect(compareRow(page, 'viewer')).toHaveText(['Yes', 'Yes', 'Same']);
  await expect(compareRow(page, 'a')).toHaveText(['Yes', 'No', 'Only Ann Test']);
  await expect(compareRow(page, 'b')).toHaveText(['Yes', 'Yes', 'Same']);
  await expect(compareRow(page, 'c')).toHaveText(['No', 'Yes', 'Only Bob Test']);
  await expect(compareRow(page, 'Identity')).toHaveText(['Single sign-on', 'Single sign-on', 'Same']);
  await expect(compareRow(page, 'One-time password')).toHaveText(['On', 'Off', 'Different']);
  await expect(compareRow(page, 'Last login').first()).toHaveText('Never signed in');
  await expect(dialog(page)).toContainText("Roles inherited from groups aren't included.");
  await expectAccessibleInEveryLook(page);
  const summary = dialog(page).getByText(/^\d+ differences\.$/);
  const countRows = () => sheet(page).locator('tbody tr:visible td.compare-verdict').count();
  const before = await countRows();
  const button = dialog(page).getByRole('button', { name: 'Differences only' });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(sheet(page).getByText('viewer')).toBeHidden();
  expect(await countRows()).toBeLessThan(before);
  expect(Number(/\d+/.exec((await summary.textContent())!)![0])).toBe(await countRows());
});

test('what the response lacks is unknown, never a difference', async ({ page, tenant }) => {
  const [first] = await users(tenant);
  await tenant.override({ path: api.userRoles, json_patch: { items: twoUsers(first!) } });
  await open(page, '?compare=ann@acme.io,cem@acme.io');
  await expect(compareRow(page, 'viewer')).toHaveText(['Yes', 'Unknown', 'Unknown']);
  await expect(compareRow(page, 'a')).toHaveText(['Yes', 'Unknown', 'Unknown']);
  await expect(compareRow(page, 'One-time password')).toHaveText(['On', 'Unknown', 'Unknown']);
  await expect(sheet(page)).not.toContainText(/Only|\bNo\b/);
  await expect(dialog(page)).toContainText(/\d+ rows can't be compared\./);
  await expectNoMachineText(page);
});

test('says who is not in the list, and the page still works', async ({ page, tenant }) => {
  const all = await users(tenant);
  await open(page, `?compare=${encodeURIComponent(all[0]!.name)},nobody@acme.io`);
  await expect(dialog(page)).toContainText("nobody@acme.io isn't in the list.");
  await expectAccessibleInEveryLook(page);
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await search(page).fill(all[1]!.email);
  await expect(table(page)).toHaveAttribute('aria-rowcount', '2');
});
