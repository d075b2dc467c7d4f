// What every page has: its main part, its heading and the time it takes to load.
import { expect, type Page } from '@playwright/test';

export const main = (page: Page) => page.getByRole('main');

/** Waits until nothing in the page is loading any more. */
export async function expectLoaded(page: Page, heading?: string): Promise<void> {
  if (heading) await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  // Longer than a read may take.
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 15_000 });
}

export const focusIsLost = (page: Page): Promise<boolean> =>
  page.evaluate(() => !document.activeElement || document.activeElement === document.body);
