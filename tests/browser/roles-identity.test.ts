// Nobody is mistaken for somebody else: users whose names differ only in case, who share a name or whose name is another's email, each
// opened by a click, by a link, compared and selected.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { definitionOf, expectFocusNotLost, main } from './support/page.ts';
import { count, countText, exportUsers, inPieces, open, queryOf, rows, settled, users, type User } from './support/roles.ts';
import { api, expect, test } from './support/test.ts';
import type { Tenant } from './support/tenant.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

const panel = (page: Page) => page.getByRole('dialog');
const chooser = (page: Page) => page.getByRole('dialog', { name: 'Which user?' });
const candidates = (page: Page) => page.getByRole('list', { name: 'Users to choose from' }).getByRole('button');
const roleIn = (page: Page) => panel(page).getByRole('region', { name: 'Roles by namespace' });
const bar = (page: Page) => main(page).getByRole('region', { name: 'Selection' });
const summary = (page: Page) => bar(page).getByRole('strong');

interface Near extends Partial<User> { type?: string; tenant?: string; creation_timestamp?: string; sync_mode?: string }

/** Users who differ in what is given, and in the role by which a test recognizes them. */
async function serve(tenant: Tenant, given: Near[]): Promise<User[]> {
  const [first] = await users(tenant);
  const items = given.map((near, at) => ({
    ...first!, name: 'sam@acme.example', email: 'sam@acme.example', first_name: 'Sam', last_name: 'Reed', group_names: [],
    namespace_roles: [{ namespace: 'prod', role: `role-${at}` }], ...near,
  }));
  await tenant.override({ path: api.userRoles, json_patch: { items } });
  return items;
}

const alike: Record<string, [Near, Near]> = {
  'by case': [{ name: 'kim' }, { name: 'KIM' }],
  'by identity: local and SSO': [{ idm_type: 'VOLTERRA_MANAGED' }, { idm_type: 'SSO' }],
  'a username that is the email of another': [{ name: 'someone', email: 'lee@acme.example' }, { name: 'lee@acme.example', email: 'lee@other.example' }],
  'by email': [{ name: 'sam', email: 'a@acme.example' }, { name: 'sam', email: 'b@acme.example' }],
  'by type': [{ type: 'USER' }, { type: 'SERVICE' }],
  'by tenant': [{ tenant: 'acme-a' }, { tenant: 'acme-b' }],
  'by the day they were created': [{ creation_timestamp: '2024-01-01T00:00:00Z' }, { creation_timestamp: '2025-01-01T00:00:00Z' }],
  'by their first name': [{ first_name: 'Ann' }, { first_name: 'Bob' }],
  'by an invisible letter': [{ name: 'kim' }, { name: 'k\u200bim' }],
  'by an accent': [{ name: 'jose' }, { name: 'jos\u00e9' }],
  'by a blank': [{ name: 'kim' }, { name: 'kim ' }],
  'a username like a row number': [{ name: 'a' }, { name: '#1' }],
  'commas and percent signs': [{ name: 'a,b%2C' }, { name: 'a%2Cb,' }],
  'no username': [{ name: '', email: 'x@acme.example' }, { name: '', email: 'X@acme.example' }],
  'an email that is the username of another': [{ name: '', email: 'kim' }, { name: 'kim', email: '' }],
  'neither username nor email': [{ name: '', email: '', first_name: 'Ann' }, { name: '', email: '', first_name: 'Bob' }],
};
for (const [how, pair] of Object.entries(alike)) {
  test(`two users who differ ${how}: each opens by a click, and again after a reload`, async ({ page, tenant }) => {
    await serve(tenant, pair);
    await open(page);
    for (const at of [0, 1]) {
      await rows(page).nth(at).click();
      await expect(roleIn(page)).toContainText(`role-${at}`);
      await page.reload();
      await settled(page);
      await expect(roleIn(page)).toContainText(`role-${at}`);
      await expect(panel(page)).not.toContainText('Nobody has');
      await panel(page).getByRole('button', { name: 'Close' }).click();
      await expect(panel(page)).toHaveCount(0);
    }
  });
}

test('a link in another spelling shows the only one who fits and says so', async ({ page, tenant }) => {
  await serve(tenant, [{ name: 'kim', email: 'kim@acme.example' }, { name: 'lee', email: 'lee@acme.example' }]);
  await open(page, '?user=KIM');
  await expect(roleIn(page)).toContainText('role-0');
  await expect(panel(page)).toContainText('Nobody has exactly the username “KIM”.');
  await open(page, '?user=LEE@acme.example');
  await expect(roleIn(page)).toContainText('role-1');
  await expect(panel(page)).toContainText('This is the only user with it as email address.');
  await open(page, '?user=lee');
  await expect(panel(page)).not.toContainText('Nobody');
});

test('several fit: the page says so and lets one choose, by keyboard too; Back returns to the choice', async ({ page, tenant }) => {
  await serve(tenant, [{ name: 'kim', email: 'k1@acme.example' }, { name: 'Kim', email: 'k2@acme.example', idm_type: 'SSO' }, { name: 'lee' }]);
  await open(page, '?user=KIM');
  await expect(chooser(page)).toContainText('Nobody has exactly the username “KIM”. 2 users have it in another spelling.');
  await expect(candidates(page)).toHaveText([/Username: kim.*Email: k1@acme\.example/, /Username: Kim.*Email: k2@acme\.example/]);
  await expectAccessibleInEveryLook(page);
  await candidates(page).nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(roleIn(page)).toContainText('role-1');
  await expect(page.getByRole('heading', { level: 2, name: 'Sam Reed' })).toBeFocused();
  expect(queryOf(page)).toBe('?user=Kim');
  await page.goBack();
  await expect(chooser(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectFocusNotLost(page);
});

test('users whom nothing lasting tells apart: a click opens the right one, a link lets one choose', async ({ page, tenant }) => {
  await serve(tenant, [{}, {}]);
  await open(page);
  await rows(page).nth(1).click();
  await expect(roleIn(page)).toContainText('role-1');
  await page.reload();
  await settled(page);
  await expect(chooser(page)).toContainText("the link can't say which one it means");
  await expect(candidates(page)).toHaveText([/Roles: role-0 \(prod\)/, /Roles: role-1 \(prod\)/]);
  await candidates(page).nth(1).click();
  await expect(roleIn(page)).toContainText('role-1');
  await expect(page.getByRole('heading', { level: 2, name: 'Sam Reed' })).toBeFocused();
});

test('a link by a name that two have lists them with what differs', async ({ page, tenant }) => {
  await serve(tenant, [{ idm_type: 'VOLTERRA_MANAGED' }, { idm_type: 'SSO' }]);
  await open(page, '?user=sam@acme.example');
  await expect(chooser(page)).toContainText('2 users have the username “sam@acme.example”.');
  await expect(candidates(page)).toHaveText([/Identity: Local/, /Identity: Single sign-on/]);
});

test('a link to somebody who is gone shows nobody else, and says so', async ({ page, tenant }) => {
  await serve(tenant, [{ idm_type: 'VOLTERRA_MANAGED' }, { idm_type: 'SSO' }]);
  await open(page);
  await rows(page).nth(0).click();
  await expect(page).toHaveURL(/which=/);
  await tenant.clearOverrides();
  await serve(tenant, [{ idm_type: 'SSO' }]);
  await page.reload();
  await settled(page);
  await expect(chooser(page)).toContainText('is gone or has changed. 1 user has this name now, who may be somebody else.');
  await open(page, '?user=nobody');
  await expect(main(page)).toContainText("The user in this link, “nobody”, isn't in the list.");
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectAccessibleInEveryLook(page);
  await main(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(main(page)).not.toContainText('nobody');
  expect(queryOf(page)).toBe('');
  await expectFocusNotLost(page);
});

test('while users load, an exact name opens at once, and a second one of that name is said; anything looser waits', async ({ page, tenant }) => {
  const all = await users(tenant);
  const kim = (at: number) => ({ ...all[0]!, name: 'kim', email: `${at}@acme.example`, first_name: 'Kim', last_name: '', namespace_roles: [{ namespace: 'prod', role: `role-${at}` }] });
  const loading = main(page).getByRole('progressbar');
  const serveInPieces = async (items: User[]) => {
    await tenant.clearOverrides();
    await tenant.override({ path: api.userRoles, json_patch: { items }, split: inPieces(JSON.stringify({ items }).length, 150) });
  };
  await serveInPieces([kim(0), ...all, kim(1)]);
  await page.goto('/roles?user=kim');
  await expect(roleIn(page)).toContainText('role-0');
  expect(await page.locator('main progress').count(), 'still loading').toBeGreaterThan(0);
  await settled(page);
  await expect(chooser(page)).toContainText('2 users have the username “kim”.');
  await serveInPieces([kim(0), ...all]);
  await page.goto('/roles?user=KIM');
  await expect(rows(page).first()).toContainText('Kim');
  if (await loading.count()) expect(await page.getByRole('dialog').count(), 'somebody better may come').toBe(0);
  await settled(page);
  await expect(roleIn(page)).toContainText('role-0');
});

test('part of the list is missing: who matches loosely is not certain, and the page says so', async ({ page, tenant }) => {
  const items = await serve(tenant, [{ name: 'kim' }, { name: 'lee' }]);
  await tenant.clearOverrides();
  await tenant.override({ path: api.userRoles, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ items }).slice(0, -2) });
  await open(page, '?user=KIM');
  await expect(chooser(page)).toContainText("Not all users could be loaded, so it isn't certain who “KIM” is. 1 of those loaded matches.");
  await candidates(page).first().click();
  await expect(roleIn(page)).toContainText('role-0');
  await open(page, '?user=nobody');
  await expect(main(page)).toContainText("“nobody”, isn't among the users that could be loaded.");
});

test.describe('comparing', () => {
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Compare two users' });
  const sheet = (page: Page) => dialog(page).getByRole('table');

  test('two users of one name, each with what tells them apart, also after a reload', async ({ page, tenant }) => {
    await serve(tenant, [{ idm_type: 'VOLTERRA_MANAGED' }, { idm_type: 'SSO' }]);
    await open(page);
    for (const at of [0, 1]) await rows(page).nth(at).getByRole('checkbox').click();
    await bar(page).getByRole('button', { name: 'Compare' }).click();
    for (let round = 0; round < 2; round++) {
      await expect(sheet(page).getByRole('columnheader').nth(0)).toContainText('Sam Reed (Local)');
      await expect(sheet(page).getByRole('columnheader').nth(1)).toContainText('Sam Reed (Single sign-on)');
      await expect(sheet(page).getByRole('row', { name: /role-1/ })).toContainText('Only Sam Reed (Single sign-on)');
      await page.reload();
      await settled(page);
    }
  });

  test('a side that is not clear is chosen, then the comparison is there', async ({ page, tenant }) => {
    await serve(tenant, [{ name: 'kim', email: 'k1@acme.example' }, { name: 'Kim', email: 'k2@acme.example' }, { name: 'lee', first_name: 'Lee' }]);
    await open(page, '?compare=lee,KIM');
    await expect(dialog(page).getByRole('region', { name: 'Second user' })).toContainText('2 users have it in another spelling.');
    await expectAccessibleInEveryLook(page);
    await candidates(page).nth(1).click();
    await expect(sheet(page)).toHaveAccessibleName('Comparison of Lee Reed and Sam Reed');
    await expect(sheet(page).getByRole('columnheader').nth(1)).toContainText('k2@acme.example');
    expect(queryOf(page)).toBe('?compare=lee,Kim');
    await expect(dialog(page).getByRole('heading', { level: 2 })).toBeFocused();
  });

  test('two rows that are equal in everything: opened from the selection, and chosen after a reload', async ({ page, tenant }) => {
    await serve(tenant, [{ namespace_roles: [] }, { namespace_roles: [] }]);
    await open(page);
    for (const at of [0, 1]) await rows(page).nth(at).getByRole('checkbox').click();
    await bar(page).getByRole('button', { name: 'Compare' }).click();
    await expect(sheet(page)).toHaveAccessibleName('Comparison of Sam Reed (first) and Sam Reed (second)');
    await page.reload();
    await settled(page);
    await expect(candidates(page)).toHaveCount(4);
    await expect(dialog(page)).toContainText('Nothing in the response tells them apart');
    await candidates(page).nth(0).click();
    await candidates(page).nth(0).click();
    await expect(dialog(page)).toContainText('Both names mean the same user');
  });
});

test.describe('a newer response', () => {
  /** Loads a cut list, selects rows of it, then loads the newer one. */
  async function selectThenReload(page: Page, tenant: Tenant, before: Near[], selected: number[], after: Near[]) {
    const items = await serve(tenant, before);
    await tenant.clearOverrides();
    await tenant.override({ path: api.userRoles, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ items }).slice(0, -2), times: 1 });
    await open(page);
    for (const at of selected) await rows(page).nth(at).getByRole('checkbox').click();
    await tenant.clearOverrides();
    const newer = await serve(tenant, after);
    await main(page).getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await expect(count(page)).toHaveText(countText(newer.length, newer.length));
    await expect(main(page).getByRole('alert')).toHaveCount(0);
  }
  const isSelected = (page: Page, at: number) => expect(rows(page).nth(at)).toHaveAttribute('aria-selected', 'true');
  const isNotSelected = (page: Page, at: number) => expect(rows(page).nth(at)).toHaveAttribute('aria-selected', 'false');

  test('keeps KIM selected and not kim', async ({ page, tenant }) => {
    const [kim, big, lee] = [{ name: 'kim' }, { name: 'KIM' }, { name: 'lee' }];
    await selectThenReload(page, tenant, [kim, big, lee], [1], [big, lee, kim]);
    await expect(summary(page)).toHaveText('1 selected.');
    await isSelected(page, 0);
    await isNotSelected(page, 2);
  });

  test('KIM is gone: kim is not selected instead', async ({ page, tenant }) => {
    await selectThenReload(page, tenant, [{ name: 'kim' }, { name: 'KIM' }, { name: 'lee' }], [1, 2], [{ name: 'lee' }, { name: 'kim' }]);
    await expect(summary(page)).toHaveText('1 selected. 1 selected user is no longer in the list.');
    await isSelected(page, 0);
  });

  test('one of two equal rows: the page says that it cannot tell, and selects neither', async ({ page, tenant }) => {
    await selectThenReload(page, tenant, [{}, {}, { name: 'lee' }], [1], [{}, { name: 'lee' }, {}]);
    await expect(summary(page)).toHaveText("1 user isn't selected any more: in the new list we can't tell them from others of the same name.");
    for (const at of [0, 1, 2]) await isNotSelected(page, at);
    await bar(page).getByRole('button', { name: 'Clear selection' }).click();
    await expect(bar(page)).toHaveCount(0);
    await expectFocusNotLost(page);
  });

  test('both of two equal rows stay selected', async ({ page, tenant }) => {
    await selectThenReload(page, tenant, [{}, {}, { name: 'lee' }], [0, 1], [{}, { name: 'lee' }, {}]);
    await expect(summary(page)).toHaveText('2 selected.');
    await isSelected(page, 0);
    await isSelected(page, 2);
  });

  test('a user whose name only they have stays selected, although their details changed', async ({ page, tenant }) => {
    await selectThenReload(page, tenant, [{ name: 'kim' }, { name: 'lee' }], [0], [{ name: 'lee' }, { name: 'kim', last_name: 'Reed-Fox' }]);
    await expect(summary(page)).toHaveText('1 selected.');
    await isSelected(page, 1);
  });
});

test('an export has a row for each user, also for those who are alike', async ({ page, tenant }) => {
  const items = await serve(tenant, [{ name: 'kim' }, { name: 'KIM' }, {}, {}]);
  await open(page);
  expect((await exportUsers(page)).map((user) => user.name)).toEqual(items.map((user) => user.name));
  await rows(page).nth(1).click();
  await expect(definitionOf(panel(page), 'Username')).toHaveText('KIM');
});
