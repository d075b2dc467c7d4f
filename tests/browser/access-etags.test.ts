// A service with entity tags: whoever is faster, even between the last read and the write, is never overwritten unseen (P14).
import type { Page, Request } from '@playwright/test';
import { admin, errorAlert, fetchAccess, languageField, nameField, open, patches, reviewButton, reviewDialog, role, saveAll, saveButton, toggleRole, undoButton } from './support/access.ts';
import { checkbox, expectComplete } from './support/accesses.ts';
import { open as openSettings, otp } from './support/settings.ts';
import { api, expect, test } from './support/test.ts';
import type { Tenant } from './support/tenant.ts';

test.beforeEach(async ({ signIn, tenant }) => {
  await signIn('admin');
  await tenant.etags(true);
});

/** Runs `act` once, just before the first such request reaches the tenant. Returns what all of them carry in If-Match. */
async function inTheGap(page: Page, method: string, path: string, act: () => Promise<unknown>) {
  const conditions: (string | undefined)[] = [];
  await page.route((url) => url.pathname === path, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    conditions.push(route.request().headers()['if-match']);
    if (conditions.length === 1) await act();
    return route.fallback();
  });
  return conditions;
}

const access3 = api.access(admin, 3);
const statuses = async (tenant: Tenant, method: string, path: string) => (await tenant.calls(method, path)).map((call) => call.status);

test('a change of the same field between re-reading and writing is shown as a conflict', async ({ page, tenant }) => {
  await open(page, admin, 3);
  const conditions = await inTheGap(page, 'PATCH', access3, () => tenant.editAccess(3, { name: 'Theirs' }));
  await nameField(page).fill('Mine');
  await reviewButton(page).click();
  await saveButton(page).click();
  const conflict = reviewDialog(page).getByRole('group', { name: 'Name' });
  await expect(conflict).toContainText('TheirsTheirs');
  expect((await fetchAccess(page, tenant, admin, 3)).name).toBe('Theirs');
  await conflict.getByRole('radio', { name: 'Yours' }).check();
  await saveButton(page).click();
  await expect(page.getByRole('status')).toContainText('Saved.');
  expect((await fetchAccess(page, tenant, admin, 3)).name).toBe('Mine');
  expect(await statuses(tenant, 'PATCH', access3)).toEqual([412, 200]);
  expect(new Set(conditions).size).toBe(2);
});

test('a change of another field between re-reading and writing is kept and said', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await inTheGap(page, 'PATCH', api.access(admin, 2), () => tenant.editAccess(2, { language: 'it' }));
  await nameField(page).fill('Mine');
  await saveAll(page);
  await expect(page.getByRole('status')).toContainText('Saved. Someone else had changed this access in the meantime; their changes were kept.');
  await expect(languageField(page)).toHaveValue('it');
  expect(await fetchAccess(page, tenant, admin, 2)).toMatchObject({ name: 'Mine', language: 'it' });
  expect(await patches(tenant, admin, 2)).toEqual([{ name: 'Mine' }, { name: 'Mine' }]);
});

test('roles that someone grants between re-reading and writing are not taken away again', async ({ page, tenant }) => {
  await open(page, admin, 3);
  const before: string[] = (await fetchAccess(page, tenant, admin, 3)).roles;
  await inTheGap(page, 'PATCH', access3, () => tenant.editAccess(3, { roles: [...before, role('EVENT_R')] }));
  await toggleRole(page, role('SSL_R'));
  await saveAll(page);
  expect((await fetchAccess(page, tenant, admin, 3)).roles.sort()).toEqual([...before, role('EVENT_R'), role('SSL_R')].sort());
});

test('Undo does not overwrite a change between re-reading and writing', async ({ page, tenant }) => {
  await open(page, admin, 3);
  await nameField(page).fill('Mine');
  await saveAll(page);
  await inTheGap(page, 'PATCH', access3, () => tenant.editAccess(3, { name: 'Theirs' }));
  await undoButton(page).click();
  await expect(page.getByRole('status')).toContainText("Couldn't undo: someone else has since changed Name.");
  expect((await fetchAccess(page, tenant, admin, 3)).name).toBe('Theirs');
});

test('a weak tag, which can never match, is not sent', async ({ page, tenant }) => {
  await tenant.override({ method: 'GET', path: api.accessesOf(admin), headers: { ETag: 'W/"1"' } });
  await open(page, admin, 3);
  const conditions = await inTheGap(page, 'PATCH', access3, async () => {});
  await nameField(page).fill('Mine');
  await saveAll(page);
  await expect(page.getByRole('status')).toContainText('Saved.');
  expect(conditions).toEqual([undefined]);
});

test("a gateway's own tag, which the service refuses for ever, does not keep anybody from saving", async ({ page, tenant }) => {
  await tenant.override({ method: 'GET', path: api.accessesOf(admin), headers: { ETag: '"gateway"' } });
  await open(page, admin, 3);
  const conditions = await inTheGap(page, 'PATCH', access3, async () => {});
  await nameField(page).fill('Mine');
  await saveAll(page);
  await expect(page.getByRole('status')).toContainText('Saved.');
  expect(conditions).toEqual(['"gateway"', undefined]);
});

test('a 412 without any tag is sent once: a conflict is shown if there is one, otherwise the error', async ({ page, tenant }) => {
  await tenant.etags(false);
  await open(page, admin, 3);
  await tenant.override({ method: 'PATCH', path: access3, status: 412 });
  await nameField(page).fill('Mine');
  await saveAll(page);
  await expect(errorAlert(page)).toContainText('Someone else changed this');
  await expect(nameField(page)).toHaveValue('Mine');
  expect(await patches(tenant, admin, 3)).toHaveLength(1);
  await inTheGap(page, 'PATCH', access3, () => tenant.editAccess(3, { name: 'Theirs' }));
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect(reviewDialog(page).getByRole('group', { name: 'Name' })).toContainText('TheirsTheirs');
  expect(await patches(tenant, admin, 3)).toHaveLength(2);
});

test('several accesses of one user, which share a tag, are all saved', async ({ page, tenant }) => {
  await page.goto('/accesses');
  await expectComplete(page);
  for (const id of [1, 2, 3]) await checkbox(page, id).check();
  const panel = page.getByRole('region', { name: 'Change several accesses' });
  const toAdd = page.getByRole('combobox', { name: 'Roles to add' });
  await toAdd.fill(role('SSL_R'));
  await panel.getByRole('option').filter({ has: page.getByText(role('SSL_R'), { exact: true }) }).click();
  await toAdd.press('Escape');
  await panel.getByRole('button', { name: 'Review changes' }).click();
  await reviewDialog(page).getByRole('button', { name: 'Save changes' }).click();
  await expect(panel).toContainText('3 of 3 saved.');
  for (const id of [1, 2, 3]) expect((await fetchAccess(page, tenant, admin, id)).roles).toContain(role('SSL_R'));
});

test('the full PUT of the settings takes nothing back that changed since it was read', async ({ page, tenant }) => {
  await openSettings(page);
  await otp(page).getByRole('switch').click();
  const picture = 'iVBORw0KGgo=';
  const sent: Request[] = [];
  page.on('request', (request) => request.method() === 'PUT' && sent.push(request));
  await inTheGap(page, 'PUT', api.settings, () => tenant.editSettings('admin', { image: picture }));
  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(otp(page)).toContainText(/The one-time password is (being turned )?off/);
  expect(sent.map((request) => request.postDataJSON().image === picture)).toEqual([false, true]);
  const settings = await (await page.context().request.get(`${tenant.url}${api.settings}`)).json();
  expect(settings).toMatchObject({ image: picture, otp_enabled: false });
});
