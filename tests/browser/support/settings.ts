// The words in which the files about the settings are written.
import type { Page } from '@playwright/test';
import type { Tenant } from './tenant.ts';
import { api, expect } from './test.ts';

export const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
export const access = (page: Page) => region(page, 'Initial access');
export const otp = (page: Page) => region(page, 'One-time password');
export const image = (page: Page) => region(page, 'Profile image');
export const notifications = (page: Page) => region(page, 'Notifications');
export const ask = (page: Page) => access(page).getByRole('button', { name: 'Request access' });
export const checkAgain = (page: Page) => access(page).getByRole('button', { name: 'Check again' });
export const main = (page: Page) => page.getByRole('main');

export const cropping = (page: Page) => page.getByRole('dialog', { name: 'Crop your profile image' });
export const choose = (page: Page, buffer: Buffer, name = 'me.png', mimeType = 'image/png') =>
  image(page).getByLabel('Choose an image').setInputFiles({ name, mimeType, buffer });
/** As when another tab is in front: browsers without a window show every tab. */
export const hide = (page: Page, hidden = true) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);

export const settled = async (page: Page) => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 13_000 });
};
export const open = async (page: Page) => {
  await page.goto('/settings');
  await settled(page);
};
export const reads = async (tenant: Tenant) => (await tenant.calls('GET', api.settings)).length;
export const requests = async (tenant: Tenant) => (await tenant.calls('PUT', api.request)).length;
export const focusIsLost = (page: Page) => page.evaluate(() => !document.activeElement || document.activeElement === document.body);

/** Lets time pass in steps that leave the network time to answer: deadlines run on the same clock. */
export const pass = async (page: Page, seconds: number) => {
  for (let step = 0; step < seconds; step += 5) {
    await page.clock.runFor(5_000);
    await settled(page);
  }
};

/** Everything that live regions and alerts say from now on. */
export const listen = (page: Page) =>
  page.evaluate(() => {
    const said: string[] = ((globalThis as any).said = []);
    new MutationObserver((records) => {
      for (const { target, addedNodes } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const text = element?.textContent?.trim();
        if (text && element?.closest('[role=log], [role=status]')) said.push(text);
        for (const node of addedNodes) {
          if (node instanceof Element) for (const alert of [node, ...node.querySelectorAll('*')]) if (alert.matches('[role=alert]')) said.push(`alert: ${alert.textContent}`);
        }
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
export const said = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as any).said);
