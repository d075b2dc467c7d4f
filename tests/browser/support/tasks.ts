// How long a task blocks the page's main thread, in a measure that doesn't depend on the machine or on what else it runs: the
// task's CPU time instead of wall time, in units of a fixed piece of work on the same page.
import type { Browser, Page } from '@playwright/test';

interface Entry {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  tdur?: number;
  args?: { src_func?: string };
}

/** The fixed piece of work, typical for a page: it creates, fills and lays out elements. About 5 ms when this was written. */
const unit = (round: number) => {
  const box = document.createElement('div');
  for (let row = 0; row < 400; row++) {
    const line = document.createElement('p');
    line.setAttribute('data-row', `${round}-${row}`);
    line.append(`row ${row}`, document.createElement('b'));
    box.append(line);
  }
  document.body.append(box);
  const height = box.offsetHeight;
  box.remove();
  return height;
};

const ROUNDS = 15;
/** Playwright keeps the inspector open, which turns each whole response into text. No user's page does that. */
const INSPECTOR = 'HandleResult';

export class Tasks {
  private constructor(private readonly browser: Browser, private readonly page: Page) {}

  /** Starts recording. A browser can make one recording at a time. */
  static async record(browser: Browser, page: Page): Promise<Tasks> {
    await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
    return new Tasks(browser, page);
  }

  /** The longest task since the page's first performance mark of that name, and the unit, both in ms of CPU time. */
  async longest(since: string): Promise<{ longest: number; unit: number }> {
    await this.page.evaluate(() => performance.mark('units'));
    for (let round = 0; round < ROUNDS; round++) await this.page.evaluate(unit, round);
    const trace: { traceEvents: Entry[] } = JSON.parse((await this.browser.stopTracing()).toString());
    const events = trace.traceEvents;
    const mark = (name: string) => {
      const found = events.find((event) => event.name === name);
      if (!found) throw new Error(`the page made no mark "${name}"`);
      return found;
    };
    const [from, to] = [mark(since), mark('units')];
    const tasks = events.filter(({ name, pid, tid, args }) =>
      name.endsWith('::RunTask') && pid === from.pid && tid === from.tid && args?.src_func !== INSPECTOR);
    const long = (when: (at: number) => boolean) =>
      tasks.filter((task) => when(task.ts)).map((task) => (task.tdur ?? 0) / 1000).sort((a, b) => b - a);
    const units = long((at) => at > to.ts).slice(0, ROUNDS);
    const longest = long((at) => at > from.ts && at < to.ts)[0] ?? 0;
    if (!longest || units.length < ROUNDS) throw new Error('the browser recorded no tasks');
    return { longest, unit: units[Math.floor(ROUNDS / 2)] };
  }
}
