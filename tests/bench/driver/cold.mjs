// How long a page takes to load, seen by nobody: a browser of its own that is told little more than where to go. Playwright follows
// each request and each piece of an answer, which on two cores takes a fifth of the time away from a page that reads while it arrives.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const stopwatch = readFileSync(join(import.meta.dirname, 'stopwatch.js'), 'utf8');
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export class ColdBrowser {
  #next = 0;
  #waiting = new Map();
  #told = () => {};

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
      messages.forEach((message) => browser.#take(JSON.parse(message)));
    });
    // A new browser is busy with pages of its own for a moment.
    await sleep(5_000);
    return browser;
  }

  #take({ id, result, error, method, sessionId }) {
    if (method === 'Runtime.bindingCalled') this.#told(sessionId);
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

  /** Opens the page cold; when its first row and all its rows were painted, and the longest task until then, in ms; or why not. */
  async load(url, users) {
    const signedIn = await fetch(`${url}/sign-in`, {
      method: 'POST', redirect: 'manual', body: 'persona=admin&next=/',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
    });
    const [pair] = signedIn.headers.get('set-cookie').split(';');
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const { browserContextId } = await this.#send('Target.createBrowserContext');
    try {
      await this.#send('Storage.setCookies', { browserContextId, cookies: [{ name, value, url, path: '/', secure: name.startsWith('__') }] });
      const { targetId } = await this.#send('Target.createTarget', { url: 'about:blank', browserContextId, width: 1280, height: 887 });
      const { sessionId } = await this.#send('Target.attachToTarget', { targetId, flatten: true });
      const tell = (method, params) => this.#send(method, params, sessionId);
      await tell('Page.enable');
      await tell('Runtime.enable');
      await tell('Runtime.addBinding', { name: 'benchDone' });
      const whole = `${users.toLocaleString('en-US')} of ${users.toLocaleString('en-US')} users`;
      await tell('Page.addScriptToEvaluateOnNewDocument', { source: `${stopwatch};__bench.whole = ${JSON.stringify(whole)};` });
      const patience = 30_000 + users / 5;
      const done = new Promise((there) => (this.#told = (session) => session === sessionId && there(true)));
      // A new tab is busy with itself for a moment.
      await sleep(1_000);
      await tell('Page.navigate', { url: `${url}/roles` });
      if (!(await Promise.race([done, sleep(patience)]))) return { fails: `not all rows after ${patience / 1000} s` };
      await sleep(500);
      const expression = 'JSON.stringify({ firstRow: __bench.firstRow, allRows: __bench.allRows, longestLoading: __bench.tasks.reduce((most, [, ms]) => Math.max(most, ms), 50) })';
      const { result } = await tell('Runtime.evaluate', { expression, returnByValue: true });
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
