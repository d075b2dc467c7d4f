// Asking for initial access once and only once, the 24 hours, two tabs, the reminder.
import { expectAccessible, expectAccessibleInEveryLook } from './support/axe.ts';
import { access, otp, notifications, ask, main, settled, open, reads, requests, pass, listen, said } from './support/settings.ts';
import type { Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';

test.describe('asking for access', () => {
  test('one press is one request; the settings are read back, the result is said once, the focus stays', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.clearLog();
    await listen(page);
    await ask(page).focus();
    await page.keyboard.press('Enter');
    await expect(access(page)).toContainText('Your request was sent.');
    await expect(ask(page)).toBeDisabled();
    await expect(ask(page)).toBeFocused();
    await expect(ask(page)).toHaveAccessibleDescription(/You may ask again in (24 hours|23 hours 59 minutes|1 day)/);
    await expect(access(page)).toContainText('Last request');
    const [put, ...more] = await tenant.calls('PUT', api.request);
    expect(more).toEqual([]);
    expect(put!.body).toEqual({});
    expect(await reads(tenant)).toBeGreaterThanOrEqual(1);
    // The mail leaves a moment later: the page follows until it has.
    await expect(access(page)).toContainText('The admins of your tenant have been sent a mail.');
    expect((await said(page)).filter((line) => line.includes('Your request was sent'))).toHaveLength(1);
    expect((await tenant.outbox()).length).toBe(1);
    await expectAccessibleInEveryLook(page);
  });

  test('1,000 clicks at once, 50 double clicks and Enter held down while the server is slow: one request', async ({ page, tenant, signIn }) => {
    await signIn('allowed');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, delay_ms: 2_500 });
    await ask(page).evaluate((button: HTMLButtonElement) => { for (let i = 0; i < 1_000; i++) button.click(); });
    await expect(ask(page)).toBeDisabled();
    for (let i = 0; i < 50; i++) await ask(page).dblclick({ force: true, delay: 0 });
    await ask(page).focus();
    for (let i = 0; i < 50; i++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await expect(access(page)).toContainText('Your request was sent.');
    await ask(page).evaluate((button: HTMLButtonElement) => { for (let i = 0; i < 500; i++) button.click(); });
    await settled(page);
    expect(await requests(tenant)).toBe(1);
    expect((await tenant.outbox()).length).toBe(1);
  });

  test('Enter held down over a quick refusal presses once', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, status: 400 });
    await ask(page).focus();
    await page.keyboard.down('Enter');
    await expect(access(page).getByRole('alert')).toContainText('Access was not requested.');
    await expect(ask(page)).toBeEnabled();
    for (let i = 0; i < 20; i++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await settled(page);
    expect(await requests(tenant)).toBe(1);
  });

  for (const status of [409, 429]) {
    test(`${status} is explained as already requested, by the server's own truth`, async ({ page, tenant, signIn }) => {
      await signIn('new');
      await open(page);
      // Another tab asked meanwhile.
      await page.context().request.put(`${tenant.url}${api.request}`, { data: {}, headers: { 'Sec-Fetch-Site': 'same-origin' } });
      if (status === 409) await tenant.override({ method: 'PUT', path: api.request, status });
      await tenant.clearLog();
      await listen(page);
      await ask(page).click();
      await expect(access(page)).toContainText('Access was already requested.');
      await expect(ask(page)).toBeDisabled();
      await expect(access(page).getByRole('alert')).toHaveCount(0);
      expect(await requests(tenant)).toBe(1);
      expect((await said(page)).filter((line) => line.includes('already requested'))).toHaveLength(1);
      await expectAccessible(page);
    });
  }

  test('a 429 that asks to wait 120 seconds holds the button for 120 seconds of the count-down', async ({ page, tenant, signIn }) => {
    await page.clock.install();
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, status: 429, headers: { 'Retry-After': '120' } });
    await ask(page).click();
    await expect(access(page)).toContainText('already requested');
    await expect(ask(page)).toBeDisabled();
    await expect(ask(page)).toHaveAccessibleDescription(/wait.*in (2 minutes|1 minute 59 seconds)/);
    await page.clock.runFor(115_000);
    await expect(ask(page)).toBeDisabled();
    await page.clock.runFor(8_000);
    await expect(ask(page)).toBeEnabled();
    expect(await requests(tenant)).toBe(1);
  });

  for (const status of [500, 503, 504]) {
    test(`after ${status} it is not known whether it arrived: looked up, told, not repeated`, async ({ page, tenant, signIn }) => {
      await signIn('new');
      await open(page);
      await tenant.override({ method: 'PUT', path: api.request, status });
      await listen(page);
      await ask(page).click();
      await expect(access(page)).toContainText('We do not know whether your request arrived');
      await expect(access(page)).toContainText('your settings show no new request');
      await expect(ask(page)).toBeEnabled();
      expect(await requests(tenant)).toBe(1);
      expect((await said(page)).filter((line) => line.includes('do not know'))).toHaveLength(1);
    });
  }

  test('403 says that permission is missing, as an alert without "Try again"', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, status: 403 });
    await listen(page);
    await ask(page).click();
    const alert = access(page).getByRole('alert');
    await expect(alert).toContainText('You do not have permission');
    await expect(alert.getByRole('button')).toHaveCount(0);
    await settled(page);
    expect((await said(page)).filter((line) => line.includes('permission'))).toHaveLength(1);
    expect(await requests(tenant)).toBe(1);
    await expectAccessibleInEveryLook(page);
  });

  test('an answer lost after the write is looked up, and the request is found', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, fault: 'hang-up-after-write', times: 1 });
    await ask(page).click();
    await expect(access(page)).toContainText(/your request did arrive|Access was already requested/);
    await expect(ask(page)).toBeDisabled();
    expect((await tenant.outbox()).length).toBe(1);
  });

  test('an answer lost, and no settings to look it up in: said so, and nothing more is sent', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.request, fault: 'stall-headers' });
    await tenant.override({ method: 'GET', path: api.settings, status: 404 });
    await page.clock.install();
    await ask(page).click();
    await expect(access(page)).toContainText('Sending your request');
    await page.clock.runFor(12_000);
    await expect(access(page)).toContainText('your settings do not tell');
    await expect(main(page).getByRole('alert')).toHaveCount(1);
    expect(await requests(tenant)).toBeLessThanOrEqual(1);
    // What was known stays on screen.
    await expect(otp(page).getByRole('status')).toHaveText('Off');
  });

  test('offline, nothing is sent and the page says so', async ({ page, tenant, signIn, context }) => {
    await signIn('new');
    await open(page);
    await context.setOffline(true);
    await ask(page).click();
    await expect(access(page)).toContainText('You are offline');
    await context.setOffline(false);
    await expect(main(page).getByText('You are offline. Check your connection and try again.', { exact: true })).toHaveCount(0);
    expect(await requests(tenant)).toBe(0);
  });
});

test.describe('the 24 hours', () => {
  test.beforeEach(async ({ signIn, tenant }) => {
    await signIn('cooldown');
    await tenant.freeze('2026-03-01T10:00:00Z');
  });
  const asked = (tenant: Tenant, when: string) =>
    tenant.editSettings('cooldown', { initial_access: { requested: true, email_sent: true, last_requesting_time: when } });

  for (const [name, client] of [['12 hours back', '2026-02-28T22:00:00Z'], ['a day ahead', '2026-03-02T10:00:00Z'], ['right', '2026-03-01T10:00:00Z']] as const) {
    test(`the count-down is the server's, with the client's clock ${name}`, async ({ page, tenant }) => {
      await page.clock.install({ time: new Date(client) });
      await asked(tenant, '2026-02-28T10:00:30.000000001Z');
      await open(page);
      await expect(access(page)).toContainText(/You asked for access (1 day|23 hours) ago\./);
      await expect(ask(page)).toHaveAccessibleDescription(/You may ask again in (30|29|28) seconds/);
      await listen(page);
      await page.clock.runFor(10_000);
      await expect(ask(page)).toHaveAccessibleDescription(/You may ask again in (20|19|18) seconds/);
      expect(await said(page), 'a count-down ticks in silence').toEqual([]);
    });
  }

  test('when they are over the page asks the server again, and its answer turns the button on without a reload', async ({ page, tenant }) => {
    await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
    await asked(tenant, '2026-02-28T10:00:30Z');
    await open(page);
    await expect(ask(page)).toBeDisabled();
    await tenant.clearLog();
    await page.clock.runFor(20_000);
    expect(await reads(tenant), 'reads before the time').toBe(0);
    await tenant.freeze('2026-03-01T10:00:31Z');
    await page.clock.runFor(14_000);
    await expect(ask(page)).toBeEnabled();
    expect(await reads(tenant)).toBeGreaterThanOrEqual(1);
    expect(await requests(tenant)).toBe(0);
  });

  test('when the client thinks that they are over and the server does not, the button stays off and the page stops asking', async ({ page, tenant }) => {
    await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
    await asked(tenant, '2026-02-28T10:00:00Z');
    await tenant.override({ method: 'GET', path: api.settings, json_patch: { is_next_request_allowed: false } });
    await open(page);
    await expect(ask(page)).toHaveAccessibleDescription('The 24 hours are over. Check again whether you may ask now.');
    await pass(page, 700);
    await expect(ask(page)).toBeDisabled();
    expect(await reads(tenant)).toBeLessThanOrEqual(17);
  });

  test('a tab that slept eight hours is right at once', async ({ page, tenant }) => {
    await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
    await asked(tenant, '2026-03-01T08:00:00Z');
    await open(page);
    await expect(ask(page)).toHaveAccessibleDescription(/in (22 hours|21 hours 59 minutes)/);
    await page.clock.fastForward('08:00:00');
    await expect(ask(page)).toHaveAccessibleDescription(/in (14 hours|13 hours 59 minutes)/);
    await expect(access(page)).toContainText('10 hours ago');
  });

  test('a request from the future makes nobody wait longer than a day, and is named as odd', async ({ page, tenant }) => {
    await asked(tenant, '2027-03-01T10:00:00Z');
    await open(page);
    await expect(ask(page)).toBeDisabled();
    await expect(ask(page)).toHaveAccessibleDescription(/in (1 day|24 hours|23 hours)/);
    await expect(access(page)).toContainText('lies ahead of the service');
  });
});

test.describe('two tabs', () => {
  test('what one changes the other reads again, and a request under way in one holds the button of the other', async ({ page, tenant, signIn, context }) => {
    await signIn('otp-off');
    await open(page);
    const other = await context.newPage();
    await open(other);
    await tenant.override({ method: 'PUT', path: api.request, delay_ms: 1_500 });
    await ask(page).click();
    await expect(ask(other)).toBeDisabled();
    await expect(ask(other)).toHaveAccessibleDescription(/another tab|You may ask again in/);
    await expect(access(page)).toContainText('Your request was sent.');
    await expect(ask(other)).toHaveAccessibleDescription(/You may ask again in/);
    expect(await requests(tenant)).toBe(1);
    await notifications(other).getByRole('switch', { name: 'Certificate expiry' }).click();
    await expect(notifications(page).getByRole('switch', { name: 'Certificate expiry' })).toHaveAttribute('aria-checked', 'false');
    expect((await tenant.outbox()).length).toBe(1);
  });

  test('a tab that is closed while it asks does not hold the other for ever', async ({ page, signIn, context }) => {
    await page.clock.install();
    await signIn('new');
    await open(page);
    const other = await context.newPage();
    await other.goto('/account');
    await other.evaluate(() => new BroadcastChannel('rolecall-settings').postMessage('asking'));
    await expect(ask(page)).toHaveAccessibleDescription(/another tab/);
    await other.close();
    await page.clock.runFor(16_000);
    await expect(ask(page)).toBeEnabled();
  });
});

test('"Remind me" is a calendar file for the moment from which one may ask again', async ({ page, tenant, signIn }) => {
  await signIn('cooldown');
  await tenant.freeze('2026-03-01T10:00:00Z');
  await tenant.editSettings('cooldown', { initial_access: { requested: true, email_sent: true, last_requesting_time: '2026-03-01T08:00:00Z' } });
  await open(page);
  const download = page.waitForEvent('download');
  await access(page).getByRole('link', { name: 'Remind me' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('ask-for-access.ics');
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toContain('\r\nDTSTART:20260302T080000Z\r\n');
});
