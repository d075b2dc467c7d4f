// Page translators change texts behind the app's back (src/boot/translation.js). Each walk is done on a page that nobody
// translates and then on one that a translator changes; after each step, both must read the same.
import type { Page } from '@playwright/test';
import * as access from './support/access.ts';
import { rows as accessRows } from './support/accesses.ts';
import { main } from './support/page.ts';
import { rows, scrollBox, search, sortBy } from './support/roles.ts';
import { access as accessCard, advanceClock, notifications, otp } from './support/settings.ts';
import type { Persona, Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';
import { countTranslated, textSeen, translate, translators, type Translator } from './support/translators.ts';

/** Called after each step, with its name. */
type Check = (step: string) => Promise<void>;
type Walk = (page: Page, tenant: Tenant, check: Check) => Promise<void>;

test.use({ actionTimeout: 5_000 });

const loaded = (page: Page) => expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 13_000 });
const dialog = (page: Page) => page.getByRole('dialog');
const closed = (page: Page) => expect(dialog(page)).toHaveCount(0);
const goTo = async (page: Page, name: string) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await loaded(page);
};
const button = (page: Page, name: string) => main(page).getByRole('button', { name });

const walks: Record<string, [Persona, Walk]> = {
  'the roles': ['admin', async (page, _, check) => {
    await page.goto('/roles');
    await loaded(page);
    await check('all users');
    for (const query of ['tomás', 'otp:off', 'no such person', '']) {
      await search(page).fill(query);
      await check(`search ${query}`);
    }
    await sortBy(page, 'Status');
    await check('sorted');
    await sortBy(page, 'Status');
    await check('sorted the other way');
    for (const top of [3_000, 6_500, 120]) {
      await scrollBox(page).evaluate((box, top) => box.scrollTo(0, top), top);
      await check(`scrolled to ${top}`);
    }
    await rows(page).nth(8).getByRole('checkbox').click();
    await rows(page).nth(9).getByRole('checkbox').click();
    await check('two selected');
    await main(page).getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Compare' }).click();
    await check('compared');
    await page.keyboard.press('Escape');
    await closed(page);
    await check('comparison closed');
    await rows(page).nth(9).getByRole('checkbox').click();
    await check('one selected');
    for (const place of [7, 8]) {
      await rows(page).nth(place).getByRole('rowheader').click();
      await expect(dialog(page)).toBeVisible();
      await check(`panel ${place}`);
      await page.keyboard.press('Escape');
      await closed(page);
    }
    await page.goBack();
    await page.goBack();
    await check('back to a panel');
    await page.keyboard.press('Escape');
    await button(page, 'Saved views').click();
    await check('saved views');
    await dialog(page).getByRole('textbox').fill('Mine');
    await page.keyboard.press('Enter');
    await check('saved a view');
    await page.keyboard.press('Escape');
    await closed(page);
    for (const perspective of ['By role', 'Matrix', 'Users']) {
      await main(page).getByRole('group', { name: 'Show' }).getByText(perspective).click();
      await check(perspective);
    }
  }],
  'the one-time password and notifications': ['otp-off', async (page, tenant, check) => {
    await page.goto('/settings');
    await loaded(page);
    await check('loaded');
    await otp(page).getByRole('switch').click();
    await check('asked');
    if (await dialog(page).count()) await dialog(page).getByRole('button').last().click();
    await expect(otp(page).getByRole('status')).toContainText(/Turning on|On/);
    await tenant.editSettings('otp-off', { otp_status: 'OTP_ENABLED', otp_enabled: true });
    await expect(otp(page).getByRole('status')).toContainText('On', { timeout: 15_000 });
    await expect(otp(page).getByRole('status')).not.toContainText('Turning');
    await check('on');
    for (const name of [/./, /./]) {
      await notifications(page).getByRole('switch', { name }).nth(1).click();
      await loaded(page);
      await expect(notifications(page).locator('[aria-busy=true], .badge-busy')).toHaveCount(0);
      await check('switched');
    }
    await tenant.override({ path: api.settings, method: 'GET', status: 503, times: 4 });
    await page.getByRole('button', { name: 'Check again' }).first().click();
    await check('failed');
  }],
  'the countdown': ['cooldown', async (page, tenant, check) => {
    await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
    await tenant.freeze('2026-03-01T10:00:00Z');
    await tenant.editSettings('cooldown', { initial_access: { requested: true, email_sent: true, last_requesting_time: '2026-02-28T10:01:30Z' } });
    await page.goto('/settings');
    await loaded(page);
    await page.clock.pauseAt(new Date('2026-03-01T10:00:30Z'));
    await check('ticking');
    for (const second of [1, 2, 3]) {
      await page.clock.runFor(1_000);
      await check(`second ${second}`);
    }
    await tenant.freeze('2026-03-01T10:02:00Z');
    await advanceClock(page, 70);
    await expect(accessCard(page).getByRole('button', { name: 'Request access' })).toBeEnabled();
    await check('over');
  }],
  'the pages': ['admin', async (page, _, check) => {
    await page.goto('/settings');
    await loaded(page);
    for (const name of ['Account', 'Roles', 'Accesses', 'Settings', 'Roles', 'Account', 'Accesses']) {
      await goTo(page, name);
      await check(name);
    }
    await page.goBack();
    await loaded(page);
    await check('back');
  }],
  'the accesses': ['admin', async (page, _, check) => {
    await page.goto('/accesses');
    await loaded(page);
    await check('list');
    await accessRows(page).nth(1).getByRole('checkbox').click();
    await accessRows(page).nth(2).getByRole('checkbox').click();
    await check('two chosen');
    await main(page).getByRole('combobox').nth(0).selectOption({ index: 1 });
    await loaded(page);
    await check('filtered');
    await main(page).getByRole('combobox').nth(0).selectOption({ index: 0 });
    await loaded(page);
    await accessRows(page).nth(1).getByRole('link').click();
    await loaded(page);
    await expect(access.form(page)).toBeVisible();
    await check('an access');
    const name = access.nameField(page);
    await name.fill('Another name');
    await check('edited');
    await name.fill('');
    await access.reviewButton(page).click();
    await check('refused');
    await name.fill('Another name');
    await check('allowed again');
    await access.rolesField(page).fill('DNS');
    await check('roles offered');
    await access.rolesField(page).press('ArrowDown');
    await access.rolesField(page).press('Enter');
    await check('a role more');
    await access.rolesField(page).press('Escape');
    await access.reviewButton(page).click();
    await expect(dialog(page)).toBeVisible();
    await check('review');
    await page.keyboard.press('Escape');
    await closed(page);
    await access.reviewButton(page).click();
    await dialog(page).getByRole('button', { name: 'Save changes' }).click();
    await closed(page);
    await loaded(page);
    await check('saved');
  }],
};

// Times that are written while the test runs.
const withoutClock = (text: string) => text.replace(/\d{1,2}:\d{2}(:\d{2})?[\s\u202f]?([AP]M)?/g, 'TIME').replace(/(\d+|a|an)(second|minute)sago|justnow|now/gi, 'AGO');

for (const [name, [persona, walk]] of Object.entries(walks)) {
  test.describe(name, () => {
    /** What each step reads without a translator. */
    const expected: [step: string, text: string][] = [];

    for (const [translator, does] of Object.entries(translators)) {
      test(`what is read is true while a translator ${does}`, async ({ browser, tenant, signIn }) => {
        const visit = async (prepare: (page: Page) => Promise<unknown>, check: (page: Page, step: string) => Promise<void>) => {
          await tenant.reset();
          const context = await browser.newContext({ baseURL: tenant.url });
          await signIn(persona, context);
          const page = await context.newPage();
          const problems: string[] = [];
          page.on('pageerror', (error) => problems.push(error.message));
          await prepare(page);
          await walk(page, tenant, (step) => check(page, step));
          expect(problems).toEqual([]);
          await context.close();
        };
        const read = async (page: Page) => withoutClock(await textSeen(page));
        if (expected.length === 0) {
          await visit(async () => {}, async (page, step) => {
            // Settled: twice the same.
            let last = '';
            await expect.poll(async () => last === (last = await read(page)), { intervals: [150] }).toBe(true);
            expected.push([step, last]);
          });
        }
        let steps = 0;
        await visit((page) => translate(page, translator as Translator), async (page, step) => {
          const [same, text] = expected[steps++]!;
          expect(step).toBe(same);
          await expect.poll(() => read(page), { message: step }).toBe(text);
          expect(await countTranslated(page), step).toBeGreaterThan(3);
        });
        expect(steps).toBe(expected.length);
      });
    }
  });
}
