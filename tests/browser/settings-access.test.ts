// Requesting initial access: once and only once, lost responses, two tabs.
import { announced, listen } from './support/announcements.ts';
import { expectAccessible, expectAccessibleInEveryLook } from './support/axe.ts';
import { main } from './support/page.ts';
import { access, otp, notifications, requestButton, settled, open, countReads, countRequests } from './support/settings.ts';
import { api, expect, test } from './support/test.ts';

test.describe('requesting access', () => {
  test('one press sends one request, reads the settings back, announces the result once and keeps the focus', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.clearLog();
    await listen(page);
    await requestButton(page).focus();
    await page.keyboard.press('Enter');
    await expect(access(page)).toContainText('Your request was sent.');
    await expect(requestButton(page)).toBeDisabled();
    await expect(requestButton(page)).toBeFocused();
    await expect(requestButton(page)).toHaveAccessibleDescription(/Next one in (24 hours|23 hours 59 minutes|1 day)/);
    await expect(access(page)).toContainText('Last request');
    const [put, ...more] = await tenant.calls('PUT', api.request);
    expect(more).toEqual([]);
    expect(put!.body).toEqual({});
    expect(await countReads(tenant)).toBeGreaterThanOrEqual(1);
    // The email is sent a moment later: the page polls until it has been.
    await expect(access(page)).toContainText("Your tenant's admins have been emailed.");
    expect((await announced(page)).filter((line) => line.includes('Your request was sent'))).toHaveLength(1);
    expect((await tenant.outbox()).length).toBe(1);
    await expectAccessibleInEveryLook(page);
  });

  test('1,000 clicks, 50 double clicks and Enter held down on a slow server send one request', async ({ page, tenant, signIn }) => {
    await signIn('allowed');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, delay_ms: 2_500 });
    await requestButton(page).evaluate((button: HTMLButtonElement) => { for (let i = 0; i < 1_000; i++) button.click(); });
    await expect(requestButton(page)).toBeDisabled();
    for (let i = 0; i < 50; i++) await requestButton(page).dblclick({ force: true, delay: 0 });
    await requestButton(page).focus();
    for (let i = 0; i < 50; i++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await expect(access(page)).toContainText('Your request was sent.');
    await requestButton(page).evaluate((button: HTMLButtonElement) => { for (let i = 0; i < 500; i++) button.click(); });
    await settled(page);
    expect(await countRequests(tenant)).toBe(1);
    expect((await tenant.outbox()).length).toBe(1);
  });

  test('Enter held down through a quick rejection sends one request', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, status: 400 });
    await requestButton(page).focus();
    await page.keyboard.down('Enter');
    await expect(access(page).getByRole('alert')).toContainText('Access was not requested.');
    await expect(requestButton(page)).toBeEnabled();
    for (let i = 0; i < 20; i++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await settled(page);
    expect(await countRequests(tenant)).toBe(1);
  });

  for (const status of [409, 429]) {
    test(`explains ${status} as already requested, as the server reports`, async ({ page, tenant, signIn }) => {
      await signIn('new');
      await open(page);
      // Another tab has requested access meanwhile.
      await page.context().request.put(`${tenant.url}${api.request}`, { data: {}, headers: { 'Sec-Fetch-Site': 'same-origin' } });
      if (status === 409) await tenant.override({ method: 'PUT', path: api.request, status });
      await tenant.clearLog();
      await listen(page);
      await requestButton(page).click();
      await expect(access(page)).toContainText("You've already requested access.");
      await expect(requestButton(page)).toBeDisabled();
      await expect(access(page).getByRole('alert')).toHaveCount(0);
      expect(await countRequests(tenant)).toBe(1);
      expect((await announced(page)).filter((line) => line.includes('already requested'))).toHaveLength(1);
      await expectAccessible(page);
    });
  }

  test('a 429 with Retry-After: 120 disables the button for 120 seconds', async ({ page, tenant, signIn }) => {
    await page.clock.install();
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, status: 429, headers: { 'Retry-After': '120' } });
    await requestButton(page).click();
    await expect(access(page)).toContainText('already requested');
    await expect(requestButton(page)).toBeDisabled();
    await expect(requestButton(page)).toHaveAccessibleDescription(/Try again in (2 minutes|1 minute 59 seconds)/);
    await page.clock.runFor(115_000);
    await expect(requestButton(page)).toBeDisabled();
    await page.clock.runFor(8_000);
    await expect(requestButton(page)).toBeEnabled();
    expect(await countRequests(tenant)).toBe(1);
  });

  for (const status of [500, 503, 504]) {
    test(`after ${status} it checks whether the request arrived, says so and doesn't repeat it`, async ({ page, tenant, signIn }) => {
      await signIn('new');
      await open(page);
      await tenant.override({ method: 'PUT', path: api.request, status });
      await listen(page);
      await requestButton(page).click();
      await expect(access(page)).toContainText("We don't know whether your request arrived");
      await expect(access(page)).toContainText('your settings show no new request');
      await expect(requestButton(page)).toBeEnabled();
      expect(await countRequests(tenant)).toBe(1);
      expect((await announced(page)).filter((line) => line.includes("don't know"))).toHaveLength(1);
    });
  }

  test('403 shows an alert about the missing permission, without "Try again"', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, status: 403 });
    await listen(page);
    await requestButton(page).click();
    const alert = access(page).getByRole('alert');
    await expect(alert).toContainText('You do not have permission');
    await expect(alert.getByRole('button')).toHaveCount(0);
    await settled(page);
    expect((await announced(page)).filter((line) => line.includes('permission'))).toHaveLength(1);
    expect(await countRequests(tenant)).toBe(1);
    await expectAccessibleInEveryLook(page);
  });

  test('after a lost response it checks the settings and finds the request', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, fault: 'hang-up-after-write', times: 1 });
    await requestButton(page).click();
    await expect(access(page)).toContainText('We got no response, so we checked: your request did arrive');
    await expect(requestButton(page)).toBeDisabled();
    expect((await tenant.outbox()).length).toBe(1);
  });

  test('says that it does not know when the response is lost and the settings cannot be read', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, fault: 'stall-headers' });
    await tenant.override({ method: 'GET', path: api.settings, status: 404 });
    await page.clock.install();
    await requestButton(page).click();
    await expect(access(page)).toContainText('Sending your request');
    await page.clock.runFor(12_000);
    await expect(access(page)).toContainText("your settings don't show it");
    await expect(main(page).getByRole('alert')).toHaveCount(1);
    expect(await countRequests(tenant)).toBeLessThanOrEqual(1);
    // What was known stays on screen.
    await expect(otp(page).getByRole('status')).toHaveText('Off');
  });

  test('leaving or reloading the page during a request sends it once, and the page shows the status', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, delay_ms: 2_000 });
    await requestButton(page).click();
    await expect.poll(() => countRequests(tenant)).toBe(1);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Account' }).click();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
    await settled(page);
    await expect(requestButton(page)).toBeDisabled();
    await page.reload();
    await settled(page);
    await expect(access(page)).toContainText('You requested access');
    await expect(requestButton(page)).toHaveAccessibleDescription(/Next one in/);
    expect([await countRequests(tenant), (await tenant.outbox()).length]).toEqual([1, 1]);
  });

  test('offline, it sends nothing and says so', async ({ page, tenant, signIn, context }) => {
    await signIn('new');
    await open(page);
    await context.setOffline(true);
    await requestButton(page).click();
    await expect(access(page)).toContainText('You are offline');
    await context.setOffline(false);
    await expect(main(page).getByText('You are offline. Check your connection and try again.', { exact: true })).toHaveCount(0);
    expect(await countRequests(tenant)).toBe(0);
  });
});

test.describe('two tabs', () => {
  test('a change in one tab reloads the other, and a request in one disables the button of the other', async ({ page, tenant, signIn, context }) => {
    await signIn('otp-off');
    await open(page);
    const other = await context.newPage();
    await open(other);
    await tenant.override({ method: 'PUT', path: api.request, delay_ms: 1_500 });
    await requestButton(page).click();
    await expect(requestButton(other)).toBeDisabled();
    await expect(requestButton(other)).toHaveAccessibleDescription(/another tab|Next one in/i);
    await expect(access(page)).toContainText('Your request was sent.');
    await expect(requestButton(other)).toHaveAccessibleDescription(/Next one in/);
    expect(await countRequests(tenant)).toBe(1);
    await notifications(other).getByRole('switch', { name: 'Certificate expiry' }).click();
    await expect(notifications(page).getByRole('switch', { name: 'Certificate expiry' })).toHaveAttribute('aria-checked', 'false');
    expect((await tenant.outbox()).length).toBe(1);
  });

  test('two tabs at the same moment cause one email', async ({ page, tenant, signIn, context }) => {
    await signIn('new');
    await open(page);
    const other = await context.newPage();
    await open(other);
    await Promise.all([page, other].map((tab) => requestButton(tab).evaluate((button: HTMLButtonElement) => button.click())));
    for (const tab of [page, other]) {
      await settled(tab);
      await expect(requestButton(tab)).toHaveAccessibleDescription(/Next one in/);
    }
    expect((await tenant.outbox()).length).toBe(1);
    const tried = await tenant.calls('PUT', api.request);
    expect(tried.length).toBeLessThanOrEqual(2);
    expect(tried.filter((call) => call.outcome === 'changed')).toHaveLength(1);
    expect(await main(page).getByRole('alert').count() + (await main(other).getByRole('alert').count())).toBe(0);
  });

  test('a tab closed during a request does not block the other forever', async ({ page, signIn, context }) => {
    await page.clock.install();
    await signIn('new');
    await open(page);
    const other = await context.newPage();
    await other.goto('/account');
    await other.evaluate(() => new BroadcastChannel('rolecall-settings').postMessage('busy'));
    await expect(requestButton(page)).toHaveAccessibleDescription(/another tab/i);
    await other.close();
    await page.clock.runFor(16_000);
    await expect(requestButton(page)).toBeEnabled();
  });
});
