// Rows and cells of a table or grid, named by the titles of its columns: a column that moves changes no test.
import { expect, type Locator } from '@playwright/test';

const CELLS = '> :is(th, td)';

/** The titles in the header row, in order. What only sighted users see, such as the arrow of the sort order, isn't part of a title. */
const titlesOf = (row: Locator): Promise<string[]> =>
  row.evaluate((row) =>
    [...row.closest('table')!.querySelectorAll('thead th')].map((header) => {
      const copy = header.cloneNode(true) as Element;
      for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
      return copy.textContent!.trim();
    }),
  );

/** The cell of a row under the column with this title. */
export async function cellOf(row: Locator, title: string): Promise<Locator> {
  const titles = await titlesOf(row);
  expect(titles, 'column titles').toContain(title);
  return row.locator(CELLS).nth(titles.indexOf(title));
}

/** Expects the cells of a row, by the titles of their columns: `expectRow(row, { User: /Ann/, Groups: 'None' })`. */
export async function expectRow(row: Locator, expected: Record<string, string | RegExp>): Promise<void> {
  const titles = await titlesOf(row);
  for (const [title, text] of Object.entries(expected)) {
    expect(titles, 'column titles').toContain(title);
    await expect(row.locator(CELLS).nth(titles.indexOf(title)), title).toHaveText(text);
  }
}

/** The texts of one column, for all rows that are in the page. */
export async function columnTexts(rows: Locator, title: string): Promise<string[]> {
  const titles = await titlesOf(rows.first());
  expect(titles, 'column titles').toContain(title);
  return rows.evaluateAll((rows, index) => rows.map((row) => row.children[index]!.textContent!), titles.indexOf(title));
}
