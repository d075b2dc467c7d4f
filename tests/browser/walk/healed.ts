// After a walk the faults end. Then "Try again" must help, and every page must show what the server holds.
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { image, notifications, otp, requestButton } from '../support/settings.ts';
import { rows } from '../support/accesses.ts';
import { exportUsers } from '../support/roles.ts';
import { languageField, nameField, selectedRoles, twoFactorSwitch } from '../support/access.ts';
import type { Walker } from './walker.ts';

const OTP_WORDS: Record<string, string> = { OTP_ENABLED: 'On', OTP_DISABLED: 'Off', OTP_PROCESSING: 'Being turned on', OTP_PROCESS_DISABLING: 'Being turned off' };

export async function expectHealed(walker: Walker): Promise<void> {
  const { tenant, context, ledger } = walker;
  await tenant.chaos(0, 0);
  await context.setOffline(false);
  while (walker.tabs.length > 1) await walker.tabs.shift()!.close();
  await walker.settle();
  await walker.check();
  await tenant.signIn(context.request, walker.persona);
  await pressTryAgain(walker);
  const page = walker.page;
  const open = async (path: string) => {
    await page.goto(tenant.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await walker.settle();
    await expect(page.getByRole('main').getByRole('button', { name: 'Try again' })).toHaveCount(0);
  };
  await open('/settings');
  await expectSettings(walker, page);
  if (!['plain', 'allowed', 'cooldown', 'new'].includes(walker.persona)) {
    await open('/roles');
    const [shown, users] = [await exportUsers(page), await ledger.users()];
    expect(shown.map(({ name, otp_enabled, disabled }) => ({ name, otp_enabled, disabled }))).toEqual(users.map(({ name, otp_enabled, disabled }: any) => ({ name, otp_enabled, disabled })));
    await open('/accesses');
    await expect(page.getByRole('status').filter({ hasText: `of ${(await ledger.accesses()).length} accesses` })).toBeVisible();
    await expect(rows(page).first()).toBeVisible();
    await expectChangeLog(walker, page);
    for (const path of [...walker.touched].slice(0, 2)) {
      await open(path);
      await expectAccess(walker, page, path);
    }
  }
  await walker.check();
  expect(await tenant.cspReports(), 'CSP reports').toEqual([]);
}

/** As long as it changes something: a press may lead from one error to the next. */
async function pressTryAgain(walker: Walker): Promise<void> {
  for (let presses = 0; presses < 6; presses++) {
    const view = await walker.view();
    const leave = view.dialog && view.controls.find((control) => /^(Stay on this page|Cancel|Close)$/.test(control.name) && !control.disabled);
    const again = leave || view.controls.find((control) => control.name === 'Try again' && !control.disabled);
    if (!again) return;
    // On a busy machine the press is done before the browser says so; what counts is what the page shows next.
    await walker.press(view, again).catch((error: Error) => {
      if (!error.message.includes('Timeout')) throw error;
    });
    await walker.settle();
    await walker.check();
  }
  const left = await walker.page.getByRole('main').getByRole('alert').allInnerTexts();
  throw new Error(`"Try again" doesn't help once the service works: ${left.join(' / ')}`);
}

async function expectSettings(walker: Walker, page: Page): Promise<void> {
  await expect(async () => {
    const truth = await walker.ledger.settings(walker.persona);
    const shown = await notifications(page).getByRole('switch').evaluateAll((switches) => switches.map((one) => [one.textContent!.trim(), one.getAttribute('aria-checked') === 'true']));
    expect(shown).toEqual(truth.notifications.map((item: any) => [item.label, item.enabled]));
    await expect(otp(page).getByRole('status')).toHaveText(OTP_WORDS[truth.otp_status]!, { timeout: 100 });
    expect(await image(page).getByRole('img', { name: 'Profile image' }).count()).toBe(truth.image ? 1 : 0);
    expect(await requestButton(page).getAttribute('aria-disabled')).toBe(truth.is_next_request_allowed ? null : 'true');
  }).toPass({ timeout: 8_000 });
}

async function expectAccess(walker: Walker, page: Page, path: string): Promise<void> {
  const discard = page.getByRole('button', { name: /^Discard/ }).first();
  if (await discard.count()) await discard.click();
  const [, , user, , id] = path.split('/');
  const truth = await walker.ledger.access(user!, id!);
  if (!truth) return;
  const roles = new Set<string>(truth.roles);
  await expect(selectedRoles(page)).toHaveCount(roles.size);
  for (const role of roles) await expect(selectedRoles(page).getByText(role, { exact: true })).toBeVisible();
  if (await nameField(page).count()) await expect(nameField(page)).toHaveValue(truth.name ?? '');
  if (await languageField(page).count()) await expect(languageField(page)).toHaveValue(truth.language ?? '');
  if (await twoFactorSwitch(page).count()) await expect(twoFactorSwitch(page)).toHaveAttribute('aria-checked', String(truth.two_fa_enabled));
}

/** Each entry stands for one change that the server made. */
async function expectChangeLog(walker: Walker, page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Export as JSON' });
  if (!(await button.count())) return;
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const left = walker.ledger.writes.filter((write) => write.method === 'PATCH' && ['changed', 'unchanged'].includes(write.outcome));
  for (const entry of JSON.parse(await readFile(await download.path(), 'utf8'))) {
    const index = left.findIndex((write) => write.path.endsWith(`/users/${entry.user}/access/${entry.access}`) && Object.entries<any>(entry.after).every(([key, value]) => JSON.stringify([write.body[key]].flat().sort()) === JSON.stringify([value].flat().sort())));
    expect(index, `no change stands behind the entry ${JSON.stringify(entry)}`).toBeGreaterThanOrEqual(0);
    left.splice(index, 1);
  }
}
