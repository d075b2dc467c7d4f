// The 24 hours by the server's clock: wrong clocks, midnight, daylight saving time, reload, sleep.
import { announced, listen } from './support/announcements.ts';
import { access, requestButton, checkAgainButton, open, advanceClock, countReads, countRequests, settled } from './support/settings.ts';
import type { Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';

test.use({ timezoneId: 'Europe/Berlin' });

test.beforeEach(async ({ signIn, tenant }) => {
  await signIn('cooldown');
  await tenant.freeze('2026-03-01T10:00:00Z');
});
const setLastRequest = (tenant: Tenant, when: string) =>
  tenant.editSettings('cooldown', { initial_access: { requested: true, email_sent: true, last_requesting_time: when } });

const S = 1_000, H = 3_600 * S, DAY = 24 * H;
const clients: [string, number][] = [['right', 0], ['12 hours back', -12 * H], ['a day back', -DAY], ['a day ahead', DAY], ['11 minutes ahead', 660 * S], ['3 years back', -1_096 * DAY]];
// Each in the middle of a 90-second countdown.
const edges: [string, string, RegExp][] = [
  ['an ordinary moment', '2026-03-04T09:30:00Z', /10:30/],
  ['midnight here', '2026-03-03T23:00:00Z', /Mar 4, 2026.*12:00/],
  ['midnight of the server', '2026-03-04T00:00:00Z', /1:00/],
  ['the hour that daylight saving skips', '2026-03-29T01:00:00Z', /Mar 29, 2026.*3:00/],
  ['the hour that comes twice', '2026-10-25T01:00:00Z', /Oct 25, 2026.*2:00/],
  ['a leap day', '2028-02-28T23:00:00Z', /Feb 29, 2028.*12:00/],
  ['the end of a year', '2026-12-31T23:00:00Z', /Jan 1, 2027.*12:00/],
];

test('the countdown is right to the second with any client clock across every edge of the calendar', async ({ page, tenant }) => {
  await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
  await open(page);
  await page.clock.pauseAt(new Date('2026-03-01T11:00:00Z'));
  let cases = 0;
  for (const [edge, at, local] of edges) {
    const server = Date.parse(at) - 45 * S;
    await tenant.freeze(new Date(server).toISOString());
    await setLastRequest(tenant, new Date(server + 90 * S - DAY).toISOString());
    for (const [clock, offset] of clients) {
      const label = `${edge}, clock ${clock}`;
      await page.clock.setSystemTime(new Date(server + offset));
      await tenant.clearLog();
      await checkAgainButton(page).click();
      await expect.poll(() => countReads(tenant), label).toBe(1);
      await settled(page);
      await page.clock.runFor(1 * S);
      const left = async () => {
        const [, minutes, seconds] = /Next one in (?:(\d) minute(?: |\.))?(?:(\d+) seconds?\.)?$/.exec((await access(page).locator('#request-reason').textContent())!) ?? [];
        return 60 * Number(minutes ?? 0) + Number(seconds ?? 0);
      };
      expect(Math.abs((await left()) - 89), label).toBeLessThanOrEqual(1);
      await expect(access(page).getByText('Next request possible').locator('..'), label).toContainText(local);
      await page.clock.runFor(50 * S);
      expect(Math.abs((await left()) - 39), label).toBeLessThanOrEqual(1);
      await requestButton(page).evaluate((button: HTMLButtonElement) => button.click());
      cases += 1;
    }
  }
  expect(cases).toBe(42);
  expect(await countRequests(tenant), 'requests in the cool-down').toBe(0);
});

test('the countdown is not announced and survives a reload', async ({ page, tenant }) => {
  await page.clock.install({ time: new Date('2026-02-28T22:00:00Z') });
  await setLastRequest(tenant, '2026-02-28T10:00:30.000000001Z');
  await open(page);
  await expect(access(page)).toContainText(/You requested access (1 day|23 hours) ago\./);
  await expect(requestButton(page)).toHaveAccessibleDescription(/Next one in (30|29|28) seconds/);
  await listen(page);
  await page.clock.runFor(10_000);
  await expect(requestButton(page)).toHaveAccessibleDescription(/Next one in (20|19|18) seconds/);
  expect(await announced(page)).toEqual([]);
  await tenant.freeze('2026-03-01T10:00:10Z');
  await page.reload();
  await settled(page);
  await expect(requestButton(page)).toHaveAccessibleDescription(/Next one in (20|19|18) seconds/);
});

test('after the 24 hours it checks with the server and enables the button without a reload', async ({ page, tenant }) => {
  await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
  await setLastRequest(tenant, '2026-02-28T10:00:30Z');
  await open(page);
  await expect(requestButton(page)).toBeDisabled();
  await tenant.clearLog();
  await page.clock.runFor(20_000);
  expect(await countReads(tenant), 'reads before the time').toBe(0);
  await tenant.freeze('2026-03-01T10:00:31Z');
  await page.clock.runFor(14_000);
  await expect(requestButton(page)).toBeEnabled();
  expect(await countReads(tenant)).toBeGreaterThanOrEqual(1);
  expect(await countRequests(tenant)).toBe(0);
});

test('keeps the button disabled and stops checking when the server does not allow a request', async ({ page, tenant }) => {
  await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
  await setLastRequest(tenant, '2026-02-28T10:00:00Z');
  await tenant.override({ method: 'GET', path: api.settings, json_patch: { is_next_request_allowed: false } });
  await open(page);
  await expect(requestButton(page)).toHaveAccessibleDescription('The 24 hours are over. Check again to see whether you can request access.');
  await advanceClock(page, 700);
  await expect(requestButton(page)).toBeDisabled();
  expect(await countReads(tenant)).toBeLessThanOrEqual(17);
});

test('a tab that slept for eight hours is up to date at once', async ({ page, tenant }) => {
  await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
  await setLastRequest(tenant, '2026-03-01T08:00:00Z');
  await open(page);
  await expect(requestButton(page)).toHaveAccessibleDescription(/in (22 hours|21 hours 59 minutes)/);
  await page.clock.fastForward('08:00:00');
  await expect(requestButton(page)).toHaveAccessibleDescription(/in (14 hours|13 hours 59 minutes)/);
  await expect(access(page)).toContainText('10 hours ago');
});

test('a request dated in the future means at most one day of waiting and is pointed out', async ({ page, tenant }) => {
  await setLastRequest(tenant, '2027-03-01T10:00:00Z');
  await open(page);
  await expect(requestButton(page)).toBeDisabled();
  await expect(requestButton(page)).toHaveAccessibleDescription(/in (1 day|24 hours|23 hours)/);
  await expect(access(page)).toContainText('dated in the future');
});

test('a laptop that slept through the 24 hours checks with the server on waking', async ({ page, tenant }) => {
  await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
  await setLastRequest(tenant, '2026-03-01T08:00:00Z');
  await open(page);
  await tenant.freeze('2026-03-02T18:00:00Z');
  await tenant.clearLog();
  await page.clock.fastForward('32:00:00');
  await page.clock.runFor(4_000);
  await expect(requestButton(page)).toBeEnabled();
  expect(await countReads(tenant)).toBeGreaterThanOrEqual(1);
  expect(await countRequests(tenant)).toBe(0);
});
