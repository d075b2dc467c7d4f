// The summary charts, the users by role, by namespace and as a matrix, and the completion of the search.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { main } from './support/page.ts';
import { search, count, formatNumber, countText, open, users, type User } from './support/roles.ts';
import { api, expect, test } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

test.describe('summary charts', () => {
  const chart = (page: Page, name: string) => main(page).getByRole('group', { name: 'Summary' }).getByRole('region', { name });
  const day = 86_400_000;
  const inactive = (user: User, now: number) => user.last_login_timestamp !== null && Date.parse(user.last_login_timestamp) < now - 90 * day;

  test('each segment shows its users and their share, and filters by them', async ({ page, tenant }) => {
    const all = await users(tenant);
    await open(page);
    const now = Date.now();
    const segments: [string, string, (user: User) => boolean][] = [
      ['One-time password', 'On', (user) => user.otp_enabled],
      ['One-time password', 'Off (uses SSO)', (user) => !user.otp_enabled && user.idm_type === 'SSO'],
      ['Last login', 'Never', (user) => user.last_login_timestamp === null],
      ['Last login', 'Over 90 days ago', (user) => inactive(user, now)],
      ['Identity', 'Local', (user) => user.idm_type === 'VOLTERRA_MANAGED'],
    ];
    for (const [title, segment, oracle] of segments) {
      const some = all.filter(oracle).length;
      const button = chart(page, title).getByRole('button', { name: `${segment} ${formatNumber(some)} (${Math.round((some * 100) / all.length)}%)`, exact: true });
      await button.click();
      await expect(button).toHaveAttribute('aria-pressed', 'true');
      await expect(count(page), segment).toHaveText(countText(some, all.length));
      await expect(button).toBeFocused();
      await button.click();
      await expect(count(page), segment).toHaveText(countText(all.length, all.length));
    }
  });

  test('shows no number, least of all 0, while users are loading', async ({ page, tenant }) => {
    await tenant.override({ path: api.userRoles, delay_ms: 9_000 });
    await page.goto('/roles');
    await expect(main(page).getByRole('progressbar')).toBeVisible();
    // By then a count of 0 would have appeared.
    await expect.poll(() => page.evaluate(() => performance.now())).toBeGreaterThan(2_000);
    await expect(main(page)).not.toContainText('(0');
    await expect(main(page).getByRole('progressbar')).toBeVisible();
  });

  test('counts within the search; a segment appears in the search box', async ({ page, tenant }) => {
    const all = await users(tenant);
    await open(page, '?q=is:disabled');
    const gone = all.filter((user) => user.disabled);
    await chart(page, 'One-time password').getByRole('button', { name: /^On / }).click();
    await expect(search(page)).toHaveValue('is:disabled otp:on');
    await expect(count(page)).toHaveText(countText(gone.filter((user) => user.otp_enabled).length, all.length));
  });
});

test.describe('completion', () => {
  test('completes a word with a prefix, keyboard only', async ({ page, tenant }) => {
    const all = await users(tenant);
    await open(page);
    const suggestions = main(page).getByRole('list', { name: 'Suggestions' });
    await search(page).focus();
    await page.keyboard.type('-role:monitor');
    const first = suggestions.getByRole('button').first();
    await expect(first).toHaveText(/^-role:.*monitor/);
    const term = (await first.textContent())!;
    await expectAccessibleInEveryLook(page);
    await page.keyboard.press('ArrowDown');
    await expect(first).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(search(page)).toBeFocused();
    await expect(search(page)).toHaveValue(`${term} `);
    await expect(suggestions).toHaveCount(0);
    const role = term.slice('-role:'.length);
    const left = all.filter((user) => !user.namespace_roles.some((grant) => grant.role.includes(role)));
    await expect(count(page)).toHaveText(countText(left.length, all.length));
    await page.keyboard.type('is:');
    await expect(suggestions.getByRole('button', { name: 'is:disabled' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(suggestions).toHaveCount(0);
    await expect(search(page)).toHaveValue(`${term} is:`);
  });
});

test.describe('perspectives', () => {
  const showBy = (page: Page, name: string) => main(page).getByRole('group', { name: 'Show' }).getByRole('button', { name, exact: true }).click();
  const holders = (all: User[], role: string) => all.filter((user) => user.namespace_roles.some((grant) => grant.role === role)).length;

  test('by role: the users of each; a click lists them', async ({ page, tenant }) => {
    const all = await users(tenant);
    const roles = new Set(all.flatMap((user) => user.namespace_roles.map((grant) => grant.role)));
    await open(page);
    await showBy(page, 'By role');
    const pivot = page.getByRole('table', { name: 'Users by role' });
    for (const role of roles) await expect(pivot.getByRole('row', { name: `${role} ${formatNumber(holders(all, role))}`, exact: true })).toHaveCount(1);
    await expectAccessibleInEveryLook(page);
    await pivot.getByRole('button', { name: 'ves-io-monitor-role' }).click();
    await expect(count(page)).toHaveText(countText(holders(all, 'ves-io-monitor-role'), all.length));
    await expect(page).toHaveURL(/\?role=ves-io-monitor-role$/);
    await page.goBack();
    await expect(pivot).toBeVisible();
  });

  test('by namespace: the wildcard has its own row', async ({ page, tenant }) => {
    const all = await users(tenant);
    await open(page, '?show=namespaces');
    const everywhere = all.filter((user) => user.namespace_roles.some((grant) => grant.namespace === '*')).length;
    await expect(page.getByRole('table', { name: 'Users by namespace' }).getByRole('row', { name: `All namespaces (*) ${everywhere}`, exact: true })).toHaveCount(1);
  });

  test('matrix: the users with a role in a namespace; a click lists them', async ({ page, tenant }) => {
    const all = await users(tenant);
    const cells = new Map<string, number>();
    for (const user of all) for (const key of new Set(user.namespace_roles.map((grant) => `${grant.role} in ${grant.namespace}`))) cells.set(key, (cells.get(key) ?? 0) + 1);
    await open(page, '?show=matrix');
    const matrix = page.getByRole('table', { name: 'Users by namespace and role' });
    await expect(matrix).toBeVisible();
    const labels = await matrix.getByRole('button').evaluateAll((buttons) => buttons.map((button) => [button.getAttribute('aria-label')!, button.textContent!] as const));
    expect(labels.length).toBeGreaterThan(20);
    for (const [label, text] of labels) {
      const [, grant, users] = /^(.*): ([\d,]+) users?$/.exec(label)!;
      expect(users).toBe(text);
      expect(formatNumber(cells.get(grant!.replace('All namespaces (*)', '*'))!), label).toBe(text);
    }
    await expectAccessibleInEveryLook(page);
    const [label, text] = labels.find(([label]) => label.startsWith('ves-io-monitor-role in system'))!;
    await matrix.getByRole('button', { name: label }).click();
    await expect(count(page)).toHaveText(`${text} of ${formatNumber(all.length)} users`);
    await expect(search(page)).toHaveValue('grant:=ves-io-monitor-role@system');
  });
});
