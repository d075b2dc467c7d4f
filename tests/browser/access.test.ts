// One access: what is shown and can be edited by type, the combobox, the review, saving and taking back. What goes wrong on
// the way is in access-errors.test.ts, what two people do to one access in access-concurrent-edits.test.ts.
import { expectAccessibleInEveryLook } from './support/axe.ts';
import {
  admin, selectedRoles, reviewDialog, expectFocusNotLost, form, languageField, nameField, open, patches, removeButton, reviewButton, role, rolesField, saveButton, saveAll, sso, toggleRole, fetchAccess,
  twoFactorSwitch, undoButton,
} from './support/access.ts';
import { definitionOf } from './support/page.ts';
import { row as accessRow } from './support/accesses.ts';
import { api, expect, test } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

test('shows type, user, customer, last login and creator above the form', async ({ page }) => {
  await open(page, admin, 2);
  const facts = page.getByRole('region', { name: 'About this access' });
  for (const [label, value] of [['Access', '2'], ['Type', 'API'], ['User', admin], ['Customer', '1000'], ['Last login', 'Never']]) {
    await expect(definitionOf(facts, label!)).toHaveText(value!);
  }
  await expect(definitionOf(facts, 'Created by')).toHaveText(/\S+ \S+/);
});

test("opening the page by URL doesn't move the focus", async ({ page }) => {
  await open(page, admin, 2);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
});

test('loads the access and the list of roles in parallel, each once', async ({ page, tenant }) => {
  await tenant.override({ path: api.accessesOf(admin), delay_ms: 1_500 });
  await page.goto(`/users/${admin}/access/1`);
  await expect.poll(async () => (await tenant.calls('GET', api.catalogue)).length).toBe(1);
  await expect(page.locator('main [aria-busy="true"]').first()).toBeVisible();
  await expect(form(page)).toBeVisible();
  expect((await tenant.calls('GET', api.accessesOf(admin))).length).toBe(1);
  expect((await tenant.calls('GET', api.catalogue)).length).toBe(1);
});

test('each type of access has exactly its own fields, and the type is read-only', async ({ page }) => {
  const fields = [rolesField(page), twoFactorSwitch(page), page.getByRole('textbox', { name: 'SSO identifier' }), nameField(page), languageField(page)];
  for (const [user, id, there] of [
    [admin, 1, [true, true, false, false, false]],
    [admin, 2, [true, false, false, true, true]],
    [admin, 3, [true, false, false, true, false]],
    [sso, 10, [true, false, true, false, false]],
  ] as const) {
    await open(page, user, id);
    for (const [index, field] of fields.entries()) await expect(field).toHaveCount(there[index] ? 1 : 0);
  }
});

test('an unknown access type: only roles are editable', async ({ page, tenant }) => {
  await tenant.override({
    path: api.accessesOf(admin), times: 1,
    json_patch: { data: { results: [{ id: 1, user: admin, type: 'quantum_connection', roles: [role('DNS_R')], name: 'Entangled', two_fa_enabled: true }] } },
  });
  await open(page, admin, 1);
  await expect(page.getByText('quantum_connection')).toBeVisible();
  await expect(page.getByText('Entangled')).toBeVisible();
  await expect(form(page).getByRole('textbox')).toHaveCount(0);
  await expect(twoFactorSwitch(page)).toHaveCount(0);
  await expect(selectedRoles(page)).toHaveCount(1);
  await expectAccessibleInEveryLook(page);
});

test('the combobox offers every role with its description and the count, however many there are', async ({ page, tenant }) => {
  const results = Array.from({ length: 700 }, (_, index) => ({ id: `ROLE_${index}`, description: `Does thing ${index}` }));
  await tenant.override({ path: api.catalogue, json_patch: { data: { total: 700, results } } });
  await open(page, admin, 3);
  await rolesField(page).click();
  await expect(page.getByRole('option')).toHaveCount(700);
  await expect(form(page).getByText('700 available')).toBeVisible();
  await rolesField(page).fill('THING 69');
  await expect(page.getByRole('option')).toHaveCount(11);
  await expect(form(page).getByText('11 of 700 match')).toBeVisible();
  await expect(page.getByRole('option').first()).toContainText('Does thing 69');
});

test('the combobox follows ARIA practices: arrows move the active option, Enter selects, Escape closes', async ({ page }) => {
  await open(page, admin, 3);
  await rolesField(page).focus();
  await expect(rolesField(page)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowDown');
  await expect(rolesField(page)).toHaveAttribute('aria-expanded', 'true');
  const active = async () => page.locator(`#${await rolesField(page).getAttribute('aria-activedescendant')}`);
  const first = await (await active()).innerText();
  await page.keyboard.press('ArrowUp');
  await expect(await active()).toHaveText(await page.getByRole('option').last().innerText(), { useInnerText: true });
  await page.keyboard.press('ArrowDown');
  expect(await (await active()).innerText()).toBe(first);
  await expect(await active()).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('Enter');
  await expect(await active()).toHaveAttribute('aria-selected', 'true');
  await expect(selectedRoles(page)).toHaveCount(1);
  await expectAccessibleInEveryLook(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(0);
  await expect(rolesField(page)).toBeFocused();
  await page.keyboard.type('no such role');
  await expect(page.getByRole('option', { name: 'No matches' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(selectedRoles(page)).toHaveCount(1);
});

test("a role the user doesn't have is locked with a reason and survives other changes", async ({ page, tenant }) => {
  await open(page, admin, 2);
  const locked = selectedRoles(page).filter({ hasText: role('BILLING_R') });
  await expect(locked).toContainText("you can't change a role you don't have");
  await expect(locked.getByRole('button')).toHaveCount(0);
  await rolesField(page).fill('BILLING_R');
  await expect(page.getByRole('option')).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('option').click({ force: true });
  await expect(locked).toHaveCount(1);
  await rolesField(page).press('Escape');
  await toggleRole(page, role('SSL_R'));
  await saveAll(page);
  expect(await patches(tenant, admin, 2)).toEqual([{ roles: [role('BILLING_R'), role('DNS_RW'), role('SSL_R')] }]);
});

test('the review lists the differences and their consequences; saving sends exactly those', async ({ page, tenant }) => {
  await open(page, admin, 1);
  await toggleRole(page, role('SSL_R'));
  await removeButton(page, role('DNS_RW')).click();
  await expect(rolesField(page)).toBeFocused();
  await twoFactorSwitch(page).click();
  await reviewButton(page).click();
  await expect(reviewDialog(page).getByRole('list', { name: 'What will change' }).getByRole('listitem')).toHaveText([
    `Adds the role "Certificates: read" (${role('SSL_R')}).`,
    `Removes the role "DNS: read and write" (${role('DNS_RW')}).`,
    'Turns off two-factor authentication.',
  ]);
  const meaning = reviewDialog(page).getByRole('list', { name: 'What this means' });
  await expect(meaning).toContainText("You're changing your own access.");
  await expect(meaning).toContainText('turns off two-factor authentication');
  await expectAccessibleInEveryLook(page);
  expect(await patches(tenant, admin, 1)).toEqual([]);
  await saveButton(page).click();
  await expect(page.getByRole('status')).toContainText('Saved');
  await expect(reviewButton(page)).toBeFocused();
  expect(await patches(tenant, admin, 1)).toEqual([{ roles: [role('NDD_RW'), role('SSL_R'), role('USER_RW')], two_fa_enabled: false }]);
  await expectAccessibleInEveryLook(page);
});

test('Undo sends one PATCH that reverts the change', async ({ page, tenant }) => {
  await open(page, admin, 2);
  const before = await fetchAccess(page, tenant, admin, 2);
  await nameField(page).fill('Renamed');
  await languageField(page).fill('fr');
  await saveAll(page);
  await expect(undoButton(page)).toBeVisible();
  await undoButton(page).click();
  await expect(page.getByRole('status')).toContainText('Change undone');
  await expect(nameField(page)).toHaveValue(before.name);
  await expectFocusNotLost(page);
  expect(await fetchAccess(page, tenant, admin, 2)).toEqual(before);
  expect(await patches(tenant, admin, 2)).toEqual([{ name: 'Renamed', language: 'fr' }, { name: before.name, language: before.language }].map((patch) =>
    before.language === 'fr' ? { name: patch.name } : patch));
});

test('without a change, sends nothing and says so', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await reviewButton(page).click();
  await expect(page.getByRole('status')).toContainText('No changes to save.');
  await expect(reviewDialog(page)).toHaveCount(0);
  const before = await nameField(page).inputValue();
  await nameField(page).fill('Other');
  await nameField(page).fill(before);
  await reviewButton(page).click();
  await expect(page.getByRole('status')).toContainText('No changes to save.');
  expect(await patches(tenant, admin, 2)).toEqual([]);
  expect((await tenant.calls('GET', api.accessesOf(admin))).length).toBe(1);
});

test('Cancel and Escape send nothing, keep the input and return the focus', async ({ page, tenant }) => {
  await open(page, admin, 3);
  await nameField(page).fill('Entered');
  await reviewButton(page).click();
  await reviewDialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(reviewDialog(page)).toHaveCount(0);
  await expect(reviewButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(reviewDialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(reviewDialog(page)).toHaveCount(0);
  await expect(reviewButton(page)).toBeFocused();
  await expect(nameField(page)).toHaveValue('Entered');
  expect(await patches(tenant, admin, 3)).toEqual([]);
});

test('leaving an access without any roles must be confirmed', async ({ page, tenant }) => {
  await tenant.editAccess(3, { roles: [role('DNS_R')] });
  await open(page, admin, 3);
  await removeButton(page, role('DNS_R')).click();
  await reviewButton(page).click();
  await expect(reviewDialog(page)).toContainText('This leaves the access without any roles.');
  await expect(saveButton(page)).toHaveAttribute('aria-disabled', 'true');
  await saveButton(page).click({ force: true });
  expect(await patches(tenant, admin, 3)).toEqual([]);
  await expectAccessibleInEveryLook(page);
  await reviewDialog(page).getByRole('checkbox').check();
  await saveButton(page).click();
  await expect(page.getByRole('status')).toContainText('Saved');
  expect(await patches(tenant, admin, 3)).toEqual([{ roles: [] }]);
});

test('a blank required field is reported before anything is sent', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await nameField(page).fill('  ');
  await reviewButton(page).click();
  await expect(nameField(page)).toBeFocused();
  await expect(nameField(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(form(page).getByText('Enter a name.')).toBeVisible();
  await expectAccessibleInEveryLook(page);
  expect(await patches(tenant, admin, 2)).toEqual([]);
});

test('500 clicks on Save send one PATCH, and so does holding Enter', async ({ page, tenant }) => {
  await tenant.override({ method: 'PATCH', path: api.access(admin, 3), delay_ms: 400 });
  await open(page, admin, 3);
  await nameField(page).fill('Once');
  await reviewButton(page).click();
  await saveButton(page).evaluate((button: HTMLButtonElement) => {
    for (let press = 0; press < 500; press += 1) {
      button.click();
      button.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    }
  });
  await expect(page.getByRole('status')).toContainText('Saved');
  expect(await patches(tenant, admin, 3)).toEqual([{ name: 'Once' }]);
  await nameField(page).fill('Twice');
  await reviewButton(page).click();
  await saveButton(page).focus();
  for (let press = 0; press < 100; press += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect.poll(() => patches(tenant, admin, 3)).toHaveLength(2);
  await expect(page.getByRole('status')).toContainText('Saved');
});

// Twelve by default; all thousand run natively in tests/access_tenant, and here with EDITS=1000.
const edits = Number(process.env.EDITS ?? 12);
test(`each of ${edits} random edits is sent as exactly its difference`, async ({ page, tenant }) => {
  test.setTimeout(45_000 + edits * 4_000);
  const held = ['NDD_RW', 'NDD_R', 'DNS_R', 'SSL_RW', 'SSL_R', 'EVENT_R', 'MONITORING_R', 'USER_R'].map(role);
  let seed = 20261122;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  await open(page, admin, 2);
  let now = await fetchAccess(page, tenant, admin, 2);
  for (let round = 0; round < edits; round += 1) {
    const wanted: any = {};
    const changed = new Set<string>(now.roles);
    for (let step = random(3); step > 0; step -= 1) {
      const one = held[random(held.length)]!;
      await toggleRole(page, one);
      changed.has(one) ? changed.delete(one) : changed.add(one);
    }
    const sorted = [...changed].sort();
    if (JSON.stringify(sorted) !== JSON.stringify([...now.roles].sort())) wanted.roles = sorted;
    if (random(2)) await nameField(page).fill((wanted.name = `Name ${round} ${random(1000)}`));
    if (random(2)) {
      const to = now.language === 'fr' ? 'en' : 'fr';
      await languageField(page).fill((wanted.language = to));
    }
    await tenant.clearLog();
    await reviewButton(page).click();
    if (Object.keys(wanted).length === 0) {
      // The first sentence, or what follows "Saved." where an earlier round saved.
      await expect(page.getByRole('status')).toContainText(/No changes (?:to save|since then)\./);
      expect(await patches(tenant, admin, 2)).toEqual([]);
      continue;
    }
    await saveButton(page).click();
    await expect(reviewDialog(page)).toHaveCount(0);
    await expect(page.getByRole('status')).toContainText('Saved');
    expect(await patches(tenant, admin, 2), `round ${round}`).toEqual([wanted]);
    now = await fetchAccess(page, tenant, admin, 2);
  }
});

test('a role can be revoked with the keyboard alone', async ({ page, tenant }) => {
  const tabTo = async (target: ReturnType<typeof reviewButton>) => {
    for (let press = 0; press < 40; press += 1) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
      await page.keyboard.press('Tab');
      await expectFocusNotLost(page);
    }
    await expect(target).toBeFocused();
  };
  await page.goto('/accesses');
  const row = accessRow(page, 1);
  await expect(row).toContainText('Access 1');
  await tabTo(row);
  await page.keyboard.press('Enter');
  await expect(form(page)).toBeVisible();
  await tabTo(removeButton(page, role('DNS_RW')));
  await page.keyboard.press('Enter');
  await expect(rolesField(page)).toBeFocused();
  await tabTo(reviewButton(page));
  await page.keyboard.press('Enter');
  await expect(reviewDialog(page)).toBeVisible();
  await tabTo(saveButton(page));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Saved');
  await expect(reviewButton(page)).toBeFocused();
  expect(await patches(tenant, admin, 1)).toEqual([{ roles: [role('NDD_RW'), role('USER_RW')] }]);
});
