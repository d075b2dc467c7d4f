// A WebKit without Playwright: Debian's WebKitGTK, driven by plain WebDriver calls. It has a display of its own (Xvfb).
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';

const LIBRARIES = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
/** The browser is beside the library, in a folder with its version. */
const browser = (): string => {
  const folder = readdirSync(LIBRARIES).filter((name) => name.startsWith('webkit2gtk-')).toSorted().at(-1);
  if (!folder) throw new Error('WebKitGTK is missing: .make/setup test installs it');
  return `${LIBRARIES}/${folder}/MiniBrowser`;
};

const freePort = () => new Promise<number>((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => done(typeof address === 'object' && address ? address.port : 0));
  });
});

export class WebKit {
  private constructor(
    private readonly driver: ChildProcess,
    private readonly url: string,
    private session: string,
  ) {}

  static async start(): Promise<WebKit> {
    const port = await freePort();
    // A group of its own, so that the display ends with it.
    const driver = spawn('xvfb-run', ['--auto-servernum', 'WebKitWebDriver', `--port=${port}`], { stdio: 'ignore', detached: true });
    const webkit = new WebKit(driver, `http://127.0.0.1:${port}`, '');
    try {
      await webkit.until(() => webkit.call('GET', '/status').then(() => true, () => false), 'the driver answers');
      const { sessionId } = await webkit.call('POST', '/session', {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser(), args: ['--automation'] } } },
      });
      webkit.session = `/session/${sessionId}`;
      return webkit;
    } catch (error) {
      await webkit.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.session) await this.call('DELETE', this.session).catch(() => undefined);
    if (this.driver.pid) process.kill(-this.driver.pid);
  }

  goto = (url: string) => this.call('POST', `${this.session}/url`, { url });

  /** Clicks the first element that matches the selector, once it is in the middle of the window: the banner covers the edge. */
  async click(selector: string): Promise<void> {
    await this.evaluate(`document.querySelector(${JSON.stringify(selector)})?.scrollIntoView({ block: 'center' })`);
    const found = await this.call('POST', `${this.session}/element`, { using: 'css selector', value: selector });
    await this.call('POST', `${this.session}/element/${Object.values(found)[0]}/click`, {});
  }

  evaluate = <T>(script: string): Promise<T> => this.call('POST', `${this.session}/execute/sync`, { script: `return ${script}`, args: [] });

  /** The cookies as the browser keeps them, those that scripts can't see included. */
  cookies = (): Promise<{ name: string; value: string; httpOnly: boolean; secure: boolean; sameSite?: string; path: string }[]> =>
    this.call('GET', `${this.session}/cookie`);

  /** Waits until an expression is true in the page. */
  expect = (script: string) => this.until(() => this.evaluate<boolean>(script), script);

  private async until(check: () => Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + 20_000; !(await check()); await new Promise((done) => setTimeout(done, 50))) {
      if (Date.now() > end) throw new Error(`WebKit: not in time: ${what}`);
    }
  }

  private async call(method: string, path: string, body?: unknown): Promise<any> {
    const response = await fetch(this.url + path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    const { value } = await response.json() as { value: any };
    if (!response.ok) throw new Error(`WebKit: ${method} ${path}: ${value?.message}`);
    return value;
  }
}
