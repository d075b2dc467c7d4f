// What the tests of /roles share: the parts of the page by role and name, and the truth, asked for without the app.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import type { Tenant } from './tenant.ts';
import { api, expect } from './test.ts';

export interface User {
  name: string;
  email: string;
  first_name: string;
  last_name: string;
  idm_type: string;
  otp_enabled: boolean;
  disabled: boolean;
  group_names: string[];
  namespace_roles: { namespace: string; role: string }[];
  last_login_timestamp: string | null;
}

export const main = (page: Page) => page.getByRole('main');
export const table = (page: Page) => page.getByRole('grid', { name: 'Users and roles' });
export const header = (page: Page, name: string) => table(page).getByRole('columnheader', { name });
export const sortBy = (page: Page, name: string) => header(page, name).getByRole('button').click();
export const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' });
export const count = (page: Page) => main(page).getByRole('status');
export const filter = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
export const alert = (page: Page) => main(page).getByRole('alert');
export const body = (page: Page) => table(page).locator('tbody').getByRole('row');
export const cells = (page: Page, row: number) => body(page).nth(row).locator('td:not(.mark-cell)').allInnerTexts();
export const box = (page: Page) => table(page).locator('xpath=ancestor::*[contains(@class, "rows-box")]');
/** What was said to screen readers, from `listen` on. */
export const listen = (page: Page) =>
  page.evaluate(() => {
    const said: string[] = ((globalThis as any).said = []);
    new MutationObserver((changes) => {
      for (const change of changes) {
        const region = (change.target instanceof Element ? change.target : change.target.parentElement)?.closest('[role=log], [role=status], [role=alert], [aria-live]');
        const text = region?.textContent?.trim();
        if (region?.getAttribute('aria-live') !== 'off' && text && said.at(-1) !== text) said.push(text);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
export const heard = (page: Page) => page.evaluate(() => (globalThis as any).said.splice(0) as string[]);
export const grouped = (number: number) => number.toLocaleString('en-US');
export const ofAll = (some: number, all: number) => `${grouped(some)} of ${grouped(all)} users`;
export const searchOf = (page: Page) => new URL(page.url()).search;

export const open = async (page: Page, query = '') => {
  await page.goto(`/roles${query}`);
  await settled(page);
};
export const settled = async (page: Page) => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Roles');
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 15_000 });
};

/** The truth, asked for without the app. */
export const users = async (tenant: Tenant): Promise<User[]> => {
  const answer = await fetch(tenant.url + api.userRoles, { headers: { Authorization: 'APIToken admin' } });
  return (await answer.json()).items;
};

/** The rows in the page: their place as ARIA counts it, and whose they are. */
export const drawn = (page: Page) =>
  table(page).evaluate((grid) =>
    [...grid.querySelectorAll('tbody tr:not(.row-away)')].map((row) => ({
      index: Number(row.getAttribute('aria-rowindex')),
      user: row.querySelector('.user-email')?.textContent ?? row.querySelector('.user-name')?.textContent ?? '',
    })),
  );

/** What "Export" writes as JSON: the whole list, in its order. */
export const exported = async (page: Page): Promise<User[]> => {
  await filter(page, 'Format').selectOption('JSON');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  return JSON.parse(await readFile(await (await download).path(), 'utf8')).items;
};
export const emails = (list: User[]) => list.map((user) => user.email);

/** Bytes in pieces, so that they arrive slowly. */
export const slowly = (bytes: number, pieces: number) => Array.from({ length: pieces }, () => Math.ceil(bytes / pieces));
