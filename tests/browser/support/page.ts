// What every page has: a main region, a heading, the time it takes to load, and the focus.
import { expect, type Locator, type Page } from '@playwright/test';

export const main = (page: Page) => page.getByRole('main');

/** Waits until nothing on the page is loading any more. By default no longer than a read may take, which is 11 s. */
export async function expectLoaded(page: Page, heading?: string, timeout = 13_000): Promise<void> {
  if (heading) await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout });
}

export const focusIsLost = (page: Page): Promise<boolean> =>
  page.evaluate(() => !document.activeElement || document.activeElement === document.body);

/** The focused element may have left the page, but the focus must have gone somewhere useful. */
export const expectFocusNotLost = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');

/** What a description list says about a term. */
export const definitionOf = (list: Locator, term: string): Locator =>
  list.getByRole('term').filter({ hasText: new RegExp(`^${term}$`) }).locator('xpath=following-sibling::dd');
