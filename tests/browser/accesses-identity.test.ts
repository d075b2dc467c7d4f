// The list may give one number to two accesses of a user, each for a customer of its own: two rows that are never taken for one another,
// and nothing is sent where the service could change the wrong one.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { admin, form } from './support/access.ts';
import { checkbox, count, grid, row, rows } from './support/accesses.ts';
import { definitionOf, main } from './support/page.ts';
import { api, expect, test } from './support/test.ts';
import type { Tenant } from './support/tenant.ts';

const user = '00000000-0000-4000-8000-0000000000b2';
const access = (id: number, customer_id: unknown, more: object = {}) => ({
  id, user, type: 'api_connection', customer_id, roles: [`ROLE_${customer_id}`], last_login_at: null, created_at: '2023-01-01T00:00:00+00:00',
  created_by: { id: admin, firstname: 'A', lastname: 'B' }, language: 'en', name: `of ${customer_id}`, ...more,
});
const twice = [access(433515, 1234), access(433515, 1235), access(7, 1234)];
const serve = (tenant: Tenant, path: string, results: unknown[], total = results.length) =>
  tenant.override({ method: 'GET', path, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ message: 'OK', data: { total, limit: 3, offset: 0, results } }) });
const boxOf = (page: Page, customer: number) => page.getByRole('checkbox', { name: `Select access 433515 of customer ${customer}` });
const panel = (page: Page) => page.getByRole('region', { name: 'Change several accesses' });

test.beforeEach(async ({ signIn }) => signIn('admin'));

test('a number that is given twice: each row has its own tick, and the page says so', async ({ page, tenant }) => {
  await serve(tenant, `${api.accesses}*`, twice);
  await page.goto('/accesses');
  await expect(count(page)).toHaveText('3 of 3 accesses');
  await expect(main(page)).toContainText(`The list gives the number of 1 access twice: access 433515 of user ${user} for customer 1234; access 433515 of user ${user} for customer 1235.`);
  await boxOf(page, 1235).check();
  await expect(boxOf(page, 1234)).not.toBeChecked();
  await expect(panel(page)).toContainText('1 access selected');
  await expect(panel(page)).toContainText('1 of them is left out');
  await checkbox(page, 7).check();
  await boxOf(page, 1234).check();
  await expect(panel(page)).toContainText('3 accesses selected');
  await expect(panel(page)).toContainText('2 of them are left out');
  await expectAccessibleInEveryLook(page);
});

test('a change to several accesses leaves them out', async ({ page, tenant }) => {
  await serve(tenant, `${api.accesses}*`, twice);
  await page.goto('/accesses');
  await boxOf(page, 1234).check();
  await boxOf(page, 1235).check();
  await panel(page).getByRole('textbox', { name: 'Language' }).fill('fr');
  await expect(panel(page).getByRole('button', { name: 'Review changes' })).toHaveAttribute('aria-disabled', 'true');
  await checkbox(page, 7).check();
  await panel(page).getByRole('button', { name: 'Review changes' }).click();
  const review = page.getByRole('dialog', { name: 'Review changes' });
  await expect(review).toContainText('Access 7 of user');
  await expect(review).not.toContainText('433515');
});

test('each row opens its own access, and the page says why nothing is saved', async ({ page, tenant }) => {
  await serve(tenant, `${api.accesses}*`, twice);
  await serve(tenant, api.accessesOf(user), twice);
  for (const [place, customer, other] of [[1, 1234, 1235], [2, 1235, 1234]] as const) {
    await page.goto('/accesses');
    await row(page, place).getByRole('link').click();
    await expect(page).toHaveURL(`/users/${user}/access/433515?customer=${customer}`);
    await expect(form(page).getByRole('textbox', { name: 'Name' })).toHaveValue(`of ${customer}`);
    await expect(definitionOf(main(page), 'Customer')).toHaveText(String(customer));
    await expect(main(page)).toContainText(`also for customer ${other}`);
    await page.reload();
    await expect(form(page).getByRole('textbox', { name: 'Name' })).toHaveValue(`of ${customer}`);
  }
  await form(page).getByRole('textbox', { name: 'Name' }).fill('New');
  await form(page).getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await expect(form(page).getByRole('alert')).toContainText('the service could change another one');
  expect((await tenant.log()).filter((call) => call.method === 'PATCH')).toEqual([]);
  await expectAccessibleInEveryLook(page);
});

test('where the own list has one of the two, the page says that this is the one the service will change', async ({ page, tenant }) => {
  await serve(tenant, api.accessesOf(user), [twice[0]]);
  await page.goto(`/users/${user}/access/433515?customer=1235`);
  await expect(main(page)).toContainText("access 433515 isn't of customer 1235 but of customer 1234. That is the one the service will change under this number.");
  await main(page).getByRole('link', { name: 'Access 433515 of customer 1234' }).click();
  await expect(form(page).getByRole('textbox', { name: 'Name' })).toHaveValue('of 1234');
});

test('a link without a customer lets one choose', async ({ page, tenant }) => {
  await serve(tenant, api.accessesOf(user), twice);
  await page.goto(`/users/${user}/access/433515`);
  await expect(page.getByRole('heading', { level: 2, name: 'Which access?' })).toBeVisible();
  await expectAccessibleInEveryLook(page);
  await main(page).getByRole('link', { name: 'Access 433515 of customer 1235' }).click();
  await expect(form(page).getByRole('textbox', { name: 'Name' })).toHaveValue('of 1235');
});

test('a service that ignores the offset: three accesses are three rows, and the page says that others may be missing', async ({ page, tenant }) => {
  await serve(tenant, `${api.accesses}*`, [access(1, 1234), access(2, 1234), access(3, 1234)], 9);
  await page.goto('/accesses');
  await expect(main(page).getByRole('alert')).toContainText('The service lists accesses again instead of the others, so this list may lack some.');
  await expect(rows(page)).toHaveCount(3);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '4');
  await expect(count(page)).toContainText('3 of 3 accesses');
});
