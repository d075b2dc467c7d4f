// Times of users: a date in the search is the day that the table shows, and what stands for no time is unknown.
import { expect, test, api } from './support/test.ts';
import { columnTexts, expectRow } from './support/table.ts';
import { count, countText, open, rows, search, sortBy, users } from './support/roles.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

/** Times around the days on which a zone of the tests skips or repeats an hour or a day, and around midnight everywhere. */
const around = (day: string) => Array.from({ length: 16 }, (_, step) => new Date(Date.parse(day) + (step * 5 - 36) * 3_600_000).toISOString());
const TIMES = [
  '2026-01-01T20:00:00Z', '2026-01-02T03:00:00Z', '2026-01-02T12:00:00Z', '2026-01-03T01:00:00Z',
  ...['2011-12-30T10:00:00Z', '2025-09-27T14:00:00Z', '2025-11-02T09:00:00Z'].flatMap(around),
];

for (const timezoneId of ['Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kathmandu', 'UTC', 'Pacific/Apia', 'America/Sao_Paulo']) {
  test.describe(timezoneId, () => {
    test.use({ timezoneId, viewport: { width: 1280, height: 3_000 } });

    test(`login: finds the rows that show that day, and says that days are those of ${timezoneId}`, async ({ page, tenant }) => {
      const [first] = await users(tenant);
      const items = TIMES.map((last_login_timestamp, index) => ({ ...first, name: `u${index}@x.io`, email: `u${index}@x.io`, last_login_timestamp }));
      await tenant.override({ path: api.userRoles, json_patch: { items } });
      await open(page);
      // Browsers write some zones as they were once called.
      const zone = await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone);
      const shown = await columnTexts(rows(page), 'Last login');
      expect(shown.length).toBe(TIMES.length);
      const isoDay = (text: string) => new Date(`${text} UTC`).toISOString().slice(0, 10);
      const days = [...new Set(shown.map(isoDay))];
      expect(days.length).toBeGreaterThan(8);
      for (const day of days) {
        for (const [sign, matches] of [['', (other: string) => other === day], ['<', (other: string) => other < day], ['>', (other: string) => other > day]] as const) {
          await search(page).fill(`login:${sign}${day}`);
          const expected = shown.map(isoDay).filter(matches).length;
          await expect(count(page), `login:${sign}${day}`).toHaveText(countText(expected, TIMES.length));
          if (expected > 0 && sign === '') expect(new Set((await columnTexts(rows(page), 'Last login')).map(isoDay))).toEqual(new Set([day]));
        }
      }
      await expect(search(page)).toHaveAccessibleDescription(`Dates in login: are days in ${zone}, like the days in the table.`);
      await search(page).fill('u1');
      await expect(page.getByText('Dates in login:')).toHaveCount(0);
    });
  });
}

test.describe('the name of a file', () => {
  test.use({ timezoneId: 'Pacific/Kiritimati' });

  test('has the day that tables show', async ({ page }) => {
    await open(page);
    const today = await page.evaluate(() => new Date().toLocaleDateString('sv-SE'));
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    expect((await download).suggestedFilename()).toBe(`users-${today}.csv`);
  });
});

test('a time that stands for none is unknown, in the table, the panel, the search and the order', async ({ page, tenant }) => {
  const [first] = await users(tenant);
  const none = [
    '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00+05:45', '1970-01-01T00:00:00Z', '1970-01-01T01:00:00+01:00',
    0, '0', '', -62135596800, '9999-12-31T23:59:59Z', '9001-01-01T00:00:00Z', '0001-01-01 00:00:00 +0000 UTC',
  ];
  const times = ['2026-01-02T12:00:00Z', ...none];
  const items = times.map((time, index) => ({ ...first, name: `u${index}@x.io`, email: `u${index}@x.io`, last_login_timestamp: time, creation_timestamp: time }));
  await tenant.override({ path: api.userRoles, json_patch: { items } });
  await open(page);
  for (const descending of [false, true]) {
    await sortBy(page, 'Last login');
    await expectRow(rows(page).first(), { 'Last login': 'Jan 2, 2026' });
    await expect.poll(() => columnTexts(rows(page), 'Last login'), `${descending}`).toEqual(['Jan 2, 2026', ...none.map(() => 'Unknown')]);
  }
  for (const [typed, found] of [['login:unknown', none.length], ['login:never', 0], ['login:<2020-01-01', 0], ['login:>2026-01-02', 0], ['login:>365d', 0]] as const) {
    await search(page).fill(typed);
    await expect(count(page), typed).toHaveText(countText(found, times.length));
  }
  await search(page).fill('u1@x.io;');
  await rows(page).first().click();
  const dialog = page.getByRole('dialog');
  const fact = (name: string) => dialog.locator('.fact', { has: page.locator('dt', { hasText: name }) }).locator('dd');
  await expect(fact('Last login')).toHaveText('Not reported');
  await expect(fact('Created')).toHaveText('Not reported');
  await expect(dialog).not.toContainText(/years? ago|1970|0001|never/i);
});
