// One visit: load the page, type, sort and scroll, and measure its memory.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const USERS_PATH = '/user_roles';
const stopwatch = readFileSync(join(import.meta.dirname, 'stopwatch.js'), 'utf8');
/** Words as people type them. The second is usually written with an accent. */
const WORDS = ['andrea', 'muller', 'monitor'];
const COLUMNS = ['User', 'Last login', 'Roles'];

/** Returns measurements in ms and bytes, or why they failed. `cold.mjs` measures loading. */
export const visit = async (browser, url, users) => {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 }, locale: 'en-US', timezoneId: 'UTC' });
  try {
    await context.request.post(`${url}/sign-in`, { form: { persona: 'admin', next: '/' }, headers: { 'Sec-Fetch-Site': 'same-origin' }, maxRedirects: 0 });
    const page = await context.newPage();
    const failed = new Promise((_, reject) => {
      page.on('crash', () => reject(new Error('the page crashed')));
      page.on('pageerror', (error) => reject(new Error(error.message.split('\n')[0])));
    });
    failed.catch(() => {});
    const start = Date.now();
    try {
      return await Promise.race([failed, measure(page, users)]);
    } catch (error) {
      return { fails: `${String(error.message).split('\n')[0].slice(0, 120)} (after ${((Date.now() - start) / 1000).toFixed(0)} s)` };
    }
  } finally {
    await context.close();
  }
};

const measure = async (page, users) => {
  const timeout = 30_000 + users / 5;
  const cdp = await page.context().newCDPSession(page);
  const expectedStatus = `${users.toLocaleString('en-US')} of ${users.toLocaleString('en-US')} users`;
  await page.addInitScript(`${stopwatch};__bench.expectedStatus = ${JSON.stringify(expectedStatus)};`);
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: 'benchDone' });
  const done = new Promise((resolve, reject) => {
    cdp.once('Runtime.bindingCalled', resolve);
    setTimeout(() => reject(new Error(`some rows were missing after ${timeout / 1000} s`)), timeout).unref();
  });
  // A new tab is busy at first.
  await page.waitForTimeout(1_000);
  await page.goto('/roles', { waitUntil: 'commit', timeout });
  await done;
  await page.waitForTimeout(1_000);
  const bytes = await transferred(page);
  const memory = await measureMemory(page, cdp);
  const from = await page.evaluate(() => performance.now());

  const keys = [];
  const search = page.getByRole('searchbox');
  await search.focus();
  for (const word of WORDS) {
    for (const letter of word) keys.push(await timed(page, () => page.keyboard.press(letter), 250));
    await search.fill('');
    await page.waitForTimeout(600 + users / 400);
  }
  const sorts = [];
  for (const column of COLUMNS) {
    const button = page.getByRole('columnheader', { name: column }).getByRole('button');
    sorts.push(await timed(page, () => button.click(), 400 + users / 200));
  }
  await page.evaluate(() => __bench.disarm());
  const frames = await page.evaluate(() => __bench.scrollSteadily(90, 120));
  const jumps = [];
  for (const part of [0.9, 0.1, 0.5, 1, 0.3]) jumps.push(await page.evaluate((part) => __bench.jump(part), part));
  const used = await longest(page, from);
  const valid = (list) => list.filter((ms) => ms > 0);
  return {
    appBytes: bytes.app, responseBytes: bytes.response, longestUsing: used,
    keys: valid(keys), sorts: valid(sorts), frames, jumps: valid(jumps), ...memory,
  };
};

/** From the input to the last visible change that follows; 0 if nothing changed. */
const timed = async (page, act, quiet) => {
  await page.evaluate(() => __bench.arm());
  await act();
  let { input, changed } = {};
  for (let waited = 0, last = -1; waited < 20_000; waited += quiet) {
    await page.waitForTimeout(quiet);
    ({ input, changed } = await page.evaluate(() => ({ input: __bench.input, changed: __bench.changed })));
    if (changed === last && (changed || waited > 4 * quiet)) break;
    last = changed;
  }
  return changed && changed - input;
};

/** The longest task since then. The browser doesn't report tasks below 50 ms, so they count as 50. */
const longest = (page, from) => page.evaluate((from) => __bench.tasks.filter(([at]) => at >= from).reduce((max, [, ms]) => Math.max(max, ms), 50), from);

/** Bytes over the wire, headers included: the list of users, and the rest. */
const transferred = (page) => page.evaluate((usersPath) => {
  const bytes = { app: 0, response: 0 };
  for (const { name, transferSize } of [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]) {
    bytes[name.includes(usersPath) ? 'response' : 'app'] += transferSize;
  }
  return bytes;
}, USERS_PATH);

/** After garbage collection: the JavaScript heap, array buffers and external strings, WebAssembly memory, and the whole process. */
const measureMemory = async (page, cdp) => {
  await cdp.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round++) await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.disable');
  await page.waitForTimeout(500);
  const heap = await cdp.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(() => __bench.memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0));
  return { heap: heap.usedSize, buffers: heap.backingStorageSize ?? 0, dom: heap.embedderHeapUsedSize ?? 0, wasm, process: await privateBytes(page) };
};

/** The private memory of the renderer, as Linux counts it. The largest one is ours. */
const privateBytes = async (page) => {
  const session = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const own = (pid) => {
    try {
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      return [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)].reduce((sum, [, kb]) => sum + kb * 1024, 0);
    } catch {
      return 0;
    }
  };
  return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => own(id)));
};
