// How long the page's main thread is busy at a stretch, in a measure that other programs and slower machines leave alone: the
// time that the processor gave to a task, not the time on the clock, and that in units of a fixed piece of work in the same page.
import type { Browser, Page } from '@playwright/test';

interface Entry {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  tdur?: number;
  args?: { src_func?: string };
}

/** The fixed piece of work: what a page does all day, elements made, filled and laid out. 5 ms where this was written. */
const unit = (round: number) => {
  const box = document.createElement('div');
  for (let row = 0; row < 400; row++) {
    const line = document.createElement('p');
    line.setAttribute('data-row', `${round}-${row}`);
    line.append(`row ${row}`, document.createElement('b'));
    box.append(line);
  }
  document.body.append(box);
  const high = box.offsetHeight;
  box.remove();
  return high;
};

const ROUNDS = 15;
/** Where the inspector, which Playwright keeps open, makes text of a whole answer: no page has that without it. */
const INSPECTOR = 'HandleResult';

export class Tasks {
  private constructor(private readonly browser: Browser, private readonly page: Page) {}

  /** Begins to record; one recording at a time. */
  static async record(browser: Browser, page: Page): Promise<Tasks> {
    await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
    return new Tasks(browser, page);
  }

  /** The longest task since the page's first mark of that name, and the unit, both in ms of the processor. */
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
