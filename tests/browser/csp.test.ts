// The browser's defenses: security headers on every response, a strict content security policy, and a build that needs no
// exception from it. The `page` fixture in support/test.ts fails every test that violates the policy.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from './support/dist.ts';
import { Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';

const builtFiles = () => readdirSync(dist).filter((name) => !name.endsWith('.br'));

const commonHeaders: [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-resource-policy', 'same-origin'],
];

test('every response has the common security headers', async ({ request, tenant, signIn, context }) => {
  await signIn('admin');
  const paths = [
    ...['/', '/settings', '/roles', '/users/a/access/1', '/missing-0123456789abcdef.js', '/sign-in', '/sign-in.css'],
    ...builtFiles().map((name) => `/${name}`),
    api.settings, api.whoami, api.userRoles, api.catalogue, '/api/web/nothing', '/user/v1/nothing',
  ];
  await tenant.override({ path: api.whoami, status: 503, body: 'down', times: 1 });
  for (const path of paths) {
    for (const from of [request, context.request]) {
      const response = await from.get(path);
      for (const [name, value] of commonHeaders) expect(response.headers()[name], `${name} of ${path}`).toBe(value);
      const isDocument = !/\.(?!html)\w+$/.test(path) || response.status() === 404;
      if (isDocument) expect(response.headers()['content-security-policy'], `policy of ${path}`).toContain("default-src 'none'");
    }
  }
});

test('documents have the strict policy and cannot be framed', async ({ request }) => {
  const headers = (await request.get('/settings')).headers();
  const policy = headers['content-security-policy'];
  for (const part of [
    "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "base-uri 'none'",
    "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'", "require-trusted-types-for 'script'", 'trusted-types default',
  ]) expect(policy).toContain(part);
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*/);
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['x-frame-options']).toBe('DENY');
  expect(headers['cache-control']).toBe('no-cache');
});

test('API responses are never cached and are sandboxed when opened as a page', async ({ context, signIn }) => {
  await signIn('admin');
  for (const path of [api.settings, api.whoami, api.catalogue]) {
    const headers = (await context.request.get(path)).headers();
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toContain('sandbox');
  }
});

test('hashed files are cached forever, missing ones never', async ({ request }) => {
  for (const name of builtFiles().filter((name) => /-[0-9a-f]{8,}(_bg)?\./.test(name))) {
    const response = await request.get(`/${name}`);
    expect(response.headers()['cache-control'], name).toBe('public, max-age=31536000, immutable');
  }
  expect((await request.get('/boot.js')).headers()['cache-control']).toBe('no-cache');
  const missing = await request.get('/rolecall-0123456789abcdef_bg.wasm');
  expect(missing.status()).toBe(404);
  expect(missing.headers()['cache-control']).toBe('no-store');
  expect(missing.headers()['content-type'] ?? '').not.toContain('html');
});

test('compressible files are sent as brotli', async ({ request }) => {
  const wasm = builtFiles().find((name) => name.endsWith('.wasm'));
  const response = await request.get(`/${wasm}`, { headers: { 'Accept-Encoding': 'br' } });
  expect(response.headers()['content-encoding']).toBe('br');
  expect(response.headers()['content-type']).toBe('application/wasm');
});

test('the build needs no eval and no inline script, style or event handler', () => {
  for (const name of builtFiles().filter((name) => /\.(js|html)$/.test(name))) {
    const text = readFileSync(join(dist, name), 'utf8');
    expect(text, name).not.toMatch(/new Function|[^.\w]eval\(/);
    if (name.endsWith('.html')) {
      expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=|<style/);
    }
  }
});

test('Trusted Types reject active markup, and accept the inert markup that the app itself uses', async ({ browser }) => {
  // The browser reports each rejection to the tenant, and every other test expects no reports: so this one has its own tenant.
  const tenant = await Tenant.start();
  const page = await browser.newPage({ baseURL: tenant.url });
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const rejected = await page.evaluate(() => {
    const attempts = [
      '<img src=x onerror=alert(1)>', '<img src="x">', '<script>1</script>', '<a href="javascript:1">x</a>', '<a href="//else.where/">x</a>', '<a href="https://else.where/">x</a>', '<a href>x</a>', '<p onclick="x">y</p>', '<p style="x">y</p>',
      '<svg><use href="#a"></use></svg>', '<iframe srcdoc="x"></iframe>', '<form action="/"></form>', '<p', '<!-- -->', '<math><mtext></math>',
      '<p class="a"onclick="b">', "<p class='a' onclick='b'>", '<p title="a>b"><img src=x>', '<style>a{}</style>', '<p class="x" srcdoc="y">z</p>',
    ];
    return attempts.filter((markup) => {
      try {
        document.createElement('template').innerHTML = markup;
        return false;
      } catch {
        return true;
      }
    }).length === attempts.length;
  });
  expect(rejected).toBe(true);
  const accepted = await page.evaluate(() => {
    document.createElement('template').innerHTML = '<p class="a">text <strong>b</strong></p>';
    return true;
  });
  expect(accepted).toBe(true);
  await page.close();
  tenant.stop();
});

test('the app cannot be framed by another site', async ({ browser, tenant }) => {
  const otherSite = await Tenant.start();
  const page = await browser.newPage();
  await page.goto(`${otherSite.url.replace('127.0.0.1', 'localhost')}/sign-in.css`);
  const framed = await page.evaluate(async (url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    const loaded = new Promise((done) => frame.addEventListener('load', done));
    document.documentElement.append(frame);
    await loaded;
    return frame.contentDocument === null ? 'blocked' : 'readable';
  }, `${tenant.url}/settings`);
  expect(framed).toBe('blocked');
  await page.close();
  otherSite.stop();
});

test('cross-site request forgery changes nothing', async ({ browser, tenant, context, signIn }) => {
  await signIn('new');
  const page = await context.newPage();
  const otherSite = await Tenant.start();
  await page.goto(`${otherSite.url.replace('127.0.0.1', 'localhost')}/test-controls/log`);
  await page.evaluate(async ([target, path]) => {
    const send = (init: RequestInit) => fetch(target + path, { credentials: 'include', ...init }).catch(() => undefined);
    await send({ method: 'POST', mode: 'no-cors', body: '{}' });
    await send({ method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{}' });
    await send({ method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'text/plain' }, body: '{}' });
  }, [tenant.url, api.request] as const);
  await page.close();
  otherSite.stop();
  expect(await tenant.outbox()).toEqual([]);
  const settings = await (await context.request.get(api.settings)).json();
  expect(settings.is_next_request_allowed).toBe(true);
});

test('scripts and other sites cannot read the session cookie', async ({ page, context, signIn }) => {
  await signIn('admin');
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ name: '__Host-sid', httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
  await page.goto('/account');
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
  const dump = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, location.href, document.documentElement.outerHTML]));
  expect(dump).not.toContain(cookie.value);
});
