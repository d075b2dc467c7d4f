// The words the tests of the list of accesses are written in.
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

export const grid = (page: Page) => page.getByRole('grid', { name: 'Accesses' });
/** The rows in the page, without the header. */
export const lines = (page: Page) => grid(page).locator('tbody [role="row"]');
/** The row at a place of the list; the first is 1, as is the number of the first access. */
export const line = (page: Page, place: number) => grid(page).locator(`tbody [aria-rowindex="${place + 1}"]`);
/** A cell of a row in the page, both from 0. */
export const cell = (page: Page, row: number, column: number) => lines(page).nth(row).locator('> *').nth(column);
export const choice = (page: Page, id: number) => page.getByRole('checkbox', { name: `Select access ${id}`, exact: true });
export const count = (page: Page) => page.locator('.tools-count');

/** Waits until all rows are there. */
export async function whole(page: Page): Promise<void> {
  await expect(count(page)).toHaveText(/^[\d,]+ of [\d,]+ access(es)?$/, { timeout: 20_000 });
}

/** Selects a value of a filter. */
export const pick = (page: Page, filter: string, label: string) =>
  page.getByRole('search').getByRole('combobox', { name: filter, exact: true }).selectOption({ label });
