// The account page: every property of whoami on a line of its own, and how odd values are shown.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook, expectNoSidewaysScroll } from './support/axe.ts';
import type { Tenant } from './support/tenant.ts';
import { api, expect, expectNoMachineText, expectUsable, test, type Persona } from './support/test.ts';

/** Each property of the contract, the line that shows it, and a value of the wrong type. */
const properties: [name: string, line: string, wrong: unknown][] = [
  ['name', 'Username', 7],
  ['email', 'Email', { at: 'home' }],
  ['first_name', 'First name', true],
  ['last_name', 'Last name', []],
  ['namespace', 'Account namespace', 1.5],
  ['user_uuid', 'User ID', 12],
  ['tenant', 'Tenant', ['acme']],
  ['original_tenant', 'Your own tenant', false],
  ['company', 'Company', 9],
  ['cname', 'Host name', {}],
  ['environment', 'Environment', 0],
  ['billing_plan_name', 'Billing plan', ['Teams']],
  ['tenant_state', 'State (as reported)', 3],
  ['active_plan_transition_uid', 'Plan change', false],
  ['disabled', 'Account state', 'false'],
  ['domain_owner', 'Domain owner', 0],
  ['group_names', 'Groups', 'platform'],
  ['creation_timestamp', 'Created', 1726316425],
  ['last_login_timestamp', 'Last sign-in', 'yesterday'],
  ['tos_accepted_at', 'Accepted on', {}],
  ['tos_version', 'Accepted version', 3.2],
  ['tos_current_version', 'Current version', 3.3],
  ['tos_accepted', 'Accepted (older field)', true],
  ['namespace_access', 'Roles by namespace', []],
  ['namespace_roles', 'Roles in the older list', {}],
  ['feature_flags', 'Features', {}],
  ['billing_flags', 'Billing checks', 'none'],
  ['tenant_flags', 'Tenant flags', []],
  ['addon_service_status', 'Services', 4],
  ['tile_access', 'Console tiles', []],
  ['msp_managed', 'Managed by a provider', 'msp-1'],
  ['self_managed', 'Self-managed', true],
  ['access_type', 'Your access', 1],
  ['plan_type', 'Plan', {}],
  ['signup_origin', 'Signed up through', 0],
  ['state', 'State', 3],
  ['idm_type', 'Identity provider', 1],
  ['sync_mode', 'Managed by', false],
  ['tenant_type', 'Tenant type', []],
  ['type', 'User type', 0],
];
const enums = ['access_type', 'plan_type', 'signup_origin', 'state', 'idm_type', 'sync_mode', 'tenant_type', 'type'];
// The lines that a bad `msp_managed` takes with it.
const OF_PROVIDER = ['Provider', 'Parent tenant', 'Tier', 'Position in the hierarchy'];
const full = { msp_managed: { msp_id: 'msp-1', parent_tenant_id: 'parent-abcdefgh', tier: 2, node_type: 'MspNodeTypeChild' } };

async function open(page: Page): Promise<void> {
  await page.goto('/account');
  await expect(page.getByRole('region', { name: 'Identity' })).toBeVisible();
}

/** Every line of the page by its label, without relative times, which change by themselves. */
const readFacts = (page: Page): Promise<Record<string, string>> =>
  page.locator('main').evaluate((main) => {
    const found: Record<string, string> = {};
    const text = (element: Element) => (element as HTMLElement).innerText.replace(/\s+/g, ' ').replace(/ \([^)]*ago\)/, '').trim();
    for (const fact of main.querySelectorAll('dl > div')) found[text(fact.querySelector('dt')!)] = text(fact.querySelector('dd')!);
    for (const list of main.querySelectorAll('section section')) {
      const heading = text(list.querySelector('h3')!);
      found[heading.replace(/ \d+$/, '')] = text(list).slice(heading.length).trim();
    }
    const grants = text(main.querySelector('#namespaces')!);
    for (const form of ['Roles by namespace', 'Roles in the older list']) {
      found[form] = new RegExp(`${form}: (Not reported|Unreadable)`).exec(grants)?.[1] ?? 'reported';
    }
    found['The table'] = [...main.querySelectorAll('#namespaces tbody tr')].map((row) => text(row)).join('; ');
    return found;
  });

const overrideWhoami = (tenant: Tenant, json_patch: object, remove: string[] = []) =>
  tenant.override({ path: api.whoami, json_patch: { ...full, ...json_patch }, remove });

const without = (all: Record<string, string>, labels: string[]) =>
  Object.fromEntries(Object.entries(all).filter(([label]) => !labels.includes(label)));

const owned = (line: string) => (line === 'Managed by a provider' ? [line, ...OF_PROVIDER] : [line]);

test.beforeEach(async ({ signIn }) => signIn('admin'));

test('every property of the contract has a line of its own', async ({ page, tenant }) => {
  await overrideWhoami(tenant, {});
  await open(page);
  const all = await readFacts(page);
  expect(properties).toHaveLength(40);
  for (const [name, line] of properties) {
    expect(all[line], name).toBeTruthy();
    expect(all[line], name).not.toMatch(/^(Not reported|Unreadable)/);
  }
});

test('a property of the wrong type affects only its own line', async ({ page, tenant }) => {
  await overrideWhoami(tenant, {});
  await open(page);
  const whole = await readFacts(page);
  for (const [name, line, invalid] of properties) {
    await tenant.clearOverrides();
    await overrideWhoami(tenant, { [name]: invalid });
    await open(page);
    const all = await readFacts(page);
    expect(all[line], `${name} is ${JSON.stringify(invalid)}`).toBe('Unreadable');
    expect(without(all, owned(line)), `${name} is ${JSON.stringify(invalid)}`).toEqual(without(whole, owned(line)));
  }
});

for (const kind of ['missing', 'null']) {
  test(`a property that is ${kind} shows as not reported and affects only its own line`, async ({ page, tenant }) => {
    await overrideWhoami(tenant, {});
    await open(page);
    const whole = await readFacts(page);
    // Every fourth property at once: neighbours of the same card are never damaged together.
    for (let first = 0; first < 4; first += 1) {
      const bad = properties.filter((_, index) => index % 4 === first);
      const names = bad.map(([name]) => name);
      await tenant.clearOverrides();
      await overrideWhoami(tenant, kind === 'null' ? Object.fromEntries(names.map((name) => [name, null])) : {}, kind === 'null' ? [] : names);
      await open(page);
      const all = await readFacts(page);
      for (const [name, line] of bad) expect(all[line], name).toBe('Not reported');
      const labels = bad.flatMap(([, line]) => owned(line));
      expect(without(all, labels)).toEqual(without(whole, labels));
    }
  });
}

test('an empty response shows as not reported, never as off or none', async ({ page, tenant }) => {
  await tenant.override({ path: api.whoami, status: 200, body: '{}' });
  await open(page);
  const all = await readFacts(page);
  for (const [name, line] of properties) expect(all[line], name).toBe('Not reported');
  await expect(page.getByRole('region', { name: 'Identity' })).toContainText('unknown user');
  await expect(page.getByRole('main')).not.toContainText(/\b(Off|No|None|Disabled|0)\b/);
  await expectAccessibleInEveryLook(page);
});

test('tells empty lists, maps and texts from those not reported', async ({ page, tenant }) => {
  await overrideWhoami(tenant, { group_names: [], feature_flags: [], company: '', namespace_roles: [], billing_flags: [] });
  await open(page);
  const all = await readFacts(page);
  expect(all['Groups']).toBe('None');
  expect(all['Features']).toBe('None');
  expect(all['Company']).toBe('Not set');
  expect(all['Billing checks']).toBe('No problems reported');
  expect(all['Roles in the older list']).toBe('reported');
});

test('an unknown enum value is shown as sent and marked', async ({ page, tenant }) => {
  await overrideWhoami(tenant, {
    ...Object.fromEntries(enums.map((name) => [name, 'FROM_TOMORROW'])),
    msp_managed: { ...full.msp_managed, node_type: 'FROM_TOMORROW' },
    addon_service_status: { 'new-addon': { state: 'FROM_TOMORROW', access: 'FROM_TOMORROW', display_name: 'Newest' } },
    tile_access: { 'new-tile': { state: 'FROM_TOMORROW', display_name: '' } },
    billing_flags: [{ billing_flag: 'FROM_TOMORROW', failed: true, additional_info: '', action: 'ALSO_TOMORROW' }],
  });
  await open(page);
  const all = await readFacts(page);
  const labels = [...properties.filter(([name]) => enums.includes(name)).map(([, line]) => line), 'Position in the hierarchy'];
  for (const label of labels) expect(all[label]).toBe('FROM_TOMORROW Unknown value');
  expect(all['Services']).toContain('Newest FROM_TOMORROW Unknown value FROM_TOMORROW Unknown value');
  expect(all['Console tiles']).toContain('new-tile FROM_TOMORROW Unknown value');
  await expect(page.getByRole('region', { name: 'Plan and billing' })).toContainText('unknown billing problem: FROM_TOMORROW');
});

test('both sides of the oneof are shown when both come', async ({ page, tenant }) => {
  await overrideWhoami(tenant, { self_managed: {} });
  await open(page);
  const management = page.getByRole('region', { name: 'Management' });
  await expect(management).toContainText('only one can be true');
  const all = await readFacts(page);
  expect([all['Self-managed'], all['Managed by a provider'], all['Provider'], all['Tier']]).toEqual(['Yes', 'Yes', 'msp-1', '2']);
});

test('without any name the email address is shown', async ({ page, tenant }) => {
  await overrideWhoami(tenant, { first_name: '', last_name: '', name: '' });
  await open(page);
  await expect(page.getByRole('banner')).toContainText('ingrid.halvorsen@fjordline.example');
  await expect(page.getByRole('region', { name: 'Identity' }).getByRole('paragraph').first()).toHaveText('ingrid.halvorsen@fjordline.example');
});

test('roles by namespace are a table; the wildcard is shown separately with its meaning', async ({ page }) => {
  await open(page);
  const access = page.getByRole('region', { name: 'Namespace access' });
  const everywhere = access.getByRole('region', { name: 'All namespaces' });
  await expect(everywhere).toContainText('every application namespace');
  await expect(everywhere.getByRole('listitem')).toHaveText(['ves-io-admin-role']);
  const table = access.getByRole('table', { name: 'Your roles by namespace' });
  await expect(table.getByRole('rowheader')).toHaveText(['payments-prod', 'shared', 'system']);
  await expect(table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'system', exact: true }) }).getByRole('listitem')).toHaveText(['ves-io-admin-role', 'ves-io-uam-admin-role']);
  await expect(access.getByRole('searchbox')).toHaveCount(0);
});

test('a role only in the deprecated list is merged in and marked', async ({ page, tenant }) => {
  await overrideWhoami(tenant, { namespace_roles: [{ namespace: 'archive', role: 'old-role' }, { namespace: 'system', role: 'ves-io-admin-role' }, 5] });
  await open(page);
  const access = page.getByRole('region', { name: 'Namespace access' });
  await expect(access).toContainText("two lists that don't match");
  await expect(access.getByRole('row', { name: 'archive' })).toContainText('Only in the older list');
  await expect(access.getByRole('row', { name: 'system' })).not.toContainText('Only in the older list');
  await expect(access).toContainText('1 unreadable entry');
});

test('many namespaces can be searched, and the rest is shown on demand', async ({ page, tenant }) => {
  const names = (index: number) => ({ names: index % 2 ? ['f5xc-waap-user'] : ['dns-operator'] });
  const namespace_role_map = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`team-${index}`, names(index)]));
  await overrideWhoami(tenant, { namespace_access: { namespace_role_map } });
  await open(page);
  const access = page.getByRole('region', { name: 'Namespace access' });
  const rows = access.getByRole('rowheader');
  await expect(rows).toHaveCount(10);
  const all = access.getByRole('button', { name: 'Show all 43' });
  await expect(all).toHaveAttribute('aria-expanded', 'false');
  await all.click();
  await expect(rows).toHaveCount(43);
  await expect(access.getByRole('button', { name: 'Show fewer' })).toBeFocused();
  const search = access.getByRole('searchbox', { name: 'Search namespaces and roles' });
  await search.fill('TEAM-17');
  await expect(rows).toHaveText(['team-17']);
  await expect(access.getByRole('status')).toHaveText('1 of 43 namespaces');
  await search.fill('dns-op');
  await expect(rows).toHaveCount(20);
  await search.fill('nowhere');
  await expect(access).toContainText('No namespace or role matches your search');
});

test('long lists show their first items, their count and the rest on demand', async ({ page, tenant }) => {
  const feature_flags = Array.from({ length: 24 }, (_, index) => ({ name: `feature-${index}`, disabled: false }));
  await overrideWhoami(tenant, { feature_flags: [...feature_flags, null, 5] });
  await open(page);
  const features = page.getByRole('region', { name: 'Features and tiles' });
  await expect(features.getByRole('heading', { name: 'Features 24' })).toBeVisible();
  await expect(features.getByText('2 unreadable entries')).toBeVisible();
  await expect(features.getByText('feature-7')).toBeVisible();
  await expect(features.getByText('feature-8')).toBeHidden();
  await features.getByText('Show 16 more').click();
  await expect(features.getByText('feature-23')).toBeVisible();
});

test('explains problems with billing, terms and tenant', async ({ page, tenant }) => {
  await overrideWhoami(tenant, {
    original_tenant: 'nordhavn-abcdefgh',
    access_type: 'DELEGATED_ACCESS',
    tos_version: '3.1',
    tos_current_version: '3.3',
    billing_flags: [
      { billing_flag: 'OVERDUE_INVOICE', failed: true, additional_info: 'Invoice 2026-1044', action: 'CONTACT_US' },
      { billing_flag: 'PAYMENT_METHOD_EXPIRED', failed: false, additional_info: '', action: 'NO_ACTION' },
    ],
  });
  await open(page);
  await expect(page.getByRole('region', { name: 'Tenant' })).toContainText("You're here through delegated access");
  await expect(page.getByRole('region', { name: 'Terms of service' })).toContainText("You've accepted terms 3.1; the current version is 3.3.");
  const plan = page.getByRole('region', { name: 'Plan and billing' });
  await expect(plan).toContainText('An invoice is overdue. Contact the vendor. Invoice 2026-1044');
  await expect(plan).not.toContainText('expired');
  expect((await readFacts(page))['Billing checks']).toBe('1 problem, see above');
  await expectAccessibleInEveryLook(page);
});

test('the copied summary contains no names and is announced once', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.getByRole('button', { name: 'Copy for support' }).click();
  await expect(page.getByRole('log', { name: 'Announcements' })).toHaveText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('User ID: 00000000-0000-4000-8000-000000000001\n');
  expect(copied).toContain('Tenant: fjordline-kqzmwxyz\n');
  expect(copied).not.toMatch(/ingrid|halvorsen|@/i);
  await page.getByRole('button', { name: 'Copy user ID' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('00000000-0000-4000-8000-000000000001');
});

const people: [Persona, string][] = [
  ['plain', 'Minh Châu Nguyễn Thị'],
  ['cooldown', 'Олена Шевченко'],
  ['allowed', 'محمد الخطيب'],
  ['new', '美咲 佐藤'],
  ['otp-disabling', 'अनन्या शर्मा'],
  ['sso', 'Åsa Lindström'],
];
for (const [persona, name] of people) {
  test(`${persona} sees their own account, in their own script`, async ({ page, signIn }) => {
    await signIn(persona);
    await page.setViewportSize({ width: 320, height: 800 });
    await open(page);
    await expect(page.getByRole('banner')).toContainText(name);
    await expect(page.getByRole('region', { name: 'Identity' })).toContainText(name);
    await expectNoSidewaysScroll(page);
    await expectNoMachineText(page);
  });
}

test('says so when the user has no roles', async ({ page, signIn }) => {
  await signIn('plain');
  await open(page);
  await expect(page.getByRole('region', { name: 'Namespace access' })).toContainText('You have no direct roles');
  await expect(page.getByRole('table')).toHaveCount(0);
  await expectUsable(page);
});

test('a disabled user sees a permission error and can still sign out', async ({ page, signIn }) => {
  await signIn('disabled');
  await page.goto('/account');
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('You do not have permission');
  await expect(alert.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeEnabled();
});
