// Under load: nothing is sent twice, late responses never win, an outage causes no flood of requests.
import type { Page } from '@playwright/test';
import { main } from './support/page.ts';
import { access, requestButton, image, notifications, open, otp, countReads, countRequests, settled } from './support/settings.ts';
import { api, expect, test } from './support/test.ts';

/** 500 double clicks by mouse, as fast as possible, wherever they land. */
const hammer = async (page: Page, target: ReturnType<typeof requestButton>) => {
  await target.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await target.boundingBox())!;
  for (let i = 0; i < 500; i++) await page.mouse.dblclick(x + width / 2, y + height / 2);
};

test.describe('500 double clicks', () => {
  for (const delay_ms of [120, 5_000]) {
    test(`on "Request access" and Enter held down send one request to a server that takes ${delay_ms} ms`, async ({ page, tenant, signIn }) => {
      await signIn('allowed');
      await open(page);
      await tenant.override({ method: 'PUT', path: api.request, delay_ms });
      await hammer(page, requestButton(page));
      await requestButton(page).focus();
      for (let i = 0; i < 150; i++) await page.keyboard.down('Enter');
      await page.keyboard.up('Enter');
      await requestButton(page).evaluate((button: HTMLButtonElement) => { for (let i = 0; i < 1_000; i++) button.click(); });
      await expect(access(page)).toContainText('Your request was sent.');
      await settled(page);
      expect([await countRequests(tenant), (await tenant.outbox()).length]).toEqual([1, 1]);
    });
  }

  test('on a switch send one request per change, one after the other, and none that changes nothing', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, delay_ms: 120 });
    const alerts = notifications(page).getByRole('switch', { name: 'Security alerts' });
    await hammer(page, alerts);
    await expect(notifications(page)).not.toContainText('Saving…');
    await settled(page);
    const sent = (await tenant.calls('PUT', api.notifications)).map((call) => (call.body as any).ntfn_preferences_map.SECURITY_ALERT);
    expect(sent.length).toBeGreaterThan(0);
    expect(sent, 'each is a change of the one before').toEqual(sent.map((_, i) => i % 2 === 1));
    await expect(alerts).toHaveAttribute('aria-checked', `${sent.at(-1)}`);
    expect((await tenant.log()).filter((call) => call.method === 'PUT' && call.outcome === 'unchanged')).toEqual([]);
  });

  test('on "Turn all off", "Remove it" and "Turn off" send one request each', async ({ page, tenant, signIn }) => {
    await signIn('otp-on');
    await open(page);
    for (const [method, path] of [['PUT', api.notifications], ['DELETE', api.image], ['PUT', api.settings]]) await tenant.override({ method, path, delay_ms: 120 });
    await hammer(page, notifications(page).getByRole('button', { name: 'Turn all off' }));
    await expect(notifications(page)).toContainText('All notifications turned off.');
    await image(page).getByRole('button', { name: 'Remove image' }).click();
    await hammer(page, page.getByRole('button', { name: 'Remove it' }));
    await expect(image(page)).toContainText('Profile image removed.');
    await page.keyboard.press('Escape');
    await otp(page).getByRole('switch').click();
    await hammer(page, page.getByRole('button', { name: 'Turn off' }));
    await expect(otp(page)).toContainText(/The one-time password is (being turned )?off/);
    const made = await Promise.all([tenant.calls('PUT', api.notifications), tenant.calls('DELETE', api.image), tenant.calls('PUT', api.settings)]);
    expect(made.map((calls) => calls.length)).toEqual([1, 1, 1]);
  });
});

test('1,000 changes that fail in 20 ways send exactly 1,000 requests', async ({ page, tenant, signIn }) => {
  test.setTimeout(120_000);
  await signIn('otp-off');
  await open(page);
  const failures: object[] = [
    ...[400, 403, 404, 405, 408, 410, 412, 413, 415, 422, 423, 500, 501, 502, 503, 504].map((status) => ({ status })),
    ...['reset', 'close-before-headers', 'garbage', 'html-200'].map((fault) => ({ fault })),
  ];
  /** Presses the button that many times, each time as soon as it is enabled. */
  const press = (button: ReturnType<typeof requestButton>, times: number) =>
    button.evaluate(async (button: HTMLButtonElement, times) => {
      const until = (off: boolean) =>
        new Promise<void>((done) => {
          const look = () => {
            if (button.hasAttribute('aria-disabled') !== off) return;
            watch.disconnect();
            done();
          };
          const watch = new MutationObserver(look);
          watch.observe(button, { attributes: true });
          look();
        });
      for (let i = 0; i < times; i++) {
        await until(false);
        button.click();
        await until(true);
      }
      await until(false);
    }, times);
  for (const failure of failures) {
    await tenant.clearOverrides();
    await tenant.override({ method: 'PUT', path: '/api/*', ...failure });
    await tenant.clearLog();
    await press(requestButton(page), 25);
    await press(notifications(page).getByRole('switch').first(), 25);
    const made = (await tenant.log()).filter((call) => call.method === 'PUT');
    expect([made.filter((call) => call.path === api.request).length, made.filter((call) => call.path === api.notifications).length], JSON.stringify(failure)).toEqual([25, 25]);
  }
  expect(await tenant.outbox()).toEqual([]);
});

test('1,000 times three overlapping reads with responses in any order: the last one is always shown', async ({ page, signIn }) => {
  test.setTimeout(120_000);
  await signIn('otp-off');
  await page.addInitScript((path) => {
    const real = fetch;
    const state = ((globalThis as any).late = { requested: 0, open: 0, seed: 1 });
    const random = () => (state.seed = (state.seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const tasks = async (count: number) => {
      for (let i = 0; i < count; i++) await new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });
    };
    globalThis.fetch = async (input, init) => {
      if (!(input instanceof Request) || new URL(input.url).pathname !== path || input.method !== 'GET') return real(input, init);
      const version = ++state.requested;
      state.open += 1;
      // Not even an abort stops it: the worst case of a late response.
      await tasks(Math.floor(random() * 12));
      state.open -= 1;
      const item = { code: 'A', label: `request ${version}`, description: '', enabled: true };
      return new Response(JSON.stringify({ image: '', initial_access: null, is_next_request_allowed: true, notifications: [item], otp_enabled: false, otp_status: 'OTP_DISABLED' }), { headers: { 'Content-Type': 'application/json' } });
    };
    (globalThis as any).tasks = tasks;
    (globalThis as any).chance = random;
  }, api.settings);
  await open(page);
  const result = await page.evaluate(async () => {
    const { late, tasks, chance } = globalThis as any;
    const tabs = new BroadcastChannel('rolecall-settings');
    const label = () => document.querySelector('#notifications h3')?.textContent;
    const violations: string[] = [];
    for (let run = 0; run < 1_000; run++) {
      const before = late.requested;
      for (let i = 0; i < 3; i++) {
        tabs.postMessage('changed');
        await tasks(Math.floor(chance() * 4));
      }
      while (late.requested < before + 3 || late.open > 0) await tasks(1);
      for (let i = 0; i < 200 && label() !== `request ${late.requested}`; i++) await tasks(1);
      if (label() !== `request ${late.requested}`) violations.push(`${run}: ${label()} instead of request ${late.requested}`);
    }
    tabs.close();
    return { violations, requested: late.requested };
  });
  expect(result.violations).toEqual([]);
  expect(result.requested).toBeGreaterThanOrEqual(3_000);
});

test('ten minutes of 503 in five tabs cause at most 30 requests each, and one press recovers the page', async ({ page, tenant, signIn, context }) => {
  test.setTimeout(120_000);
  await page.clock.install();
  await signIn('otp-enabling');
  const tabs = [page, ...(await Promise.all([1, 2, 3, 4].map(() => context.newPage())))];
  for (const tab of tabs) await open(tab);
  await tenant.override({ method: 'GET', path: api.settings, status: 503 });
  await tenant.clearLog();
  // All tabs share one clock.
  for (let minute = 0; minute < 10; minute++) {
    for (let step = 0; step < 12; step++) {
      await page.clock.runFor(5_000);
      await Promise.all(tabs.map(settled));
    }
  }
  const made = await countReads(tenant);
  expect(made).toBeGreaterThan(0);
  expect(made / tabs.length).toBeLessThanOrEqual(30);
  await expect(main(page).getByRole('alert')).toHaveCount(1);
  await tenant.clearOverrides();
  await tenant.editSettings('otp-enabling', { otp_status: 'OTP_ENABLED', otp_enabled: true });
  await main(page).getByRole('button', { name: 'Try again' }).click();
  await expect(otp(page).getByRole('status')).toHaveText('On');
});
