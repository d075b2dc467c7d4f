// Everything that the app reads, as WebAssembly in the browser and under the production policy: 10,000 documents for each
// decoder, none of which may panic (P5). Takes a build of its own, so it runs with `make decoders`, after a million natively.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test, watch } from './support/test.ts';
import { Tenant } from './support/tenant.ts';

const documents = Number(process.env.CASES ?? 10_000);

test(`no decoder panics on ${documents} documents in WebAssembly, and each reads every valid one exactly`, async ({ browser }) => {
  test.setTimeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'decoders-'));
  execFileSync(resolve(import.meta.dirname, '../../.make/decoders'), ['web', folder], { stdio: 'inherit' });
  const tenant = await Tenant.start({ dist: folder, users: 10 });
  const page = await browser.newPage();
  const problems = watch(page);
  await page.goto(tenant.url);
  await page.waitForFunction(() => 'decoders' in globalThis);
  const { names, failures } = await page.evaluate((documents) => {
    const { names, run, current } = (globalThis as any).decoders;
    const found: string[] = [];
    const all: string[] = names().split('\n');
    for (const name of all) {
      try {
        const why = run(name, 0, documents);
        if (why) found.push(`${name}: ${why}`);
      } catch (panic) {
        // The module is in no state to go on.
        return { names: all, failures: [...found, `${name}, document ${current()}: ${panic}`] };
      }
    }
    return { names: all, failures: found };
  }, documents);
  expect(failures).toEqual([]);
  expect(names).toHaveLength(21);
  expect(problems).toEqual([]);
  await page.close();
  tenant.stop();
  rmSync(folder, { recursive: true });
});
