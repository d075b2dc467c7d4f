// The settings: what each person sees, asking for access once and only once, the clock, what could not be read.
import { crc32, deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expectAccessible, expectAccessibleInEveryLook } from './support/axe.ts';
import type { Tenant } from './support/tenant.ts';
import { api, expect, expectNoMachineText, expectUsable, test, type Persona } from './support/test.ts';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const access = (page: Page) => region(page, 'Initial access');
const otp = (page: Page) => region(page, 'One-time password');
const image = (page: Page) => region(page, 'Profile image');
const notifications = (page: Page) => region(page, 'Notifications');
const ask = (page: Page) => access(page).getByRole('button', { name: 'Request access' });
const checkAgain = (page: Page) => access(page).getByRole('button', { name: 'Check again' });
const main = (page: Page) => page.getByRole('main');

const settled = async (page: Page) => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 13_000 });
};
const open = async (page: Page) => {
  await page.goto('/settings');
  await settled(page);
};
const reads = async (tenant: Tenant) => (await tenant.calls('GET', api.settings)).length;
const requests = async (tenant: Tenant) => (await tenant.calls('PUT', api.request)).length;
const focusIsLost = (page: Page) => page.evaluate(() => !document.activeElement || document.activeElement === document.body);

/** Lets time pass in steps that leave the network time to answer: deadlines run on the same clock. */
const pass = async (page: Page, seconds: number) => {
  for (let step = 0; step < seconds; step += 5) {
    await page.clock.runFor(5_000);
    await settled(page);
  }
};

/** Everything that live regions and alerts say from now on. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const said: string[] = ((globalThis as any).said = []);
    new MutationObserver((records) => {
      for (const { target, addedNodes } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const text = element?.textContent?.trim();
        if (text && element?.closest('[role=log], [role=status]')) said.push(text);
        for (const node of addedNodes) {
          if (node instanceof Element) for (const alert of [node, ...node.querySelectorAll('*')]) if (alert.matches('[role=alert]')) said.push(`alert: ${alert.textContent}`);
        }
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
const said = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as any).said);

test.describe('each person sees how they stand', () => {
  const stands: [Persona, string, boolean, string, number, 'image' | 'initials'][] = [
    ['admin', 'You have not asked for access yet.', true, 'On', 12, 'image'],
    ['plain', 'You have not asked for access yet.', true, 'Off', 0, 'initials'],
    ['cooldown', 'You asked for access 3 hours ago. The admins of your tenant have been sent a mail.', false, 'On', 3, 'image'],
    ['allowed', 'You asked for access 2 days ago. You may ask again.', true, 'Off', 12, 'initials'],
    ['new', 'You have not asked for access yet.', true, 'Off', 0, 'initials'],
    ['otp-on', 'You have not asked for access yet.', true, 'On', 5, 'image'],
    ['otp-off', 'You have not asked for access yet.', true, 'Off', 5, 'initials'],
    ['otp-enabling', 'You have not asked for access yet.', true, 'Being turned on', 1, 'image'],
    ['otp-disabling', 'You have not asked for access yet.', true, 'Being turned off', 2, 'initials'],
    ['sso', 'You have not asked for access yet.', true, 'Off', 4, 'image'],
  ];
  for (const [persona, sentence, mayAsk, status, count, picture] of stands) {
    test(persona, async ({ page, signIn }) => {
      await signIn(persona);
      await open(page);
      await expect(access(page)).toContainText(sentence);
      await expect(ask(page)).toBeEnabled({ enabled: mayAsk });
      await expect(otp(page).getByRole('status')).toHaveText(status);
      await expect(notifications(page).getByRole('listitem')).toHaveCount(count);
      if (count === 0) await expect(notifications(page)).toContainText('None. There are no notifications for you.');
      const shown = image(page).getByRole('img', { name: 'Profile image' });
      if (picture === 'image') {
        await expect(shown).toHaveAttribute('src', /^data:image\/(png|jpeg);base64,/);
        await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true);
      } else {
        await expect(shown).toHaveCount(0);
        await expect(image(page)).toContainText('There is no profile image.');
      }
    });
  }

  test('a disabled person is told so once, and nothing unknown is called off or none', async ({ page, signIn }) => {
    await signIn('disabled');
    await open(page);
    const alert = main(page).getByRole('alert');
    await expect(alert).toContainText('You do not have permission');
    await expect(alert.getByRole('button', { name: 'Try again' })).toHaveCount(0);
    await expect(ask(page)).toBeDisabled();
    await expect(otp(page).getByRole('status')).toHaveText('Unknown');
    await expect(main(page)).not.toContainText(/\bOff\b|None|no profile image/);
    await expectAccessible(page);
  });

  test('initials stand for a person without an image', async ({ page, signIn }) => {
    await signIn('otp-off');
    await open(page);
    await expect(image(page)).toContainText('JÑ');
  });
});

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

test.describe('what the answer does not tell', () => {
  const odd: [string, unknown][] = [['null', null], ['a number', 1], ['a text', 'true'], ['a list', []], ['an object', {}]];

  for (const [name, value] of [...odd, ['missing', undefined]] as [string, unknown][]) {
    test(`is_next_request_allowed ${name}: the button is off, says why, and "Check again" repairs it`, async ({ page, tenant, signIn }) => {
      await signIn('new');
      const truth = await (await page.context().request.get(api.settings)).json();
      await tenant.override(value === undefined
        ? { path: api.settings, remove: ['is_next_request_allowed'], times: 1 }
        : value === null
          ? { path: api.settings, body: JSON.stringify({ ...truth, is_next_request_allowed: null }), times: 1 }
          : { path: api.settings, json_patch: { is_next_request_allowed: value }, times: 1 });
      await open(page);
      await expect(ask(page)).toBeDisabled();
      await expect(ask(page)).toHaveAccessibleDescription('The service did not tell whether you may ask. Check again in a moment.');
      await ask(page).evaluate((button: HTMLButtonElement) => button.click());
      await listen(page);
      await checkAgain(page).focus();
      await page.keyboard.press('Enter');
      await expect(ask(page)).toBeEnabled();
      await expect(checkAgain(page)).toBeFocused();
      await expect.poll(() => said(page)).toHaveLength(1);
      expect((await said(page))[0]).toContain('Checked again.');
      expect(await requests(tenant)).toBe(0);
    });
  }

  test('no field that is missing, null or of another type looks like "off", "none" or "no"', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    const fields = ['image', 'initial_access', 'is_next_request_allowed', 'notifications', 'otp_status'];
    const bodies = fields.flatMap((field) => [undefined, null, 7, 'x', [7], { a: 1 }, true].map((value) => [field, value] as const));
    await open(page);
    const truth = await (await page.context().request.get(api.settings)).json();
    for (const [field, value] of bodies) {
      if (field === 'image' && (value === null || value === 'x')) continue; // texts are its type; null is "none"
      if (field === 'is_next_request_allowed' && value === true) continue;
      if (field === 'otp_status' && value === 'x') continue; // an unknown name: see below
      if (field === 'initial_access' && value === null) continue; // protobuf for "never"
      const label = `${field}: ${JSON.stringify(value)}`;
      await tenant.clearOverrides();
      await tenant.override({ path: api.settings, body: JSON.stringify({ ...truth, [field]: value }) });
      await checkAgain(page).click();
      await settled(page);
      const card = { image, initial_access: access, is_next_request_allowed: access, notifications, otp_status: otp }[field]!(page);
      await expect(card, label).toContainText(/Unknown|Unreadable|Not reported|None reported|did not tell|could not be read/);
      await expect(otp(page).getByRole('status'), label).toHaveText(field === 'otp_status' ? 'Unknown' : 'On');
      const marked = field === 'notifications' && Array.isArray(value) ? /could not be read/ : /./;
      await expect(card, label).toContainText(marked);
      await expect(main(page), label).not.toContainText(/\bNone\.|There is no profile image/);
      await expectNoMachineText(page);
    }
  });

  test('{} is "not reported" everywhere, with nothing called off', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await tenant.override({ path: api.settings, body: '{}' });
    await open(page);
    await expect(otp(page).getByRole('status')).toHaveText('Unknown');
    await expect(notifications(page)).toContainText('None reported');
    await expect(image(page)).toContainText('did not tell');
    await expect(ask(page)).toBeDisabled();
    await expect(main(page)).not.toContainText(/\bOff\b/);
    await expectAccessibleInEveryLook(page);
  });
});

test.describe('the one-time password', () => {
  test('a status that nobody knows is shown as Unknown with the name that was sent, as text', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await tenant.override({ path: api.settings, json_patch: { otp_status: '<img src=x onerror=alert(1)>OTP_LATER' } });
    await open(page);
    await expect(otp(page).getByRole('status')).toHaveText('Unknown');
    await expect(otp(page)).toContainText('OTP_LATER');
    await expect(otp(page).locator('img')).toHaveCount(0);
  });

  test('a switch that contradicts the status is told, and the status is shown', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await tenant.override({ path: api.settings, json_patch: { otp_enabled: true } });
    await open(page);
    await expect(otp(page).getByRole('status')).toHaveText('Off');
    await expect(otp(page)).toContainText('The service says that it is off, but its switch says on.');
  });

  for (const [persona, end, word] of [['otp-enabling', 'OTP_ENABLED', 'On'], ['otp-disabling', 'OTP_DISABLED', 'Off']] as const) {
    test(`${persona} is followed until it is ${word}, and said once`, async ({ page, tenant, signIn }) => {
      await signIn(persona);
      await open(page);
      await listen(page);
      await tenant.editSettings(persona, { otp_status: end, otp_enabled: word === 'On' });
      await expect(otp(page).getByRole('status')).toHaveText(word);
      expect((await said(page)).filter((line) => line === word)).toHaveLength(1);
      await settled(page);
    });
  }

  test('following waits longer each time, and ends with a sentence and a way on', async ({ page, tenant, signIn }) => {
    await page.clock.install();
    await signIn('otp-enabling');
    await open(page);
    await pass(page, 700);
    await expect(otp(page)).toContainText('This takes longer than usual.');
    const made = await reads(tenant);
    expect(made).toBeLessThanOrEqual(17);
    await pass(page, 120);
    expect(await reads(tenant)).toBe(made);
    await expectAccessible(page);
    await tenant.editSettings('otp-enabling', { otp_status: 'OTP_ENABLED', otp_enabled: true });
    await otp(page).getByRole('button', { name: 'Look again' }).focus();
    await page.keyboard.press('Enter');
    await expect(otp(page).getByRole('status')).toHaveText('On');
    await page.clock.runFor(1_000);
    expect(await focusIsLost(page)).toBe(false);
  });

  test('offline, nothing is followed', async ({ page, tenant, signIn, context }) => {
    await page.clock.install();
    await signIn('otp-enabling');
    await open(page);
    await context.setOffline(true);
    await page.clock.runFor(300_000);
    await expect(main(page).getByRole('alert')).toHaveCount(0);
    await expect(otp(page).getByRole('status')).toHaveText('Being turned on');
    await context.setOffline(false);
    await tenant.editSettings('otp-enabling', { otp_status: 'OTP_ENABLED', otp_enabled: true });
    await pass(page, 10);
    await expect(otp(page).getByRole('status')).toHaveText('On');
  });
});

test.describe('turning the one-time password on and off', () => {
  const control = (page: Page) => otp(page).getByRole('switch', { name: 'One-time password when signing in' });
  const question = (page: Page) => page.getByRole('dialog', { name: /^Turn (on|off) the one-time password\?$/ });
  const puts = (tenant: Tenant) => tenant.calls('PUT', api.settings);
  const truth = async (page: Page) => (await page.context().request.get(api.settings)).json();
  const me = async (page: Page) => (await page.context().request.get(api.whoami)).json();

  test('it asks first; Cancel and Escape send nothing and give the focus back', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    await control(page).focus();
    await page.keyboard.press('Space');
    await expect(question(page)).toContainText('From then on you are asked');
    await expectAccessibleInEveryLook(page);
    await page.keyboard.press('Escape');
    await expect(question(page)).toHaveCount(0);
    await expect(control(page)).toBeFocused();
    await control(page).click();
    await question(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(control(page)).toBeFocused();
    await expect(control(page)).toHaveAttribute('aria-checked', 'false');
    expect(await puts(tenant)).toEqual([]);
  });

  test('turning it on sends everything back whole with that one change, once, and follows it', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    // Changed elsewhere since the page was opened: a fresh read must carry it.
    await page.context().request.put(`${tenant.url}${api.notifications}`, { data: { ntfn_preferences_map: { MAINTENANCE: true } }, headers: { 'Sec-Fetch-Site': 'same-origin' } });
    const [before, person] = [await truth(page), await me(page)];
    await listen(page);
    await control(page).click();
    await question(page).getByRole('button', { name: 'Turn on' }).dblclick();
    await expect(otp(page)).toContainText(/The one-time password is (being turned )?on/);
    await expect(otp(page).getByRole('status')).toHaveText(/Being turned on|On/);
    const enabled = before.notifications.filter((item: any) => item.enabled).map((item: any) => item.code);
    expect(enabled).toContain('MAINTENANCE');
    expect((await puts(tenant)).map((call) => call.body)).toEqual([
      { enabled_notifications: enabled, first_name: person.first_name, last_name: person.last_name, image: before.image, otp_enabled: true },
    ]);
    const after = await truth(page);
    expect({ ...after, otp_enabled: false, otp_status: 'OTP_DISABLED' }).toEqual(before);
    expect((await me(page)).last_name).toBe(person.last_name);
    expect((await said(page)).filter((line) => line.startsWith('The one-time password is'))).toHaveLength(1);
    expect(await focusIsLost(page)).toBe(false);
    await tenant.editSettings('otp-off', { otp_status: 'OTP_ENABLED', otp_enabled: true });
    await expect(otp(page).getByRole('status')).toHaveText('On');
    await expect(control(page)).toHaveAttribute('aria-checked', 'true');
  });

  test('turning it off of a person with an image keeps the image', async ({ page, tenant, signIn }) => {
    await signIn('otp-on');
    await open(page);
    const before = await truth(page);
    await control(page).click();
    await question(page).getByRole('button', { name: 'Turn off' }).click();
    await expect(otp(page)).toContainText(/The one-time password is (being turned )?off/);
    const after = await truth(page);
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
    test(`${name}: the switch is off-limits, says why, and nothing is sent`, async ({ page, tenant, signIn }) => {
      await signIn('otp-off');
      await tenant.override(value === undefined
        ? { method: 'GET', path, remove: ['notifications'] }
        : { method: 'GET', path, json_patch: { notifications: value } });
      await open(page);
      await expect(control(page)).toBeDisabled();
      await expect(control(page)).toHaveAccessibleDescription(words);
      await control(page).evaluate((button: HTMLButtonElement) => button.click());
      await expect(question(page)).toHaveCount(0);
      expect(await puts(tenant)).toEqual([]);
      await expectAccessible(page);
    });
  }

  test('a name that cannot be read stops it too', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await tenant.override({ method: 'GET', path: api.whoami, json_patch: { last_name: 7 } });
    await open(page);
    await expect(control(page)).toBeDisabled();
    await expect(control(page)).toHaveAccessibleDescription(/last name/);
  });

  test('what was complete on screen and is not any more when asked again is not sent', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    await tenant.override({ method: 'GET', path: api.settings, remove: ['notifications'] });
    await control(page).click();
    await question(page).getByRole('button', { name: 'Turn on' }).click();
    await expect(otp(page).getByRole('alert')).toContainText('So that nothing is wiped');
    expect(await puts(tenant)).toEqual([]);
  });

  for (const status of [403, 409, 429, 500]) {
    test(`after ${status} it is told as it stands, and nothing is repeated`, async ({ page, tenant, signIn }) => {
      await signIn('otp-off');
      await open(page);
      await tenant.override({ method: 'PUT', path: api.settings, status });
      await control(page).click();
      await question(page).getByRole('button', { name: 'Turn on' }).click();
      await expect(otp(page)).toContainText(status === 500 ? 'No answer came, and the service shows the old state.' : 'Nothing was changed.');
      await expect(otp(page).getByRole('status')).toHaveText('Off');
      await expect(control(page)).toBeEnabled();
      expect(await puts(tenant)).toHaveLength(1);
    });
  }

  test('it cannot be switched in transition, in contradiction or when unknown', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    for (const [status, enabled, words] of [['OTP_PROCESSING', true, /earlier change/], ['OTP_DISABLED', true, /contradict/], ['OTP_LATER', true, /not known/]] as const) {
      await tenant.clearOverrides();
      await tenant.override({ method: 'GET', path: api.settings, json_patch: { otp_status: status, otp_enabled: enabled } });
      await checkAgain(page).click();
      await settled(page);
      await expect(control(page)).toBeDisabled();
      await expect(control(page)).toHaveAccessibleDescription(words);
    }
  });
});

test.describe('notifications', () => {
  test('each shows label, description, code, and On or Off', async ({ page, signIn }) => {
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

  test('more than ten can be searched; what was typed survives a new read', async ({ page, signIn }) => {
    await signIn('admin');
    await open(page);
    const search = notifications(page).getByRole('searchbox', { name: 'Search notifications' });
    await search.fill('PAYMENT go');
    await expect(notifications(page).getByRole('listitem')).toHaveCount(1);
    await expect(notifications(page).getByRole('status')).toHaveText('1 of 12 notifications');
    await checkAgain(page).click();
    await settled(page);
    await expect(search).toHaveValue('PAYMENT go');
    await search.fill('no such thing');
    await expect(notifications(page).getByRole('status')).toHaveText('0 of 12 notifications');
    await search.fill('');
    await expect(notifications(page).getByRole('listitem')).toHaveCount(12);
  });

  test('unreadable ones keep their place and are counted; one code twice stays two', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    const twice = { code: 'A', label: 'Alpha', description: 'One', enabled: true };
    await tenant.override({ path: api.settings, json_patch: { notifications: [twice, 7, null, { ...twice, enabled: null }, { code: 'B' }] } });
    await open(page);
    const items = notifications(page).getByRole('listitem');
    await expect(items).toHaveCount(5);
    await expect(items.nth(1)).toHaveText('Unreadable');
    await expect(items.nth(3)).toContainText('Unknown');
    await expect(items.nth(4)).toContainText('Not reported');
    await expect(notifications(page)).toContainText('2 notifications could not be read.');
    await expect(notifications(page)).not.toContainText(/\bOff\b/);
    await expectAccessibleInEveryLook(page);
  });

  test('hostile text stays text, in its own direction, and cannot widen the page', async ({ page, tenant, signIn }) => {
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
  const control = (page: Page, name: string) => notifications(page).getByRole('switch', { name, exact: true });
  const puts = (tenant: Tenant) => tenant.calls('PUT', api.notifications);
  const truth = async (page: Page): Promise<Record<string, boolean>> => {
    const settings = await (await page.context().request.get(api.settings)).json();
    return Object.fromEntries(settings.notifications.map((item: any) => [item.code, item.enabled]));
  };

  test('one switch sends one code; the row shows saving, then saved; the focus stays and it is said once', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, delay_ms: 1_000 });
    await listen(page);
    const quota = control(page, 'Certificate expiry');
    await expect(quota).toHaveAttribute('aria-checked', 'true');
    await quota.focus();
    await page.keyboard.press('Space');
    await expect(row(page, 'CERT_EXPIRY')).toContainText('Saving…');
    await expect(quota).toHaveAttribute('aria-checked', 'false');
    await expectAccessible(page);
    await expect(row(page, 'CERT_EXPIRY')).toContainText('Saved');
    await expect(quota).toBeFocused();
    await expect(row(page, 'CERT_EXPIRY').getByText('Off', { exact: true })).toBeVisible();
    expect((await puts(tenant)).map((call) => call.body)).toEqual([{ ntfn_preferences_map: { CERT_EXPIRY: false } }]);
    expect(await truth(page)).toEqual({ SECURITY_ALERT: true, CERT_EXPIRY: false, MAINTENANCE: false });
    expect(await said(page)).toEqual(['Certificate expiry: off. Saved.']);
    await page.reload();
    await expect(quota).toHaveAttribute('aria-checked', 'false');
  });

  test('500 clicks at once and a key held down are one change', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, delay_ms: 700 });
    const alerts = control(page, 'Security alerts');
    await alerts.evaluate((button: HTMLButtonElement) => { for (let i = 0; i < 500; i++) button.click(); });
    for (let i = 0; i < 20; i++) await alerts.dblclick({ force: true });
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

  test('two switches at once are two changes, and neither loses the other', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, delay_ms: 600 });
    await control(page, 'Security alerts').click();
    await control(page, 'Planned maintenance').click();
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Saved');
    await expect(row(page, 'MAINTENANCE')).toContainText('Saved');
    expect(await truth(page)).toEqual({ SECURITY_ALERT: false, CERT_EXPIRY: true, MAINTENANCE: true });
  });

  for (const status of [400, 403, 404, 409, 429, 500, 503]) {
    test(`after ${status} the switch goes back, its row says why, and nothing is repeated`, async ({ page, tenant, signIn }) => {
      await signIn('cooldown');
      await open(page);
      await tenant.override({ method: 'PUT', path: api.notifications, status });
      await listen(page);
      await control(page, 'Security alerts').click();
      await expect(row(page, 'SECURITY_ALERT').getByRole('alert')).toContainText('Not saved.');
      await expect(control(page, 'Security alerts')).toHaveAttribute('aria-checked', 'true');
      await expect(control(page, 'Security alerts')).toBeEnabled();
      await settled(page);
      expect(await puts(tenant)).toHaveLength(1);
      expect((await said(page)).filter((line) => line.includes('Not saved'))).toHaveLength(1);
      await expectNoMachineText(page);
    });
  }

  test('an answer lost after the write is looked up before anything is said', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, fault: 'hang-up-after-write', times: 1 });
    await control(page, 'Security alerts').click();
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Saved');
    expect((await truth(page)).SECURITY_ALERT).toBe(false);
  });

  test('a change that cannot be looked up is neither called saved nor not saved', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'GET', path: api.settings, status: 404 });
    await control(page, 'Security alerts').click();
    await expect(row(page, 'SECURITY_ALERT')).toContainText('Not known. Whether this was saved is not known');
    await expect(row(page, 'SECURITY_ALERT')).not.toContainText(/Saved|Not saved/);
    await expectAccessibleInEveryLook(page);
  });

  test('all off is one request of what was on, and "Undo" puts back exactly that', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await open(page);
    const before = await truth(page);
    await listen(page);
    await notifications(page).getByRole('button', { name: 'Turn all off' }).click();
    const undo = notifications(page).getByRole('button', { name: 'Undo' });
    await expect(undo).toBeVisible();
    await expect(notifications(page)).toContainText('12 notifications, 12 off');
    expect(Object.values(await truth(page)).filter(Boolean)).toEqual([]);
    const on = Object.entries(before).filter(([, enabled]) => enabled).map(([code]) => [code, false]);
    expect((await puts(tenant)).map((call) => call.body)).toEqual([{ ntfn_preferences_map: Object.fromEntries(on) }]);
    expect(await said(page)).toEqual(['All notifications off: saved.']);
    await expect(notifications(page).getByRole('button', { name: 'Turn all off' })).toBeDisabled();
    await expectAccessibleInEveryLook(page);
    await undo.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => truth(page)).toEqual(before);
    await settled(page);
    await expect.poll(() => focusIsLost(page)).toBe(false);
    expect(await puts(tenant)).toHaveLength(2);
  });

  test('a refusal of all at once is one alert, and every switch is where it was', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'PUT', path: api.notifications, status: 403 });
    await notifications(page).getByRole('button', { name: 'Turn all on' }).click();
    await expect(row(page, 'MAINTENANCE')).toContainText('Not saved.');
    await expect(control(page, 'Planned maintenance')).toHaveAttribute('aria-checked', 'false');
    await tenant.clearOverrides();
    await notifications(page).getByRole('button', { name: 'Turn all off' }).click();
    await expect(notifications(page)).toContainText('All notifications off: saved.');
    await expect(notifications(page).getByRole('alert')).toHaveCount(0);
  });

  test('what cannot be read cannot be switched, and nothing of it is ever sent', async ({ page, tenant, signIn }) => {
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

test.describe('the profile image', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const png = (bytes: number[]) => Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, ...bytes]).toString('base64');
  const refused: [string, string, RegExp][] = [
    ['an SVG with a script', base64('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), /not a PNG, JPEG, GIF or WebP/],
    ['an SVG as a data URL', 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>', /not a PNG/],
    ['an address', 'https://127.0.0.1:9/avatar.png', /an address on another site/],
    ['HTML', base64('<!DOCTYPE html><p>hello'), /not a PNG/],
    ['no base64', '%%%', /damaged/],
    ['a flood of pixels', png([0, 0, 0x1f, 0x40, 0, 0, 0x1f, 0x40, 1, 0, 0, 0, 0]), /too many pixels/],
    ['a header without a picture', png([0, 0, 0, 8, 0, 0, 0, 8, 8, 6, 0, 0, 0, 1, 2, 3, 4]), /cut off or damaged/],
  ];
  test('what is not a safe picture is refused in words, and initials stand for it', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    const elsewhere: string[] = [];
    page.on('request', (request) => { if (!request.url().startsWith(tenant.url) && !request.url().startsWith('data:')) elsewhere.push(request.url()); });
    await open(page);
    for (const [name, picture, reason] of refused) {
      await tenant.clearOverrides();
      await tenant.override({ path: api.settings, json_patch: { image: picture } });
      await checkAgain(page).click();
      await settled(page);
      await expect(image(page), name).toContainText(reason);
      await expect(image(page).getByRole('img'), name).toHaveCount(0);
      await expect(image(page), name).toContainText('IH');
    }
    expect(elsewhere).toEqual([]);
  });

  test('a picture of another dialect is shown, typed by its own bytes', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await open(page);
    const truth = await (await page.context().request.get(api.settings)).json();
    const dialect = `data:text/html;base64,${truth.image.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
    await tenant.override({ path: api.settings, json_patch: { image: dialect } });
    await page.reload();
    await expect(image(page).getByRole('img', { name: 'Profile image' })).toHaveAttribute('src', `data:image/png;base64,${truth.image}`);
  });
});

test.describe('changing the profile image', () => {
  /** A PNG of two halves, red and blue, with a note inside of it. */
  const picture = (width: number, height: number) => {
    const chunk = (type: string, data: Buffer) => {
      const body = Buffer.concat([Buffer.from(type), data]);
      const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
      length.writeUInt32BE(data.length);
      sum.writeUInt32BE(crc32(body));
      return Buffer.concat([length, body, sum]);
    };
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.set([8, 2, 0, 0, 0], 8);
    const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, (_, x) => Buffer.from(x < width / 2 ? [220, 0, 0] : [0, 0, 220]))]);
    const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
    return Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', head), chunk('tEXt', Buffer.from('Comment\0taken at home')),
      chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0)),
    ]);
  };
  const choose = (page: Page, buffer: Buffer, name = 'me.png', mimeType = 'image/png') =>
    image(page).getByLabel('Choose an image').setInputFiles({ name, mimeType, buffer });
  const cropping = (page: Page) => page.getByRole('dialog', { name: 'Crop your profile image' });
  const shown = (page: Page) => image(page).getByRole('img', { name: 'Profile image' });
  const puts = (tenant: Tenant) => tenant.calls('PUT', api.image);

  test('a picture is cropped, drawn anew without its notes, saved once, and shown when the service shows it', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    await listen(page);
    await choose(page, picture(600, 300));
    await expect(cropping(page).getByRole('img', { name: 'Preview of your profile image' })).toBeVisible();
    await expectAccessibleInEveryLook(page);
    // Wholly to the left: only red is kept.
    const across = cropping(page).getByRole('slider', { name: 'Left to right' });
    await across.focus();
    await page.keyboard.press('Home');
    await expect(across).toHaveValue('0');
    await cropping(page).getByRole('button', { name: 'Save image' }).dblclick();
    await expect(image(page)).toContainText('Your profile image is saved.');
    const [put, ...more] = await puts(tenant);
    expect(more).toEqual([]);
    const body = put!.body as any;
    expect(body.content_type).toBe('image/jpeg');
    const sent = Buffer.from(body.image, 'base64');
    expect([...sent.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(sent.includes('taken at home')).toBe(false);
    await expect(shown(page)).toHaveAttribute('src', `data:image/jpeg;base64,${body.image}`);
    const colour = await shown(page).evaluate(async (img: HTMLImageElement) => {
      await img.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [img.naturalWidth, img.naturalHeight];
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      context.drawImage(img, 0, 0);
      return { side: [canvas.width, canvas.height], left: [...context.getImageData(20, 256, 1, 1).data], right: [...context.getImageData(490, 256, 1, 1).data] };
    });
    expect(colour.side).toEqual([512, 512]);
    for (const pixel of [colour.left, colour.right]) expect(pixel[0]! > 180 && pixel[2]! < 60, `red, not ${pixel}`).toBe(true);
    expect((await said(page)).filter((line) => line.includes('is saved'))).toHaveLength(1);
    expect(await focusIsLost(page)).toBe(false);
  });

  test('Cancel and Escape send nothing', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    await choose(page, picture(40, 40));
    await page.keyboard.press('Escape');
    await expect(cropping(page)).toHaveCount(0);
    await choose(page, picture(40, 40));
    await cropping(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(cropping(page)).toHaveCount(0);
    expect(await puts(tenant)).toEqual([]);
  });

  test('what is no picture, or one too large, is refused in words before it is decoded', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    const flood = picture(4, 4);
    flood.writeUInt32BE(60_000, 16);
    for (const [buffer, words] of [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'This is not a PNG, JPEG, GIF or WebP picture.'],
      [Buffer.from('%PDF-1.7'), 'This is not a PNG, JPEG, GIF or WebP picture.'],
      [flood, 'This picture has too many pixels.'],
      [picture(40, 40).subarray(0, 60), 'This picture is cut off or damaged.'],
      [Buffer.alloc(0), 'This file is empty.'],
    ] as const) {
      await choose(page, buffer);
      await expect(image(page).getByRole('alert')).toContainText(words);
      await expect(cropping(page)).toHaveCount(0);
    }
    expect(await puts(tenant)).toEqual([]);
    await expectAccessibleInEveryLook(page);
  });

  test('after a refusal the old image stays and the page says so', async ({ page, tenant, signIn }) => {
    await signIn('otp-on');
    await open(page);
    const before = await shown(page).getAttribute('src');
    for (const status of [403, 413, 500]) {
      await tenant.clearOverrides();
      await tenant.override({ method: 'PUT', path: api.image, status });
      await choose(page, picture(40, 40));
      await cropping(page).getByRole('button', { name: 'Save image' }).click();
      await expect(image(page)).toContainText(/was not changed/);
      await expect(shown(page)).toHaveAttribute('src', before!);
    }
    expect(await puts(tenant)).toHaveLength(3);
  });

  test('removing asks first, and initials take its place', async ({ page, tenant, signIn }) => {
    await signIn('otp-on');
    await open(page);
    await image(page).getByRole('button', { name: 'Remove image' }).click();
    const question = page.getByRole('dialog', { name: 'Remove your profile image?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(shown(page)).toBeVisible();
    await image(page).getByRole('button', { name: 'Remove image' }).click();
    await question.getByRole('button', { name: 'Remove it' }).click();
    await expect(image(page)).toContainText('Your profile image is removed.');
    await expect(shown(page)).toHaveCount(0);
    await expect(image(page).getByRole('button', { name: 'Remove image' })).toBeFocused();
    await expect(image(page).getByRole('button', { name: 'Remove image' })).toBeDisabled();
    expect(await tenant.calls('DELETE', api.image)).toHaveLength(1);
  });
});

test.describe('when the settings cannot be read', () => {
  const faults: [string, object, boolean][] = [
    ['503', { status: 503 }, false],
    ['500', { status: 500 }, false],
    ['404', { status: 404 }, false],
    ['stalled headers', { fault: 'stall-headers' }, true],
    ['a stalled body', { fault: 'stall-body' }, true],
    ['a page instead of JSON', { fault: 'html-200' }, false],
    ['an empty answer', { fault: 'empty-200' }, false],
    ['half an answer', { body: '{"otp_status":"OTP_DIS' }, false],
    ['a list instead of an object', { body: '[]' }, false],
    ['a closed connection', { fault: 'close-before-headers' }, false],
  ];
  for (const [name, override, slow] of faults) {
    test(`${name}: one alert, four cards that claim nothing, and "Try again" that works`, async ({ page, tenant, signIn }) => {
      await signIn('otp-off');
      if (slow) await page.clock.install();
      await tenant.override({ method: 'GET', path: api.settings, ...override });
      await page.goto('/settings');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
      // The deadline covers headers and body, and all tries together.
      if (slow) for (let second = 0; second < 12; second++) await page.clock.runFor(1_000);
      const alert = main(page).getByRole('alert');
      await expect(alert).toHaveCount(1, { timeout: 13_000 });
      await settled(page);
      for (const card of [access, otp, image, notifications]) await expect(card(page)).toBeVisible();
      await expect(ask(page)).toBeDisabled();
      await expect(ask(page)).toHaveAccessibleDescription(/not known/);
      await expect(otp(page).getByRole('status')).toHaveText('Unknown');
      await expect(main(page)).not.toContainText(/\bOff\b|\bNone\b|There is no profile|There are no/);
      await expectNoMachineText(page);
      await tenant.clearOverrides();
      await alert.getByRole('button', { name: 'Try again' }).focus();
      await page.keyboard.press('Enter');
      await expect(otp(page).getByRole('status')).toHaveText('Off');
      await expect(alert).toHaveCount(0);
      if (slow) await page.clock.runFor(1_000);
      await expect.poll(() => focusIsLost(page)).toBe(false);
    });
  }

  test('a later failure costs nothing of what is on screen, and the page stays usable', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'GET', path: api.settings, status: 404 });
    await checkAgain(page).click();
    await expect(main(page).getByRole('alert')).toHaveCount(1);
    await expect(otp(page).getByRole('status')).toHaveText('On');
    await expect(notifications(page).getByRole('listitem')).toHaveCount(3);
    await expect(image(page).getByRole('img', { name: 'Profile image' })).toBeVisible();
    await expectUsable(page);
  });

  test('an error stays for as long as it is true', async ({ page, tenant, signIn }) => {
    await page.clock.install();
    await signIn('cooldown');
    await tenant.override({ method: 'GET', path: api.settings, status: 404 });
    await open(page);
    await page.clock.fastForward(600_000);
    await page.clock.runFor(1_000);
    await expect(main(page).getByRole('alert')).toHaveCount(1);
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

test('everything is reached by keyboard in reading order, disabled buttons with their reasons included', async ({ page, signIn }) => {
  await signIn('admin');
  await open(page);
  await page.getByRole('button', { name: 'Sign out' }).focus();
  await page.keyboard.press('Tab');
  await expect(ask(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(checkAgain(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(otp(page).getByRole('switch')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(image(page).getByLabel('Choose an image')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(image(page).getByRole('button', { name: 'Remove image' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(notifications(page).getByRole('searchbox')).toBeFocused();
  for (const name of ['Turn all on', 'Turn all off']) {
    await page.keyboard.press('Tab');
    await expect(notifications(page).getByRole('button', { name })).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(notifications(page).getByRole('switch').first()).toBeFocused();
});
