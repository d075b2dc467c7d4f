// The app in a WebKit, which is what Safari is made of: on plain HTTP it drops Secure cookies, at a loopback address too.
import { WebKit } from './support/webkit.ts';
import { api, expect, test as base } from './support/test.ts';

const test = base.extend<{ webkit: WebKit }>({
  webkit: async ({}, use) => {
    const webkit = await WebKit.start();
    await use(webkit);
    await webkit.stop();
  },
});

test('one can sign in, change a setting, be somebody else, and sign out', async ({ webkit, tenant }) => {
  test.slow();
  await webkit.goto(`${tenant.url}/sign-in?next=/settings`);
  await webkit.click('button[value="otp-off"]');
  await webkit.expect(`location.pathname === '/settings' && /José/.test(document.querySelector('.who')?.innerText)`);
  expect(await webkit.cookies()).toEqual([expect.objectContaining({ name: 'rolecall-sid', httpOnly: true, secure: false, path: '/' })]);
  expect(await webkit.evaluate('document.cookie')).toBe('');

  await webkit.expect(`!!document.querySelector('main [role=switch][aria-checked=true]')`);
  await webkit.click('main [role=switch][aria-checked=true]');
  await expect.poll(async () => (await tenant.calls('PUT', api.notifications)).map((call) => call.status)).toEqual([200]);

  // Somebody else signs in; the page of the first is gone.
  await webkit.goto(`${tenant.url}/sign-in?next=/account`);
  await webkit.click('button[value="admin"]');
  await webkit.expect(`location.pathname === '/account' && /Ingrid/.test(document.querySelector('.who')?.innerText)`);
  expect(await webkit.evaluate('document.body.innerText')).not.toContain('José');

  await webkit.click('.who button');
  await webkit.expect(`/You are signed out/.test(document.body.innerText)`);
  expect(await webkit.cookies()).toEqual([]);
  expect(await webkit.evaluate('document.body.innerText')).not.toContain('Ingrid');
});

test('Chromium keeps only the Secure cookie after the same form', async ({ page, context, tenant }) => {
  await page.goto('/sign-in?next=/settings');
  await page.locator('button[value="otp-off"]').click();
  await expect(page.getByRole('banner')).toContainText('José');
  // The form of a page that came Back is no other.
  await page.goBack();
  await page.locator('button[value="admin"]').click();
  await expect(page.getByRole('banner')).toContainText('Ingrid');
  for (const cookie of await context.cookies(tenant.url)) {
    expect(cookie).toMatchObject({ name: expect.stringMatching(/^__Host-(sid|probe)$/), secure: true, httpOnly: true, sameSite: 'Strict', path: '/' });
  }
});
