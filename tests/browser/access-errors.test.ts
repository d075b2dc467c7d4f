// Whatever happens on the way of a save: what was entered stays, the focus is on the sentence, the tenant's log agrees with
// what the page claims, and nothing is sent twice.
import { expectAccessibleInEveryLook } from './support/axe.ts';
import {
  admin, selectedRoles, reviewDialog, expectFocusedError, errorAlert, form, languageField, nameField, open, patches, removeButton, reviewButton, role, rolesField, saveButton, toggleRole, fetchAccess, undoButton,
} from './support/access.ts';
import { definitionOf } from './support/page.ts';
import { api, expect, expectNoMachineText, expectUsable, test } from './support/test.ts';

const one = api.access(admin, 2);
const json = { 'Content-Type': 'application/json' };

test.beforeEach(async ({ signIn }) => signIn('admin'));

/** The input is still there and the dialog is closed. */
async function expectEditsPreserved(page: import('@playwright/test').Page) {
  await expect(nameField(page)).toHaveValue('Entered');
  await expect(selectedRoles(page).filter({ hasText: role('SSL_R') })).toHaveCount(1);
  await expect(reviewDialog(page)).toHaveCount(0);
}

async function enterAndSave(page: import('@playwright/test').Page) {
  await nameField(page).fill('Entered');
  await toggleRole(page, role('SSL_R'));
  await reviewButton(page).click();
  await saveButton(page).click();
}

for (const [status, sentence, headers] of [
  [403, 'You do not have permission', {}],
  [404, 'could not be found', {}],
  [409, 'Someone else changed this', {}],
  [422, 'rejected this request', {}],
  [429, 'Try again in 30 seconds', { 'Retry-After': '30' }],
] as const) {
  test(`a PATCH refused with ${status} keeps the input and focuses the error`, async ({ page, tenant }) => {
    await tenant.override({ method: 'PATCH', path: one, status, headers: { ...json, ...headers }, body: '{"errors":[{"code":"E","message":"Words of the service."}]}' });
    await open(page, admin, 2);
    await enterAndSave(page);
    await expectFocusedError(page, sentence);
    await expect(errorAlert(page)).toContainText('Nothing was changed. Your input is kept.');
    await expectEditsPreserved(page);
    await errorAlert(page).getByText('What the server said').click();
    await expect(errorAlert(page)).toContainText('Words of the service.');
    await expectNoMachineText(page);
    expect(await patches(tenant, admin, 2)).toHaveLength(1);
    if (status === 429) await expectAccessibleInEveryLook(page);
    await tenant.clearOverrides();
    await reviewButton(page).click();
    await saveButton(page).click();
    await expect(page.getByRole('status')).toContainText('Saved');
    expect((await fetchAccess(page, tenant, admin, 2)).name).toBe('Entered');
  });
}

for (const [what, override] of [
  ['500', { status: 500 }], ['503', { status: 503 }], ['504', { status: 504 }], ['a connection that closes', { fault: 'close-before-headers' }],
  ['a reset connection', { fault: 'reset' }],
] as const) {
  test(`after ${what} rereads the access and says that the change was not saved`, async ({ page, tenant }) => {
    await tenant.override({ method: 'PATCH', path: one, ...override });
    await open(page, admin, 2);
    const before = await fetchAccess(page, tenant, admin, 2);
    await enterAndSave(page);
    await expectFocusedError(page, /\w/);
    await expect(errorAlert(page)).toContainText("your changes weren't saved");
    await expectEditsPreserved(page);
    await expectNoMachineText(page);
    expect(await patches(tenant, admin, 2)).toHaveLength(1);
    expect(await fetchAccess(page, tenant, admin, 2)).toEqual(before);
  });
}

for (const fault of ['hang-up-after-write']) {
  test(`a connection cut after the write (${fault}) is reread and reported as saved, with Undo`, async ({ page, tenant }) => {
    await tenant.override({ method: 'PATCH', path: one, fault });
    await open(page, admin, 2);
    await enterAndSave(page);
    await expect(page.getByRole('status')).toContainText('Saved. The response was lost, but we checked', { timeout: 20_000 });
    await expect(nameField(page)).toHaveValue('Entered');
    await expect(errorAlert(page)).toHaveCount(0);
    expect(await patches(tenant, admin, 2)).toHaveLength(1);
    expect((await fetchAccess(page, tenant, admin, 2)).name).toBe('Entered');
    await tenant.clearOverrides();
    await undoButton(page).click();
    await expect(page.getByRole('status')).toContainText('Change undone');
    expect((await fetchAccess(page, tenant, admin, 2)).name).not.toBe('Entered');
  });
}

test('a hanging write times out, and its outcome is verified', async ({ page, tenant }) => {
  await tenant.override({ method: 'PATCH', path: one, fault: 'stall-headers' });
  await open(page, admin, 2);
  await enterAndSave(page);
  await expect(reviewDialog(page)).toContainText('Saving…');
  await reviewDialog(page).getByRole('button', { name: 'Cancel' }).click({ force: true });
  await expect(reviewDialog(page)).toBeVisible();
  await expectAccessibleInEveryLook(page);
  await expectFocusedError(page, 'did not respond in time');
  await expect(errorAlert(page)).toContainText(/We checked/);
  await expectEditsPreserved(page);
  expect(await patches(tenant, admin, 2)).toHaveLength(1);
});

test('says that the outcome is unknown if rereading fails too', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await nameField(page).fill('Entered');
  await toggleRole(page, role('SSL_R'));
  await reviewButton(page).click();
  await tenant.override({ method: 'PATCH', path: one, status: 504, delay_ms: 1_500 });
  await saveButton(page).click();
  await expect.poll(() => patches(tenant, admin, 2)).toHaveLength(1);
  await tenant.override({ method: 'GET', path: api.accessesOf(admin), status: 503 });
  await expectFocusedError(page, 'did not respond in time');
  await expect(errorAlert(page)).toContainText("We couldn't find out whether your changes were saved");
  await expectEditsPreserved(page);
  await tenant.clearOverrides();
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect(page.getByRole('status')).toContainText('Saved');
});

test('sends nothing if the access cannot be reread before the save', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await tenant.override({ method: 'GET', path: api.accessesOf(admin), status: 403 });
  await enterAndSave(page);
  await expectFocusedError(page, 'You do not have permission');
  await expect(errorAlert(page)).toContainText('Nothing was sent.');
  await expectEditsPreserved(page);
  expect(await patches(tenant, admin, 2)).toEqual([]);
});

test('reports an access that was removed meanwhile and sends nothing', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await tenant.override({ method: 'GET', path: api.accessesOf(admin), json_patch: { data: { results: [] } } });
  await enterAndSave(page);
  await expectFocusedError(page, 'no longer exists');
  expect(await patches(tenant, admin, 2)).toEqual([]);
});

test('a session that ends before the save opens one dialog and keeps the input', async ({ page, tenant, signIn }) => {
  await open(page, admin, 2);
  await tenant.expireSessions('admin');
  await enterAndSave(page);
  const ended = page.getByRole('dialog', { name: 'Session ended' });
  await expect(ended).toHaveCount(1);
  await expectAccessibleInEveryLook(page);
  await ended.getByRole('button', { name: 'Stay on this page' }).click();
  await expectFocusedError(page, 'Your session has ended');
  await expectEditsPreserved(page);
  expect(await patches(tenant, admin, 2)).toEqual([]);
  await signIn('admin');
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect(page.getByRole('status')).toContainText('Saved');
});

test('unsaved input survives signing in again and can be discarded', async ({ page, tenant }) => {
  await open(page, admin, 2);
  const before = await fetchAccess(page, tenant, admin, 2);
  await tenant.expireSessions('admin');
  await enterAndSave(page);
  await page.getByRole('dialog', { name: 'Session ended' }).getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await page.getByRole('button', { name: /Ingrid/ }).click();
  await expect(page).toHaveURL(`/users/${admin}/access/2`);
  await expect(form(page).getByText('Your unsaved changes were restored.')).toBeVisible();
  await expectEditsPreserved(page);
  await expectAccessibleInEveryLook(page);
  await form(page).getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(nameField(page)).toHaveValue(before.name);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await page.reload();
  await expect(nameField(page)).toHaveValue(before.name);
  await expect(form(page).getByText('were restored')).toHaveCount(0);
  expect(await patches(tenant, admin, 2)).toEqual([]);
});

test("merges a restored draft with others' changes", async ({ page, tenant }) => {
  await open(page, admin, 2);
  await nameField(page).fill('Entered');
  await tenant.editAccess(2, { language: 'it' });
  await page.reload();
  await expect(nameField(page)).toHaveValue('Entered');
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect(page.getByRole('status')).toContainText('Saved');
  expect(await patches(tenant, admin, 2)).toEqual([{ name: 'Entered' }]);
  expect(await fetchAccess(page, tenant, admin, 2)).toMatchObject({ name: 'Entered', language: 'it' });
});

test('removes drafts on save and sign-out, and hides them from other users', async ({ page, context, signIn }) => {
  const drafts = () => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('rolecall:draft:')).length);
  await open(page, admin, 3);
  await nameField(page).fill('Entered');
  await expect.poll(drafts).toBe(1);
  await context.clearCookies();
  await signIn('otp-on');
  await open(page, admin, 3);
  await expect(nameField(page)).not.toHaveValue('Entered');
  await context.clearCookies();
  await signIn('admin');
  await open(page, admin, 3);
  await expect(nameField(page)).toHaveValue('Entered');
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect(page.getByRole('status')).toContainText('Saved');
  await expect.poll(drafts).toBe(0);
  await nameField(page).fill('Entered again');
  await expect.poll(drafts).toBe(1);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Signed out' })).toBeVisible();
  expect(await drafts()).toBe(0);
});

for (const status of [403, 404]) {
  test(`sends only the filled-in fields if the current values cannot be read (${status})`, async ({ page, tenant }) => {
    await tenant.override({ method: 'GET', path: api.accessesOf(admin), status, headers: json, body: '{"message":"no list here"}' });
    await open(page, admin, 2);
    await expect(page.getByRole('alert')).toContainText('Only the fields you fill in are sent');
    await expect(page.getByRole('switch')).toHaveCount(0);
    await expect(page.getByLabel('Two-factor authentication')).toHaveValue('');
    await expectAccessibleInEveryLook(page);
    await reviewButton(page).click();
    await expect(page.getByRole('status')).toContainText('No changes to save.');
    await toggleRole(page, role('SSL_R'));
    await toggleRole(page, role('SSL_R'));
    await languageField(page).fill('fr');
    await reviewButton(page).click();
    await expect(reviewDialog(page)).toContainText("The current value couldn't be read");
    await saveButton(page).click();
    await expect(page.getByRole('status')).toContainText('Saved');
    await expect(undoButton(page)).toHaveCount(0);
    expect(await patches(tenant, admin, 2)).toEqual([{ language: 'fr' }]);
    // The response contains the access: its values are known from now on.
    await expect(nameField(page)).not.toHaveValue('');
  });
}

test('without the list of roles, roles are read-only and the other fields editable', async ({ page, tenant }) => {
  await tenant.override({ path: api.catalogue, status: 404 });
  await page.goto(`/users/${admin}/access/2`);
  await expect(selectedRoles(page)).toHaveCount(2);
  await expect(rolesField(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(form(page)).toContainText("Roles can't be changed without the list of roles.");
  await expectAccessibleInEveryLook(page);
  await nameField(page).fill('Still possible');
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect(page.getByRole('status')).toContainText('Saved');
  expect(await patches(tenant, admin, 2)).toEqual([{ name: 'Still possible' }]);
  await tenant.clearOverrides();
  await form(page).getByRole('button', { name: 'Try again' }).click();
  await expect(rolesField(page)).not.toHaveAttribute('aria-disabled', 'true');
  await expect(removeButton(page, role('DNS_RW'))).toBeVisible();
});

test('unknown values are never shown as off or empty, and are left alone', async ({ page, tenant }) => {
  await tenant.override({
    path: api.accessesOf(admin),
    json_patch: { data: { results: [{ id: 1, user: admin, type: 'ui_connection', roles: ['A', 7], two_fa_enabled: 'yes', last_login_at: 5, customer_id: null }] } },
  });
  await page.goto(`/users/${admin}/access/1`);
  await expect(page.getByLabel('Two-factor authentication')).toHaveValue('');
  await expect(form(page)).toContainText("We can't tell whether it's on.");
  await expect(form(page)).toContainText("Some of these roles couldn't be read");
  await expect(rolesField(page)).toHaveAttribute('aria-disabled', 'true');
  const facts = page.getByRole('region', { name: 'About this access' });
  await expect(definitionOf(facts, 'Last login')).toContainText('Unreadable');
  await expect(definitionOf(facts, 'Customer')).toContainText('Not reported');
  await expectAccessibleInEveryLook(page);
  await expectUsable(page);
});

test('reports an access that is not in the list, and a list that cannot be read', async ({ page, tenant }) => {
  await page.goto(`/users/${admin}/access/999999`);
  await expect(page.getByRole('heading', { name: 'Access not found' })).toBeVisible();
  await tenant.override({ path: api.accessesOf(admin), body: '{"data":{"results":[5]}}', status: 200, headers: json });
  await page.goto(`/users/${admin}/access/2`);
  await expect(page.getByRole('alert')).toContainText('could not be read');
  await tenant.clearOverrides();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(form(page)).toBeVisible();
});
