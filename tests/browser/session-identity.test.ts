// Whose session it is: somebody else signs in in the same browser while a page is open. Nothing is sent in their name, and the page of
// the first user goes. The back/forward cache is in session-back.test.ts.
import type { Page } from '@playwright/test';
import { admin, form, languageField, nameField, open as openAccess, reviewButton, saveAll, saveButton, undoButton } from './support/access.ts';
import { expectComplete, selectFilter } from './support/accesses.ts';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { withChangedBuild } from './support/dist.ts';
import { expectStartedAnew, names, notice, writes } from './support/identity.ts';
import { image, notifications, open as openSettings, otp, cropDialog, requestButton, selectImage, setHidden } from './support/settings.ts';
import { png } from './support/picture.ts';
import { api, expect, test, type Persona } from './support/test.ts';

const banner = (page: Page) => page.getByRole('banner');
const focus = (page: Page) => page.evaluate(() => void dispatchEvent(new Event('focus')));
const bulkPanel = (page: Page) => page.getByRole('region', { name: 'Change several accesses' });
const review = (page: Page) => page.getByRole('dialog', { name: 'Review changes' });

/** Stages a change of the language of every API access. */
async function stageBulkEdit(page: Page): Promise<void> {
  await page.goto('/accesses');
  await expectComplete(page);
  await selectFilter(page, 'Type', 'API');
  await expectComplete(page);
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await bulkPanel(page).getByRole('textbox', { name: 'Language' }).fill('it');
  await bulkPanel(page).getByRole('button', { name: 'Review changes' }).click();
}

interface Write {
  name: string;
  as: Persona;
  /** Up to the last step, which sends. */
  prepare: (page: Page) => Promise<void>;
  send: (page: Page) => Promise<void>;
}

const WRITES: Write[] = [
  { name: 'a notification', as: 'otp-off', prepare: openSettings, send: (page) => notifications(page).getByRole('switch').first().click() },
  { name: 'all notifications', as: 'otp-off', prepare: openSettings, send: (page) => notifications(page).getByRole('button', { name: 'Turn all off' }).click() },
  { name: 'a request for access', as: 'new', prepare: openSettings, send: (page) => requestButton(page).click() },
  {
    name: 'the one-time password',
    as: 'otp-off',
    prepare: async (page) => {
      await openSettings(page);
      await otp(page).getByRole('switch').click();
    },
    send: (page) => page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click(),
  },
  {
    name: 'a profile image',
    as: 'otp-off',
    prepare: async (page) => {
      await openSettings(page);
      await selectImage(page, png(40, 40));
      await expect(cropDialog(page)).toBeVisible();
    },
    send: (page) => cropDialog(page).getByRole('button', { name: 'Save image' }).click(),
  },
  {
    name: 'the removal of the image',
    as: 'otp-on',
    prepare: async (page) => {
      await openSettings(page);
      await image(page).getByRole('button', { name: 'Remove' }).click();
    },
    send: (page) => page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click(),
  },
  {
    name: 'an access',
    as: 'otp-on',
    prepare: async (page) => {
      await openAccess(page, admin, 2);
      await nameField(page).fill('Half typed');
      await reviewButton(page).click();
    },
    send: (page) => saveButton(page).click(),
  },
  {
    name: 'the undoing of a change',
    as: 'otp-on',
    prepare: async (page) => {
      await openAccess(page, admin, 2);
      await nameField(page).fill('Saved before');
      await saveAll(page);
      await expect(undoButton(page)).toBeVisible();
    },
    send: (page) => undoButton(page).click(),
  },
  {
    name: 'a bulk edit',
    as: 'otp-on',
    prepare: stageBulkEdit,
    send: (page) => review(page).getByRole('button', { name: 'Save changes' }).click(),
  },
  { name: 'signing out', as: 'otp-on', prepare: openSettings, send: (page) => page.getByRole('button', { name: 'Sign out' }).click() },
];

test.describe('somebody else has signed in', () => {
  for (const { name, as, prepare, send } of WRITES) {
    test(`${name}: nothing is sent, and the app starts anew as them`, async ({ page, context, tenant, signIn }) => {
      await signIn(as);
      await prepare(page);
      await expect(banner(page)).toContainText(names[as]);
      await signIn('admin');
      await tenant.clearLog();
      await send(page);
      await expectStartedAnew(page, as, 'admin');
      expect(await writes(tenant)).toEqual([]);
      expect((await context.request.get(api.whoami)).status(), 'they are still signed in').toBe(200);
    });
  }

  test('in the middle of a bulk edit: what is left is not sent', async ({ page, tenant, signIn }) => {
    await signIn('otp-on');
    await stageBulkEdit(page);
    await tenant.override({ method: 'PATCH', path: '/user/*', delay_ms: 400 });
    await tenant.clearLog();
    await review(page).getByRole('button', { name: 'Save changes' }).click();
    await expect.poll(async () => (await writes(tenant)).length).toBeGreaterThan(0);
    await signIn('admin');
    await expectStartedAnew(page, 'otp-on', 'admin');
    const sent = await writes(tenant);
    // Those that were under way when they signed in.
    expect(sent.length).toBeLessThanOrEqual(8);
    expect(sent.filter((call) => call.user?.endsWith('1')), 'sent in the name of the second user').toEqual([]);
  });

  test('the same user in another tenant is somebody else', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await openSettings(page);
    await tenant.override({ method: 'GET', path: api.whoami, json_patch: { tenant: 'another-tenant' } });
    await tenant.clearLog();
    await notifications(page).getByRole('switch').first().click();
    await expect(notice(page)).toBeVisible();
    expect(await writes(tenant)).toEqual([]);
  });

  test('a user with a new name is nobody else', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await openSettings(page);
    await tenant.override({ method: 'GET', path: api.whoami, json_patch: { name: 'new@fjordline.example', email: 'new@fjordline.example', last_name: 'New' } });
    await notifications(page).getByRole('switch').first().click();
    await expect.poll(async () => (await tenant.calls('PUT', api.notifications)).length).toBe(1);
    await expect(notice(page)).toHaveCount(0);
  });

  test('the address keeps the page, but nothing of what was searched or opened', async ({ page, signIn }) => {
    await signIn('otp-off');
    await page.goto('/roles?q=secret&user=ingrid.halvorsen%40fjordline.example');
    await expect(banner(page)).toContainText(names['otp-off']);
    await signIn('admin');
    await focus(page);
    await expectStartedAnew(page, 'otp-off', 'admin');
    await expect(page).toHaveURL(/\/roles$/);
    await page.goto(`/users/${admin}/access/2`);
    await expect(form(page)).toBeVisible();
    await signIn('otp-off');
    await focus(page);
    await expectStartedAnew(page, 'admin', 'otp-off');
    await expect(page).toHaveURL(/\/settings$/);
  });

  test('the notice is accessible, and can be closed; it does not come back', async ({ page, signIn }) => {
    await signIn('otp-off');
    await openSettings(page);
    await signIn('admin');
    await focus(page);
    await expectStartedAnew(page, 'otp-off', 'admin');
    await expectAccessibleInEveryLook(page);
    await notice(page).getByRole('button', { name: 'Close' }).click();
    await expect(notice(page)).toHaveCount(0);
    await page.reload();
    await expect(banner(page)).toContainText(names.admin);
    await expect(notice(page)).toHaveCount(0);
  });

  test('without storage, the page says so and waits', async ({ page, signIn }) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(globalThis, name, { get: () => { throw new DOMException('disabled', 'SecurityError'); } });
      }
    });
    await signIn('otp-off');
    await openSettings(page);
    await signIn('admin');
    await focus(page);
    await expect(page.getByRole('heading', { name: 'Someone else is signed in now' })).toBeVisible();
    await expect(page).toHaveTitle('Rolecall');
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('José');
    await expectAccessibleInEveryLook(page);
    await page.getByRole('link', { name: 'Continue' }).click();
    await expect(banner(page)).toContainText(names.admin);
  });

  test('unsaved input asks nobody whether to leave the page', async ({ page, signIn }) => {
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => { dialogs.push(dialog.type()); void dialog.accept(); });
    await signIn('otp-on');
    await stageBulkEdit(page);
    await signIn('admin');
    await focus(page);
    await expectStartedAnew(page, 'otp-on', 'admin');
    expect(dialogs).toEqual([]);
  });

  test('a response that was on its way is not shown', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await openSettings(page);
    await page.getByRole('link', { name: 'Account' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
    await tenant.override({ method: 'GET', path: api.settings, delay_ms: 1_500, times: 1, json_patch: { first_name: 'Latecomer', image: 'https://late.example/' } });
    await page.getByRole('link', { name: 'Settings' }).click();
    await signIn('admin');
    await focus(page);
    await expectStartedAnew(page, 'otp-off', 'admin');
    const seen = await page.evaluate(async () => {
      const end = performance.now() + 2_000;
      for (; performance.now() < end; await new Promise(requestAnimationFrame)) if (document.body.innerText.includes('late.example')) return true;
      return false;
    });
    expect(seen).toBe(false);
  });
});

test.describe('the app looks who is signed in', () => {
  for (const [name, look] of [
    ['when the window gets the focus', focus],
    ['when the tab becomes visible', async (page: Page) => { await setHidden(page); await setHidden(page, false); }],
    ['when a kept page is shown again', (page: Page) => page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))],
  ] as const) {
    test(name, async ({ page, signIn }) => {
      await signIn('otp-off');
      await openSettings(page);
      await expect(banner(page)).toContainText(names['otp-off']);
      await signIn('admin');
      await look(page);
      await expectStartedAnew(page, 'otp-off', 'admin');
    });
  }

  test('when another tab shows somebody else', async ({ page, context, signIn }) => {
    await signIn('otp-off');
    await openSettings(page);
    await expect(banner(page)).toContainText(names['otp-off']);
    await signIn('admin');
    const other = await context.newPage();
    await openSettings(other);
    await expect(banner(other)).toContainText(names.admin);
    await expectStartedAnew(page, 'otp-off', 'admin');
    await expect(notice(other)).toHaveCount(0);
  });

  test('not in a hidden tab; it catches up', async ({ page, context, tenant, signIn }) => {
    await signIn('otp-off');
    await openSettings(page);
    await setHidden(page);
    await signIn('admin');
    await tenant.clearLog();
    await focus(page);
    const other = await context.newPage();
    await openSettings(other);
    await expect(banner(other)).toContainText(names.admin);
    expect(await tenant.calls('GET', api.whoami), 'that of the other tab').toHaveLength(1);
    await setHidden(page, false);
    await expectStartedAnew(page, 'otp-off', 'admin');
  });

  test('at most once a second, however often the tab is looked at', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await openSettings(page);
    await tenant.clearLog();
    const started = Date.now();
    for (let times = 0; times < 40; times++) await focus(page);
    await expect.poll(async () => (await tenant.calls('GET', api.whoami)).length).toBeGreaterThan(0);
    const seconds = (Date.now() - started) / 1_000;
    expect((await tenant.calls('GET', api.whoami)).length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  });

  test('and an outage of whoami makes no storm and changes nothing on the page', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await page.clock.install();
    await openSettings(page);
    await tenant.override({ method: 'GET', path: api.whoami, status: 503 });
    await tenant.clearLog();
    for (let second = 0; second < 60; second++) {
      await focus(page);
      await page.clock.runFor(1_000);
    }
    // Three looks, with the retries of each.
    const calls = (await tenant.calls('GET', api.whoami)).length;
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(12);
    await expect(banner(page)).toContainText(names['otp-off']);
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  });

  test('signing out in one tab clears the others', async ({ page, context, signIn }) => {
    await signIn('otp-off');
    await openSettings(page);
    await expect(banner(page)).toContainText(names['otp-off']);
    const other = await context.newPage();
    await openSettings(other);
    await other.getByRole('button', { name: 'Sign out' }).click();
    await expect(other.getByText('You are signed out')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Signed out' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('José');
  });
});

test.describe('after the session has ended', () => {
  test.beforeEach(async ({ page, tenant, signIn }) => {
    await signIn('otp-on');
    await openAccess(page, admin, 2);
    await languageField(page).fill('pt');
    await tenant.expireSessions('otp-on');
    await focus(page);
    await expect(page.getByRole('dialog', { name: 'Session ended' })).toBeVisible();
  });

  test('the same user goes on with what was typed', async ({ page, signIn }) => {
    await signIn('otp-on');
    await focus(page);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(languageField(page)).toHaveValue('pt');
    await expect(notice(page)).toHaveCount(0);
  });

  test('somebody else starts anew, and does not see what was typed', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await tenant.clearLog();
    await focus(page);
    await expectStartedAnew(page, 'otp-on', 'admin');
    await openAccess(page, admin, 2);
    await expect(languageField(page)).not.toHaveValue('pt');
    expect(await writes(tenant)).toEqual([]);
  });

  test('who stays is not asked at each look, and still protected from somebody else', async ({ page, signIn }) => {
    await page.getByRole('dialog').getByRole('button', { name: 'Stay on this page' }).click();
    const answered = page.waitForResponse((response) => response.url().endsWith(api.whoami) && response.status() === 401);
    await focus(page);
    await answered;
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await signIn('admin');
    await reviewButton(page).click();
    await saveButton(page).click();
    await expectStartedAnew(page, 'otp-on', 'admin');
  });
});

test.describe('when it cannot be found out who is signed in', () => {
  for (const [name, override] of [
    ['whoami fails', { status: 503 }],
    ['whoami is forbidden', { status: 403, headers: { 'Content-Type': 'application/json' }, body: '{"message":"no"}' }],
    ['whoami names nobody', { status: 200, body: '{}' }],
    ['whoami is rate limited', { status: 429 }],
    ['whoami breaks off', { fault: 'reset' }],
  ] as const) {
    test(`${name}: nothing is sent, and the page says so; it works again afterwards`, async ({ page, tenant, signIn }) => {
      await signIn('otp-on');
      await openAccess(page, admin, 2);
      await expect(banner(page)).toContainText(names['otp-on']);
      await nameField(page).fill('Entered');
      await tenant.override({ method: 'GET', path: api.whoami, ...override });
      await reviewButton(page).click();
      await saveButton(page).click();
      await expect(form(page).getByRole('alert')).toContainText("We couldn't check who is signed in, so nothing was sent.", { timeout: 20_000 });
      await expect(nameField(page)).toHaveValue('Entered');
      expect(await writes(tenant)).toEqual([]);
      await tenant.clearOverrides();
      await reviewButton(page).click();
      await saveButton(page).click();
      await expect(page.getByRole('status')).toContainText('Saved');
    });
  }

  test('a request for access is not taken for one that was sent before', async ({ page, tenant, signIn }) => {
    await signIn('new');
    await openSettings(page);
    await expect(banner(page)).toContainText(names.new);
    await tenant.override({ method: 'GET', path: api.whoami, status: 429 });
    await requestButton(page).click();
    await expect(page.getByRole('alert')).toContainText("so nothing was sent", { timeout: 20_000 });
    expect(await tenant.outbox()).toEqual([]);
    await tenant.clearOverrides();
    await requestButton(page).click();
    await expect.poll(async () => (await tenant.outbox()).length).toBe(1);
  });

  test('from the start: there is nothing to compare with, so the server decides', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await tenant.override({ method: 'GET', path: api.whoami, status: 404, body: '{}' });
    await openSettings(page);
    await notifications(page).getByRole('switch').first().click();
    await expect.poll(async () => (await tenant.calls('PUT', api.notifications)).length).toBe(1);
  });
});

test('without a tenant service, accesses can be changed, and a page that came Back is loaded anew', async ({ browser }) => {
  await withChangedBuild((copy) => copy.configure('tenant-api', 'none'), async (tenant) => {
    const page = await browser.newPage({ baseURL: tenant.url });
    await tenant.signIn(page.request, 'admin');
    await openAccess(page, admin, 2);
    await nameField(page).fill('Entered');
    await saveAll(page);
    await expect(page.getByRole('status')).toContainText('Saved');
    await nameField(page).fill('Nobody knows whose');
    await page.evaluate(() => {
      Object.assign(window, { isOld: true });
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    await expect.poll(() => page.evaluate(() => 'isOld' in window).catch(() => true)).toBe(false);
    await expect(nameField(page)).toHaveValue('Entered');
    expect((await tenant.log()).filter((call) => call.path.startsWith('/api/'))).toEqual([]);
    await page.close();
  });
});

test('a bulk edit asks for many writes together, and each write alone asks for itself', async ({ page, tenant, signIn }) => {
  await signIn('otp-on');
  await stageBulkEdit(page);
  await tenant.clearLog();
  await review(page).getByRole('button', { name: 'Save changes' }).click();
  await expect(bulkPanel(page)).toContainText(/(\d+) of \1 saved\./, { timeout: 30_000 });
  const asked = (await tenant.calls('GET', api.whoami)).length;
  const sent = (await writes(tenant)).length;
  expect(sent).toBeGreaterThan(20);
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(sent / 2);
});
