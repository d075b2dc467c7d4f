// The tenant API as a process: the real binary with its own database on a free port, and its test controls. Each worker has one.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { APIRequestContext } from '@playwright/test';

const root = resolve(import.meta.dirname, '../../..');
/** Trunk's output folder: the release build, or the one that ROLECALL_DIST names (a path from the root of the repository). */
export const dist = resolve(root, process.env.ROLECALL_DIST ?? 'dist');

export type Persona =
  | 'admin' | 'plain' | 'cooldown' | 'allowed' | 'new' | 'otp-on' | 'otp-off' | 'otp-enabling' | 'otp-disabling' | 'sso' | 'disabled';

/** How an operation responds instead of, or on top of, its real response. See tests/tenant-api/README.md. */
export interface Override {
  method?: string;
  path: string;
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  body_base64?: string;
  delay_ms?: number;
  times?: number | null;
  fault?: string;
  split?: number[];
  json_patch?: unknown;
  remove?: string[];
}

export interface Call {
  method: string;
  path: string;
  status: number | null;
  at: string;
  user: string | null;
  body: string | null;
  outcome: string | null;
}

/** Paths of the operations, for overrides and the log. */
export const api = {
  settings: '/api/web/namespaces/system/user/settings',
  request: '/api/web/namespaces/system/user/settings/request_initial_access',
  image: '/api/web/namespaces/system/user/settings/image',
  notifications: '/api/web/namespaces/system/user/notifications',
  userRoles: '/api/web/custom/namespaces/system/user_roles',
  whoami: '/api/web/custom/namespaces/system/whoami',
  catalogue: '/user/v1/roles',
  accesses: '/user/v1/access',
  accessesOf: (user: string) => `/user/v1/users/${user}/access`,
  access: (user: string, id: number | string) => `/user/v1/users/${user}/access/${id}`,
};

export class Tenant {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    readonly url: string,
  ) {}

  static async start(options: { users?: number; dist?: string; args?: string[] } = {}): Promise<Tenant> {
    const folder = mkdtempSync(join(tmpdir(), 'rolecall-'));
    const args = [
      '--port', '0', '--db', join(folder, 'tenant.db'), '--dist', options.dist ?? dist,
      '--users', String(options.users ?? 200), '--test-controls', '--throttle', '0', ...(options.args ?? []),
    ];
    const child = spawn(join(root, 'target/debug/tenant-api'), args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout! });
    const url = await new Promise<string>((done, failed) => {
      child.once('exit', (code) => failed(new Error(`the tenant exited with code ${code}`)));
      lines.on('line', (line) => {
        const found = /listening on (http:\S+)/.exec(line);
        if (found) done(found[1]);
      });
    });
    return new Tenant(child, folder, url);
  }

  stop(): void {
    this.process.removeAllListeners('exit');
    this.process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Signs in without the sign-in page. The session cookie lands in the cookie jar of `request`. */
  async signIn(request: APIRequestContext, persona: Persona): Promise<void> {
    const response = await request.post(`${this.url}/sign-in`, {
      form: { persona, next: '/' },
      headers: { 'Sec-Fetch-Site': 'same-origin' },
      maxRedirects: 0,
    });
    if (response.status() !== 303) throw new Error(`signing in as ${persona}: ${response.status()}`);
  }

  private async control(method: string, path: string, body?: unknown): Promise<any> {
    const response = await fetch(`${this.url}/test-controls/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  /** Restores data, clock, overrides and logs to the seeded state. Sessions stay. */
  reset = () => this.control('POST', 'reset', {});
  override = (override: Override) => this.control('POST', 'override', override);
  clearOverrides = () => this.control('DELETE', 'override');
  freeze = (now: string) => this.control('POST', 'clock', { now });
  advance = (advance_seconds: number) => this.control('POST', 'clock', { advance_seconds });
  /** Limits the access service to so many requests in five minutes from now on; 0 lifts the limit. */
  throttle = (requests: number) => this.control('POST', 'throttle', { requests });
  /** Changes an access as another administrator would. */
  editAccess = (id: number, patch: unknown) => this.control('POST', `access/${id}`, patch);
  /** Changes a persona's settings on the server. */
  editSettings = (persona: Persona, patch: unknown) => this.control('POST', `settings/${persona}`, patch);
  expireSessions = (persona: Persona) => this.control('POST', 'session/expire', { persona });
  log = (): Promise<Call[]> => this.control('GET', 'log');
  clearLog = () => this.control('DELETE', 'log');
  outbox = (): Promise<any[]> => this.control('GET', 'outbox');
  cspReports = (): Promise<any[]> => this.control('GET', 'csp-reports');

  /** All calls of one operation, in order. */
  async calls(method: string, path: string): Promise<Call[]> {
    return (await this.log()).filter((call) => call.method === method && call.path.split('?')[0] === path);
  }
}
