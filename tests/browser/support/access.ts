// Locators and steps shared by the tests of an access's page.
import type { Page } from '@playwright/test';
import { api, expect } from './test.ts';
import type { Tenant } from './tenant.ts';

export { expectFocusNotLost } from './page.ts';

export const admin = '00000000-0000-4000-8000-000000000001';
export const sso = '00000000-0000-4000-8000-000000000010';
export const role = (end: string) => `CLIENTNMS_WEBSERVICE_${end}`;

export const form = (page: Page) => page.getByRole('form', { name: 'Edit access' });
export const reviewDialog = (page: Page) => page.getByRole('dialog', { name: 'Review changes' });
export const reviewButton = (page: Page) => form(page).getByRole('button', { name: 'Review changes' });
export const saveButton = (page: Page) => reviewDialog(page).getByRole('button', { name: 'Save changes' });
export const undoButton = (page: Page) => page.getByRole('status').getByRole('button', { name: 'Undo' });
export const rolesField = (page: Page) => page.getByRole('combobox', { name: 'Roles' });
export const selectedRoles = (page: Page) => page.getByRole('list', { name: 'Roles selected' }).getByRole('listitem');
export const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name' });
export const languageField = (page: Page) => page.getByRole('textbox', { name: 'Language' });
export const twoFactorSwitch = (page: Page) => page.getByRole('switch', { name: 'Two-factor authentication' });
export const errorAlert = (page: Page) => form(page).getByRole('alert');
export const removeButton = (page: Page, id: string) => page.getByRole('button', { name: `Remove ${id}`, exact: true });

/** Opens an access and waits until it's editable. */
export async function open(page: Page, user: string, id: number): Promise<void> {
  await page.goto(`/users/${user}/access/${id}`);
  await expect(form(page)).toBeVisible();
  await expect(rolesField(page)).not.toHaveAttribute('aria-disabled', 'true');
}

/** Adds or removes a role through the combobox. */
export async function toggleRole(page: Page, id: string): Promise<void> {
  await rolesField(page).fill(id);
  await page.getByRole('option').filter({ has: page.getByText(id, { exact: true }) }).click();
  await rolesField(page).press('Escape');
}

/** Reviews and saves, then waits for the dialog to close. */
export async function saveAll(page: Page): Promise<void> {
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect(reviewDialog(page)).toHaveCount(0, { timeout: 20_000 });
}

/** The bodies of all PATCH requests for one access, in order. */
export async function patches(tenant: Tenant, user: string, id: number): Promise<any[]> {
  const calls = await tenant.calls('PATCH', api.access(user, id));
  return calls.map((call) => (typeof call.body === 'string' ? JSON.parse(call.body) : call.body));
}

/** The access as the tenant has it, fetched without the app. */
export async function fetchAccess(page: Page, tenant: Tenant, user: string, id: number): Promise<any> {
  const response = await page.context().request.get(`${tenant.url}${api.accessesOf(user)}`);
  return (await response.json()).data.results.find((access: any) => access.id === id);
}

/** Waits for an error message and expects it to have the focus. */
export async function expectFocusedError(page: Page, sentence: string | RegExp): Promise<void> {
  await expect(errorAlert(page)).toContainText(sentence, { timeout: 20_000 });
  await expect(errorAlert(page).locator('p').first()).toBeFocused();
}
