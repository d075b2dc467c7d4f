// What the app leaves in the browser: nothing before somebody does something that has to be kept, and no key that names anybody.
import type { Page } from '@playwright/test';
import { admin, form, languageField, nameField, open as openAccess, reviewButton, reviewDialog, saveAll, toggleRole, role, twoFactorSwitch, sso } from './support/access.ts';
import { checkbox, expectComplete } from './support/accesses.ts';
import { expectLoaded, main } from './support/page.ts';
import { notifications, open as openSettings, cropDialog, selectImage } from './support/settings.ts';
import { png } from './support/picture.ts';
import { api, expect, test } from './support/test.ts';

/** Everything that is stored. */
const stored = (page: Page) => page.evaluate(() => ({ ...localStorage, ...sessionStorage }) as Record<string, string>);
const keys = async (page: Page) => Object.keys(await stored(page));

test.beforeEach(async ({ signIn }) => signIn('admin'));

/** Expects keys that tell nothing: names of features and hexadecimal digits. */
async function expectOpaqueKeys(page: Page): Promise<void> {
  const me = await (await page.context().request.get(api.whoami)).json();
  const found = await keys(page);
  expect(found.length).toBeGreaterThan(0);
  for (const key of found) {
    expect(key).toMatch(/^rolecall:[a-z-]+(:[0-9a-f]{16}){1,2}$/);
    for (const personal of [me.name, me.email, me.user_uuid, me.tenant, admin]) expect(key).not.toContain(personal);
  }
}

test('opening every page stores nothing', async ({ page }) => {
  const accesses = [[admin, 1], [admin, 2], [admin, 3], [sso, 20]] as const;
  for (const [path, heading] of [['/settings', 'Settings'], ['/roles', 'Roles'], ['/roles?q=ingrid&user=ingrid.halvorsen%40fjordline.example', 'Roles'], ['/accesses', 'Accesses'], ['/account', 'Account']] as const) {
    await page.goto(path);
    await expectLoaded(page, heading);
    await expect(page.getByRole('banner')).toContainText('Ingrid');
    expect(await keys(page), path).toEqual([]);
  }
  for (const [user, id] of accesses) {
    await page.goto(`/users/${user}/access/${id}`);
    await expectLoaded(page, 'Access');
    await expect(page.getByRole('banner')).toContainText('Ingrid');
    expect(await keys(page), `access ${id}`).toEqual([]);
  }
  // From page to page, and things that are only looked at.
  await page.goto('/accesses');
  await expectComplete(page);
  for (const name of ['Roles', 'Account', 'Settings', 'Accesses']) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
    await expectLoaded(page, name);
  }
  await openAccess(page, admin, 2);
  await nameField(page).focus();
  await page.keyboard.press('Tab');
  await reviewButton(page).click();
  await expect(page.getByRole('status').filter({ hasText: 'No changes to save.' })).toBeVisible();
  expect(await keys(page)).toEqual([]);
});

test('changing settings stores nothing', async ({ page, tenant }) => {
  await openSettings(page);
  await notifications(page).getByRole('switch').first().click();
  await expect.poll(async () => (await tenant.calls('PUT', api.notifications)).length).toBe(1);
  await selectImage(page, png(40, 40));
  await cropDialog(page).getByRole('button', { name: 'Save image' }).click();
  await expect(cropDialog(page)).toHaveCount(0);
  await expect.poll(async () => (await tenant.calls('PUT', api.image)).map((call) => call.status)).toEqual([200]);
  await expectLoaded(page);
  expect(await keys(page)).toEqual([]);
});

test('an edit is kept over a reload and the sign-in page, under a key that names nobody', async ({ page, tenant }) => {
  await openAccess(page, admin, 2);
  await nameField(page).fill('Kept');
  await expect.poll(() => keys(page)).toHaveLength(1);
  await expectOpaqueKeys(page);
  expect(JSON.stringify(await stored(page))).not.toMatch(/ingrid|fjordline|00000000-0000-4000/i);
  await page.reload();
  await expect(nameField(page)).toHaveValue('Kept');
  await tenant.expireSessions('admin');
  await page.evaluate(() => void dispatchEvent(new Event('focus')));
  await page.getByRole('dialog', { name: 'Session ended' }).getByRole('link', { name: 'Sign in' }).click();
  await page.locator('button[value="admin"]').click();
  await expect(form(page)).toBeVisible();
  await expect(nameField(page)).toHaveValue('Kept');
});

for (const [name, undo] of [
  ['undone by hand', async (page: Page) => nameField(page).fill(await originalName(page))],
  ['discarded', async (page: Page) => form(page).getByRole('button', { name: /^Discard/ }).first().click()],
  ['saved', saveAll],
] as const) {
  test(`an edit that is ${name} is kept no longer`, async ({ page }) => {
    await openAccess(page, admin, 2);
    await nameField(page).fill('Kept for a while');
    await expect.poll(() => keys(page)).toHaveLength(1);
    await undo(page);
    await expect.poll(async () => (await keys(page)).filter((key) => key.startsWith('rolecall:draft'))).toEqual([]);
  });
}
const originalName = async (page: Page): Promise<string> => {
  const response = await page.context().request.get(api.accessesOf(admin));
  return (await response.json()).data.results.find((access: { id: number }) => access.id === 2).name;
};

test('each kind of edit is kept, and each of two accesses by itself', async ({ page }) => {
  await openAccess(page, admin, 1);
  await twoFactorSwitch(page).click();
  await openAccess(page, admin, 2);
  await toggleRole(page, role('SSL_R'));
  await openAccess(page, admin, 3);
  await nameField(page).fill('Third');
  await expect.poll(() => keys(page)).toHaveLength(3);
  await expectOpaqueKeys(page);
  await openAccess(page, admin, 2);
  await form(page).getByRole('button', { name: /^Discard/ }).first().click();
  await expect.poll(() => keys(page)).toHaveLength(2);
  await openAccess(page, admin, 3);
  await expect(nameField(page)).toHaveValue('Third');
});

test('selected accesses are kept until they are selected no more', async ({ page }) => {
  await page.goto('/accesses');
  await expectComplete(page);
  await checkbox(page, 2).check();
  await expect.poll(() => keys(page)).toHaveLength(1);
  await expectOpaqueKeys(page);
  await page.reload();
  await expect(checkbox(page, 2)).toBeChecked();
  await checkbox(page, 2).uncheck();
  await expect.poll(() => keys(page)).toEqual([]);
});

test('the change log and the saved views name nobody in their keys', async ({ page }) => {
  await openAccess(page, admin, 2);
  await languageField(page).fill('it');
  await saveAll(page);
  await expect(reviewDialog(page)).toHaveCount(0);
  await expect.poll(() => keys(page)).toEqual([expect.stringMatching(/^rolecall:change-log:/)]);
  await expectOpaqueKeys(page);
  await page.goto('/roles?q=role:admin');
  await expectLoaded(page, 'Roles');
  await main(page).getByRole('button', { name: /^Saved views/ }).click();
  await page.getByRole('textbox', { name: 'Save current view as' }).fill('Admins');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await keys(page)).length).toBe(2);
  await expectOpaqueKeys(page);
  const views = Object.entries(await stored(page)).find(([key]) => key.startsWith('rolecall:views'))![1];
  expect(views).toBe('q=role:admin\tAdmins\n');
});

test('without knowing whose it is, nothing is stored', async ({ page, tenant }) => {
  await tenant.override({ method: 'GET', path: api.whoami, remove: ['user_uuid'] });
  await openAccess(page, admin, 2);
  await nameField(page).fill('Not kept');
  await page.goto('/account');
  await expectLoaded(page, 'Account');
  expect(await keys(page)).toEqual([]);
});
