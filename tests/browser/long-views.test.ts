// Views that are too long for an address: they stay in this tab, under a number, and the page says so.
import type { Page } from '@playwright/test';
import * as accesses from './support/accesses.ts';
import { main } from './support/page.ts';
import { count, open, search, settled } from './support/roles.ts';
import { expect, expectUsable, test } from './support/test.ts';

/** Servers take 8 KB of a request's head, some less. */
const LIMIT = 4_096;
const text = (length: number) => 'somebody@acme.example '.repeat(Math.ceil(length / 22)).slice(0, length).trim();
const note = (page: Page) => main(page).getByRole('note');
const KEPT = /works only in this browser tab/;
const MISSING = /is not known here. Nothing is searched or filtered/;
const expectShort = async (page: Page) => {
  await expect(page).toHaveURL(/\?view=\d+$/);
  await expect(note(page)).toHaveText(KEPT);
};

for (const length of [3_900, 8_200, 160_000]) {
  test(`a search of ${length} letters stays out of the address and survives a reload and Back`, async ({ page, signIn }) => {
    await signIn('admin');
    await open(page);
    await search(page).fill(text(length));
    await expectShort(page);
    await page.reload();
    await settled(page);
    await expect(search(page)).toHaveValue(text(length));
    await expect(note(page)).toHaveText(KEPT);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Account' }).click();
    await page.goBack();
    await settled(page);
    await expect(search(page)).toHaveValue(text(length));
    await search(page).fill('ingrid');
    await expect(page).toHaveURL(/\/roles\?q=ingrid$/);
    await expect(note(page)).toHaveCount(0);
  });
}

test('a view that fits is in the address, whole', async ({ page, signIn }) => {
  await signIn('admin');
  await open(page);
  await search(page).fill(text(1_500));
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(text(1_500));
  await expect(note(page)).toHaveCount(0);
});

test('the address of a long view in another tab says that the view is not there, and claims no filter', async ({ page, context, signIn }) => {
  await signIn('admin');
  await open(page);
  await search(page).fill(text(8_200));
  await expectShort(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await settled(other);
  await expect(note(other)).toHaveText(MISSING);
  await expect(search(other)).toHaveValue('');
  await expect(count(other)).toHaveText(/^([\d,]+) of \1 users/);
  await search(other).fill('ingrid');
  await expect(other).toHaveURL(/\?q=ingrid$/);
  await expect(note(other)).toHaveCount(0);
  await expectUsable(other);
});

test('accesses likewise', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/accesses');
  await accesses.expectComplete(page);
  const user = page.getByRole('search').getByRole('searchbox');
  await user.fill(text(4_000));
  await user.press('Enter');
  await expectShort(page);
  await page.reload();
  await expect(user).toHaveValue(text(4_000));
  await expect(note(page)).toHaveText(KEPT);
});

test('a long address from elsewhere is shortened, and so is what the sign-in page is told', async ({ page, tenant, signIn }) => {
  await signIn('admin');
  await open(page, `?q=${encodeURIComponent(text(6_000))}&sort=-user`);
  await expectShort(page);
  await expect(search(page)).toHaveValue(text(6_000));
  await tenant.expireSessions('admin');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.reload();
  const link = page.getByRole('dialog', { name: 'Session ended' }).getByRole('link', { name: 'Sign in' });
  expect(await link.evaluate((link: HTMLAnchorElement) => link.href.length)).toBeLessThan(LIMIT);
  await link.click();
  await page.locator('button[value="admin"]').click();
  await settled(page);
  await expect(search(page)).toHaveValue(text(6_000));
});

test('no more than 20 long views are kept, the newest', async ({ page, signIn }) => {
  await signIn('admin');
  await open(page);
  const links = Array.from({ length: 25 }, (_, number) => `/roles?q=${number}${'x'.repeat(4_200)}`);
  for (const href of links) {
    await page.evaluate((href) => {
      const link = document.createElement('a');
      link.href = href;
      document.querySelector('main')!.append(link);
      link.click();
    }, href);
    await expect(search(page)).toHaveValue(new URLSearchParams(href.split('?')[1]).get('q')!);
  }
  const kept = await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('rolecall:views:')));
  expect(kept).toHaveLength(20);
  expect(kept.join(), 'keys say nothing of the view').toMatch(/^(rolecall:views:\d+,?)+$/);
  // The address follows when the browser lets it.
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem(`rolecall:views:${new URLSearchParams(location.search).get('view')}`))).toContain('24xxx');
  await page.reload();
  await expect(search(page)).toHaveValue(`24${'x'.repeat(4_200)}`);
});

test('where nothing can be stored, a long view works until the page is loaded again', async ({ page, signIn }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await signIn('admin');
  await open(page);
  await search(page).fill(text(8_200));
  await expect(page).toHaveURL(/\?view=\d+$/);
  await page.reload();
  await settled(page);
  await expect(note(page)).toHaveText(MISSING);
  await expectUsable(page);
});
