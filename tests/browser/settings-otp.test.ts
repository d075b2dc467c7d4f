// The one-time password: what its status means, and turning it on and off.
import type { Page } from '@playwright/test';
import { announced, listen } from './support/announcements.ts';
import { expectAccessible, expectAccessibleInEveryLook } from './support/axe.ts';
import { main, focusIsLost } from './support/page.ts';
import { otp, checkAgainButton, settled, open, countReads, setHidden, advanceClock } from './support/settings.ts';
import type { Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';

test.describe('the one-time password', () => {
  test('an unknown status shows as Unknown with the reported name as text', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await tenant.override({ path: api.settings, json_patch: { otp_status: '<img src=x onerror=alert(1)>OTP_LATER' } });
    await open(page);
    await expect(otp(page).getByRole('status')).toHaveText('Unknown');
    await expect(otp(page)).toContainText('OTP_LATER');
    await expect(otp(page).locator('img')).toHaveCount(0);
  });

  test('shows the status and points out a switch that contradicts it', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await tenant.override({ path: api.settings, json_patch: { otp_enabled: true } });
    await open(page);
    await expect(otp(page).getByRole('status')).toHaveText('Off');
    await expect(otp(page)).toContainText("The service reports that it's off, but its switch is on.");
  });

  for (const [persona, end, word] of [['otp-enabling', 'OTP_ENABLED', 'On'], ['otp-disabling', 'OTP_DISABLED', 'Off']] as const) {
    test(`${persona}: polls until the status is ${word} and announces it once`, async ({ page, tenant, signIn }) => {
      await signIn(persona);
      await open(page);
      await listen(page);
      await tenant.editSettings(persona, { otp_status: end, otp_enabled: word === 'On' });
      await expect(otp(page).getByRole('status')).toHaveText(word);
      expect((await announced(page)).filter((line) => line === word)).toHaveLength(1);
      await settled(page);
    });
  }

  test('polling slows down, then stops with a message and a button', async ({ page, tenant, signIn }) => {
    await page.clock.install();
    await signIn('otp-enabling');
    await open(page);
    await advanceClock(page, 700);
    await expect(otp(page)).toContainText('This is taking longer than usual.');
    const made = await countReads(tenant);
    expect(made).toBeLessThanOrEqual(17);
    await advanceClock(page, 120);
    expect(await countReads(tenant)).toBe(made);
    await expectAccessible(page);
    await tenant.editSettings('otp-enabling', { otp_status: 'OTP_ENABLED', otp_enabled: true });
    await otp(page).getByRole('button', { name: 'Check again' }).focus();
    await page.keyboard.press('Enter');
    await expect(otp(page).getByRole('status')).toHaveText('On');
    await page.clock.runFor(1_000);
    expect(await focusIsLost(page)).toBe(false);
  });

  test('a hidden tab does not poll, and is up to date soon after it becomes visible', async ({ page, tenant, signIn }) => {
    await page.clock.install();
    await signIn('otp-disabling');
    await open(page);
    await setHidden(page);
    await tenant.clearLog();
    await page.clock.runFor(900_000);
    expect(await countReads(tenant)).toBe(0);
    await tenant.editSettings('otp-disabling', { otp_status: 'OTP_DISABLED', otp_enabled: false });
    await setHidden(page, false);
    await advanceClock(page, 10);
    await expect(otp(page).getByRole('status')).toHaveText('Off');
    await expect(otp(page)).not.toContainText('This is taking longer');
  });

  test('does not poll while offline', async ({ page, tenant, signIn, context }) => {
    await page.clock.install();
    await signIn('otp-enabling');
    await open(page);
    let asked = 0;
    page.on('request', (request) => { if (new URL(request.url()).pathname === api.settings) asked += 1; });
    await context.setOffline(true);
    await page.clock.runFor(300_000);
    expect(asked, 'requests while offline').toBe(0);
    await expect(main(page).getByRole('alert')).toHaveCount(0);
    await expect(otp(page).getByRole('status')).toHaveText('Being turned on');
    await context.setOffline(false);
    await tenant.editSettings('otp-enabling', { otp_status: 'OTP_ENABLED', otp_enabled: true });
    await advanceClock(page, 10);
    await expect(otp(page).getByRole('status')).toHaveText('On');
  });
});

test.describe('turning the one-time password on and off', () => {
  const toggle = (page: Page) => otp(page).getByRole('switch', { name: 'One-time password when signing in' });
  const confirmDialog = (page: Page) => page.getByRole('dialog', { name: /^Turn (on|off) the one-time password\?$/ });
  const puts = (tenant: Tenant) => tenant.calls('PUT', api.settings);
  const fetchSettings = async (page: Page) => (await page.context().request.get(api.settings)).json();
  const fetchWhoami = async (page: Page) => (await page.context().request.get(api.whoami)).json();

  test('asks first; Cancel and Escape send nothing and return the focus', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    await toggle(page).focus();
    await page.keyboard.press('Space');
    await expect(confirmDialog(page)).toContainText("You'll be asked");
    await expectAccessibleInEveryLook(page);
    await page.keyboard.press('Escape');
    await expect(confirmDialog(page)).toHaveCount(0);
    await expect(toggle(page)).toBeFocused();
    await toggle(page).click();
    await confirmDialog(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(toggle(page)).toBeFocused();
    await expect(toggle(page)).toHaveAttribute('aria-checked', 'false');
    expect(await puts(tenant)).toEqual([]);
  });

  test('works by keyboard and preserves unknown codes and texts', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    const odd = { code: 'Später/2~"<b>', label: 'Of tomorrow', description: 'Unknown today', enabled: true };
    await tenant.editSettings('otp-off', { notifications: [odd, ...(await fetchSettings(page)).notifications] });
    const before = await fetchSettings(page);
    await open(page);
    await toggle(page).focus();
    await page.keyboard.press('Space');
    await expect(confirmDialog(page)).toBeVisible();
    // Cancel comes first: pressing Enter by habit changes nothing.
    await page.keyboard.press('Tab');
    await expect(confirmDialog(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(otp(page)).toContainText(/The one-time password is (being turned )?on/);
    await expect(toggle(page)).toBeFocused();
    expect((await fetchSettings(page)).notifications).toEqual(before.notifications);
    expect((await fetchSettings(page)).notifications).toContainEqual(odd);
  });

  test('turning it on sends everything back once with that one change, then polls', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    // Changed elsewhere since the page was opened: a fresh read must include it.
    await page.context().request.put(`${tenant.url}${api.notifications}`, { data: { ntfn_preferences_map: { MAINTENANCE: true } }, headers: { 'Sec-Fetch-Site': 'same-origin' } });
    const [before, person] = [await fetchSettings(page), await fetchWhoami(page)];
    await listen(page);
    await toggle(page).click();
    await confirmDialog(page).getByRole('button', { name: 'Turn on' }).dblclick();
    await expect(otp(page)).toContainText(/The one-time password is (being turned )?on/);
    await expect(otp(page).getByRole('status')).toHaveText(/Being turned on|On/);
    const enabled = before.notifications.filter((item: any) => item.enabled).map((item: any) => item.code);
    expect(enabled).toContain('MAINTENANCE');
    expect((await puts(tenant)).map((call) => call.body)).toEqual([
      { enabled_notifications: enabled, first_name: person.first_name, last_name: person.last_name, image: before.image, otp_enabled: true },
    ]);
    const after = await fetchSettings(page);
    expect({ ...after, otp_enabled: false, otp_status: 'OTP_DISABLED' }).toEqual(before);
    expect((await fetchWhoami(page)).last_name).toBe(person.last_name);
    expect((await announced(page)).filter((line) => line.startsWith('The one-time password is'))).toHaveLength(1);
    expect(await focusIsLost(page)).toBe(false);
    await tenant.editSettings('otp-off', { otp_status: 'OTP_ENABLED', otp_enabled: true });
    await expect(otp(page).getByRole('status')).toHaveText('On');
    await expect(toggle(page)).toHaveAttribute('aria-checked', 'true');
  });

  test('turning it off keeps the profile image', async ({ page, tenant, signIn }) => {
    await signIn('otp-on');
    await open(page);
    const before = await fetchSettings(page);
    await toggle(page).click();
    await confirmDialog(page).getByRole('button', { name: 'Turn off' }).click();
    await expect(otp(page)).toContainText(/The one-time password is (being turned )?off/);
    const after = await fetchSettings(page);
    expect(after.image).toBe(before.image);
    expect(after.notifications).toEqual(before.notifications);
    expect(await puts(tenant)).toHaveLength(1);
  });

  const parts: [string, string, unknown, RegExp][] = [
    ['notifications missing', api.settings, undefined, /notifications/],
    ['notifications with one unreadable item', api.settings, [7], /notifications/],
    ['a notification without its state', api.settings, [{ code: 'A', label: 'a', description: '' }], /notifications/],
  ];
  for (const [name, path, value, words] of parts) {
    test(`${name}: the switch is disabled, says why, and nothing is sent`, async ({ page, tenant, signIn }) => {
      await signIn('otp-off');
      await tenant.override(value === undefined
        ? { method: 'GET', path, remove: ['notifications'] }
        : { method: 'GET', path, json_patch: { notifications: value } });
      await open(page);
      await expect(toggle(page)).toBeDisabled();
      await expect(toggle(page)).toHaveAccessibleDescription(words);
      await toggle(page).evaluate((button: HTMLButtonElement) => button.click());
      await expect(confirmDialog(page)).toHaveCount(0);
      expect(await puts(tenant)).toEqual([]);
      await expectAccessible(page);
    });
  }

  test('an unreadable name disables the switch, too', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await tenant.override({ method: 'GET', path: api.whoami, json_patch: { last_name: 7 } });
    await open(page);
    await expect(toggle(page)).toBeDisabled();
    await expect(toggle(page)).toHaveAccessibleDescription(/last name/);
  });

  test('sends nothing when the fresh read is no longer complete', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    await tenant.override({ method: 'GET', path: api.settings, remove: ['notifications'] });
    await toggle(page).click();
    await confirmDialog(page).getByRole('button', { name: 'Turn on' }).click();
    await expect(otp(page).getByRole('alert')).toContainText('To avoid losing settings');
    expect(await puts(tenant)).toEqual([]);
  });

  for (const status of [403, 409, 429, 500]) {
    test(`after ${status} it shows the current status and resends nothing`, async ({ page, tenant, signIn }) => {
      await signIn('otp-off');
      await open(page);
      await tenant.override({ method: 'PUT', path: api.settings, status });
      await toggle(page).click();
      await confirmDialog(page).getByRole('button', { name: 'Turn on' }).click();
      await expect(otp(page)).toContainText(status === 500 ? 'No response. The old value is still in place' : 'Nothing was changed.');
      await expect(otp(page).getByRole('status')).toHaveText('Off');
      await expect(toggle(page)).toBeEnabled();
      expect(await puts(tenant)).toHaveLength(1);
    });
  }

  test('is disabled during a transition or contradiction; an unknown status has no switch', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    const stand = async (otp_status: string, otp_enabled: boolean) => {
      await tenant.clearOverrides();
      await tenant.override({ method: 'GET', path: api.settings, json_patch: { otp_status, otp_enabled } });
      await checkAgainButton(page).click();
      await settled(page);
    };
    for (const [status, enabled, checked, words] of [
      ['OTP_PROCESSING', true, 'true', /current change/], ['OTP_PROCESS_DISABLING', false, 'false', /current change/],
      ['OTP_DISABLED', true, 'false', /contradict/], ['OTP_ENABLED', false, 'true', /contradict/],
    ] as const) {
      await stand(status, enabled);
      await expect(toggle(page), status).toBeDisabled();
      await expect(toggle(page), status).toHaveAttribute('aria-checked', checked);
      await expect(toggle(page), status).toHaveAccessibleDescription(words);
    }
    await stand('OTP_LATER', true);
    await expect(toggle(page), 'a switch is on or off, and this is neither').toHaveCount(0);
    await expect(otp(page)).toContainText("You can't change this while its status is unknown.");
  });
});
