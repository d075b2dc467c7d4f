// What is pasted into the search: addresses from mail programs, names as phones and input methods type them, our own copies.
import type { Page } from '@playwright/test';
import { main } from './support/page.ts';
import { count, countText, emails, open, rows, search, users, visibleRows } from './support/roles.ts';
import { api, expect, test, type Persona } from './support/test.ts';
import type { Tenant } from './support/tenant.ts';

test.beforeEach(async ({ signIn }) => signIn('admin' satisfies Persona));

const PEOPLE = [
  ['Jeff', 'Doe', 'jeff@acme.example'],
  ['Ann', 'Roe', 'ann@acme.example'],
  ['Joann', 'Roe', 'joann@acme.example'],
  ['Conor', "O'Henry", 'conor@acme.example'],
  ['Cara', 'O’Neil', 'cara@acme.example'],
  ['カナコ', 'ガブ', 'kanako@acme.example'],
  ['한글', '김', 'hangul1@acme.example'],
  ['한글'.normalize('NFD'), '김', 'hangul2@acme.example'],
  ['ﬁona', 'x', 'f@acme.example'],
] as const;

async function openWith(page: Page, tenant: Tenant) {
  const [first] = await users(tenant);
  const items = PEOPLE.map(([first_name, last_name, email]) => ({ ...first, first_name, last_name, email, name: email, namespace_roles: [], group_names: [] }));
  await tenant.override({ path: api.userRoles, json_patch: { items } });
  await open(page);
}

const found = async (page: Page) => (await visibleRows(page)).map((row) => row.user.split('@')[0]);

/** Pastes as the keyboard does. */
async function paste(page: Page, text: string) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await search(page).press('ControlOrMeta+a');
  await search(page).press('ControlOrMeta+v');
}

test('addresses as mail programs write them find the people', async ({ page, tenant }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openWith(page, tenant);
  for (const [text, expected] of [
    ['jeff@acme.example;', ['jeff']],
    ['jeff@acme.example,', ['jeff']],
    ['<jeff@acme.example>', ['jeff']],
    ['Jeff Doe <jeff@acme.example>', ['jeff']],
    ['"Doe, Jeff" <jeff@acme.example>;', ['jeff']],
    ['mailto:jeff@acme.example?subject=Hello%20you', ['jeff']],
    ['jeff@acme.example; ann@acme.example', ['jeff', 'ann']],
    ['jeff@acme.example, ann@acme.example', ['jeff', 'ann']],
    ['jeff@acme.example\nann@acme.example\n', ['jeff', 'ann']],
    ['Doe, Jeff <jeff@acme.example>\r\nRoe, Ann <ann@acme.example>', ['jeff', 'ann']],
    ['jeff@acme.example\tann@acme.example', ['jeff', 'ann']],
    ['Doe, Jeff', ['jeff']],
  ] as const) {
    await paste(page, text);
    await expect.poll(() => found(page), text).toEqual(expected);
  }
});

// Known: pasting with the keyboard does not reach the search in this test (issue 10); the same text in the search finds them.
test.fixme('what "Copy emails" copied finds exactly these users', async ({ page, tenant }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openWith(page, tenant);
  for (const row of [0, 1, 3]) await rows(page).nth(row).getByRole('checkbox').click();
  await main(page).getByRole('button', { name: 'Copy emails' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('jeff@acme.example; ann@acme.example; conor@acme.example');
  await search(page).press('ControlOrMeta+v');
  await expect.poll(() => found(page)).toEqual(['jeff', 'ann', 'conor']);
  await expect(count(page)).toHaveText(countText(3, PEOPLE.length));
  await page.reload();
  await expect.poll(() => found(page)).toEqual(['jeff', 'ann', 'conor']);
});

test('everybody of the tenant is found by what was copied', async ({ page, tenant }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const some = emails(await users(tenant)).slice(0, 20);
  await open(page);
  await paste(page, some.join('; '));
  await expect.poll(async () => new Set((await visibleRows(page)).map((row) => row.user)).size).toBeGreaterThan(3);
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toContain(some[0]!);
});

test('signs and letters as phones and input methods type them are found', async ({ page, tenant }) => {
  await openWith(page, tenant);
  for (const [typed, expected] of [
    ['O’Henry', ['conor']],
    ['O\'Henry', ['conor']],
    ['O`Neil', ['cara']],
    ['“jeff doe”', ['jeff']],
    ['„ann roe“', ['ann', 'joann']],
    ['–roe –o’ –x', ['jeff', 'kanako', 'hangul1', 'hangul2']],
    ['—is：active', []],
    ['ｶﾅｺ', ['kanako']],
    ['かなこ', ['kanako']],
    ['ｶﾞﾌﾞ', ['kanako']],
    ['ガブ'.normalize('NFD'), ['kanako']],
    ['한글', ['hangul1', 'hangul2']],
    ['한글'.normalize('NFD'), ['hangul1', 'hangul2']],
    ['하', ['hangul1', 'hangul2']],
    ['fiona', ['f']],
    ['ＦＩＯＮＡ', ['f']],
  ] as const) {
    await search(page).fill(typed);
    await expect.poll(() => found(page), typed).toEqual(expected);
  }
});
