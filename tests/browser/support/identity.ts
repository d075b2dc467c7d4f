// What is left of one user once another one has signed in.
import type { Page } from '@playwright/test';
import { expect, type Persona } from './test.ts';
import type { Tenant } from './tenant.ts';

/** What the banner calls them. */
export const names: Record<'admin' | 'plain' | 'new' | 'otp-on' | 'otp-off' | string, string> = {
  admin: 'Ingrid Halvorsen',
  plain: 'Minh Châu Nguyễn Thị',
  new: '美咲 佐藤',
  'otp-on': 'Γιώργος Παπαδόπουλος',
  'otp-off': 'José Ñúñez',
};

export const notice = (page: Page) => page.getByRole('status').filter({ hasText: 'Someone else is signed in now' });

/** Expects that the page is the second user's, that it says why, and that nothing of the first is left. */
export async function expectStartedAnew(page: Page, former: Persona, now: Persona): Promise<void> {
  await expect(page.getByRole('banner')).toContainText(names[now], { timeout: 20_000 });
  await expect(notice(page)).toContainText(`unsaved changes from before were discarded. You are signed in as ${names[now]}.`);
  const html = await page.evaluate(() => document.documentElement.outerHTML + document.title + location.href);
  // The list of users names everybody.
  if (!page.url().includes('/roles')) expect(html).not.toContain(names[former].split(' ')[0]);
  const stored = await page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)]);
  expect(stored.filter((key) => !key.startsWith('rolecall:view'))).toEqual([]);
}

/** The calls that change something. */
export const writes = async (tenant: Tenant) =>
  (await tenant.log()).filter((call) => call.method !== 'GET' && (call.path.startsWith('/api/') || call.path.startsWith('/user/') || call.path === '/sign-out'));
