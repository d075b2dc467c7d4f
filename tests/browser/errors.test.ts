// Every documented status of every operation, every shape of error body, every broken connection, every hostile text: the section
// concerned shows one plain sentence and a way to continue, and the page keeps working.
import type { Locator, Page } from '@playwright/test';
import { admin } from './support/access.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.ts';
import { hostile } from './support/hostile.ts';
import { expectFocusNotLost, expectLoaded } from './support/page.ts';
import { api, expect, expectNoMachineText, expectUsable, test } from './support/test.ts';

test.describe.configure({ mode: 'parallel' });

const json = { 'Content-Type': 'application/json' };

/** A section of a page and the request it's loaded with. */
interface Section {
  name: string;
  path: string;
  reads: string;
  /** What shows once the request has succeeded. */
  content: (page: Page) => Locator;
  /** Statuses after which the page continues without the response, so there is nothing to retry. */
  withheld?: number[];
}

const sections: Section[] = [
  { name: 'Settings', path: '/settings', reads: api.settings, content: (page) => page.getByRole('list', { name: 'Notifications' }) },
  { name: 'Roles', path: '/roles', reads: api.userRoles, content: (page) => page.getByRole('status').filter({ hasText: '200 of 200 users' }) },
  { name: 'Account', path: '/account', reads: api.whoami, content: (page) => page.getByRole('region', { name: 'Identity' }) },
  { name: 'Accesses', path: '/accesses', reads: api.accesses, content: (page) => page.getByRole('grid', { name: 'Accesses' }) },
  {
    name: 'Access', path: `/users/${admin}/access/1`, reads: api.accessesOf(admin), withheld: [404],
    content: (page) => page.getByRole('switch', { name: 'Two-factor authentication' }),
  },
  {
    name: 'Roles of an access', path: `/users/${admin}/access/1`, reads: api.catalogue,
    content: (page) => page.getByRole('form', { name: 'Edit access' }).getByText(/^\d+ available$/),
  },
];

const messages: Record<number, RegExp> = {
  400: /The service rejected th(e|is) request/,
  401: /session has ended/,
  403: /^You do not have permission/,
  404: /could not be found/,
  409: /^Someone else changed this/,
  422: /The service rejected th(e|is) request/,
  429: /^Too many requests/,
  500: /^Something went wrong on the server/,
  503: /is unavailable right now/,
  504: /did not respond in time/,
};
// In an order in which neighbors have different messages, so that a new one is noticed.
const retryable = [400, 404, 422, 409, 500, 429, 503, 504];

const alertOf = (page: Page) => page.getByRole('main').getByRole('alert').first();

for (const section of sections) {
  test.describe(section.name, () => {
    test.beforeEach(async ({ signIn }) => signIn('admin'));
    const path = `${section.reads}${section.reads === api.settings ? '' : '*'}`;

    test('each documented status shows one plain sentence, and "Try again" works once the service does', async ({ page, tenant }) => {
      const statuses = retryable.filter((status) => !section.withheld?.includes(status));
      const alert = alertOf(page);
      for (const [index, status] of statuses.entries()) {
        await tenant.clearOverrides();
        await tenant.override({ method: 'GET', path, status });
        if (index === 0) await page.goto(section.path);
        else await alert.getByRole('button', { name: 'Try again' }).click();
        await expect(alert.getByRole('paragraph').first(), String(status)).toHaveText(messages[status]!, { timeout: 13_000 });
        await expectLoaded(page);
        await expectNoMachineText(page);
        if (index > 0) await expectFocusNotLost(page);
        expect((await tenant.calls('GET', section.reads)).at(-1)?.status).toBe(status);
      }
      await tenant.clearOverrides();
      await alert.getByRole('button', { name: 'Try again' }).click();
      await expect(section.content(page)).toBeVisible();
      await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
      await expectFocusNotLost(page);
      await expectUsable(page);
    });

    test('403 says that permission is missing and offers no retry; the rest of the page works', async ({ page, tenant }) => {
      await tenant.override({ method: 'GET', path, status: 403 });
      await page.goto(section.path);
      await expect(alertOf(page).getByRole('paragraph').first()).toHaveText(messages[403]!);
      await expect(alertOf(page).getByRole('button', { name: 'Try again' })).toHaveCount(0);
      expect(await tenant.calls('GET', section.reads)).toHaveLength(1);
      await expectNoMachineText(page);
      await expectUsable(page);
    });

    test('401 opens exactly one "Session ended" dialog, and the section can be loaded after signing in', async ({ page, tenant }) => {
      await tenant.override({ method: 'GET', path, status: 401 });
      await page.goto(section.path);
      const dialog = page.getByRole('dialog', { name: 'Session ended' });
      await expect(dialog).toHaveCount(1);
      await expect(dialog.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', `/sign-in?next=${encodeURIComponent(section.path)}`);
      await expectLoaded(page);
      await dialog.getByRole('button', { name: 'Stay on this page' }).click();
      await expect(dialog).toHaveCount(0);
      expect(await tenant.calls('GET', section.reads), 'a 401 is not retried').toHaveLength(1);
      await expect(alertOf(page).getByRole('paragraph').first()).toHaveText(messages[401]!);
      await tenant.clearOverrides();
      await alertOf(page).getByRole('button', { name: 'Try again' }).click();
      await expect(section.content(page)).toBeVisible();
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });
  });
}

test('the settings work without whoami', async ({ page, tenant, signIn }) => {
  await signIn('admin');
  await tenant.override({ path: api.whoami, status: 500 });
  await page.goto('/settings');
  await expect(page.getByRole('list', { name: 'Notifications' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  await expectNoMachineText(page);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test.describe('when the session has expired', () => {
  test.beforeEach(async ({ signIn }) => signIn('admin'));

  for (const [name, override] of [
    ['401 from every operation at once', { status: 401 }],
    ['a 403 that means 401', { status: 403, headers: json, body: '{"code":16,"message":"token expired","details":[]}' }],
    ['a redirect to the sign-in page', { fault: 'redirect-login' }],
  ] as const) {
    test(`${name} opens exactly one dialog`, async ({ page, tenant }) => {
      await tenant.override({ path: '/api/*', ...override });
      await tenant.override({ path: '/user/*', ...override });
      await page.goto(`/users/${admin}/access/1`);
      const dialog = page.getByRole('dialog', { name: 'Session ended' });
      await expect(dialog).toHaveCount(1);
      await expectLoaded(page);
      await expectNoMachineText(page);
      await expectAccessible(page);
      const before = (await tenant.log()).length;
      // Returning to the tab checks once who is signed in, and opens no second dialog.
      await page.evaluate(() => dispatchEvent(new Event('focus')));
      await expectLoaded(page);
      await expect(page.getByRole('dialog')).toHaveCount(1);
      expect((await tenant.log()).length - before).toBeLessThanOrEqual(1);
      await dialog.getByRole('button', { name: 'Stay on this page' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(page.getByRole('heading', { level: 1, name: 'Access' })).toBeVisible();
    });
  }
});

test.describe('writes', () => {
  const statuses = [400, 403, 404, 409, 422, 429, 500, 503, 504];

  test('each documented status of an access request shows a message, and each click sends one request', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await page.goto('/settings');
    const region = page.getByRole('region', { name: 'Initial access' });
    const button = region.getByRole('button', { name: 'Request access' });
    for (const status of statuses) {
      await tenant.clearOverrides();
      await tenant.clearLog();
      await tenant.override({ method: 'PUT', path: api.request, status });
      await expect(button).toBeEnabled();
      const before = await region.innerText();
      await button.click();
      await expect.poll(async () => (await tenant.calls('GET', api.settings)).length + (await region.getByRole('alert').count())).toBeGreaterThan(0);
      await expectLoaded(page);
      await expect.poll(() => region.innerText(), { message: `a message about ${status}` }).not.toBe(status === statuses[0] ? before : '');
      await expect(region).not.toContainText('Sending');
      await expectNoMachineText(page);
      expect(await tenant.calls('PUT', api.request), String(status)).toHaveLength(1);
    }
    await expectUsable(page);
  });

  test('each documented status of an access change shows a message in place, is sent once and keeps the edits', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await page.goto(`/users/${admin}/access/1`);
    const form = page.getByRole('form', { name: 'Edit access' });
    const twoFactor = form.getByRole('switch', { name: 'Two-factor authentication' });
    await expect(twoFactor).toBeChecked();
    await twoFactor.click();
    for (const status of [...retryable, 403]) {
      await tenant.clearOverrides();
      await tenant.clearLog();
      await tenant.override({ method: 'PATCH', path: api.access(admin, 1), status });
      await form.getByRole('button', { name: 'Review changes' }).click();
      await page.getByRole('dialog', { name: 'Review changes' }).getByRole('button', { name: 'Save changes' }).click();
      await expect(page.getByRole('main').getByRole('alert').getByRole('paragraph').first(), String(status)).toHaveText(messages[status]!, { timeout: 13_000 });
      await expectLoaded(page);
      await expectNoMachineText(page);
      await expectFocusNotLost(page);
      await expect(twoFactor).not.toBeChecked();
      expect((await tenant.calls('PATCH', api.access(admin, 1))).map((call) => call.status)).toEqual([status]);
      await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toHaveCount(0);
    }
    await tenant.clearOverrides();
    await form.getByRole('button', { name: 'Review changes' }).click();
    await page.getByRole('dialog', { name: 'Review changes' }).getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
    await expectUsable(page);
  });
});

const shapes: [name: string, headers: Record<string, string>, body: string, words: string | null][] = [
  ['a gateway object', json, '{"code":5,"message":"no user with this name","details":[]}', 'no user with this name'],
  ['a JSON string', json, '"no such user"', 'no such user'],
  ['problem+json', { 'Content-Type': 'application/problem+json' }, '{"type":"about:blank","title":"Gone fishing","detail":"Back at noon","status":200}', 'Gone fishing: Back at noon'],
  ['a list of errors', json, '{"errors":[{"detail":"The user is not known"}]}', 'The user is not known'],
  ['an error in an envelope', json, '{"message":"OK","error":{"code":"ENOTFOUND","message":"Nobody here"}}', 'Nobody here'],
  ['a list of strings', json, '["first", "second"]', 'first'],
  ['plain text', { 'Content-Type': 'text/plain' }, 'user not found\n    at handler.go:42\n    at main.go:7', 'user not found'],
  ['an HTML page', { 'Content-Type': 'text/html' }, '<!doctype html><h1>404</h1><script>globalThis.__xss=1</script>', null],
  ['markup inside JSON', json, '{"message":"<b onclick=alert(1)>bold</b> words"}', 'bold words'],
  ['JSON cut off', json, '{"code":5,"mess', null],
  ['null', json, 'null', null],
  ['nothing', json, '', null],
];

test('error bodies of twelve shapes show the same sentence, and the server message, if any, as inert text', async ({ page, tenant, signIn }) => {
  await signIn('admin');
  const alert = alertOf(page);
  for (const [index, [name, headers, body, words]] of shapes.entries()) {
    await tenant.clearOverrides();
    await tenant.clearLog();
    await tenant.override({ method: 'GET', path: api.settings, status: 404, headers, body });
    if (index === 0) await page.goto('/settings');
    else await alert.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(async () => (await tenant.calls('GET', api.settings)).length).toBe(1);
    await expectLoaded(page);
    await expect(alert.getByRole('paragraph').first(), name).toHaveText(messages[404]!);
    const serverWords = alert.getByText('What the server said');
    await expect(serverWords, name).toHaveCount(words === null ? 0 : 1);
    if (words !== null) {
      // Once opened, the details may stay open for the next error.
      const detail = alert.getByRole('paragraph').filter({ hasNotText: messages[404]! });
      if (!(await detail.isVisible())) await serverWords.click();
      await expect(detail, name).toHaveText(words);
    }
    await expectNoMachineText(page);
    expect(await alert.locator('b, script, h1, [onclick]').count()).toBe(0);
  }
  expect(await page.evaluate(() => '__xss' in globalThis)).toBe(false);
});

// How a browser reports each of these is up to the browser. That loading ends, with a message, is up to us.
const connectionFaults: [fault: string, message: RegExp][] = [
  ['cut-body', /connection|could not be read|dropped/],
  ['reset', /connection/],
  ['close-before-headers', /connection/],
  ['bad-chunk', /connection/],
  ['truncate-chunked', /connection|dropped/],
  ['garbage', /connection/],
  ['wrong-length', /connection|could not be read|dropped/],
  ['bad-gzip', /connection|could not be read|dropped/],
  ['html-200', /could not be read/],
  ['empty-200', /could not be read|is empty/],
];
for (const section of sections.filter(({ name }) => ['Settings', 'Roles', 'Access'].includes(name))) {
  test(`${section.name}: a broken connection shows a message, and "Try again" works once the connection does`, async ({ page, tenant, signIn }) => {
    test.setTimeout(90_000);
    await signIn('admin');
    for (const [fault, message] of connectionFaults) {
      await tenant.clearOverrides();
      await tenant.override({ method: 'GET', path: section.reads, fault });
      await page.goto(section.path);
      await expect(alertOf(page).getByRole('paragraph').first(), fault).toHaveText(message, { timeout: 13_000 });
      await expectLoaded(page);
      await expectNoMachineText(page);
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await tenant.clearOverrides();
    await alertOf(page).getByRole('button', { name: 'Try again' }).click();
    await expect(section.content(page)).toBeVisible();
    await expectUsable(page);
  });

  for (const fault of ['stall-headers', 'stall-body', 'slow-drip']) {
    // A list that keeps arriving makes progress, however slowly. One that stops arriving is tested with the real clock below: the
    // fake clock's timer ids don't fit into 32 bits, so timers that the app has cleared fire all the same.
    if (section.reads === api.userRoles && fault !== 'stall-headers') continue;
    test(`${section.name}: ${fault} times out, and "Try again" works`, async ({ page, tenant, signIn }) => {
      await signIn('admin');
      await tenant.override({ method: 'GET', path: section.reads, fault });
      await page.clock.install();
      const requested = page.waitForRequest((request) => request.url().endsWith(section.reads));
      const responded = fault === 'stall-headers' ? null : page.waitForResponse((response) => response.url().endsWith(section.reads));
      await page.goto(section.path);
      await requested;
      await responded;
      await expect(page.locator('main [aria-busy="true"]').first()).toBeVisible();
      await page.clock.fastForward(11_500);
      await expect(alertOf(page).getByRole('paragraph').first()).toHaveText(/did not respond in time/);
      await expectLoaded(page);
      await expectNoMachineText(page);
      await tenant.clearOverrides();
      await alertOf(page).getByRole('button', { name: 'Try again' }).click();
      await expect(section.content(page)).toBeVisible();
      await expectUsable(page);
    });
  }
}

test('with the real clock, loading ends within 12 seconds', async ({ page, tenant, signIn }) => {
  await signIn('admin');
  await tenant.override({ method: 'GET', path: api.settings, fault: 'stall-headers' });
  await page.goto('/settings');
  const started = Date.now();
  await expect(alertOf(page)).toContainText('did not respond in time', { timeout: 12_500 });
  expect(Date.now() - started).toBeLessThan(12_000);
  await expectUsable(page);
});

test('a list that stops arriving halfway times out, keeps the users that arrived, and can be loaded again', async ({ page, tenant, signIn }) => {
  await signIn('admin');
  await tenant.override({ method: 'GET', path: api.userRoles, fault: 'stall-body' });
  await page.goto('/roles');
  await expect(alertOf(page)).toContainText('did not respond in time', { timeout: 13_000 });
  await expect(alertOf(page)).toContainText('Showing the 100 users received');
  await expectLoaded(page);
  await expectNoMachineText(page);
  await tenant.clearOverrides();
  await alertOf(page).getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('status').filter({ hasText: '200 of 200 users' })).toBeVisible();
  await expectUsable(page);
});

test.describe('hostile text stays text', () => {
  const names = Object.fromEntries(hostile.map((text, index) => [`${index} ${text}`, { names: [text] }]));
  const notification = (text: string, index: number) => ({ code: `${text}${index}`, label: text, description: text, enabled: true });
  const user = (text: string, index: number) => ({
    name: `${text}${index}`, email: text, first_name: text, last_name: text, namespace: 'system', tenant: text,
    creation_timestamp: '2024-02-14T12:20:25Z', last_login_timestamp: null, disabled: false, domain_owner: false, otp_enabled: false,
    group_names: [text], namespace_roles: [{ namespace: text, role: text }], idm_type: text, sync_mode: 'SELF', tenant_type: 'ENTERPRISE', type: 'USER',
  });
  const access = (text: string, index: number) => ({
    id: index + 1, user_id: admin, customer_id: 1000, type: 'api_connection', roles: [text], name: text, language: text, created_by: text,
  });
  const responses: [name: string, path: string, reads: string, patch: unknown, shown: (page: Page) => Locator][] = [
    ['whoami', '/account', api.whoami, {
      first_name: hostile[0], last_name: hostile[14], name: hostile[1], email: hostile[4], company: hostile[18], cname: hostile[18], tenant: hostile[20],
      billing_plan_name: hostile[21], environment: hostile[2], tenant_state: 'null', plan_type: hostile[0], group_names: hostile, namespace_access: { namespace_role_map: names },
      feature_flags: hostile.map((name) => ({ name, disabled: false })),
      billing_flags: hostile.map((text) => ({ billing_flag: text, failed: true, additional_info: text, action: text })),
      addon_service_status: Object.fromEntries(hostile.map((text) => [text, { state: text, access: text, display_name: text }])),
      msp_managed: { msp_id: hostile[18], parent_tenant_id: hostile[5], tier: 1, node_type: hostile[18] },
    }, (page) => page.getByRole('region', { name: 'Identity' }).getByText('<script>globalThis.__xss=1</script>', { exact: true }).first()],
    ['notifications', '/settings', api.settings, { notifications: hostile.map(notification), image: hostile[0] },
      (page) => page.getByRole('heading', { name: '<script>globalThis.__xss=1</script>', exact: true })],
    ['users and roles', '/roles', api.userRoles, { items: hostile.map(user) }, (page) => page.getByRole('status').filter({ hasText: '22 of 22 users' })],
    ['accesses', '/accesses', `${api.accesses}*`, { data: { total: 22, results: hostile.map(access) } }, (page) => page.getByRole('gridcell', { name: hostile[1]! }).first()],
    ['roles to select from', `/users/${admin}/access/1`, api.catalogue, { data: { total: 22, results: hostile.map((text) => ({ id: text, description: text })) } },
      (page) => page.getByRole('switch', { name: 'Two-factor authentication' })],
  ];

  for (const [name, path, reads, json_patch, shown] of responses) {
    test(`in ${name}: runs no script, contacts no other site and does not widen the page`, async ({ page, tenant, signIn, baseURL }) => {
      await signIn('admin');
      let dialogs = 0;
      const elsewhere: string[] = [];
      page.on('dialog', (dialog) => { dialogs += 1; void dialog.dismiss(); });
      page.on('request', (request) => {
        if (!request.url().startsWith(baseURL!) && !request.url().startsWith('data:')) elsewhere.push(request.url());
      });
      await tenant.override({ method: 'GET', path: reads, json_patch });
      await page.setViewportSize({ width: 320, height: 800 });
      await page.goto(path);
      await expect(shown(page)).toBeVisible();
      await expectNoSidewaysScroll(page);
      // Open the lists that are closed at first: they count as well.
      for (const summary of await page.getByRole('main').locator('summary').all()) await summary.click();
      await expectNoSidewaysScroll(page);
      await page.setViewportSize({ width: 1280, height: 800 });
      await expectNoSidewaysScroll(page);
      expect(await page.evaluate(() => '__xss' in globalThis)).toBe(false);
      expect(await page.locator('main').locator('script, style, iframe, object, embed, a[href^="javascript" i], a[href^="data" i], a[href*="evil"]:not([href^="/"]), a[href^="//"], [onerror], [onload]').count()).toBe(0);
      expect([dialogs, elsewhere]).toEqual([0, []]);
      await expectUsable(page);
    });
  }

  test('in error messages from the server', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    const alert = alertOf(page);
    await page.setViewportSize({ width: 320, height: 800 });
    for (const [index, message] of hostile.entries()) {
      await tenant.clearOverrides();
      await tenant.clearLog();
      await tenant.override({ method: 'GET', path: api.settings, status: 404, headers: json, body: JSON.stringify({ code: 5, message, details: [] }) });
      if (index === 0) await page.goto('/settings');
      else await alert.getByRole('button', { name: 'Try again' }).click();
      await expect.poll(async () => (await tenant.calls('GET', api.settings)).length).toBe(1);
      await expectLoaded(page);
      await expect(alert.getByRole('paragraph').first()).toHaveText(messages[404]!);
      for (const summary of await alert.locator('details:not([open]) > summary').all()) await summary.click();
      await expectNoSidewaysScroll(page);
      expect(await alert.locator('script, style, img, iframe, a').count()).toBe(0);
    }
    expect(await page.evaluate(() => '__xss' in globalThis)).toBe(false);
  });
});
