// One walk: its pages, its virtual clock, its faults, and what is checked after each step.
import type { BrowserContext, Page } from '@playwright/test';
import type { Persona } from '../support/test.ts';
import { watch } from '../support/test.ts';
import type { Tenant } from '../support/tenant.ts';
import { Ledger } from './ledger.ts';
import { Random } from './random.ts';
import { record, type Claim } from './recorder.ts';
import { busyParts, fatalText, handleOf, look, type Control, type View } from './view.ts';

/** Virtual time after which nothing may be busy any more: a read, a write and a read back take at most 11 s each. */
const STUCK_MS = 45_000;
/** Real time that a response of this machine may take before the clock is turned on. */
const NETWORK_MS = 60;
/** What the loader of a page's own code logs while there is no network. */
const NO_NETWORK = [/TypeError: Failed to fetch/];

export class Walker {
  readonly tabs: Page[] = [];
  readonly ledger: Ledger;
  persona: Persona = 'admin';
  /** What was done, for whoever replays it. */
  readonly trace: string[] = [];
  readonly problems: string[] = [];
  readonly touched = new Set<string>();
  private readonly claims: Claim[] = [];
  private readonly pending = new Set<unknown>();
  private wake = () => {};
  private virtual = 0;
  private readonly started = Date.now();
  offline = false;
  /** Claims judged, and steps whose target was gone. */
  judged = 0;
  missed = 0;

  private constructor(
    readonly context: BrowserContext,
    readonly tenant: Tenant,
  ) {
    this.ledger = new Ledger(tenant);
  }

  static async start(context: BrowserContext, tenant: Tenant, persona: Persona): Promise<Walker> {
    const walker = new Walker(context, tenant);
    context.setDefaultTimeout(5_000);
    await context.clock.install();
    await context.exposeBinding('walkClaim', (_, claim: string) => void walker.claims.push(JSON.parse(claim)));
    await context.addInitScript(record);
    context.on('request', (request) => /\/(api|user\/v1)\//.test(request.url()) && walker.pending.add(request));
    const ended = (request: unknown) => {
      walker.pending.delete(request);
      walker.wake();
    };
    context.on('requestfinished', ended).on('requestfailed', ended);
    walker.persona = persona;
    await tenant.signIn(context.request, persona);
    await walker.openTab('/settings');
    return walker;
  }

  async openTab(path: string): Promise<void> {
    const page = await this.context.newPage();
    const problems = watch(page, NO_NETWORK);
    problems.push = (...lines) => this.problems.push(...lines);
    page.on('dialog', (dialog) => void dialog.accept().catch(() => {}));
    this.tabs.push(page);
    await page.goto(this.tenant.url + path);
  }

  /** Signs in as somebody, perhaps somebody else. Their pages start anew, as pages of a browser do after the sign-in page. */
  async signIn(persona: Persona): Promise<void> {
    await this.settle();
    await this.check();
    if (persona !== this.persona) while (this.tabs.length > 1) await this.tabs.shift()!.close();
    this.persona = persona;
    await this.tenant.signIn(this.context.request, persona);
  }

  /** The tab in front. */
  get page(): Page {
    return this.tabs.at(-1)!;
  }

  /** Virtual milliseconds since the start. */
  get now(): number {
    return this.virtual + Date.now() - this.started;
  }

  async setOffline(offline: boolean): Promise<void> {
    this.offline = offline;
    await this.context.setOffline(offline);
  }

  /** Turns the clock of the browser and of the server on. */
  async advance(ms: number): Promise<void> {
    await this.context.clock.runFor(ms);
    await this.tenant.advance(ms / 1000);
    this.virtual += ms;
  }

  /** Until no request is under way, or those that are have had their time. */
  async network(): Promise<void> {
    const until = Date.now() + NETWORK_MS;
    while (this.pending.size > 0 && Date.now() < until) {
      await new Promise<void>((done) => {
        this.wake = done;
        setTimeout(done, until - Date.now());
      });
    }
  }

  /** Until nothing is under way in any tab: turns the clock on where only a deadline can end it. */
  async settle(): Promise<void> {
    for (let waited = 0; ; ) {
      await this.network();
      const busy = (await Promise.all(this.tabs.map(busyParts))).flat();
      if (busy.length === 0) return;
      if (waited > STUCK_MS) throw new Error(`still busy after ${waited / 1000} s: ${busy.join(', ')}`);
      // Longer where only a deadline can end it.
      const ms = this.pending.size > 0 && waited > 2_000 ? 4_000 : 1_000;
      await this.advance(ms);
      waited += ms;
    }
  }

  /** Presses what is in view; notes the writes that this asks for. */
  async press(view: View, control: Control, how: 'click' | 'dblclick' | 'Enter' | 'Space' = 'click'): Promise<void> {
    const element = await handleOf(this.page, control);
    for (const { method, path } of wishesOf(view, control)) this.ledger.wish(method, path, this.now);
    const opened = /^\/users\/[^/]+\/access\/([^/]+)$/.exec(view.path);
    if (opened) this.touched.add(view.path);
    if (how === 'click') await element.click({ timeout: 1_500 });
    else if (how === 'dblclick') await element.dblclick({ timeout: 1_500 });
    else await element.press(how, { timeout: 1_500 });
  }

  async view(): Promise<View> {
    return look(this.page);
  }

  /** What must hold after each step. */
  async check(): Promise<void> {
    const faults = await this.ledger.update(this.now);
    for (const claim of this.claims.splice(0)) {
      this.judged += 1;
      const wrong = await this.ledger.judge(claim, this.persona);
      if (wrong) faults.push(wrong);
    }
    for (const tab of this.tabs) {
      const fatal = await fatalText(tab);
      if (fatal) faults.push(`the page gave up: ${fatal}`);
    }
    faults.push(...this.problems.splice(0));
    if (faults.length) throw new Error(faults.join('\n'));
  }
}

/** The writes that a press may ask for. */
function wishesOf({ path, dialog }: View, { role, name, disabled }: Control): { method: string; path: RegExp }[] {
  if (disabled) return [];
  if (name === 'Sign out' || name === 'Try again') return [];
  if (path === '/settings') {
    if (dialog) {
      if (/^Turn (on|off)$/.test(name)) return [{ method: 'PUT', path: /\/user\/settings$/ }];
      if (name === 'Save image') return [{ method: 'PUT', path: /\/settings\/image$/ }];
      if (name === 'Remove it') return [{ method: 'DELETE', path: /\/settings\/image$/ }];
    }
    if (name === 'Request access') return [{ method: 'PUT', path: /\/request_initial_access$/ }];
    if (role === 'switch' || name === 'Undo' || /^Turn all (on|off)$/.test(name)) return [{ method: 'PUT', path: /\/notifications$/ }];
  }
  if (path.startsWith('/users/') && (name === 'Save changes' || name === 'Undo')) return [{ method: 'PATCH', path: new RegExp(`${path}$`) }];
  if (path === '/accesses' && ['Save changes', 'Retry failed', 'Undo all'].includes(name)) return [{ method: 'PATCH', path: /\/access\/[^/]+$/ }];
  return [];
}

/** The persona that a walk begins with. */
export const personaOf = (seed: number): Persona =>
  new Random(seed, -1).pick(['admin', 'admin', 'admin', 'sso', 'otp-on', 'otp-off', 'allowed', 'plain']);
