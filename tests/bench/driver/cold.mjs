// Measures how long a page takes to load in a separate browser, driven by a handful of commands. Playwright follows every request and
// every chunk of a response: on two cores, that costs a page that reads while data arrives a fifth of its time.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const stopwatch = readFileSync(join(import.meta.dirname, 'stopwatch.js'), 'utf8');
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export class ColdBrowser {
  #next = 0;
  #waiting = new Map();
  #onDone = () => {};

  static async start(executable, args) {
    const browser = new ColdBrowser();
    browser.profile = mkdtempSync(join(tmpdir(), 'rolecall-bench-'));
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const own = ['--headless=new', '--remote-debugging-pipe', '--lang=en-US', `--user-data-dir=${browser.profile}`, 'about:blank'];
    browser.child = spawn(executable, [...args, ...root, ...own], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    let text = '';
    browser.child.stdio[4].setEncoding('utf8').on('data', (more) => {
      const messages = (text + more).split('\0');
      text = messages.pop();
      messages.forEach((message) => browser.#receive(JSON.parse(message)));
    });
    // A new browser is busy with its own pages at first.
    await sleep(5_000);
    return browser;
  }

  #receive({ id, result, error, method, sessionId }) {
    if (method === 'Runtime.bindingCalled') this.#onDone(sessionId);
    const [done, failed] = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    if (error) failed?.(new Error(error.message));
    else done?.(result);
  }

  #send(method, params = {}, sessionId = undefined) {
    return new Promise((done, failed) => {
      this.#waiting.set(++this.#next, [done, failed]);
      this.child.stdio[3].write(`${JSON.stringify({ id: this.#next, method, params, sessionId })}\0`);
    });
  }

  /** Opens the page cold. Returns when its first row and all rows were painted and the longest task until then, in ms; or why it failed. */
  async load(url, users) {
    const signIn = await fetch(`${url}/sign-in`, {
      method: 'POST', redirect: 'manual', body: 'persona=admin&next=/',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
    });
    const [pair] = signIn.headers.get('set-cookie').split(';');
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const { browserContextId } = await this.#send('Target.createBrowserContext');
    try {
      await this.#send('Storage.setCookies', { browserContextId, cookies: [{ name, value, url, path: '/', secure: name.startsWith('__') }] });
      const { targetId } = await this.#send('Target.createTarget', { url: 'about:blank', browserContextId, width: 1280, height: 887 });
      const { sessionId } = await this.#send('Target.attachToTarget', { targetId, flatten: true });
      const send = (method, params) => this.#send(method, params, sessionId);
      await send('Page.enable');
      await send('Runtime.enable');
      await send('Runtime.addBinding', { name: 'benchDone' });
      const expectedStatus = `${users.toLocaleString('en-US')} of ${users.toLocaleString('en-US')} users`;
      await send('Page.addScriptToEvaluateOnNewDocument', { source: `${stopwatch};__bench.expectedStatus = ${JSON.stringify(expectedStatus)};` });
      const timeout = 30_000 + users / 5;
      const done = new Promise((resolve) => (this.#onDone = (session) => session === sessionId && resolve(true)));
      // A new tab is busy at first.
      await sleep(1_000);
      await send('Page.navigate', { url: `${url}/roles` });
      if (!(await Promise.race([done, sleep(timeout)]))) return { fails: `some rows were missing after ${timeout / 1000} s` };
      await sleep(500);
      const expression = 'JSON.stringify({ firstRow: __bench.firstRow, allRows: __bench.allRows, longestLoading: __bench.tasks.reduce((max, [, ms]) => Math.max(max, ms), 50) })';
      const { result } = await send('Runtime.evaluate', { expression, returnByValue: true });
      return JSON.parse(result.value);
    } finally {
      await this.#send('Target.disposeBrowserContext', { browserContextId });
    }
  }

  close() {
    this.child.once('exit', () => rmSync(this.profile, { recursive: true, force: true }));
    this.child.kill();
  }
}
