// What a first load costs in bytes, compressed with brotli as it is sent.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dist } from './support/dist.ts';

const BUDGET = 200_000;

test('a first load is at most 200 KB', () => {
  const sizes = readdirSync(dist).filter((name) => name.endsWith('.br')).map((name) => [name, statSync(join(dist, name)).size] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  for (const [name, size] of sizes.toSorted((a, b) => b[1] - a[1])) console.log(`${String(size).padStart(8)}  ${name}`);
  console.log(`${String(total).padStart(8)}  first load in brotli bytes, of ${BUDGET}`);
  expect(sizes.length).toBeGreaterThan(4);
  expect(total).toBeLessThanOrEqual(BUDGET);
});
