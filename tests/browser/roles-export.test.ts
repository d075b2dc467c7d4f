// Files for a spreadsheet: what it cannot show is said before anything is saved, formulas are text, lists can be read back.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { announced, listen } from './support/announcements.ts';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { filter, open, users } from './support/roles.ts';
import { api, expect, test } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

/** The lines of a CSV, without the mark at the start. */
function readCsv(text: string, delimiter: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, '').matchAll(new RegExp(`(?:"((?:[^"]|"")*)"|([^"${delimiter}\\r\\n]*))(${delimiter}|\\r\\n)`, 'g'))) {
    lines.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}

async function saved(page: Page, button: string): Promise<string[][]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  return readCsv(await readFile(await (await download).path(), 'utf8'), ',');
}

test('a cell that a spreadsheet would cut is said before the file is saved, with one line per grant instead', async ({ page, tenant }) => {
  const [first] = await users(tenant);
  const namespace_roles = Array.from({ length: 1_500 }, (_, index) => ({ namespace: `namespace-${index}`, role: 'ves-io-monitor-role-with-a-long-name' }));
  const items = [{ ...first, namespace_roles, group_names: ['crew'] }, { ...first, name: 'b', email: 'b@x.io', namespace_roles: [], group_names: [] }];
  await tenant.override({ path: api.userRoles, json_patch: { items } });
  await open(page);
  await listen(page);
  let downloads = 0;
  page.on('download', () => downloads++);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Too much for a spreadsheet' });
  await expect(dialog).toContainText('1 cell has 7');
  await expect(dialog).toContainText('Excel keeps only 32,767 in a cell.');
  await expect(dialog).toContainText('Nothing is saved yet.');
  await expectAccessibleInEveryLook(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused();
  expect(downloads).toBe(0);

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const all = await saved(page, 'Export anyway');
  expect(all.length).toBe(3);
  expect(all[1]![all[0]!.indexOf('namespace_roles')]!.split(' | ').length).toBe(1_500);

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const lines = await saved(page, 'Export one line per grant');
  expect(lines[0]).toEqual(['name', 'email', 'first_name', 'last_name', 'type', 'disabled', 'assigned', 'namespace', 'role', 'group']);
  expect(lines.length).toBe(1 + 1_500 + 1 + 1);
  expect(lines[1]!.slice(6)).toEqual(['direct', 'namespace-0', 'ves-io-monitor-role-with-a-long-name', '']);
  expect(lines[1_501]!.slice(6)).toEqual(['group', '(unknown)', '(unknown)', 'crew']);
  expect(lines[1_502]!.slice(6)).toEqual(['(none)', '(none)', '(none)', '(none)']);
  await expect.poll(() => announced(page)).toContain('Exported 2 users in 1,502 lines.');

  await filter(page, 'Format').selectOption('CSV, one line per grant');
  expect(await saved(page, 'Export')).toEqual(lines);
});

test('names and groups that look like formulas, in any width and behind what is not seen, are text', async ({ page, tenant }) => {
  const [first] = await users(tenant);
  const evil = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\n', '\u0000', '\t', '\r', ' =', '\u00a0=', '\u200b=', '\ufeff=', '\u3000＝', '\u202e@', '﹦', '−'];
  const items = evil.map((begin, index) => ({ ...first, email: `u${index}@x.io`, name: `u${index}@x.io`, first_name: `${begin}cmd|' /C calc'!A0`, group_names: [`${begin}x`, 'a | b'] }));
  await tenant.override({ path: api.userRoles, json_patch: { items } });
  await open(page);
  const lines = await saved(page, 'Export');
  const column = (title: string) => lines.slice(1).map((line) => line[lines[0]!.indexOf(title)]);
  expect(column('first_name')).toEqual(evil.map((begin) => `'${begin}cmd|' /C calc'!A0`));
  expect(column('group_names')).toEqual(evil.map((begin) => `'${begin}x | a \\| b`));
});
