// `navigator.onLine` is a hint: it is false behind some VPNs although all works, and its events may be missing or come in a storm. An
// answer that comes is proof enough; "You are offline" is said only when nothing answers either, and then nothing was sent.
import type { Page } from '@playwright/test';
import { main } from './support/page.ts';
import { access, advanceClock, countReads, open, otp, requestButton, settled } from './support/settings.ts';
import { api, expect, test } from './support/test.ts';

/** Makes the browser say that it is offline, or online, from now on; with the event that comes along, unless it is swallowed. */
const say = (page: Page, online: boolean, event = true) =>
  page.evaluate(([online, event]) => {
    Object.defineProperty(Navigator.prototype, 'onLine', { configurable: true, get: () => online });
    if (event) dispatchEvent(new Event(online ? 'online' : 'offline'));
  }, [online, event]);
const lieFromTheStart = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { configurable: true, get: () => false }));
/** Nothing answers any more, whatever the browser says of it. */
const cutTheLine = (page: Page) => page.route('**/*', (route) => route.abort('connectionfailed'));
const offline = (page: Page) => main(page).getByText(/You are offline/);

for (const [when, lie] of [
  ['from the start', null],
  ['later, with its event', true],
  ['later, without an event', false],
] as const) {
  test.describe(`a browser that says "offline" ${when}, although all works`, () => {
    test.beforeEach(async ({ page }) => {
      if (lie === null) await lieFromTheStart(page);
    });

    test('the one-time password is followed as ever', async ({ page, tenant, signIn }) => {
      await page.clock.install();
      await signIn('otp-enabling');
      await open(page);
      if (lie !== null) await say(page, false, lie);
      await tenant.clearLog();
      // A second for the first read, then 3, 5, 10: less than twice that, since the clock runs faster than the network.
      await advanceClock(page, 40);
      expect(await countReads(tenant)).toBeGreaterThanOrEqual(3);
      await tenant.editSettings('otp-enabling', { otp_status: 'OTP_ENABLED', otp_enabled: true });
      await advanceClock(page, 30);
      await expect(otp(page).getByRole('status')).toHaveText('On');
    });

    test('a change is saved', async ({ page, tenant, signIn }) => {
      await signIn('new');
      await open(page);
      if (lie !== null) await say(page, false, lie);
      await requestButton(page).click();
      await expect(access(page)).toContainText('You requested access');
      expect(await tenant.calls('PUT', api.request)).toHaveLength(1);
    });

    test('a change whose connection breaks may have been made: it is looked up, and nobody is called offline', async ({ page, tenant, signIn }) => {
      await signIn('new');
      await open(page);
      if (lie !== null) await say(page, false, lie);
      await tenant.override({ method: 'PUT', path: api.request, fault: 'cut-body' });
      await requestButton(page).click();
      await expect(access(page)).toContainText(/so we checked|We don't know whether/);
      await expect(offline(page)).toHaveCount(0);
    });

    test('a read whose connection breaks is tried again, and nobody is called offline', async ({ page, tenant, signIn }) => {
      await signIn('new');
      await open(page);
      if (lie !== null) await say(page, false, lie);
      await tenant.override({ path: api.settings, fault: 'reset', times: 1 });
      const again = access(page).getByRole('button', { name: 'Check again' });
      await again.click();
      await settled(page);
      await expect(main(page).getByRole('alert')).toHaveCount(0);
      await tenant.override({ path: api.settings, fault: 'reset' });
      await again.click();
      await expect(main(page).getByRole('alert').first()).toContainText('The connection to the service failed.', { timeout: 15_000 });
      await expect(offline(page)).toHaveCount(0);
    });
  });
}

test('a browser that says "online" although nothing answers: the connection failed, nobody is called offline', async ({ page, signIn }) => {
  await signIn('new');
  await open(page);
  await cutTheLine(page);
  await access(page).getByRole('button', { name: 'Check again' }).click();
  await expect(main(page).getByRole('alert').first()).toContainText('The connection to the service failed.', { timeout: 15_000 });
  await expect(offline(page)).toHaveCount(0);
});

test('offline and back without an event: "Try again" works, and so does the next change', async ({ page, tenant, signIn }) => {
  await signIn('new');
  await open(page);
  await cutTheLine(page);
  await say(page, false);
  await access(page).getByRole('button', { name: 'Check again' }).click();
  await expect(offline(page).first()).toBeVisible();
  // The line is back; the browser goes on saying that it isn't.
  await page.unroute('**/*');
  await main(page).getByRole('button', { name: 'Try again' }).first().click();
  await settled(page);
  await expect(offline(page)).toHaveCount(0);
  await requestButton(page).click();
  await expect(access(page)).toContainText('You requested access');
  expect(await tenant.calls('PUT', api.request)).toHaveLength(1);
});

test('offline, what polls asks no more than once a minute whether it may go on, and reads nothing', async ({ page, signIn }) => {
  await page.clock.install();
  await signIn('otp-enabling');
  await open(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await cutTheLine(page);
  await say(page, false);
  await page.clock.runFor(600_000);
  expect(new Set(asked)).toEqual(new Set(['HEAD /']));
  expect(asked.length).toBeLessThanOrEqual(11);
  await page.unroute('**/*');
  await advanceClock(page, 65);
  expect(asked).toContain(`GET ${api.settings}`);
});

test('a storm of "online" events reads once, and once more when it is over', async ({ page, tenant, signIn }) => {
  await page.clock.install();
  await signIn('new');
  await open(page);
  await cutTheLine(page);
  await say(page, false);
  await access(page).getByRole('button', { name: 'Check again' }).click();
  await expect(offline(page).first()).toBeVisible();
  await page.unroute('**/*');
  await tenant.override({ path: api.settings, status: 500 });
  await tenant.clearLog();
  for (let time = 0; time < 100; time++) await say(page, true);
  await page.clock.runFor(15_000);
  // A read, with its own retries.
  expect(await countReads(tenant)).toBeLessThanOrEqual(4);
  expect(await countReads(tenant)).toBeGreaterThan(0);
});
