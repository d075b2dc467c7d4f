// Starts the WebAssembly under a strict Content-Security-Policy, and shows a readable page when it cannot start or
// stops. Trunk's own loader is an inline script, which that policy blocks.

// Under Trusted Types, Leptos needs one door: it parses markup that never changes through a <template>. Markup that can
// do nothing but be looked at may pass: listed elements, listed attributes, links within the app; no script, no style,
// no event, no address elsewhere.
const ELEMENT = /^(?:a|b|br|button|caption|circle|code|col|colgroup|dd|details|div|dl|dt|em|fieldset|figcaption|figure|footer|g|h[1-6]|header|hr|kbd|label|legend|li|line|ol|optgroup|option|p|path|polyline|rect|section|small|span|strong|summary|svg|table|tbody|td|th|thead|time|tr|ul)$/;
const ATTRIBUTE = /^(?:class|id|for|d|cx|cy|r|x|y|x1|x2|y1|y2|points|width|height|rx|viewBox|fill|stroke|stroke-width|stroke-linecap|stroke-linejoin|focusable|colspan|rowspan|scope|role|rel|tabindex|title|type|value|dir|lang|hidden|autofocus|aria-[a-z]+)$/;
const LINK = /^(?:#|\/(?!\/))/;
const inert = (markup) => {
  const token = /<\/?([a-z][a-z0-9]*)((?:\s+[\w-]+(?:="[^"<>]*")?)*)\s*\/?>|<!>|[^<]+/gy;
  while (token.lastIndex < markup.length) {
    const found = token.exec(markup);
    if (!found || (found[1] && !ELEMENT.test(found[1]))) return false;
    for (const [, name, value] of (found[2] || '').matchAll(/([\w-]+)(?:="([^"]*)")?/g)) {
      if (!ATTRIBUTE.test(name) && !(name === 'href' && LINK.test(value))) return false;
    }
  }
  return true;
};
const html = (markup) => {
  if (inert(markup)) return markup;
  console.error('boot.js refused this markup', markup);
  return null;
};
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: html,
  createScript: () => null,
  createScriptURL: () => null,
});

const fail = () => {
  if (document.getElementById('fatal')) return;
  const box = document.createElement('div');
  const title = document.createElement(document.querySelector('h1') ? 'h2' : 'h1');
  const text = document.createElement('p');
  const button = document.createElement('button');
  box.id = 'fatal';
  box.setAttribute('role', 'alert');
  title.textContent = 'Rolecall could not start or stopped working';
  text.textContent = 'Reload the page to go on. If that does not help, tell your admin.';
  button.className = 'button button-primary';
  button.textContent = 'Reload';
  button.addEventListener('click', () => location.reload());
  box.append(title, text, button);
  document.getElementById('starting')?.remove();
  document.querySelector('main[aria-busy]')?.removeAttribute('aria-busy');
  document.body.prepend(box);
};
const stopped = (reason) => reason instanceof WebAssembly.RuntimeError;
addEventListener('error', (event) => stopped(event.error) && fail());
addEventListener('unhandledrejection', (event) => stopped(event.reason) && fail());

// A module has no document.currentScript, so the element is looked up.
const { js, wasm } = document.querySelector('script[data-wasm]').dataset;
const glue = import(js);
glue.catch(() => {});

// What a page asks the tenant first is asked while the module is still on its way: the app takes each answer once
// (src/api/early.rs). One that nobody takes is let go after ten seconds; without a base there is no such service.
const API = '/api/web/custom/namespaces/system/';
const SETTINGS = '/api/web/namespaces/system/user/settings';
const FIRST = { '': [SETTINGS], settings: [SETTINGS], roles: [`${API}user_roles`] };
const page = location.pathname.split('/')[1];
const base = document.querySelector('meta[name="rolecall:tenant-api"]')?.content.trim().replace(/\/+$/, '') ?? '';
const asked = new Map();
const ask = (url) => {
  const controller = new AbortController();
  // As the client of the app asks.
  const options = { signal: controller.signal, cache: 'no-store', credentials: 'include', redirect: 'manual', headers: { Accept: 'application/json' } };
  const early = { controller, at: 0, answer: fetch(url, options) };
  early.answer.then(() => (early.at = Date.now()), () => {});
  asked.set(url, early);
  setTimeout(() => asked.delete(url) && controller.abort(), 10_000);
};
globalThis.rolecall = {
  take(url) {
    const early = asked.get(url);
    asked.delete(url);
    return early;
  },
};
if (base !== 'none') [`${API}whoami`, ...(FIRST[page] ?? [])].forEach((path) => ask(base + path));

// This runs as soon as it is here, which may be before the rest of the page is.
if (document.readyState === 'loading') await new Promise((done) => document.addEventListener('DOMContentLoaded', done));
// Chromium does not check the integrity that Trunk writes on this preload; fetch below does.
const integrity = document.querySelector('link[rel=preload][as=fetch]')?.integrity;
try {
  if (!integrity) throw new Error('the integrity of the WebAssembly is not known');
  const { default: start } = await glue;
  await start({ module_or_path: fetch(wasm, { integrity }) });
} catch (error) {
  console.error('boot', error);
  fail();
}
