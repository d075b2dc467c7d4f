// The truth: the tenant's log of requests, its state, and what the person asked for. Judges every claim of the page by them.
//
// - "Saved" and the like need a request that was applied, or a state that is as that request wanted it.
// - "Nothing was changed" and the like need a request that was not applied.
// - A write needs a press that asks for it, and a press asks for the same write once.
import { api, type Persona } from '../support/test.ts';
import type { Tenant } from '../support/tenant.ts';
import type { Claim } from './recorder.ts';

interface Request {
  number: number;
  method: string;
  path: string;
  body: any;
  user: string | null;
  outcome: string;
  /** Sources whose claim it already backs. */
  backs: Set<string>;
  /** The press that asked for it. */
  wish: Wish | undefined;
}

interface Wish {
  method: string;
  path: RegExp;
  until: number;
  used: Set<string>;
}

/** A write may come this many virtual seconds after the press: a read before it takes at most 11, and the access form reads first. */
const WISH_SECONDS = 40;
const applied = ({ outcome }: Request) => ['changed', 'unchanged', 'created'].includes(outcome);
const same = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) ? JSON.stringify([...a].sort()) === JSON.stringify([...b].sort()) : a === b;

export class Ledger {
  /** Requests that change something, oldest first. */
  readonly writes: Request[] = [];
  private readonly seen = new Map<number, Request>();
  private since = 0;
  /** Every press that asks for a write, oldest first. */
  private readonly wishes: Wish[] = [];
  /** Former states of what "somebody else" changed, newest last. */
  private readonly former: { what: string; state: any }[] = [];

  constructor(private readonly tenant: Tenant) {}

  /** The truth, without chaos. */
  private async read(path: string, token: string): Promise<any> {
    const response = await fetch(this.tenant.url + path, { headers: { Authorization: token, 'X-No-Chaos': '1' } });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }

  settings = (persona: Persona) => this.read(api.settings, `APIToken ${persona}`);
  whoami = (persona: Persona) => this.read(api.whoami, `APIToken ${persona}`);
  users = () => this.read(api.userRoles, 'APIToken admin').then((list) => list.items as any[]);
  accesses = () => this.read(`${api.accesses}?limit=500`, 'Bearer admin').then((list) => list.data.results as any[]);
  access = async (user: string, id: string) => (await this.read(api.accessesOf(user), 'Bearer admin')).data.results.find((one: any) => String(one.id) === id);

  /** Notes what a press asks for. */
  wish(method: string, path: RegExp, now: number): void {
    this.wishes.push({ method, path, until: now + WISH_SECONDS * 1_000, used: new Set() });
  }

  /** Keeps the state as it was before somebody else changes it. */
  keep(what: string, state: unknown): void {
    this.former.push({ what, state });
    if (this.former.length > 12) this.former.shift();
  }

  /** Reads what is new in the log; the faults are the writes that nobody asked for, or that were sent twice. */
  async update(now: number): Promise<string[]> {
    const faults: string[] = [];
    for (const entry of await this.tenant.logSince(this.since)) {
      const known = this.seen.get(entry.number);
      if (known) {
        known.outcome = entry.outcome ?? '';
        continue;
      }
      const request: Request = { ...entry, outcome: entry.outcome ?? '', backs: new Set(), wish: undefined };
      this.seen.set(entry.number, request);
      if (entry.method === 'GET') continue;
      this.writes.push(request);
      const key = `${request.path} ${JSON.stringify(request.body)}`;
      const wish = this.wishes.find((wish) => wish.method === request.method && wish.path.test(request.path) && wish.until >= now && !wish.used.has(key));
      request.wish = wish;
      if (wish) wish.used.add(key);
      else faults.push(`sent without being asked, or twice for one press: ${request.method} ${key.slice(0, 200)}`);
    }
    const waiting = [...this.seen.values()].filter((request) => request.outcome === 'waiting').map((request) => request.number);
    this.since = Math.min(...waiting.map((number) => number - 1), Math.max(this.since, ...this.seen.keys()));
    return faults;
  }

  /** Why a claim is wrong; null if it is right, or no claim about a write. */
  async judge(claim: Claim, persona: Persona): Promise<string | null> {
    const { text, source } = claim;
    const wrong = (what: string) => `"${text}" (${source}, ${claim.path}), but ${what}`;
    if (source === 'alert') return this.judgeFailure(claim, persona, wrong);
    if (source === 'announced') return this.judgeSettings(claim, persona, wrong);
    const saved = source === 'row' ? text === 'Saved' || text === 'Undone' : /^(Saved\.|Change undone\.)/.test(text) && !text.includes('No changes since then');
    if (!saved) return null;
    return this.needsPatch(claim.href ?? claim.path, source, wrong);
  }

  private async needsPatch(address: string, source: string, wrong: (what: string) => string): Promise<string | null> {
    const [, user, id] = /\/users\/([^/]+)\/access\/([^/?]+)/.exec(address) ?? [];
    const sent = this.sent('PATCH', new RegExp(`${api.access(user!, id!)}$`));
    if (sent.length === 0) return wrong('nothing was sent');
    if (this.back(sent, source)) return null;
    const states = [await this.access(user!, id!), ...this.formerOf(`access ${id}`)];
    return this.asWanted(sent, (body, state) => Object.entries(body).every(([key, value]) => same(value, state?.[key])), states) ? null : wrong(`the access is ${JSON.stringify(states[0])}`);
  }

  private async judgeSettings({ text }: Claim, persona: Persona, wrong: (what: string) => string): Promise<string | null> {
    const afterLeaving = /^Access (\S+) saved\.$/.exec(text);
    if (afterLeaving) {
      const sent = this.sent('PATCH', new RegExp(`/access/${afterLeaving[1]}$`));
      return this.back(sent, 'left') ? null : wrong('no change of it was applied');
    }
    const switched = (state: any, map: Record<string, boolean>) =>
      Object.entries(map ?? {}).every(([code, on]) => state.notifications.filter((item: any) => item.code === code).every((item: any) => item.enabled === on));
    const rules: [RegExp, string, RegExp, (body: any, state: any) => boolean][] = [
      [/: (on|off)\. Saved\.$|^All notifications turned |^Change undone\.$/, 'PUT', /\/notifications$/, (body, state) => switched(state, body?.ntfn_preferences_map)],
      [/^Profile image saved\./, 'PUT', /\/settings\/image$/, (body, state) => state.image === body.image],
      [/^Profile image removed\./, 'DELETE', /\/settings\/image$/, (_, state) => state.image === ''],
      [/^Your request was sent\.|your request did arrive\.$/, 'PUT', /\/request_initial_access$/, () => false],
      [/^The one-time password is (being turned )?(on|off)\./, 'PUT', /\/user\/settings$/, (body, state) => state.otp_enabled === body.otp_enabled],
    ];
    const rule = rules.find(([pattern]) => pattern.test(text));
    if (!rule || (text === 'Change undone.' && this.sent('PUT', /\/notifications$/).length === 0)) return null;
    const [, method, path, asWanted] = rule;
    const sent = this.sent(method, path).filter((request) => request.user === persona);
    if (sent.length === 0) return wrong('nothing was sent');
    if (this.back(sent, 'announced')) return null;
    const now = await this.settings(persona);
    return this.asWanted(sent, asWanted, [now, ...this.formerOf(`settings ${persona}`)]) ? null : wrong(`the settings are ${JSON.stringify({ ...now, image: now.image.length })}`);
  }

  private judgeFailure({ text, path }: Claim, persona: Persona, wrong: (what: string) => string): string | null {
    const rules: [RegExp, string, RegExp][] = path.startsWith('/users/')
      ? [[/Nothing was changed\. Your input is kept\./, 'PATCH', new RegExp(`${path}$`)]]
      : [
          [/Access was not requested\./, 'PUT', /\/request_initial_access$/],
          [/Your profile image was not changed\./, '(PUT|DELETE)', /\/settings\/image$/],
          [/Nothing was changed\./, 'PUT', /\/user\/settings$/],
        ];
    const rule = rules.find(([pattern]) => pattern.test(text));
    const sent = rule ? this.sent(rule[1], rule[2]).filter((request) => request.user === persona) : [];
    // It is about the last press, which may have sent nothing.
    const pressed = this.wishes.findLast((wish) => sent.some((request) => new RegExp(`^${wish.method}$`).test(request.method) && wish.path.test(request.path)));
    const last = sent.findLast((request) => request.wish === pressed);
    return last && applied(last) && !last.backs.size ? wrong('it was applied') : null;
  }

  private sent(method: string, path: RegExp): Request[] {
    const methods = new RegExp(`^${method}$`);
    return this.writes.filter((request) => methods.test(request.method) && path.test(request.path));
  }

  /** Whether an applied request stands behind the claim. It stands behind one claim of each kind. */
  private back(sent: Request[], source: string): boolean {
    const request = sent.find((request) => applied(request) && !request.backs.has(source));
    request?.backs.add(source);
    return request !== undefined;
  }

  private asWanted(sent: Request[], fits: (body: any, state: any) => boolean, states: any[]): boolean {
    return sent.slice(-4).some((request) => states.some((state) => fits(request.body, state)));
  }

  private formerOf(what: string): any[] {
    return this.former.filter((kept) => kept.what === what).map((kept) => kept.state);
  }
}
