// One accessibility configuration for all tests: every A and AA rule up to WCAG 2.2, best practices, and target-size, which
// is off by default. No violation of any impact is accepted.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Expects the page, as it is now, to have no violation. Works under the strict CSP: nothing is added to the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // Motion is over before colours are measured.
  await page.evaluate(() => Promise.all(document.getAnimations().filter((a) => a.effect?.getTiming().iterations !== Infinity).map((a) => a.finished)));
  await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const results = await (globalThis as any).axe.run(document, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
      rules: { 'target-size': { enabled: true } },
    });
    return results.violations.map((v: any) => `${v.id} (${v.impact}): ${v.nodes.map((n: any) => n.target.join(' ')).join('; ')}`);
  });
  expect(violations).toEqual([]);
}

/** Runs `look` in both colour schemes and at both widths; the page is not loaded again in between. */
export async function inEveryLook(page: Page, look: () => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await look();
    }
  }
}

/** No sideways scroll of the page itself (a table may scroll in its own box). */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { needed, there } = await page.evaluate(() => ({
    needed: document.documentElement.scrollWidth,
    there: document.documentElement.clientWidth,
  }));
  expect(needed, 'width that the page needs').toBeLessThanOrEqual(there);
}

/** Axe and reflow, light and dark, 320 and 1280 px wide. */
export async function expectAccessibleInEveryLook(page: Page): Promise<void> {
  await inEveryLook(page, async () => {
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}
