// Locators and steps shared by the tests of /settings.
import type { Page } from '@playwright/test';
import { expectLoaded } from './page.ts';
import type { Tenant } from './tenant.ts';
import { api } from './test.ts';

export const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
export const access = (page: Page) => region(page, 'Initial access');
export const otp = (page: Page) => region(page, 'One-time password');
export const image = (page: Page) => region(page, 'Profile image');
export const notifications = (page: Page) => region(page, 'Notifications');
export const requestButton = (page: Page) => access(page).getByRole('button', { name: 'Request access' });
export const checkAgainButton = (page: Page) => access(page).getByRole('button', { name: 'Check again' });

export const cropDialog = (page: Page) => page.getByRole('dialog', { name: 'Crop your profile image' });
export const selectImage = (page: Page, buffer: Buffer, name = 'me.png', mimeType = 'image/png') =>
  image(page).getByLabel('Choose an image').setInputFiles({ name, mimeType, buffer });
/** Makes the page believe that another tab is in front: a headless browser shows every tab. */
export const setHidden = (page: Page, hidden = true) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);

export const settled = (page: Page) => expectLoaded(page, 'Settings');
export const open = async (page: Page) => {
  await page.goto('/settings');
  await settled(page);
};
export const countReads = async (tenant: Tenant) => (await tenant.calls('GET', api.settings)).length;
export const countRequests = async (tenant: Tenant) => (await tenant.calls('PUT', api.request)).length;

/** Advances the clock in steps short enough for the network to respond: deadlines run on the same clock. */
export const advanceClock = async (page: Page, seconds: number) => {
  for (let step = 0; step < seconds; step += 5) {
    await page.clock.runFor(5_000);
    await settled(page);
  }
};
