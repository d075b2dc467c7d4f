// Notifications: what they show, and switching one, several and all.
import type { Page } from '@playwright/test';
import { announced, listen } from './support/announcements.ts';
import { expectAccessible, expectAccessibleInEveryLook } from './support/axe.ts';
import { focusIsLost } from './support/page.ts';
import { notifications, checkAgainButton, settled, open } from './support/settings.ts';
import type { Tenant } from './support/tenant.ts';
import { api, expect, expectNoMachineText, test } from './support/test.ts';

test.describe('notifications', () => {
  test('each shows its label, description, code, and On or Off', async ({ page, signIn }) => {
    await signIn('cooldown');
    await open(page);
    const items = notifications(page).getByRole('listitem');
    await expect(items.nth(0)).toContainText('Security alerts');
    await expect(items.nth(0)).toContainText('A high-severity security event');
    await expect(items.nth(0)).toContainText('SECURITY_ALERT');
    await expect(items.nth(0).getByText('On', { exact: true })).toBeVisible();
    await expect(items.nth(2).getByText('Off', { exact: true })).toBeVisible();
    await expect(notifications(page)).toContainText('3 notifications, 2 on, 1 off');
    await expect(notifications(page).getByRole('searchbox')).toHaveCount(0);
  });

  test('more than ten can be searched, and the query survives a new read', async ({ page, signIn }) => {
    await signIn('admin');
    await open(page);
    const search = notifications(page).getByRole('searchbox', { name: 'Search notifications' });
    await search.fill('PAYMENT go');
    await expect(notifications(page).getByRole('listitem')).toHaveCount(1);
    await expect(notifications(page).getByRole('status')).toHaveText('1 of 12 notifications');
    await checkAgainButton(page).click();
    await settled(page);
    await expect(search).toHaveValue('PAYMENT go');
    await search.fill('no such thing');
    await expect(notifications(page).getByRole('status')).toHaveText('0 of 12 notifications');
    await search.fill('');
    await expect(notifications(page).getByRole('listitem')).toHaveCount(12);
  });

  test('ten have no search, eleven do, and a search shows only what it finds', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    const list = Array.from({ length: 11 }, (_, i) => ({ code: `CODE_${i}`, label: `Label ${i}`, description: 'd', enabled: i % 2 === 0 }));
    await tenant.override({ path: api.settings, json_patch: { notifications: list.slice(0, 10) }, times: 1 });
    await tenant.override({ path: api.settings, json_patch: { notifications: list } });
    await open(page);
    await expect(notifications(page).getByRole('listitem')).toHaveCount(10);
    await expect(notifications(page).getByRole('searchbox')).toHaveCount(0);
    await checkAgainButton(page).click();
    await expect(notifications(page).getByRole('listitem')).toHaveCount(11);
    await notifications(page).getByRole('searchbox').fill('code_1');
    await expect(notifications(page).getByRole('listitem')).toHaveCount(2);
  });

  test('unreadable items keep their place and are counted; the same code twice stays two items', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    const twice = { code: 'A', label: 'Alpha', description: 'One', enabled: true };
    await tenant.override({ path: api.settings, json_patch: { notifications: [twice, 7, null, { ...twice, enabled: null }, { code: 'B' }] } });
    await open(page);
    const items = notifications(page).getByRole('listitem');
    await expect(items).toHaveCount(5);
    await expect(items.nth(1)).toHaveText('Unreadable');
    await expect(items.nth(3)).toContainText('Unknown');
    await expect(items.nth(4)).toContainText('Not reported');
    await expect(notifications(page)).toContainText("2 notifications couldn't be read.");
    await expect(notifications(page)).not.toContainText(/\bOff\b/);
    await expectAccessibleInEveryLook(page);
  });

  test('hostile text stays text, in its own direction, and does not widen the page', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await page.addInitScript(() => { (globalThis as any).__xss = undefined; });
    const hostile = '<img src=x onerror="__xss=1"><script>__xss=1</script>\u202Egnp.exe';
    await tenant.override({ path: api.settings, json_patch: { notifications: [{ code: hostile, label: hostile, description: 'w'.repeat(5_000), enabled: true }] } });
    await open(page);
    await expect(notifications(page).getByRole('listitem')).toContainText('<img src=x');
    await expect(notifications(page).getByRole('listitem')).not.toContainText('\u202E');
    expect(await page.evaluate(() => (globalThis as any).__xss)).toBeUndefined();
    await expectAccessibleInEveryLook(page);
  });
});

test.describe('switching notifications', () => {
  const row = (page: Page, label: string) => notifications(page).getByRole('listitem').filter({ hasText: label });
  const toggle = (page: Page, name: string) => notifications(page).getByRole('switch', { name, exact: true });
  const puts = (tenant: Tenant) => tenant.calls('PUT', api.notifications);
  const fetchPreferences = async (page: Page): Promise<Record<string, boolean>> => {
    const settings = await (await page.context().request.get(api.settings)).json();
    return Object.fromEntries(settings.notifications.map((item: any) => [item.code, item.enabled]));
  };

  test('one switch sends one code, shows saving and saved, keeps the focus and announces it once', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, delay_ms: 1_000 });
    await listen(page);
    const certificate = toggle(page, 'Certificate expiry');
    await expect(certificate).toHaveAttribute('aria-checked', 'true');
    await certificate.focus();
    await page.keyboard.press('Space');
    await expect(row(page, 'CERT_EXPIRY')).toContainText('Saving…');
    await expect(certificate).toHaveAttribute('aria-checked', 'false');
    await expectAccessible(page);
    await expect(row(page, 'CERT_EXPIRY')).toContainText('Saved');
    await expect(certificate).toBeFocused();
    await expect(row(page, 'CERT_EXPIRY').getByText('Off', { exact: true })).toBeVisible();
    expect((await puts(tenant)).map((call) => call.body)).toEqual([{ ntfn_preferences_map: { CERT_EXPIRY: false } }]);
    expect(await fetchPreferences(page)).toEqual({ SECURITY_ALERT: true, CERT_EXPIRY: false, MAINTENANCE: false });
    expect(await announced(page)).toEqual(['Certificate expiry: off. Saved.']);
    await page.reload();
    await expect(certificate).toHaveAttribute('aria-checked', 'false');
  });

  test('500 clicks at once and a key held down make one change', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, delay_ms: 700 });
    const alerts = toggle(page, 'Security alerts');
    await alerts.evaluate((button: HTMLButtonElement) => { for (let i = 0; i < 500; i++) button.click(); });
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Saved');
    expect(await puts(tenant)).toHaveLength(1);
    await alerts.focus();
    for (let i = 0; i < 30; i++) await page.keyboard.down('Enter');
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Saved');
    for (let i = 0; i < 30; i++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await settled(page);
    expect(await puts(tenant)).toHaveLength(2);
  });

  test('two switches at once make two changes, and both are saved', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, delay_ms: 600 });
    await toggle(page, 'Security alerts').click();
    await toggle(page, 'Planned maintenance').click();
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Saved');
    await expect(row(page, 'MAINTENANCE')).toContainText('Saved');
    expect(await fetchPreferences(page)).toEqual({ SECURITY_ALERT: false, CERT_EXPIRY: true, MAINTENANCE: true });
  });

  for (const status of [400, 403, 404, 409, 429, 500, 503]) {
    test(`after ${status} the switch reverts, its row says why, and nothing is resent`, async ({ page, tenant, signIn }) => {
      await signIn('cooldown');
      await open(page);
      await tenant.override({ method: 'PUT', path: api.notifications, status });
      await listen(page);
      await toggle(page, 'Security alerts').click();
      await expect(row(page, 'SECURITY_ALERT').getByRole('alert')).toContainText('Not saved.');
      await expect(toggle(page, 'Security alerts')).toHaveAttribute('aria-checked', 'true');
      await expect(toggle(page, 'Security alerts')).toBeEnabled();
      await settled(page);
      expect(await puts(tenant)).toHaveLength(1);
      expect((await announced(page)).filter((line) => line.includes('Not saved'))).toHaveLength(1);
      await expectNoMachineText(page);
    });
  }

  test('each row shows its own outcome: a failure stays while another row is saved', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, status: 403, times: 1 });
    await toggle(page, 'Security alerts').click();
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Not saved.');
    await tenant.override({ method: 'PUT', path: api.notifications, delay_ms: 700 });
    await toggle(page, 'Planned maintenance').click();
    await expect(row(page, 'MAINTENANCE')).toContainText('Saving…');
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Not saved.');
    await expect(row(page, 'MAINTENANCE')).toContainText('Saved');
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Not saved.');
    await expect(row(page, 'CERT_EXPIRY')).not.toContainText(/saved/i);
    await toggle(page, 'Security alerts').click();
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Saved');
    await expect(row(page, 'MAINTENANCE')).not.toContainText(/saved/i);
  });

  test('after a lost response it checks the settings before it says anything', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, fault: 'hang-up-after-write', times: 1 });
    await toggle(page, 'Security alerts').click();
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Saved');
    expect((await fetchPreferences(page)).SECURITY_ALERT).toBe(false);
  });

  test('a change that cannot be checked is called neither saved nor not saved', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'GET', path: api.settings, status: 404 });
    await toggle(page, 'Security alerts').click();
    await expect(row(page, 'SECURITY_ALERT')).toContainText("Not confirmed. We can't tell whether this was saved");
    await expect(row(page, 'SECURITY_ALERT')).not.toContainText(/Saved|Not saved/);
    await expectAccessibleInEveryLook(page);
  });

  test('all off sends one request with what was on, and "Undo" restores exactly that', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await open(page);
    const before = await fetchPreferences(page);
    await listen(page);
    await notifications(page).getByRole('button', { name: 'Turn all off' }).click();
    const undo = notifications(page).getByRole('button', { name: 'Undo' });
    await expect(undo).toBeVisible();
    await expect(notifications(page)).toContainText('12 notifications, 12 off');
    expect(Object.values(await fetchPreferences(page)).filter(Boolean)).toEqual([]);
    const on = Object.entries(before).filter(([, enabled]) => enabled).map(([code]) => [code, false]);
    expect((await puts(tenant)).map((call) => call.body)).toEqual([{ ntfn_preferences_map: Object.fromEntries(on) }]);
    expect(await announced(page)).toEqual(['All notifications turned off.']);
    await expect(notifications(page).getByRole('button', { name: 'Turn all off' })).toBeDisabled();
    await expectAccessibleInEveryLook(page);
    await undo.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => fetchPreferences(page)).toEqual(before);
    await settled(page);
    await expect.poll(() => focusIsLost(page)).toBe(false);
    expect(await puts(tenant)).toHaveLength(2);
  });

  test('an unknown code is sent unchanged, and all others keep their state', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    const odd = { code: 'Später/2~"<b>', label: 'Of tomorrow', description: 'Unknown today', enabled: false };
    await tenant.editSettings('cooldown', { notifications: [...(await (await page.context().request.get(api.settings)).json()).notifications, odd] });
    const before = await fetchPreferences(page);
    await open(page);
    await toggle(page, 'Of tomorrow').click();
    await expect(row(page, 'Of tomorrow')).toContainText('Saved');
    expect((await puts(tenant)).map((call) => call.body)).toEqual([{ ntfn_preferences_map: { [odd.code]: true } }]);
    expect(await fetchPreferences(page)).toEqual({ ...before, [odd.code]: true });
  });

  test('a rejection of all at once shows one alert and reverts every switch', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, status: 403 });
    await notifications(page).getByRole('button', { name: 'Turn all on' }).click();
    await expect(row(page, 'MAINTENANCE')).toContainText('Not saved.');
    await expect(toggle(page, 'Planned maintenance')).toHaveAttribute('aria-checked', 'false');
    await tenant.clearOverrides();
    await notifications(page).getByRole('button', { name: 'Turn all off' }).click();
    await expect(notifications(page)).toContainText('All notifications turned off.');
    await expect(notifications(page).getByRole('alert')).toHaveCount(0);
  });

  test('unreadable items cannot be switched and are never sent', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    const list = [
      { code: 'SECURITY_ALERT', label: 'Alpha', description: 'd', enabled: true },
      { code: 'CERT_EXPIRY', label: 'Beta', description: 'd', enabled: null },
      { code: '', label: 'Gamma', description: 'd', enabled: true },
      { label: 'Delta', description: 'd', enabled: false },
      7,
    ];
    await tenant.override({ method: 'GET', path: api.settings, json_patch: { notifications: list }, times: 1 });
    await open(page);
    await expect(notifications(page).getByRole('switch')).toHaveCount(1);
    await notifications(page).getByRole('button', { name: 'Turn all off' }).click();
    await expect(notifications(page)).toContainText('3 notifications');
    expect((await puts(tenant)).map((call) => call.body)).toEqual([{ ntfn_preferences_map: { SECURITY_ALERT: false } }]);
  });
});
