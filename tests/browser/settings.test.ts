// The settings: what each user sees, incomplete responses, failed reads, keyboard navigation.
import { announced, listen } from './support/announcements.ts';
import { expectAccessible, expectAccessibleInEveryLook } from './support/axe.ts';
import { main, focusIsLost } from './support/page.ts';
import { access, otp, image, notifications, requestButton, checkAgainButton, settled, open, countRequests } from './support/settings.ts';
import { api, expect, expectNoMachineText, expectUsable, test, type Persona } from './support/test.ts';

test.describe('each user sees their status', () => {
  const expected: [Persona, string, boolean, string, number, 'image' | 'initials'][] = [
    ['admin', "You haven't requested access yet.", true, 'On', 12, 'image'],
    ['plain', "You haven't requested access yet.", true, 'Off', 0, 'initials'],
    ['cooldown', "You requested access 3 hours ago. Your tenant's admins have been emailed.", false, 'On', 3, 'image'],
    ['allowed', 'You requested access 2 days ago. You can request it again.', true, 'Off', 12, 'initials'],
    ['new', "You haven't requested access yet.", true, 'Off', 0, 'initials'],
    ['otp-on', "You haven't requested access yet.", true, 'On', 5, 'image'],
    ['otp-off', "You haven't requested access yet.", true, 'Off', 5, 'initials'],
    ['otp-enabling', "You haven't requested access yet.", true, 'Being turned on', 1, 'image'],
    ['otp-disabling', "You haven't requested access yet.", true, 'Being turned off', 2, 'initials'],
    ['sso', "You haven't requested access yet.", true, 'Off', 4, 'image'],
  ];
  for (const [persona, sentence, mayAsk, status, count, picture] of expected) {
    test(persona, async ({ page, signIn }) => {
      await signIn(persona);
      await open(page);
      await expect(access(page)).toContainText(sentence);
      await expect(requestButton(page)).toBeEnabled({ enabled: mayAsk });
      await expect(otp(page).getByRole('status')).toHaveText(status);
      await expect(notifications(page).getByRole('listitem')).toHaveCount(count);
      if (count === 0) await expect(notifications(page)).toContainText('No notifications available.');
      const shown = image(page).getByRole('img', { name: 'Profile image' });
      if (picture === 'image') {
        await expect(shown).toHaveAttribute('src', /^data:image\/(png|jpeg);base64,/);
        await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true);
      } else {
        await expect(shown).toHaveCount(0);
        await expect(image(page)).toContainText("You don't have a profile image.");
      }
    });
  }

  test('a disabled user gets one alert, and nothing unknown is called off or none', async ({ page, signIn }) => {
    await signIn('disabled');
    await open(page);
    const alert = main(page).getByRole('alert');
    await expect(alert).toContainText('You do not have permission');
    await expect(alert.getByRole('button', { name: 'Try again' })).toHaveCount(0);
    await expect(requestButton(page)).toBeDisabled();
    await expect(otp(page).getByRole('status')).toHaveText('Unknown');
    await expect(main(page)).not.toContainText(/\bOff\b|None|No notifications|don't have a profile image/);
    await expectAccessible(page);
  });

  test('shows initials for a user without an image', async ({ page, signIn }) => {
    await signIn('otp-off');
    await open(page);
    await expect(image(page)).toContainText('JÑ');
  });
});

test.describe('incomplete responses', () => {
  const odd: [string, unknown][] = [['null', null], ['a number', 1], ['a text', 'true'], ['a list', []], ['an object', {}]];

  for (const [name, value] of [...odd, ['missing', undefined]] as [string, unknown][]) {
    test(`is_next_request_allowed ${name}: the button is disabled, says why, and "Check again" recovers`, async ({ page, tenant, signIn }) => {
      await signIn('new');
      const settings = await (await page.context().request.get(api.settings)).json();
      await tenant.override(value === undefined
        ? { path: api.settings, remove: ['is_next_request_allowed'], times: 1 }
        : value === null
          ? { path: api.settings, body: JSON.stringify({ ...settings, is_next_request_allowed: null }), times: 1 }
          : { path: api.settings, json_patch: { is_next_request_allowed: value }, times: 1 });
      await open(page);
      await expect(requestButton(page)).toBeDisabled();
      await expect(requestButton(page)).toHaveAccessibleDescription("We couldn't find out whether you can request access. Check again in a moment.");
      await requestButton(page).evaluate((button: HTMLButtonElement) => button.click());
      await listen(page);
      await checkAgainButton(page).focus();
      await page.keyboard.press('Enter');
      await expect(requestButton(page)).toBeEnabled();
      await expect(checkAgainButton(page)).toBeFocused();
      await expect.poll(() => announced(page)).toHaveLength(1);
      expect((await announced(page))[0]).toContain('Checked again.');
      expect(await countRequests(tenant)).toBe(0);
    });
  }

  test('a field that is missing, null or of another type never shows as off or none', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    const fields = ['image', 'initial_access', 'is_next_request_allowed', 'notifications', 'otp_status'];
    const bodies = fields.flatMap((field) => [undefined, null, 7, 'x', [7], { a: 1 }, true].map((value) => [field, value] as const));
    await open(page);
    const settings = await (await page.context().request.get(api.settings)).json();
    for (const [field, value] of bodies) {
      if (field === 'image' && (value === null || value === 'x')) continue; // texts are its type; null is "none"
      if (field === 'is_next_request_allowed' && value === true) continue;
      if (field === 'otp_status' && value === 'x') continue; // an unknown name: see below
      if (field === 'initial_access' && value === null) continue; // protobuf for "never"
      const label = `${field}: ${JSON.stringify(value)}`;
      await tenant.clearOverrides();
      await tenant.override({ path: api.settings, body: JSON.stringify({ ...settings, [field]: value }) });
      await checkAgainButton(page).click();
      await settled(page);
      const card = { image, initial_access: access, is_next_request_allowed: access, notifications, otp_status: otp }[field]!(page);
      await expect(card, label).toContainText(/Unknown|Unreadable|Not reported|None reported|couldn't find out|couldn't be read/);
      await expect(otp(page).getByRole('status'), label).toHaveText(field === 'otp_status' ? 'Unknown' : 'On');
      await expect(otp(page).getByRole('switch'), label).toHaveCount(field === 'otp_status' ? 0 : 1);
      const marked = field === 'notifications' && Array.isArray(value) ? /couldn't be read/ : /./;
      await expect(card, label).toContainText(marked);
      await expect(main(page), label).not.toContainText(/No notifications available|don't have a profile image/);
      await expectNoMachineText(page);
    }
  });

  test('{} shows as not reported everywhere, and nothing is called off', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await tenant.override({ path: api.settings, body: '{}' });
    await open(page);
    await expect(otp(page).getByRole('status')).toHaveText('Unknown');
    await expect(notifications(page)).toContainText('None reported');
    await expect(image(page)).toContainText("We couldn't find out");
    await expect(requestButton(page)).toBeDisabled();
    await expect(main(page)).not.toContainText(/\bOff\b/);
    await expectAccessibleInEveryLook(page);
  });
});

test.describe('when the settings cannot be read', () => {
  const faults: [string, object, boolean][] = [
    ['503', { status: 503 }, false],
    ['500', { status: 500 }, false],
    ['404', { status: 404 }, false],
    ['stalled headers', { fault: 'stall-headers' }, true],
    ['a stalled body', { fault: 'stall-body' }, true],
    ['a slow drip', { fault: 'slow-drip' }, true],
    ['a page instead of JSON', { fault: 'html-200' }, false],
    ['an empty response', { fault: 'empty-200' }, false],
    ['half a response', { body: '{"otp_status":"OTP_DIS' }, false],
    ['a list instead of an object', { body: '[]' }, false],
    ['a closed connection', { fault: 'close-before-headers' }, false],
  ];
  for (const [name, override, slow] of faults) {
    test(`${name}: one alert, four cards without claims, and "Try again" works`, async ({ page, tenant, signIn }) => {
      await signIn('otp-off');
      if (slow) await page.clock.install();
      await tenant.override({ method: 'GET', path: api.settings, ...override });
      await page.goto('/settings');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
      // The deadline covers headers and body, and all attempts together.
      if (slow) for (let second = 0; second < 12; second++) await page.clock.runFor(1_000);
      const alert = main(page).getByRole('alert');
      await expect(alert).toHaveCount(1, { timeout: 13_000 });
      await settled(page);
      for (const card of [access, otp, image, notifications]) await expect(card(page)).toBeVisible();
      await expect(requestButton(page)).toBeDisabled();
      await expect(requestButton(page)).toHaveAccessibleDescription(/can't tell/);
      await expect(otp(page).getByRole('status')).toHaveText('Unknown');
      await expect(main(page)).not.toContainText(/\bOff\b|\bNone\b|No notifications|don't have a profile/);
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

  test('a later failure keeps what is on screen, and the page stays usable', async ({ page, tenant, signIn }) => {
    await signIn('cooldown');
    await open(page);
    await tenant.override({ method: 'GET', path: api.settings, status: 404 });
    await checkAgainButton(page).click();
    await expect(main(page).getByRole('alert')).toHaveCount(1);
    await expect(otp(page).getByRole('status')).toHaveText('On');
    await expect(notifications(page).getByRole('listitem')).toHaveCount(3);
    await expect(image(page).getByRole('img', { name: 'Profile image' })).toBeVisible();
    await expectUsable(page);
  });

  test('the error of a change stays until it is tried again', async ({ page, tenant, signIn }) => {
    await page.clock.install();
    await signIn('otp-on');
    await open(page);
    for (const [method, path] of [['PUT', api.request], ['PUT', api.notifications], ['DELETE', api.image], ['PUT', api.settings]]) await tenant.override({ method, path, status: 403 });
    await requestButton(page).click();
    await notifications(page).getByRole('switch').first().click();
    await settled(page);
    await image(page).getByRole('button', { name: 'Remove image' }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await expect(image(page).getByRole('alert')).toHaveCount(1);
    await settled(page);
    await otp(page).getByRole('switch').click();
    await page.getByRole('button', { name: 'Turn off' }).click();
    for (const card of [access, notifications, image, otp]) await expect(card(page).getByRole('alert')).toHaveCount(1);
    await page.clock.fastForward(600_000);
    await page.clock.runFor(2_000);
    for (const card of [access, notifications, image, otp]) await expect(card(page).getByRole('alert')).toContainText('permission');
    await expectAccessible(page);
  });

  test('an error stays for as long as it applies', async ({ page, tenant, signIn }) => {
    await page.clock.install();
    await signIn('cooldown');
    await tenant.override({ method: 'GET', path: api.settings, status: 404 });
    await open(page);
    await page.clock.fastForward(600_000);
    await page.clock.runFor(1_000);
    await expect(main(page).getByRole('alert')).toHaveCount(1);
  });
});

test('everything is reachable by keyboard in reading order, including disabled buttons', async ({ page, signIn }) => {
  await signIn('admin');
  await open(page);
  await page.getByRole('button', { name: 'Sign out' }).focus();
  await page.keyboard.press('Tab');
  await expect(requestButton(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(checkAgainButton(page)).toBeFocused();
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
