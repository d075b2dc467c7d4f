// Two people edit one access: neither overwrites the other's changes unseen.
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { admin, selectedRoles, reviewDialog, nameField, open, patches, removeButton, reviewButton, role, saveButton, saveAll, toggleRole, fetchAccess, undoButton } from './support/access.ts';
import { expect, test, watch } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

test("keeps someone else's changes to other fields and says so", async ({ page, tenant }) => {
  await open(page, admin, 2);
  await tenant.editAccess(2, { language: 'it', roles: [role('BILLING_R'), role('DNS_RW'), role('EVENT_R')] });
  await nameField(page).fill('Mine');
  await toggleRole(page, role('SSL_R'));
  await saveAll(page);
  await expect(page.getByRole('status')).toContainText('Saved. Someone else had changed this access in the meantime; their changes were kept.');
  expect(await fetchAccess(page, tenant, admin, 2)).toMatchObject({ name: 'Mine', language: 'it' });
  expect((await fetchAccess(page, tenant, admin, 2)).roles.sort()).toEqual([role('BILLING_R'), role('DNS_RW'), role('EVENT_R'), role('SSL_R')]);
  await expect(selectedRoles(page)).toHaveCount(4);
});

test('a conflict shows all three values side by side and saves the chosen one', async ({ page, tenant }) => {
  for (const side of ['Theirs', 'Yours'] as const) {
    await tenant.reset();
    await open(page, admin, 2);
    const before = (await fetchAccess(page, tenant, admin, 2)).name;
    await tenant.editAccess(2, { name: 'Their name' });
    await nameField(page).fill('My name');
    await reviewButton(page).click();
    await saveButton(page).click();
    const conflict = reviewDialog(page).getByRole('group', { name: 'Name' });
    await expect(conflict).toContainText(`When you opened it${before}`);
    await expect(conflict).toContainText('YoursMy name');
    await expect(conflict).toContainText('TheirsTheir name');
    await expect(saveButton(page)).toHaveAttribute('aria-disabled', 'true');
    expect(await patches(tenant, admin, 2)).toEqual([]);
    if (side === 'Theirs') await expectAccessibleInEveryLook(page);
    await conflict.getByRole('radio', { name: side }).check();
    await saveButton(page).click();
    await expect(reviewDialog(page)).toHaveCount(0);
    expect(await patches(tenant, admin, 2)).toEqual(side === 'Yours' ? [{ name: 'My name' }] : []);
    await expect(nameField(page)).toHaveValue(side === 'Yours' ? 'My name' : 'Their name');
    await expect(page.getByRole('status')).toContainText(side === 'Yours' ? 'Saved' : 'Already up to date');
  }
});

test('canceling a conflict keeps the input and sends nothing', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await tenant.editAccess(2, { name: 'Their name' });
  await nameField(page).fill('My name');
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect(reviewDialog(page).getByRole('group', { name: 'Name' })).toBeVisible();
  await reviewDialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(nameField(page)).toHaveValue('My name');
  await expect(reviewButton(page)).toBeFocused();
  expect(await patches(tenant, admin, 2)).toEqual([]);
  expect((await fetchAccess(page, tenant, admin, 2)).name).toBe('Their name');
});

test('two changes that together remove all roles are reviewed again', async ({ page, tenant }) => {
  await tenant.editAccess(3, { roles: [role('DNS_R'), role('SSL_R')] });
  await open(page, admin, 3);
  await removeButton(page, role('DNS_R')).click();
  await tenant.editAccess(3, { roles: [role('DNS_R')] });
  await reviewButton(page).click();
  await expect(reviewDialog(page)).not.toContainText('without any roles');
  await saveButton(page).click();
  await expect(reviewDialog(page)).toContainText('This leaves the access without any roles.');
  await expect(reviewDialog(page)).toContainText('Someone else changed this access in the meantime');
  expect(await patches(tenant, admin, 3)).toEqual([]);
});

test('two browsers editing one access lose no change', async ({ page, browser, tenant, signIn }) => {
  const context = await browser.newContext();
  await signIn('admin', context);
  const other = await context.newPage();
  const problems = watch(other);
  await Promise.all([open(page, admin, 1), other.goto(`${tenant.url}/users/${admin}/access/1`)]);
  await toggleRole(page, role('SSL_R'));
  await toggleRole(other, role('EVENT_R'));
  await removeButton(other, role('DNS_RW')).click();
  await saveAll(page);
  await saveAll(other);
  await expect(other.getByRole('status')).toContainText('their changes were kept');
  expect((await fetchAccess(page, tenant, admin, 1)).roles.sort()).toEqual([role('EVENT_R'), role('NDD_RW'), role('SSL_R'), role('USER_RW')]);
  expect(problems).toEqual([]);
  await context.close();
});

test('sends nothing if someone else has already made the same change', async ({ page, tenant }) => {
  await open(page, admin, 3);
  await tenant.editAccess(3, { name: 'Agreed' });
  await nameField(page).fill('Agreed');
  await saveAll(page);
  await expect(page.getByRole('status')).toContainText('Already up to date. Nothing was sent.');
  expect(await patches(tenant, admin, 3)).toEqual([]);
});

test('refuses Undo once someone else has changed the same field', async ({ page, tenant }) => {
  await open(page, admin, 3);
  await nameField(page).fill('Mine');
  await saveAll(page);
  await tenant.editAccess(3, { name: 'Theirs' });
  await undoButton(page).click();
  await expect(page.getByRole('status')).toContainText('Couldn\'t undo: someone else has since changed Name.');
  expect((await fetchAccess(page, tenant, admin, 3)).name).toBe('Theirs');
  expect(await patches(tenant, admin, 3)).toEqual([{ name: 'Mine' }]);
});

test('reports a value that the service set differently', async ({ page, tenant }) => {
  await open(page, admin, 3);
  const before = await fetchAccess(page, tenant, admin, 3);
  await nameField(page).fill('Shortened by the service');
  // The reread before the PATCH is real; the response to the PATCH shows another name.
  await tenant.override({ method: 'GET', path: `/user/v1/users/${admin}/access`, times: 1, json_patch: { data: { results: [before] } } });
  await tenant.override({ method: 'PATCH', path: `/user/v1/users/${admin}/access/3`, json_patch: { data: { name: 'Short' } } });
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect.poll(() => patches(tenant, admin, 3)).toHaveLength(1);
  await expect(page.getByRole('status')).toContainText('Saved');
  await expect(nameField(page)).toHaveValue('Shortened by the service');
  await tenant.clearOverrides();
  await nameField(page).fill('Shortened again');
  await tenant.override({ method: 'PATCH', path: `/user/v1/users/${admin}/access/3`, status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ message: 'OK', data: { ...before, name: 'Short' } }) });
  await reviewButton(page).click();
  await saveButton(page).click();
  await expect(page.getByRole('status')).toContainText('a different value for: Name');
  await expect(undoButton(page)).toHaveCount(0);
});

// Twelve by default, for every run pays for them; all 200 run natively in tests/access_tenant, and here with INTERLEAVINGS=200.
const interleavings = Number(process.env.INTERLEAVINGS ?? 12);
test(`over ${interleavings} seeded interleavings of two editors, nothing is overwritten unseen`, async ({ page, browser, tenant, signIn }) => {
  test.setTimeout(45_000 + interleavings * 6_000);
  const context = await browser.newContext({ baseURL: tenant.url });
  await signIn('admin', context);
  const pages = [page, await context.newPage()] as const;
  let seed = 5;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const pool = ['SSL_R', 'EVENT_R', 'NDD_R', 'MONITORING_R'].map(role);
  for (let round = 0; round < interleavings; round += 1) {
    await tenant.reset();
    // Each adds some roles; in about every third round they also rename.
    const wants = pages.map((_, who) => ({ roles: [pool[(random(2) + 2 * who) % 4]!, pool[random(4)]!].filter((one, at, all) => all.indexOf(one) === at), name: random(3) === 0 ? `Name of ${who}` : null }));
    const left = [['open', 'edit', 'save'], ['open', 'edit', 'save']];
    while (left.some((steps) => steps.length)) {
      const who = left[0]!.length && (!left[1]!.length || random(2)) ? 0 : 1;
      const [one, edit, step] = [pages[who]!, wants[who]!, left[who]!.shift()];
      if (step === 'open') await open(one, admin, 3);
      if (step === 'edit') {
        for (const id of edit.roles) if ((await removeButton(one, id).count()) === 0) await toggleRole(one, id);
        if (edit.name) await nameField(one).fill(edit.name);
      }
      if (step === 'save') {
        await reviewButton(one).click();
        if (!(await reviewDialog(one).count())) continue;
        await saveButton(one).click();
        const conflict = reviewDialog(one).getByRole('radio', { name: 'Yours' });
        await expect(one.getByRole('status').getByText(/\w/).first().or(conflict)).toBeVisible();
        if (await conflict.count()) {
          // Choosing their own name requires having seen the other one.
          expect((await fetchAccess(page, tenant, admin, 3)).name).toBe(wants[1 - who]!.name);
          await conflict.check();
          await saveButton(one).click();
        }
        await expect(reviewDialog(one)).toHaveCount(0);
        const now = await fetchAccess(page, tenant, admin, 3);
        expect(now.roles, `round ${round}`).toEqual(expect.arrayContaining(edit.roles));
        if (edit.name) expect(now.name).toBe(edit.name);
      }
    }
    const end = await fetchAccess(page, tenant, admin, 3);
    expect([...end.roles].sort(), `round ${round}`).toEqual([...new Set(wants.flatMap((edit) => edit.roles))].sort());
  }
  await context.close();
});
