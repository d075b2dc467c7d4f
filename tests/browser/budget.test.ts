// The size of a first visit: every file that the browser requests until the page is ready, as sent, which is compressed with brotli.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from './support/dist.ts';
import { expect, test } from './support/test.ts';

/** The largest allowed first visit of each page, in bytes. Only ever lower these. The README promises 200,000 for the page that end users start on. */
const LIMITS: Record<string, [heading: string, limit: number]> = {
  '/settings': ['Settings', 200_000],
  '/account': ['Account', 245_000],
  '/roles': ['Roles', 420_000],
  '/accesses': ['Accesses', 365_000],
  '/users/00000000-0000-4000-8000-000000000001/access/1': ['Access', 365_000],
};

for (const [path, [heading, limit]] of Object.entries(LIMITS)) {
  test(`a first visit to ${heading} stays within its byte budget`, async ({ page, signIn }) => {
    await signIn('admin');
    const files = new Set<string>();
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      const file = pathname === path ? 'index.html' : pathname.slice(1);
      if (existsSync(join(dist, `${file}.br`))) files.add(file);
    });
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    const sizes = [...files].map((file) => [file, statSync(join(dist, `${file}.br`)).size] as const).toSorted((a, b) => b[1] - a[1]);
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    const list = sizes.slice(0, 4).map(([file, size]) => `${size} ${file.replace(/^rolecall-\w+/, '')}`);
    console.log(`${total} brotli bytes for ${heading}: ${list.join(', ')}, ${sizes.length - list.length} more`);
    expect(sizes.length).toBeGreaterThan(8);
    expect(total).toBeLessThanOrEqual(limit);
  });
}
