// The `test` that every file uses: its fixtures are a tenant, a way to sign in, and a page that fails the test on a CSP violation,
// an uncaught error or an unexpected line in the console.
import { test as base, expect, type BrowserContext, type ConsoleMessage, type Page } from '@playwright/test';
import { Tenant, type Persona } from './tenant.ts';

export { expect } from '@playwright/test';
export { api } from './tenant.ts';
export type { Persona } from './tenant.ts';

interface Fixtures {
  /** The worker's tenant, reset before each test. */
  tenant: Tenant;
  /** Console messages that the test expects, such as the browser's note about a failed request. */
  expectedConsole: RegExp[];
  /** Signs in without the sign-in page. */
  signIn: (persona: Persona, context?: BrowserContext) => Promise<void>;
}

// Chromium ignores integrity on this kind of preload and warns on every load. boot.js checks the integrity instead (tests/PROMISES.md, section 2).
const PRELOAD_NOTE = /integrity. attribute is currently ignored for preload destinations/;
// The browser logs every error response. The tests check that the app shows it.
const FAILED_REQUEST = /^Failed to load resource: /;

/** Collects the page's uncaught errors and unexpected console messages from now on. */
export function watch(page: Page, expected: RegExp[] = []): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message: ConsoleMessage) => {
    const text = message.text();
    if (!['error', 'warning', 'assert'].includes(message.type())) return;
    if (PRELOAD_NOTE.test(text) || FAILED_REQUEST.test(text) || expected.some((line) => line.test(text))) return;
    problems.push(`console ${message.type()}: ${text}`);
  });
  return problems;
}

export const test = base.extend<Fixtures, { ownTenant: Tenant }>({
  ownTenant: [
    async ({}, use) => {
      const tenant = await Tenant.start();
      await use(tenant);
      tenant.stop();
    },
    { scope: 'worker' },
  ],
  tenant: async ({ ownTenant }, use) => {
    await ownTenant.reset();
    await use(ownTenant);
  },
  baseURL: async ({ ownTenant }, use) => use(ownTenant.url),
  expectedConsole: [[], { option: true }],
  page: async ({ page, tenant, expectedConsole }, use) => {
    const problems = watch(page, expectedConsole);
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) =>
        console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    });
    await use(page);
    expect(problems, 'console messages').toEqual([]);
    expect(await tenant.cspReports(), 'CSP reports').toEqual([]);
  },
  signIn: async ({ context, tenant }, use) => {
    await use((persona, other) => tenant.signIn((other ?? context).request, persona));
  },
});

/** Expects that the app still works after a fault: nothing is loading, and the navigation leads to another page. */
export async function expectUsable(page: Page): Promise<void> {
  await expect(page.locator('#fatal')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 13_000 });
  const here = new URL(page.url()).pathname;
  const other = here === '/account' ? 'Settings' : 'Account';
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: other }).click();
  await expect(page.getByRole('heading', { level: 1, name: other })).toBeVisible({ timeout: 1_000 });
}

/** Expects no text that is meant for developers, such as exceptions and markup. */
export async function expectNoMachineText(page: Page): Promise<void> {
  const text = await page.locator('body').innerText();
  expect(text).not.toMatch(/Failed to fetch|line \d+ column|serde|\bundefined\b|\[object|TypeError|RuntimeError|<\/?\w+>/);
}
