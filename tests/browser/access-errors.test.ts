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

/** What was entered is still there. */
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
  test(`a PATCH refused with ${status} keeps what was entered and puts the focus on the sentence`, async ({ page, tenant }) => {
    await tenant.override({ method: 'PATCH', path: one, status, headers: { ...json, ...headers }, body: '{"errors":[{"code":"E","message":"Words of the service."}]}' });
    await open(page, admin, 2);
    await enterAndSave(page);
    await expectFocusedError(page, sentence);
    await expect(errorAlert(page)).toContainText('Nothing was changed. What you entered is still here.');
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
  test(`after ${what} the access is read back, and it is told that the change is not there`, async ({ page, tenant }) => {
    await tenant.override({ method: 'PATCH', path: one, ...override });
    await open(page, admin, 2);
    const before = await fetchAccess(page, tenant, admin, 2);
    await enterAndSave(page);
    await expectFocusedError(page, /\w/);
    await expect(errorAlert(page)).toContainText('the service does not have your changes now');
    await expectEditsPreserved(page);
    await expectNoMachineText(page);
    expect(await patches(tenant, admin, 2)).toHaveLength(1);
    expect(await fetchAccess(page, tenant, admin, 2)).toEqual(before);
  });
}

for (const fault of ['hang-up-after-write']) {
  test(`a connection cut after the write (${fault}) is read back and told as saved, with Undo`, async ({ page, tenant }) => {
    await tenant.override({ method: 'PATCH', path: one, fault });
    await open(page, admin, 2);
    await enterAndSave(page);
    await expect(page.getByRole('status')).toContainText('Saved. The answer was lost on the way, but we looked again', { timeout: 20_000 });
    await expect(nameField(page)).toHaveValue('Entered');
    await expect(errorAlert(page)).toHaveCount(0);
    expect(await patches(tenant, admin, 2)).toHaveLength(1);
    expect((await fetchAccess(page, tenant, admin, 2)).name).toBe('Entered');
    await tenant.clearOverrides();
    await undoButton(page).click();
    await expect(page.getByRole('status')).toContainText('Undone');
    expect((await fetchAccess(page, tenant, admin, 2)).name).not.toBe('Entered');
  });
}

test('a write that hangs ends at its deadline, and what came of it is found out', async ({ page, tenant }) => {
  await tenant.override({ method: 'PATCH', path: one, fault: 'stall-headers' });
  await open(page, admin, 2);
  await enterAndSave(page);
  await expect(reviewDialog(page)).toContainText('Saving.');
  await reviewDialog(page).getByRole('button', { name: 'Cancel' }).click({ force: true });
  await expect(reviewDialog(page)).toBeVisible();
  await expectAccessibleInEveryLook(page);
  await expectFocusedError(page, 'did not respond in time');
  await expect(errorAlert(page)).toContainText(/We looked again/);
  await expectEditsPreserved(page);
  expect(await patches(tenant, admin, 2)).toHaveLength(1);
});

test('when nothing can be read back either, it is said that the outcome is not known', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await nameField(page).fill('Entered');
  await toggleRole(page, role('SSL_R'));
  await reviewButton(page).click();
  await tenant.override({ method: 'PATCH', path: one, status: 504, delay_ms: 1_500 });
  await saveButton(page).click();
  await expect.poll(() => patches(tenant, admin, 2)).toHaveLength(1);
  await tenant.override({ method: 'GET', path: api.accessesOf(admin), status: 503 });
  await expectFocusedError(page, 'did not respond in time');
  await expect(errorAlert(page)).toContainText('It is not known whether your changes were saved');
  await expectEditsPreserved(page);
  await tenant.clearOverrides();
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect(page.getByRole('status')).toContainText('Saved');
});

test('when the access cannot be read again before the save, nothing is sent', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await tenant.override({ method: 'GET', path: api.accessesOf(admin), status: 403 });
  await enterAndSave(page);
  await expectFocusedError(page, 'You do not have permission');
  await expect(errorAlert(page)).toContainText('Nothing was sent.');
  await expectEditsPreserved(page);
  expect(await patches(tenant, admin, 2)).toEqual([]);
});

test('an access that was removed meanwhile is told, and nothing is sent', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await tenant.override({ method: 'GET', path: api.accessesOf(admin), json_patch: { data: { results: [] } } });
  await enterAndSave(page);
  await expectFocusedError(page, 'no longer there');
  expect(await patches(tenant, admin, 2)).toEqual([]);
});

test('a session that ends before the save opens the one dialog, and everything typed stays', async ({ page, tenant, signIn }) => {
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

test('what was typed survives the way over the sign-in page and back, and can be discarded', async ({ page, tenant }) => {
  await open(page, admin, 2);
  const before = await fetchAccess(page, tenant, admin, 2);
  await tenant.expireSessions('admin');
  await enterAndSave(page);
  await page.getByRole('dialog', { name: 'Session ended' }).getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await page.getByRole('button', { name: /Ingrid/ }).click();
  await expect(page).toHaveURL(`/users/${admin}/access/2`);
  await expect(form(page).getByText('Your unsaved changes from before are here.')).toBeVisible();
  await expectEditsPreserved(page);
  await expectAccessibleInEveryLook(page);
  await form(page).getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(nameField(page)).toHaveValue(before.name);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await page.reload();
  await expect(nameField(page)).toHaveValue(before.name);
  await expect(form(page).getByText('from before')).toHaveCount(0);
  expect(await patches(tenant, admin, 2)).toEqual([]);
});

test('a draft that comes back is merged with what others did meanwhile', async ({ page, tenant }) => {
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

test('drafts are gone after a save and after signing out, and nobody else sees them', async ({ page, context, signIn }) => {
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
  test(`where the present values cannot be read (${status}), that is said and only what is filled in is sent`, async ({ page, tenant }) => {
    await tenant.override({ method: 'GET', path: api.accessesOf(admin), status, headers: json, body: '{"message":"no list here"}' });
    await open(page, admin, 2);
    await expect(page.getByRole('alert')).toContainText('only what you fill in is sent');
    await expect(page.getByRole('switch')).toHaveCount(0);
    await expect(page.getByLabel('Two-factor authentication')).toHaveValue('');
    await expectAccessibleInEveryLook(page);
    await reviewButton(page).click();
    await expect(page.getByRole('status')).toContainText('Nothing has been changed');
    await toggleRole(page, role('SSL_R'));
    await toggleRole(page, role('SSL_R'));
    await languageField(page).fill('fr');
    await reviewButton(page).click();
    await expect(reviewDialog(page)).toContainText('The present value could not be read');
    await saveButton(page).click();
    await expect(page.getByRole('status')).toContainText('Saved');
    await expect(undoButton(page)).toHaveCount(0);
    expect(await patches(tenant, admin, 2)).toEqual([{ language: 'fr' }]);
    // The answer has told what the access is: from now on it is known.
    await expect(nameField(page)).not.toHaveValue('');
  });
}

test('without the list of roles they are shown and stay as they are, and the rest can be changed', async ({ page, tenant }) => {
  await tenant.override({ path: api.catalogue, status: 404 });
  await page.goto(`/users/${admin}/access/2`);
  await expect(selectedRoles(page)).toHaveCount(2);
  await expect(rolesField(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(form(page)).toContainText('Without the list of roles they cannot be changed.');
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

test('values that are not known are never shown as off or empty, and are left alone', async ({ page, tenant }) => {
  await tenant.override({
    path: api.accessesOf(admin),
    json_patch: { data: { results: [{ id: 1, user: admin, type: 'ui_connection', roles: ['A', 7], two_fa_enabled: 'yes', last_login_at: 5, customer_id: null }] } },
  });
  await page.goto(`/users/${admin}/access/1`);
  await expect(page.getByLabel('Two-factor authentication')).toHaveValue('');
  await expect(form(page)).toContainText('Whether it is on is not known.');
  await expect(form(page)).toContainText('Some of these roles could not be read');
  await expect(rolesField(page)).toHaveAttribute('aria-disabled', 'true');
  const facts = page.getByRole('region', { name: 'About this access' });
  await expect(definitionOf(facts, 'Last login')).toContainText('Unreadable');
  await expect(definitionOf(facts, 'Customer')).toContainText('Not reported');
  await expectAccessibleInEveryLook(page);
  await expectUsable(page);
});

test('an access that is not in the list of its user is told, and so is a list that cannot be read', async ({ page, tenant }) => {
  await page.goto(`/users/${admin}/access/999999`);
  await expect(page.getByRole('heading', { name: 'This user has no access with this number' })).toBeVisible();
  await tenant.override({ path: api.accessesOf(admin), body: '{"data":{"results":[5]}}', status: 200, headers: json });
  await page.goto(`/users/${admin}/access/2`);
  await expect(page.getByRole('alert')).toContainText('could not be read');
  await tenant.clearOverrides();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(form(page)).toBeVisible();
});
