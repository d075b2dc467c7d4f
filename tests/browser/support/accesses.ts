// Locators and steps shared by the tests of /accesses.
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

export const grid = (page: Page) => page.getByRole('grid', { name: 'Accesses' });
/** The rows in the page, without the header row. */
export const rows = (page: Page) => grid(page).locator('tbody [role="row"]');
/** The row at a position of the list, counted from 1. As seeded, that's also the number of its access. */
export const row = (page: Page, place: number) => grid(page).locator(`tbody [aria-rowindex="${place + 1}"]`);
export const checkbox = (page: Page, id: number) => page.getByRole('checkbox', { name: `Select access ${id}`, exact: true });
export const count = (page: Page) => page.getByRole('status').filter({ hasText: /^[\d,]+ of [\d,]+ access/ });

/** Waits until every row has loaded. */
export async function expectComplete(page: Page): Promise<void> {
  await expect(count(page)).toHaveText(/^[\d,]+ of [\d,]+ access(es)?$/, { timeout: 20_000 });
}

/** Selects a value of a filter. */
export const selectFilter = (page: Page, filter: string, label: string) =>
  page.getByRole('search').getByRole('combobox', { name: filter, exact: true }).selectOption({ label });
