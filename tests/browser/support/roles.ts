// Locators and steps shared by the tests of /roles, and the users as the API reports them without the app.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expectLoaded, main } from './page.ts';
import type { Tenant } from './tenant.ts';
import { api } from './test.ts';

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

export const table = (page: Page) => page.getByRole('grid', { name: 'Users and roles' });
export const header = (page: Page, name: string) => table(page).getByRole('columnheader', { name });
export const sortBy = (page: Page, name: string) => header(page, name).getByRole('button').click();
export const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' });
export const count = (page: Page) => main(page).getByRole('status');
export const filter = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
export const alert = (page: Page) => main(page).getByRole('alert');
export const body = (page: Page) => table(page).locator('tbody').getByRole('row');
export const cells = (page: Page, row: number) => body(page).nth(row).locator('td:not(.select-cell)').allInnerTexts();
export const box = (page: Page) => table(page).locator('xpath=ancestor::*[contains(@class, "rows-box")]');
export const grouped = (number: number) => number.toLocaleString('en-US');
export const ofAll = (some: number, all: number) => `${grouped(some)} of ${grouped(all)} users`;
export const searchOf = (page: Page) => new URL(page.url()).search;

export const open = async (page: Page, query = '') => {
  await page.goto(`/roles${query}`);
  await settled(page);
};
export const settled = (page: Page) => expectLoaded(page, 'Roles');

/** The truth, asked for without the app. */
export const users = async (tenant: Tenant): Promise<User[]> => {
  const answer = await fetch(tenant.url + api.userRoles, { headers: { Authorization: 'APIToken admin' } });
  return (await answer.json()).items;
};

/** The rows in the page: their place as ARIA counts it, and whose they are. */
export const drawn = (page: Page) =>
  table(page).evaluate((grid) =>
    [...grid.querySelectorAll('tbody tr:not(.offscreen)')].map((row) => ({
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
