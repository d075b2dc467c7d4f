// "Remind me": a calendar entry, and a browser notification once a new request is possible.
import type { Page } from '@playwright/test';
import { announced, listen } from './support/announcements.ts';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { focusIsLost } from './support/page.ts';
import { access, requestButton, setHidden, open, advanceClock, countReads, countRequests, settled } from './support/settings.ts';
import type { Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';

const toggle = (page: Page) => access(page).getByRole('switch', { name: 'Notify me in this browser' });
const setLastRequest = (tenant: Tenant, when: string) =>
  tenant.editSettings('cooldown', { initial_access: { requested: true, email_sent: true, last_requesting_time: when } });

/** Records the browser's notifications, which are still shown. `open`: as if permission had never been requested. */
const spyOnNotifications = (page: Page, open = false) =>
  page.addInitScript((open) => {
    const seen = ((globalThis as any).seen = { shown: [] as object[], asked: 0 });
    globalThis.Notification = new Proxy(Notification, {
      construct(real, [title, options]) {
        seen.shown.push({ title, body: options?.body, tag: options?.tag });
        return new real(title, options);
      },
      get(real, name) {
        if (name === 'requestPermission') seen.asked += 1;
        if (name === 'permission' && open && seen.asked === 0) return 'default';
        const value = Reflect.get(real, name);
        return typeof value === 'function' ? value.bind(real) : value;
      },
    });
  }, open);
const shownNotifications = (page: Page): Promise<object[]> => page.evaluate(() => (globalThis as any).seen.shown);
const permissionPrompts = (page: Page): Promise<number> => page.evaluate(() => (globalThis as any).seen.asked);
const once = [{ title: 'You can request access again', body: 'A new request for initial access is possible now.', tag: 'rolecall:reminder' }];

test.beforeEach(async ({ page, signIn, tenant }) => {
  await spyOnNotifications(page);
  await signIn('cooldown');
  await tenant.freeze('2026-03-01T10:00:00Z');
  await setLastRequest(tenant, '2026-02-28T10:00:30Z');
});

test('offers a calendar file for the time of the next request', async ({ page, tenant }) => {
  await setLastRequest(tenant, '2026-03-01T08:00:00Z');
  await open(page);
  const download = page.waitForEvent('download');
  await access(page).getByRole('link', { name: 'Add to my calendar' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('request-access.ics');
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toContain('\r\nDTSTART:20260302T080000Z\r\n');
});

test.describe('a notification', () => {
  test.beforeEach(({ context }) => context.grantPermissions(['notifications']));

  for (const [name, client] of [['right', '2026-03-01T10:00:00Z'], ['a day ahead', '2026-03-02T10:00:00Z'], ['a day back', '2026-02-28T10:00:00Z']] as const) {
    test(`appears for a background tab when the service allows a request, with the client's clock ${name}`, async ({ page, tenant }) => {
      await page.clock.install({ time: new Date(client) });
      await open(page);
      await listen(page);
      await toggle(page).focus();
      await page.keyboard.press('Space');
      await expect(toggle(page)).toHaveAttribute('aria-checked', 'true');
      await expect(toggle(page)).toHaveAccessibleDescription(/Keep this page open/);
      await setHidden(page);
      await tenant.clearLog();
      await page.clock.runFor(24_000);
      expect([await countReads(tenant), await shownNotifications(page)], 'before the time').toEqual([0, []]);
      // It seems to be time, but the service's clock says 30 seconds more: it waits for them.
      await advanceClock(page, 20);
      await expect.poll(() => countReads(tenant)).toBe(1);
      expect(await shownNotifications(page), 'the service decides').toEqual([]);
      await tenant.freeze('2026-03-01T10:00:31Z');
      await advanceClock(page, 45);
      await expect.poll(() => shownNotifications(page)).toEqual(once);
      await expect(requestButton(page)).toBeEnabled();
      await expect(toggle(page)).toHaveCount(0);
      expect(await announced(page)).toEqual(['You can request access again.']);
      await page.clock.runFor(120_000);
      expect([await shownNotifications(page), await countRequests(tenant)], 'once, and nothing is requested').toEqual([once, 0]);
      expect(await focusIsLost(page), 'the switch has disappeared').toBe(false);
    });
  }

  test('survives a reload and a night of sleep', async ({ page, tenant }) => {
    await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
    await setLastRequest(tenant, '2026-03-01T09:00:00Z');
    await open(page);
    await toggle(page).click();
    await expect(toggle(page)).toHaveAttribute('aria-checked', 'true');
    await page.reload();
    await settled(page);
    await expect(toggle(page)).toHaveAttribute('aria-checked', 'true');
    await setHidden(page);
    await tenant.freeze('2026-03-02T10:00:00Z');
    await page.clock.fastForward('24:00:00');
    await advanceClock(page, 40);
    await expect.poll(() => shownNotifications(page)).toEqual(once);
  });

  test('leaves nothing behind on sign-out', async ({ page }) => {
    await open(page);
    await toggle(page).click();
    await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage))).toEqual(['rolecall:reminder']);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Signed out' })).toBeVisible();
    expect(await page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)])).toEqual([]);
  });

  test('does not appear when turned off again, nor after another request', async ({ page, tenant }) => {
    await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
    await open(page);
    await toggle(page).click();
    await expect(toggle(page)).toHaveAttribute('aria-checked', 'true');
    await toggle(page).click();
    await expect(toggle(page)).toHaveAttribute('aria-checked', 'false');
    await toggle(page).click();
    await expect(toggle(page)).toHaveAttribute('aria-checked', 'true');
    // Requested in another browser: the reminder was about the previous request.
    await setLastRequest(tenant, '2026-03-01T09:59:00Z');
    await access(page).getByRole('button', { name: 'Check again' }).click();
    await expect(toggle(page)).toHaveAttribute('aria-checked', 'false');
    await setHidden(page);
    await tenant.freeze('2026-03-03T10:00:00Z');
    await tenant.clearLog();
    await page.clock.runFor(300_000);
    expect([await shownNotifications(page), await countReads(tenant)]).toEqual([[], 0]);
  });

  test('stops waiting for a service that never allows a request, and does not poll offline', async ({ page, tenant, context }) => {
    await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
    await tenant.override({ method: 'GET', path: api.settings, json_patch: { is_next_request_allowed: false } });
    await open(page);
    await toggle(page).click();
    await setHidden(page);
    let requests = 0;
    page.on('request', (request) => { if (new URL(request.url()).pathname === api.settings) requests += 1; });
    await context.setOffline(true);
    await page.clock.runFor(300_000);
    expect(requests, 'offline').toBe(0);
    await context.setOffline(false);
    await advanceClock(page, 900);
    expect(requests).toBeGreaterThan(3);
    expect(requests).toBeLessThanOrEqual(15);
    const made = requests;
    await advanceClock(page, 130);
    expect(requests).toBe(made);
    expect(await shownNotifications(page)).toEqual([]);
  });
});

for (const granted of [true, false]) {
  test(`asks for permission only when pressed, and ${granted ? 'turns on when granted' : 'explains a denial'}`, async ({ page, context }) => {
    await context.grantPermissions(granted ? ['notifications'] : []);
    await spyOnNotifications(page, true);
    await open(page);
    await expect(toggle(page)).toHaveAccessibleDescription('Your browser will ask whether this site may notify you.');
    expect(await permissionPrompts(page)).toBe(0);
    await listen(page);
    await toggle(page).focus();
    await page.keyboard.press('Enter');
    await expect(toggle(page)).toHaveAccessibleDescription(granted ? /Keep this page open/ : /Your browser is blocking notifications from this site\. Allow/);
    await expect(toggle(page)).toHaveAttribute('aria-checked', `${granted}`);
    await expect(toggle(page)).toBeFocused();
    expect(await permissionPrompts(page)).toBe(1);
    expect((await announced(page)).filter((line) => line.includes('is blocking notifications'))).toHaveLength(granted ? 0 : 1);
    expect(await shownNotifications(page)).toEqual([]);
    await expectAccessibleInEveryLook(page);
  });
}

test('a browser without notifications says so and still offers the calendar', async ({ page }) => {
  await page.addInitScript(() => { delete (globalThis as any).Notification; });
  await open(page);
  await expect(access(page)).toContainText("This browser can't notify you. Use your calendar instead.");
  await expect(toggle(page)).toHaveCount(0);
  await expect(access(page).getByRole('link', { name: 'Add to my calendar' })).toBeVisible();
});
