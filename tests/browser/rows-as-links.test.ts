// Rows that lead somewhere: their links work as links do, and their text can be selected without opening anything.
import type { Locator, Page } from '@playwright/test';
import * as accesses from './support/accesses.ts';
import * as roles from './support/roles.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

const tables: [string, (page: Page) => Promise<Locator>, (page: Page) => Promise<void>][] = [
  ['roles', async (page) => (await roles.open(page, '?q=example'), roles.rows(page).nth(3)), (page) => expect(page.getByRole('dialog')).toBeVisible()],
  ['accesses', async (page) => (await page.goto('/accesses'), await accesses.expectComplete(page), accesses.row(page, 3)), (page) => expect(page).toHaveURL(/\/users\/.*\/access\/3$/)],
];
const link = (row: Locator) => row.getByRole('rowheader').getByRole('link');
const isStill = (page: Page, url: string) => expect(page).toHaveURL(url).then(() => expect(page.getByRole('dialog')).toHaveCount(0));
const selected = (page: Page) => page.evaluate(() => String(getSelection()).trim());
/** Longer than a row waits for a second click, by the clock of the page. */
const afterSecondClick = (page: Page) => page.evaluate(() => new Promise((done) => setTimeout(done, 400)));

for (const [name, open, expectOpened] of tables) {
  test.describe(name, () => {
    test('a click on the link or beside it opens the row here, without a reload', async ({ page }) => {
      for (const where of ['link', 'cell'] as const) {
        const row = await open(page);
        await page.evaluate(() => { (globalThis as any).sameDocument = true; });
        await (where === 'link' ? link(row) : row.getByRole('gridcell').nth(3)).click();
        await expectOpened(page);
        expect(await page.evaluate(() => (globalThis as any).sameDocument)).toBe(true);
      }
    });

    test('Enter on the row opens it at once', async ({ page }) => {
      const row = await open(page);
      await row.press('Enter');
      await expectOpened(page);
    });

    test('the address of the link opens the same', async ({ page }) => {
      const row = await open(page);
      await page.goto((await link(row).getAttribute('href'))!);
      await expectOpened(page);
    });

    for (const [what, options] of [['Ctrl', { modifiers: ['Control'] }], ['Shift', { modifiers: ['Shift'] }], ['the middle button', { button: 'middle' }]] as const) {
      test(`with ${what} the link opens elsewhere and nothing opens here`, async ({ page, context }) => {
        const row = await open(page);
        const url = page.url();
        const popup = context.waitForEvent('page');
        await link(row).click(options as never);
        await expectOpened(await popup);
        await afterSecondClick(page);
        await isStill(page, url);
      });
    }

    test('with Ctrl a click beside the link opens elsewhere, too', async ({ page, context }) => {
      const row = await open(page);
      const url = page.url();
      const popup = context.waitForEvent('page');
      await row.getByRole('gridcell').nth(3).click({ modifiers: ['Control'] });
      await expectOpened(await popup);
      await isStill(page, url);
    });

    test('a double click selects a word, on the link and beside it, and opens nothing', async ({ page }) => {
      for (const where of ['link', 'cell'] as const) {
        const row = await open(page);
        const url = page.url();
        const at = where === 'link' ? link(row) : row.getByRole('gridcell').nth(where === 'cell' && name === 'roles' ? 4 : 2);
        await at.dblclick({ position: { x: 16, y: 10 } });
        expect(await selected(page)).toMatch(/^\S+$/);
        await afterSecondClick(page);
        await isStill(page, url);
      }
    });

    test('a drag selects text, on the link and across cells, and opens nothing', async ({ page }) => {
      for (const where of ['link', 'cell'] as const) {
        const row = await open(page);
        const url = page.url();
        const box = (await (where === 'link' ? link(row) : row.getByRole('gridcell').nth(2)).boundingBox())!;
        await page.mouse.move(box.x + (where === 'link' ? 2 : 14), box.y + box.height / 2);
        await page.mouse.down();
        await page.mouse.move(box.x + 40, box.y + box.height / 2, { steps: 4 });
        await page.mouse.up();
        expect((await selected(page)).length).toBeGreaterThan(1);
        await afterSecondClick(page);
        await isStill(page, url);
      }
    });

    test('the links are no tab stops, and the focus returns to the row', async ({ page }) => {
      const row = await open(page);
      await expect(link(row)).toHaveAttribute('tabindex', '-1');
      if (name === 'accesses') return;
      await link(row).click();
      await expectOpened(page);
      await page.keyboard.press('Escape');
      await expect(row).toBeFocused();
    });
  });
}
