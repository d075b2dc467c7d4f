// Two people and one access: nothing that one of them did is overwritten unseen by the other.
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { admin, selected, dialog, name, open, patches, remove, review, role, save, saveAll, toggle, truth, undo } from './support/access.ts';
import { expect, test, watch } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

test('what somebody else changed elsewhere in the access is kept, and that is said', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await tenant.editAccess(2, { language: 'it', roles: [role('BILLING_R'), role('DNS_RW'), role('EVENT_R')] });
  await name(page).fill('Mine');
  await toggle(page, role('SSL_R'));
  await saveAll(page);
  await expect(page.getByRole('status')).toContainText('Saved. Somebody else had changed this access meanwhile; their changes were kept.');
  expect(await truth(page, tenant, admin, 2)).toMatchObject({ name: 'Mine', language: 'it' });
  expect((await truth(page, tenant, admin, 2)).roles.sort()).toEqual([role('BILLING_R'), role('DNS_RW'), role('EVENT_R'), role('SSL_R')]);
  await expect(selected(page)).toHaveCount(4);
});

test('a conflict shows all three values side by side, and what is selected is saved', async ({ page, tenant }) => {
  for (const side of ['Theirs', 'Yours'] as const) {
    await tenant.reset();
    await open(page, admin, 2);
    const before = (await truth(page, tenant, admin, 2)).name;
    await tenant.editAccess(2, { name: 'Their name' });
    await name(page).fill('My name');
    await review(page).click();
    await save(page).click();
    const conflict = dialog(page).getByRole('group', { name: 'Name' });
    await expect(conflict).toContainText(`When you opened it${before}`);
    await expect(conflict).toContainText('YoursMy name');
    await expect(conflict).toContainText('TheirsTheir name');
    await expect(save(page)).toHaveAttribute('aria-disabled', 'true');
    expect(await patches(tenant, admin, 2)).toEqual([]);
    if (side === 'Theirs') await expectAccessibleInEveryLook(page);
    await conflict.getByRole('radio', { name: side }).check();
    await save(page).click();
    await expect(dialog(page)).toHaveCount(0);
    expect(await patches(tenant, admin, 2)).toEqual(side === 'Yours' ? [{ name: 'My name' }] : []);
    await expect(name(page)).toHaveValue(side === 'Yours' ? 'My name' : 'Their name');
    await expect(page.getByRole('status')).toContainText(side === 'Yours' ? 'Saved' : 'already as you want it');
  }
});

test('leaving a conflict by Cancel keeps what was entered and sends nothing', async ({ page, tenant }) => {
  await open(page, admin, 2);
  await tenant.editAccess(2, { name: 'Their name' });
  await name(page).fill('My name');
  await review(page).click();
  await save(page).click();
  await expect(dialog(page).getByRole('group', { name: 'Name' })).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(name(page)).toHaveValue('My name');
  await expect(review(page)).toBeFocused();
  expect(await patches(tenant, admin, 2)).toEqual([]);
  expect((await truth(page, tenant, admin, 2)).name).toBe('Their name');
});

test('two changes that together leave no role are reviewed again before they are saved', async ({ page, tenant }) => {
  await tenant.editAccess(3, { roles: [role('DNS_R'), role('SSL_R')] });
  await open(page, admin, 3);
  await remove(page, role('DNS_R')).click();
  await tenant.editAccess(3, { roles: [role('DNS_R')] });
  await review(page).click();
  await expect(dialog(page)).not.toContainText('without any role');
  await save(page).click();
  await expect(dialog(page)).toContainText('This leaves the access without any role.');
  await expect(dialog(page)).toContainText('Somebody else has changed this access meanwhile');
  expect(await patches(tenant, admin, 3)).toEqual([]);
});

test('two contexts that edit one access at once lose nothing', async ({ page, browser, tenant, signIn }) => {
  const context = await browser.newContext();
  await signIn('admin', context);
  const other = await context.newPage();
  const wrong = watch(other);
  await Promise.all([open(page, admin, 1), other.goto(`${tenant.url}/users/${admin}/access/1`)]);
  await toggle(page, role('SSL_R'));
  await toggle(other, role('EVENT_R'));
  await remove(other, role('DNS_RW')).click();
  await saveAll(page);
  await saveAll(other);
  await expect(other.getByRole('status')).toContainText('their changes were kept');
  expect((await truth(page, tenant, admin, 1)).roles.sort()).toEqual([role('EVENT_R'), role('NDD_RW'), role('SSL_R'), role('USER_RW')]);
  expect(wrong).toEqual([]);
  await context.close();
});

test('what was wanted and somebody else has done already is not sent again', async ({ page, tenant }) => {
  await open(page, admin, 3);
  await tenant.editAccess(3, { name: 'Agreed' });
  await name(page).fill('Agreed');
  await saveAll(page);
  await expect(page.getByRole('status')).toContainText('already as you want it. Nothing was sent.');
  expect(await patches(tenant, admin, 3)).toEqual([]);
});

test('Undo is refused once somebody else has changed the same field', async ({ page, tenant }) => {
  await open(page, admin, 3);
  await name(page).fill('Mine');
  await saveAll(page);
  await tenant.editAccess(3, { name: 'Theirs' });
  await undo(page).click();
  await expect(page.getByRole('status')).toContainText('Not undone: somebody else has changed Name since.');
  expect((await truth(page, tenant, admin, 3)).name).toBe('Theirs');
  expect(await patches(tenant, admin, 3)).toEqual([{ name: 'Mine' }]);
});

test('what the service made otherwise than asked is told', async ({ page, tenant }) => {
  await open(page, admin, 3);
  const before = await truth(page, tenant, admin, 3);
  await name(page).fill('Shortened by the service');
  // The read before the PATCH is the truth; the one after it, like the answer, shows another name.
  await tenant.override({ method: 'GET', path: `/user/v1/users/${admin}/access`, times: 1, json_patch: { data: { results: [before] } } });
  await tenant.override({ method: 'PATCH', path: `/user/v1/users/${admin}/access/3`, json_patch: { data: { name: 'Short' } } });
  await review(page).click();
  await save(page).click();
  await expect.poll(() => patches(tenant, admin, 3)).toHaveLength(1);
  await expect(page.getByRole('status')).toContainText('Saved');
  await expect(name(page)).toHaveValue('Shortened by the service');
  await tenant.clearOverrides();
  await name(page).fill('Shortened again');
  await tenant.override({ method: 'PATCH', path: `/user/v1/users/${admin}/access/3`, status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ message: 'OK', data: { ...before, name: 'Short' } }) });
  await review(page).click();
  await save(page).click();
  await expect(page.getByRole('status')).toContainText('something else than was asked for in: Name');
  await expect(undo(page)).toHaveCount(0);
});

// Twelve by default, for every run pays for them; all 200 run natively in tests/access_tenant, and here with INTERLEAVINGS=200.
const interleavings = Number(process.env.INTERLEAVINGS ?? 12);
test(`over ${interleavings} seeded interleavings of two editors nothing is overwritten unseen`, async ({ page, browser, tenant, signIn }) => {
  test.setTimeout(45_000 + interleavings * 6_000);
  const context = await browser.newContext({ baseURL: tenant.url });
  await signIn('admin', context);
  const pages = [page, await context.newPage()] as const;
  let seed = 5;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const pool = ['SSL_R', 'EVENT_R', 'NDD_R', 'MONITORING_R'].map(role);
  for (let round = 0; round < interleavings; round += 1) {
    await tenant.reset();
    // What each wants: some roles added, and in every third round both rename.
    const wants = pages.map((_, who) => ({ roles: [pool[(random(2) + 2 * who) % 4]!, pool[random(4)]!].filter((one, at, all) => all.indexOf(one) === at), name: random(3) === 0 ? `Name of ${who}` : null }));
    const left = [['open', 'edit', 'save'], ['open', 'edit', 'save']];
    while (left.some((steps) => steps.length)) {
      const who = left[0]!.length && (!left[1]!.length || random(2)) ? 0 : 1;
      const [one, wish, step] = [pages[who]!, wants[who]!, left[who]!.shift()];
      if (step === 'open') await open(one, admin, 3);
      if (step === 'edit') {
        for (const id of wish.roles) if ((await remove(one, id).count()) === 0) await toggle(one, id);
        if (wish.name) await name(one).fill(wish.name);
      }
      if (step === 'save') {
        await review(one).click();
        if (!(await dialog(one).count())) continue;
        await save(one).click();
        const conflict = dialog(one).getByRole('radio', { name: 'Yours' });
        await expect(one.getByRole('status').getByText(/\w/).first().or(conflict)).toBeVisible();
        if (await conflict.count()) {
          // Seen, so it may be selected.
          expect((await truth(page, tenant, admin, 3)).name).toBe(wants[1 - who]!.name);
          await conflict.check();
          await save(one).click();
        }
        await expect(dialog(one)).toHaveCount(0);
        const now = await truth(page, tenant, admin, 3);
        expect(now.roles, `round ${round}`).toEqual(expect.arrayContaining(wish.roles));
        if (wish.name) expect(now.name).toBe(wish.name);
      }
    }
    const end = await truth(page, tenant, admin, 3);
    expect([...end.roles].sort(), `round ${round}`).toEqual([...new Set(wants.flatMap((wish) => wish.roles))].sort());
  }
  await context.close();
});
