// The accessibility rules of all tests: every A and AA rule up to WCAG 2.2, best practices, and target-size, which is off by
// default. No violation is accepted, whatever its impact.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Expects no violation on the page as it is now. Works under the strict CSP, since it adds nothing to the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // Animations change colors: wait for them before measuring contrast.
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

/** Runs `check` in both color schemes and at both widths, without reloading the page. */
export async function inEveryLook(page: Page, check: () => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await check();
    }
  }
}

/** Expects that the page itself doesn't scroll sideways. A table may, in its own box. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { needed, available } = await page.evaluate(() => ({
    needed: document.documentElement.scrollWidth,
    available: document.documentElement.clientWidth,
  }));
  expect(needed, 'width that the page needs').toBeLessThanOrEqual(available);
}

/** Accessibility and reflow, in light and dark, at 320 and 1280 px. */
export async function expectAccessibleInEveryLook(page: Page): Promise<void> {
  await inEveryLook(page, async () => {
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}
