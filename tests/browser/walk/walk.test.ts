// Seeded walks through the whole app while 30 % of the API calls fail: nothing is called saved that is not on the server, nothing is
// saved twice, nothing spins for ever, and once the faults end every page shows the truth (tests/PROMISES.md, P52).
//
//   SEED=7 STEPS=60 make walk     one walk again; STEPS=1-20,40 takes only these steps of it, to find the shortest that fails
//   make walk                     10,000 steps: 100 walks of 100 steps
import { test } from '../support/test.ts';
import { expectHealed } from './healed.ts';
import { Random } from './random.ts';
import { STEPS } from './steps.ts';
import { personaOf, Walker } from './walker.ts';

const FAULTED = 30;
const long = process.env.WALKS !== undefined;
const seeds = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: Number(process.env.WALKS ?? 3) }, (_, index) => Number(process.env.FIRST ?? 1) + index);
const steps = numbers(process.env.STEPS ?? (long ? '100' : '60'));

/** "60" is the first 60; "3,7-9" are these. */
function numbers(text: string): number[] {
  if (/^\d+$/.test(text)) return Array.from({ length: Number(text) }, (_, index) => index + 1);
  return text.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return Array.from({ length: to! - from! + 1 }, (_, index) => from! + index);
  });
}

test.describe.configure({ mode: 'parallel' });

test.describe('a walk with faults', () => {
  for (const seed of seeds) {
    test(`seed ${seed}, ${steps.length} steps`, async ({ browser, tenant }) => {
      test.setTimeout(30_000 + steps.length * 3_000);
      const context = await browser.newContext({ baseURL: tenant.url, acceptDownloads: true });
      const walker = await Walker.start(context, tenant, personaOf(seed));
      await tenant.chaos(seed, FAULTED);
      try {
        for (const number of steps) await take(walker, seed, number);
        const { calls, failed } = await tenant.chaosCounts();
        await expectHealed(walker);
        if (process.env.TRACE) console.log(walker.trace.join('\n'));
        if (long) console.log(`seed ${seed}: ${steps.length} steps, ${failed} of ${calls} calls failed, ${walker.ledger.writes.length} writes, ${walker.judged} claims, ${walker.missed} steps came too late`);
      } catch (error) {
        const told = error instanceof Error ? error.message : String(error);
        throw new Error(`${told}\n\nAgain: SEED=${seed} STEPS=${process.env.STEPS ?? walker.trace.length} make walk\nAs ${personaOf(seed)}:\n${walker.trace.join('\n')}`);
      } finally {
        await tenant.chaos(0, 0);
        await context.close();
      }
    });
  }
});

async function take(walker: Walker, seed: number, number: number): Promise<void> {
  const random = new Random(seed, number);
  const view = await walker.view();
  const step = random.weighted(STEPS.filter((step) => step.when(view, walker)));
  const line = `${number}. ${view.path}: ${step.name}`;
  walker.trace.push(line);
  try {
    walker.trace[walker.trace.length - 1] = `${line}: ${await step.run(walker, view, random)}`;
  } catch (error) {
    // What a person reached for may be gone: a response came first, or a dialog covered it.
    if (!(error instanceof Error) || !/Timeout|not attached|navigation|closed|net::ERR_|intercepts|not visible|execution context/i.test(error.message)) throw error;
    walker.missed += 1;
    walker.trace[walker.trace.length - 1] = `${line}: too late (${error.message.split('\n')[0]!.slice(0, 80)})`;
  }
  if (random.percent(60)) await walker.settle();
  else await walker.network();
  await walker.check();
}
