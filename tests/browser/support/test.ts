// The `test` of every file: a tenant, a page that watches itself, and the words the tests are written in.
// After each test: no CSP violation, no uncaught error, no unexpected line in the console.
import { test as base, expect, type BrowserContext, type ConsoleMessage, type Page } from '@playwright/test';
import { Tenant, type Persona } from './tenant.ts';

export { expect } from '@playwright/test';
export { api } from './tenant.ts';
export type { Persona } from './tenant.ts';

interface Fixtures {
  /** Reset before each test. */
  tenant: Tenant;
  /** Lines a test expects in the console, such as the browser's own note of a failed request. */
  expectedConsole: RegExp[];
  /** Signs in without the detour over the page. */
  signIn: (persona: Persona, context?: BrowserContext) => Promise<void>;
}

// Chromium does not check integrity on this preload and says so at each load; boot.js checks it (promises.md, section 2).
const PRELOAD_NOTE = /integrity. attribute is currently ignored for preload destinations/;
// The browser notes each answer that is an error; that the app shows it is what the tests look at.
const FAILED_REQUEST = /^Failed to load resource: /;

/** Watches a page; returns what was wrong with it. */
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
    expect(problems, 'what the page said in the console').toEqual([]);
    expect(await tenant.cspReports(), 'what the browser reported').toEqual([]);
  },
  signIn: async ({ context, tenant }, use) => {
    await use(async (persona, other) => {
      // Straight to the form's address: the cookie lands in the context.
      const response = await (other ?? context).request.post(`${tenant.url}/sign-in`, {
        form: { persona, next: '/' },
        headers: { 'Sec-Fetch-Site': 'same-origin' },
        maxRedirects: 0,
      });
      expect(response.status()).toBe(303);
    });
  },
});

/** One check after every fault: the page can still be used. */
export async function expectUsable(page: Page): Promise<void> {
  await expect(page.locator('#fatal')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 13_000 });
  const here = new URL(page.url()).pathname;
  const other = here === '/account' ? 'Settings' : 'Account';
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: other }).click();
  await expect(page.getByRole('heading', { level: 1, name: other })).toBeVisible({ timeout: 1_000 });
}

/** Text that a person should never see. */
export async function expectNoMachineText(page: Page): Promise<void> {
  const text = await page.locator('body').innerText();
  expect(text).not.toMatch(/Failed to fetch|line \d+ column|serde|\bundefined\b|\[object|TypeError|RuntimeError|<\/?\w+>/);
}
