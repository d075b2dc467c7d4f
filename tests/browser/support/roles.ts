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
export const rows = (page: Page) => table(page).locator('tbody').getByRole('row');
export const scrollBox = (page: Page) => table(page).locator('xpath=ancestor::*[contains(@class, "rows-box")]');
export const formatNumber = (number: number) => number.toLocaleString('en-US');
export const countText = (some: number, all: number) => `${formatNumber(some)} of ${formatNumber(all)} users`;
export const queryOf = (page: Page) => new URL(page.url()).search;

export const open = async (page: Page, query = '') => {
  await page.goto(`/roles${query}`);
  await settled(page);
};
export const settled = (page: Page) => expectLoaded(page, 'Roles', 15_000);

/** The users as the API reports them, fetched without the app. */
export const users = async (tenant: Tenant): Promise<User[]> => {
  const response = await fetch(tenant.url + api.userRoles, { headers: { Authorization: 'APIToken admin' } });
  return (await response.json()).items;
};

/**
 * The rows in the page, with their position as ARIA counts it and the user they show. A row that holds the focus stays in the page,
 * a pixel high, when it's scrolled out of view.
 */
const renderedRows = (page: Page) =>
  table(page).evaluate((grid) =>
    [...grid.querySelectorAll('tbody tr')].map((row) => ({
      index: Number(row.getAttribute('aria-rowindex')),
      // The name and below it, where it differs, the email address.
      user: [...row.querySelectorAll('[role=rowheader] [dir=auto]')].at(-1)?.textContent ?? '',
      selected: row.getAttribute('aria-selected') === 'true',
      offscreen: row.getBoundingClientRect().height <= 1,
    })),
  );

export const visibleRows = async (page: Page) => (await renderedRows(page)).filter((row) => !row.offscreen);

/** The users in the selected rows of the page. */
export const selectedUsers = async (page: Page) => (await renderedRows(page)).filter((row) => row.selected).map((row) => row.user);

/** What "Export" writes as JSON: the whole list, in its current order. */
export const exportUsers = async (page: Page): Promise<User[]> => {
  await filter(page, 'Format').selectOption('JSON');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  return JSON.parse(await readFile(await (await download).path(), 'utf8')).items;
};
export const emails = (list: User[]) => list.map((user) => user.email);

/** The sizes of the pieces in which the tenant sends so many bytes. */
export const inPieces = (bytes: number, pieces: number) => Array.from({ length: pieces }, () => Math.ceil(bytes / pieces));
